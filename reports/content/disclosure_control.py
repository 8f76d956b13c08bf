"""Disclosure control: what of a frozen content the outward edition may contain.

Outward, counts of violence are published for the province only, by half-year and year. A code with a cell of 1 to 4
is suppressed whole, in every window that could be subtracted from another (domain notes on safety; decision 10).
While a unit's report is missing, no sensitive figure is published: the complete sum, published later, would
disclose that unit's own. All writers (text, tables, charts, sheets, data) take their content from `part_of` only;
keys that it does not know stay inside.
"""

import re
from bisect import bisect
from collections import defaultdict

from core.indicators.catalogue import all_indicators
from core.indicators.figures import add_sums, sums_by_slot
from core.lib.dates.windows import ONE_DAY, PeriodKind, Window, window_of
from filing.wording.narrative import SENSITIVE
from reports.models import Edition

SUPPRESS_BELOW = 5
SMALL, HIDDEN = "<5", "*"
RELEASED_FOR = (PeriodKind.HALF, PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR)
# Words of a typed sentence that, with a number in it, could tell how many people were hurt or hurt others.
VIOLENCE = re.compile(
    r"nạn nhân|bị hại|bị (?:bạo lực|bạo hành|xâm hại|đánh)|gây (?:ra )?bạo lực|bạo hành|xâm hại"
    r"|(?:vụ|ca|trường hợp)(?: việc)? (?:bạo lực|bạo hành|xâm hại)",
    re.IGNORECASE,
)
NUMBERS = re.compile(
    r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|dăm) "
    r"(?:\w+ ){0,2}(?:nạn nhân|người|vụ|ca|trường hợp|phụ nữ|đối tượng|trẻ|cháu|bé|hộ|chị|em|bà|cô)",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"(?<=[.;!?])[^\S\n]+|(\n)")
REDACTED = "(không công bố)"
# What goes outward as it stands: no count, and nothing that a person typed about what was done. A key of a content
# (`reports.content.unit_content`) that is neither here nor in `_outward` doesn't go.
AS_IT_STANDS = (
    "schema",
    "unit",
    "period",
    "day",
    "opening",
    "worked",
    "none",
    "tasks",
    "targets",
    "missing",
    "snapshots",
    "withheld",
)


def sensitive_keys():
    """Return the keys of the figures that count victims and perpetrators."""
    return {key for key, indicator in all_indicators().items() if indicator.sensitive}


def suppressed_of_unit():
    """Return {key: sign} for a single unit: every sensitive figure is suppressed."""
    return dict.fromkeys(sorted(sensitive_keys()), HIDDEN)


def suppressed_of_province(figures, kind, pieces=(), *, is_whole=True):
    """Return {key: sign} of the figures to be suppressed in the province's sums.

    `figures` are {window: {key: Sums}} of a period of that `kind`, `pieces` {key: Sums} of the stretches of time into
    which published windows can be cut. `is_whole` says that no unit's report is missing in the sums.
    """
    codes = {key: all_indicators()[key].code for key in sensitive_keys()}
    if kind not in RELEASED_FOR or not is_whole:
        return dict.fromkeys(sorted(codes), HIDDEN)
    windows, current = (*figures.values(), *pieces), figures["now"]
    small = {codes[key] for sums in windows for key in codes.keys() & sums.keys() if _has_small_part(sums[key])}
    suppressed = {key: HIDDEN for key, code in codes.items() if code in small or _differs_little(key, code, windows)}
    suppressed |= {key: SMALL for key in suppressed if key in current and _is_small(current[key].total)}
    return dict(sorted(suppressed.items()))


def _is_small(number):
    return 0 < number < SUPPRESS_BELOW


def _has_small_part(sums):
    """Return whether a cell, or one that follows from others by subtraction, is 1 to 4.

    Cells are all, women, men, those of unknown sex, and men and unknown together.
    """
    parts = (sums.total, sums.female, sums.sexed - sums.female, sums.total - sums.sexed, sums.total - sums.female)
    return any(map(_is_small, parts))


def _differs_little(key, code, windows):
    """Return whether the difference from the code's first figure is 1 to 4 in some window.

    It would tell how many were, for example, found and not helped.
    """
    first = f"{code}.1"
    return key != first and any(
        _is_small(abs(sums[first].total - sums[key].total)) for sums in windows if key in sums and first in sums
    )


