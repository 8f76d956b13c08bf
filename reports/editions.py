"""The one gate between frozen content and whatever is written of it: the internal edition, or what may go outward.

Outward, counts of violence are told for the province only, by half-year and year, and a code with a part of 1 to 4 is
withheld whole, in every window that could be subtracted from another (domain notes on safety; decision 10). While a
unit is missing nothing of them is told: the sum with it, published later, would tell that unit's own. Writers of text,
tables, charts, sheets and data take `part_of` and nothing else; what it doesn't know of a content stays inside.
"""

import re
from bisect import bisect
from collections import defaultdict

from calendars.windows import ONE_DAY, PeriodKind, Window, window_of
from indicators.catalogue import all_indicators
from indicators.figures import added_up, by_slot
from progress.wording.narrative import SENSITIVE
from reports.models import Edition

WITHHELD_BELOW = 5
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
LEFT_OUT = "(không công bố)"
# What goes outward as it stands: no count, and nothing that a person typed about what was done. A key of a content
# (`reports.content`) that is neither here nor in `_outward` doesn't go.
AS_IT_STANDS = (
    "schema", "unit", "period", "day", "opening", "worked", "none", "tasks", "targets", "missing", "snapshots",
    "withheld",
)  # fmt: skip


def sensitive_keys():
    """The keys of the figures that count victims and perpetrators."""
    return {key for key, one in all_indicators().items() if one.sensitive}


def withheld_of_unit():
    """{key: sign}: of a single unit, nothing sensitive goes outward."""
    return dict.fromkeys(sorted(sensitive_keys()), HIDDEN)


def withheld_of_province(figures, kind, pieces=(), *, is_whole=True):
    """{key: sign} of what may not be told of the province's sums {name: {key: Sums}} in a period of that kind.

    `pieces` are {key: Sums} of the stretches of time that published windows can be cut into; `is_whole` says that no
    unit is missing in the sums.
    """
    codes = {key: all_indicators()[key].code for key in sensitive_keys()}
    if kind not in RELEASED_FOR or not is_whole:
        return dict.fromkeys(sorted(codes), HIDDEN)
    windows, now = (*figures.values(), *pieces), figures["now"]
    small = {codes[key] for sums in windows for key in codes.keys() & sums.keys() if _has_small_part(sums[key])}
    withheld = {key: HIDDEN for key, code in codes.items() if code in small or _differs_little(key, code, windows)}
    withheld |= {key: SMALL for key in withheld if key in now and _is_small(now[key].total)}
    return dict(sorted(withheld.items()))


def _is_small(number):
    return 0 < number < WITHHELD_BELOW


def _has_small_part(one):
    """Whether all, women, men, or those whose sex is unknown are 1 to 4, or men and those together."""
    parts = (one.total, one.female, one.sexed - one.female, one.total - one.sexed, one.total - one.female)
    return any(map(_is_small, parts))


def _differs_little(key, code, windows):
    """Whether what is told beside the code's first figure would tell that 1 to 4 were, say, found and not helped."""
    first = f"{code}.1"
    return key != first and any(
        _is_small(abs(sums[first].total - sums[key].total)) for sums in windows if key in sums and first in sums
    )


def pieces(ids, period):
    """{key: Sums} of each stretch of time that the windows published of two years can be cut into.

    Those windows begin and end with half-months, so that the facts of each half-month tell it all.
    """
    years = (period.year - 1, period.year)
    windows = [window_of(PeriodKind.HALF, year, number) for year in years for number in (1, 2)]
    asked = type(period).objects.filter(root=period.root, kind__in=RELEASED_FOR)
    asked = asked.filter(year__gte=years[0], year__lte=period.year + 1)
    # A report tells the year before too, of which none may have been asked for.
    windows += [window for one in asked for window in (one.window, one.last_year)]
    begins = sorted({one.start for one in windows} | {one.end + ONE_DAY for one in windows})
    first = window_of(PeriodKind.YEAR, years[0]).start
    reach = Window(min(first, period.last_year.start), max(begins[-1], period.end))
    stretches = defaultdict(list)
    for slot, sums in by_slot(ids, sensitive_keys(), reach).items():
        stretches[bisect(begins, slot)].append(sums)
    return [added_up(several) for several in stretches.values()]


def part_of(content, edition):
    """The content as that edition may tell it, with its own `tree` (None while it isn't laid out yet) and `withheld`.

    Raises ValueError for an outward edition of a content that was frozen before there were editions.
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
    """Without what is withheld: figures, the records that hold them, and sentences that could tell as much."""
    withheld, of_units = content["withheld"], sensitive_keys()
    hidden = {one.source for key, one in all_indicators().items() if key in of_units}
    return {
        **{key: content[key] for key in AS_IT_STANDS if key in content},
        "figures": {name: without(sums, withheld) for name, sums in content["figures"].items()},
        "years": {year: without(sums, of_units) for year, sums in content["years"].items()},
        "estimates": without(content["estimates"], of_units),
        "units": [
            _told({**one, **{name: without(one[name], of_units) for name in ("figures", "before")}})
            for one in content["units"]
        ],
        "own": {name: without(sums, of_units) for name, sums in content.get("own", {}).items()},
        "records": [_told(row) for row in content["records"] if row["kind"] not in hidden],
        "text": {name: told(text) for name, text in content["text"].items()},
        "edits": [
            {name: told(text) for name, text in one.items()} for one in content["edits"] if one["key"] not in SENSITIVE
        ],
        "doubts": [],
        "difficulties": _told(content["difficulties"]),
        "planned": [_told(one) for one in content["planned"] if one["kind"] not in hidden],
        "exempt": _told(content["exempt"]),
    }


def without(sums, keys):
    """The dict without those keys."""
    return {key: one for key, one in sums.items() if key not in keys}


def _told(value):
    """Plain data with every text in it told; small tables stand within a record (`progress.rows`)."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_told(one) for one in value]
    return (told(value) or LEFT_OUT) if value and isinstance(value, str) else value


def told(text):
    """A typed text without the sentences that give a number of victims or perpetrators."""
    sentences = [part for part in SENTENCES.split(text) if part]
    kept = [part for part in sentences if not gives_away(part)]
    if len(kept) == len(sentences):
        return text
    return re.sub(r"\s*\n\s*", "\n", " ".join(kept)).strip()


def gives_away(sentence):
    """Whether a typed sentence names a number beside victims or perpetrators."""
    return bool(VIOLENCE.search(sentence) and NUMBERS.search(sentence))
