"""Disclosure control: what of a frozen content the outward edition may contain.

What somebody typed leaves only as the very text that the Department released (`typed_text` beside this file); all else
is composed sentences and figures. Counts of violence are published for the province only, by half-year and year. A
code with a cell of 1 to 4 is suppressed whole, in every window that could be subtracted from another (domain notes on
safety; `docs/architecture.md`, “What is suppressed outward”). While a unit's report is missing, no sensitive figure is
published: the complete sum, published later, would disclose that unit's own; nor one that would differ from what went
out before (`told_before`). All writers (text, tables, charts, sheets, data) take their content from `part_of` only, the
outward one by `reports.documents.editions`; keys that it does not know stay inside.
"""

from bisect import bisect
from collections import defaultdict
from typing import Any

from msgspec.structs import asdict, replace

from core.indicators.catalogue import all_indicators
from core.indicators.figures import add_sums, sums_by_slot
from core.lib.dates.windows import ONE_DAY, PeriodKind, Window, window_of
from core.units.boundaries import became, lay_in
from reports.content.disclosure_control.typed_text import rewritten, text_digest
from reports.content.frozen.content import Content
from reports.content.frozen.rows import OwnWork
from reports.content.part import Part
from reports.models import Edition

SUPPRESS_BELOW = 5
SMALL, HIDDEN = "<5", "*"
RELEASED_FOR = (PeriodKind.HALF, PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR)
# What goes outward as it stands: no count, and nothing that a person typed. A key of a content
# (`reports.content.frozen.content`) that is neither here, nor in `_outward`, nor in `typed_text` doesn't go.
AS_IT_STANDS = (
    "schema",
    "unit",
    "worked",
    "none",
    "targets",
    "missing",
    "unreported",
    "snapshots",
    "withheld",
    "not_compared",
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

    Published windows begin and end with half-months, so the counts of each half-month suffice. Where a province took in
    others, which published for themselves, its units are cut by theirs: the counts of A and of B with A tell B's.
    """
    years = (period.year - 1, period.year)
    windows = [window_of(PeriodKind.HALF, year, number) for year in years for number in (1, 2)]
    released = type(period).objects.filter(root__in=became(period.root_id), kind__in=RELEASED_FOR)
    released = released.filter(year__gte=years[0], year__lte=period.year + 1)
    # A report tells the year before too, of which none may have been asked for.
    windows += [
        window for period_released in released for window in (period_released.window, period_released.last_year)
    ]
    boundaries = sorted({window.start for window in windows} | {window.end + ONE_DAY for window in windows})
    first = window_of(PeriodKind.YEAR, years[0]).start
    reach = Window(min(first, period.last_year.start), max(boundaries[-1], period.end))
    stretches = defaultdict(list)
    provinces = {period_released.root_id for period_released in released} - {period.root_id}
    for number, units in enumerate(_told_apart(ids, provinces)):
        for slot, sums in sums_by_slot(units, sensitive_keys(), reach).items():
            stretches[number, bisect(boundaries, slot)].append(sums)
    return [add_sums(slot_sums) for slot_sums in stretches.values()]


def _told_apart(ids, provinces):
    """Return the ids in the sets that can be told apart by which of these provinces they ever lay in."""
    provinces_of = lay_in(ids, provinces)
    sets = defaultdict(list)
    for unit_id in ids:
        sets[frozenset(provinces_of.get(unit_id, ()))].append(unit_id)
    return list(sets.values())


def part_of(content: Content, edition: str, released: frozenset[str] = frozenset()) -> Part:
    """Return the edition's Part of a content, with its own `tree` and `withheld`.

    `released` are the digests of the typed texts that may leave. `tree` is None for the outward edition, which is laid
    out of its part (`reports.documents.editions`), and while a content is not laid out. ValueError for the outward
    edition of a content that was frozen before there were editions, or is no report.
    """
    if edition == Edition.OUTWARD:
        return _outward(content, released)
    given: dict[str, Any] = {"edition": str(edition), "tree": content.trees.get(edition), "trees": {}, "withheld": {}}
    return Part(**asdict(content) | given | {"figures": compared(content)})


def _outward(content: Content, released):
    """Return the content without suppressed figures, their records, and typed text that nobody released."""
    if not content.has_editions:
        raise ValueError("Frozen before there were two editions: there is no outward one.")
    if content.opening is None:
        raise ValueError("There is no outward edition of what is no report.")
    suppressed, of_units = content.withheld, sensitive_keys()
    texts = rewritten(content, lambda text, where: text_digest(text) in released)
    units = [
        replace(unit, figures=without(unit.figures, of_units), before=without(unit.before, of_units), costs=None)
        for unit in texts["units"]
    ]
    return Part(
        **{name: getattr(content, name) for name in AS_IT_STANDS},
        **texts | {"units": units},
        edition=str(Edition.OUTWARD),
        figures={name: without(sums, suppressed) for name, sums in compared(content).items()},
        years={year: without(sums, of_units) for year, sums in content.years.items()},
        estimates=without(content.estimates, of_units),
        own=_work(content.own or OwnWork(), of_units),
        former=content.former and _work(content.former, of_units),
    )


def _work(work: OwnWork, suppressed):
    return OwnWork(figures=without(work.figures, suppressed), before=without(work.before, suppressed))


def compared(content: Content):
    """Return {window: sums} that a content tells: nothing of the year before where that is not compared."""
    return content.figures | {"before": {}} if content.not_compared else content.figures


def without(sums, keys):
    """Return the dict without those keys."""
    return {key: value for key, value in sums.items() if key not in keys}