def pieces(ids, period):
    """Return {key: Sums} of each stretch of time into which the windows published of two years can be cut.

    Published windows begin and end with half-months, so the counts of each half-month suffice.
    """
    years = (period.year - 1, period.year)
    windows = [window_of(PeriodKind.HALF, year, number) for year in years for number in (1, 2)]
    released = type(period).objects.filter(root=period.root, kind__in=RELEASED_FOR)
    released = released.filter(year__gte=years[0], year__lte=period.year + 1)
    # A report tells the year before too, of which none may have been asked for.
    windows += [
        window for period_released in released for window in (period_released.window, period_released.last_year)
    ]
    boundaries = sorted({window.start for window in windows} | {window.end + ONE_DAY for window in windows})
    first = window_of(PeriodKind.YEAR, years[0]).start
    reach = Window(min(first, period.last_year.start), max(boundaries[-1], period.end))
    stretches = defaultdict(list)
    for slot, sums in sums_by_slot(ids, sensitive_keys(), reach).items():
        stretches[bisect(boundaries, slot)].append(sums)
    return [add_sums(slot_sums) for slot_sums in stretches.values()]


def part_of(content, edition):
    """Return the edition's part of a content, with its own `tree` and `withheld`.

    `tree` is None while the content is not laid out. ValueError for the outward edition of a content that was frozen
    before there were editions.
    """
    if content["schema"] == 1:
        if edition == Edition.OUTWARD:
            raise ValueError("Frozen before there were two editions.")
        return {**content, "edition": edition, "withheld": {}}
    part = content if edition == Edition.INTERNAL else _outward(content)
    tree = content.get("trees", {}).get(edition)
    rest = {key: value for key, value in part.items() if key != "trees"}
    return {**rest, "edition": edition, "tree": tree, "withheld": part["withheld"] if part is not content else {}}


def _outward(content):
    """Return the content without suppressed figures, their records, and sentences that disclose as much."""
    suppressed, of_units = content["withheld"], sensitive_keys()
    hidden = {indicator.source for key, indicator in all_indicators().items() if key in of_units}
    return {
        **{key: content[key] for key in AS_IT_STANDS if key in content},
        "figures": {name: without(sums, suppressed) for name, sums in content["figures"].items()},
        "years": {year: without(sums, of_units) for year, sums in content["years"].items()},
        "estimates": without(content["estimates"], of_units),
        "units": [
            _redacted({**unit, **{name: without(unit[name], of_units) for name in ("figures", "before")}})
            for unit in content["units"]
        ],
        "own": {name: without(sums, of_units) for name, sums in content.get("own", {}).items()},
        "records": [_redacted(row) for row in content["records"] if row["kind"] not in hidden],
        "text": {name: redact(text) for name, text in content["text"].items()},
        "edits": [
            {name: redact(text) for name, text in edit.items()}
            for edit in content["edits"]
            if edit["key"] not in SENSITIVE
        ],
        "doubts": [],
        "difficulties": _redacted(content["difficulties"]),
        "planned": [_redacted(record) for record in content["planned"] if record["kind"] not in hidden],
        "exempt": _redacted(content["exempt"]),
    }


def without(sums, keys):
    """Return the dict without those keys."""
    return {key: value for key, value in sums.items() if key not in keys}


def _redacted(value):
    """Return plain data with `redact` applied to every text.

    A record may hold small tables (`filing.models.rows_field`).
    """
    if isinstance(value, dict):
        return {name: _redacted(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_redacted(item) for item in value]
    return (redact(value) or REDACTED) if value and isinstance(value, str) else value


def redact(text):
    """Return a typed text without the sentences that give a number of victims or perpetrators."""
    sentences = [part for part in SENTENCES.split(text) if part]
    kept = [part for part in sentences if not tells_sensitive_count(part)]
    if len(kept) == len(sentences):
        return text
    return re.sub(r"\s*\n\s*", "\n", " ".join(kept)).strip()


def tells_sensitive_count(sentence):
    """Return whether a typed sentence has a number beside victims or perpetrators."""
    return bool(VIOLENCE.search(sentence) and NUMBERS.search(sentence))
