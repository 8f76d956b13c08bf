"""Frozen content: what a snapshot keeps of figures, records and words, as plain JSON.

A unit's content is a dict of

    schema, unit, period, opening   who reports on what, and the sentence that begins the report
    figures                         {"now", "before", "cumulative"}: sums that can be added up again
    years                           {"2016": sums, …} of a closing review
    records                         what was done or is running, a dict each (see `_frozen`)
    worked, none, exempt            task codes: done under, declared "không phát sinh", not asked (with the reason)
    tasks, planned                  where each task stands; what lies ahead
    targets                         {"key", "value"} of the rates that are to be reached (`reports.targets`)
    estimates                       {key: what the figure comes to by the period's end}
    text, edits, difficulties       what people wrote
    doubts                          numbers in edited paragraphs that the records don't bear out (`reports.edits`)
    units, own, missing             a summary's units side by side, what the Department itself did, and the names of
                                    the units that are not in it
    snapshots                       [[id, sha256], …] of the reports that a summary adds up
    withheld                        {key: sign} of the outward edition (`reports.editions`)
    trees                           {edition: the document itself}

Schema 1 had one `tree` and no editions.
"""

from datetime import date

from calendars.windows import PeriodKind, Window, window_of
from difficulties.wording import raised_in
from directives.models import Exemption
from indicators.counting import PARTS, Sums
from indicators.figures import added_up, sums_of
from progress import areas
from progress.models import Declaration, Theme
from progress.records import Status
from progress.text_verbs import OWN_TEXTS
from reports.desk.standings import clauses_for, standings
from reports.targets import targets_for

SCHEMA = 2
WINDOWS = ("now", "before", "cumulative")
# What lies ahead is named in a sentence, not listed.
PLANNED = 20


def gather(submission):
    """What the unit's records say now, without `withheld` and `trees`; a fixed number of queries."""
    unit, period = submission.unit, submission.period
    figures, records = figures_of(unit, period), records_of(unit, period.window)
    return {
        "schema": SCHEMA,
        "unit": {
            "id": unit.pk, "code": unit.code, "name": unit.name, "place": unit.name_in_sentence, "is_province": False,
        },
        "period": period_of(period),
        "figures": figures,
        "years": years_of([unit.pk], period),
        "records": records,
        "worked": worked_in(records),
        "none": declared_none(unit, period.window),
        "exempt": exemptions_of(unit, period.window),
        "tasks": tasks_of(unit, period),
        "planned": planned_by(unit, period.end),
        "targets": targets_for(unit, period),
        "estimates": {one.indicator: one.value for one in submission.estimates.all()},
        "text": {name: getattr(submission, name) for name in OWN_TEXTS},
        "edits": edits_of(submission),
        "difficulties": raised_in(unit, period.window),
        "units": [],
        "missing": [],
    }  # fmt: skip


def frozen_sums(sums):
    """{key: [total, female, minority, sexed, records, valued]} of {key: Sums}."""
    return {key: [getattr(one, part) for part in PARTS] for key, one in sorted(sums.items()) if one.records}


def thawed_sums(frozen):
    """{key: Sums} of what `frozen_sums` made."""
    return {key: Sums(*values) for key, values in frozen.items()}


def figures_of(unit, period):
    """The unit's sums in the period, in the same one last year, and in the year so far."""
    windows = (period.window, period.last_year, period.cumulative)
    return {
        name: frozen_sums(sums_of([unit.pk], window)[unit.pk]) for name, window in zip(WINDOWS, windows, strict=True)
    }


def reporting_years(period):
    """The reporting years that end within the period; those of a closing review alone are told one by one."""
    if period.theme != Theme.CLOSING_REVIEW:
        return []
    years = range(period.start.year, period.end.year + 1)
    return [year for year in years if window_of(PeriodKind.YEAR, year).end in Window(period.start, period.end)]


def years_of(ids, period):
    """{"2016": sums, …}: those units together in each reporting year of a closing review."""
    windows = {str(year): window_of(PeriodKind.YEAR, year) for year in reporting_years(period)}
    return {year: frozen_sums(added_up(sums_of(ids, window).values())) for year, window in windows.items()}


def period_of(period):
    """What a content keeps of its period."""
    return {
        "title": period.title, "start": period.start.isoformat(), "end": period.end.isoformat(),
        "kind": period.kind, "theme": period.theme, "compared_to": compared_to(period),
        "is_cumulative": period.cumulative == period.window,
        "asked_number": period.asked_number, "asked_on": period.asked_on.isoformat(),
    }  # fmt: skip


def compared_to(period):
    """`năm 2019`, or `cùng kỳ năm 2019` where the period isn't a whole year."""
    whole = period.kind in (PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR)
    return f"năm {period.year - 1}" if whole else f"cùng kỳ năm {period.year - 1}"


def records_of(unit, window):
    """A dict for each done or running record of the unit within the window, in a fixed order."""
    rows = []
    for kind in areas.record_kinds():
        found = kind.model.objects.filter(
            unit=unit,
            counted_on__range=(window.start, window.end),
            status__in=[Status.DONE, Status.UNDER_WAY],
        )
        rows += [_frozen(record) for record in found.select_related(*kind.model.RELATED).order_by("counted_on", "pk")]
    return rows


def _frozen(record):
    fields = {name: getattr(record, name) for name in (*record.FROZEN_FIELDS, *record.TOLD)}
    return {
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()},
        "kind": record._meta.label,
        "id": record.pk,
        "version": record.version,
        "task": record.task.code,
        "title": str(record),
        "day": record.counted_on.isoformat(),
        "status": record.status,
    }


def worked_in(records):
    """The codes of the tasks under which something was done: there a count is truly none."""
    work = {kind.model._meta.label for kind in areas.work_kinds()}
    return sorted({row["task"] for row in records if row["status"] == Status.DONE and row["kind"] in work})


def planned_by(unit, day):
    """{"title", "day", "kind"} of what the unit plans after that day, the next first."""
    rows = []
    for kind in areas.work_kinds():
        ahead = kind.model.objects.filter(unit=unit, status=Status.PLANNED, counted_on__gt=day)
        for record in ahead.select_related(*kind.model.RELATED).order_by("counted_on", "pk")[:PLANNED]:
            row = {"title": str(record), "day": record.counted_on.isoformat(), "kind": record._meta.label}
            rows.append(row)
    return sorted(rows, key=lambda row: row["day"])[:PLANNED]


def tasks_of(unit, period):
    """{"clause", "task", "title", "status"} of each task, by what the year had brought at the period's end."""
    _directive, clauses = clauses_for(period.root, period.year)
    year = window_of(PeriodKind.YEAR, period.year)
    so_far = Window(min(year.start, period.end), min(max(year.start, period.end), year.end))
    own = standings([unit], clauses, so_far, period.window)[unit.pk]
    return [
        {
            "clause": one.clause.code, "task": one.clause.task.code, "title": one.clause.title,
            "status": str(one.status),
        }
        for one in own
    ]  # fmt: skip


def declared_none(unit, window):
    """The codes of the tasks of which the unit said that nothing occurred in exactly that window."""
    rows = Declaration.objects.filter(unit=unit, start=window.start, end=window.end)
    return sorted(rows.values_list("task__code", flat=True))


def exemptions_of(unit, window):
    """{task code or figure code: reason} that the Department has set for the unit."""
    found = Exemption.objects.during(window).filter(unit=unit).select_related("task")
    return {one.task.code if one.task else one.indicator: one.reason for one in found}


def edits_of(submission):
    """{"key", "text", "drafted"} of each paragraph that a person wrote anew."""
    return [{"key": one.key, "text": one.text, "drafted": one.drafted} for one in submission.edits.all()]
