"""The content of a unit's report, gathered from its records (`reports.content.frozen.content` has its types)."""

from datetime import date

from django.db.models import Q

from core.directives.models import Exemption
from core.indicators.counting import PARTS, Sums
from core.indicators.figures import add_sums, figures_from_sums, sums_by_unit
from core.lib.dates.windows import WHOLE_YEARS, PeriodKind, Window, window_after, window_of
from core.units.models import Level, Unit
from difficulties.wording import raised_in
from filing import areas
from filing.models import Declaration, Submission, Theme
from filing.models.records import Status
from filing.submissions.scopes import scope_of
from filing.submissions.text_verbs import OWN_TEXTS, YEARLY_TEXTS
from reports.content.figures.comparability import why_not_compared
from reports.content.figures.costs import costs_of
from reports.content.figures.target_results import targets_for
from reports.content.frozen.content import WINDOWS, Content
from reports.content.frozen.rows import FrozenEdit, PeriodOfReport, PlannedRecord, TaskResult, UnitOfReport
from reports.content.own_tasks import own_tasks_of
from reports.content.task_status import clauses_for, task_statuses

# The order in which kinds of communes are named.
COMMUNE_TYPES = {"xã": 1, "phường": 2, "thị trấn": 3, "đặc khu": 4}
# What lies ahead is named in a sentence, not listed.
PLANNED = 20


def gather(submission: Submission) -> Content:
    """Return the unit's content as of now, before it is drafted and laid out; a fixed number of queries."""
    unit, period, ids = submission.unit, submission.period, scope_of(submission)
    sums, (records, planned) = sums_reader(ids), records_and_plans(ids, period)
    targets, target_sources = targets_for(unit, period)
    return Content(
        unit=unit_of(unit, last_day(unit, period)),
        period=period_of(period),
        from_paper=submission.from_paper,
        figures=frozen_figures(sums, period),
        not_compared=why_not_compared(unit, period, ids),
        years=years_of(ids, period),
        records=records,
        costs=costs_of(ids, period.window, records),
        worked=worked_in(records),
        own_tasks=own_tasks_of(records),
        none=declared_none(unit, period.window),
        exempt=exemptions_of(unit, period.window),
        tasks=tasks_of(unit, period, ids, sums),
        planned=planned,
        targets=targets,
        target_sources=target_sources,
        estimates={estimate.indicator: estimate.value for estimate in submission.estimates.all()},
        text={name: getattr(submission, name) for name in OWN_TEXTS},
        yearly=yearly_texts(submission),
        edits=edits_of(submission),
        difficulties=raised_in(ids, period.window),
    )


def yearly_texts(submission):
    """Return {name: text} of what a report of a whole year was asked for and says."""
    texts = {name: getattr(submission, name) for name in YEARLY_TEXTS} if submission.is_yearly else {}
    return {name: text for name, text in texts.items() if text}


def unit_of(unit, day=None, *, is_province=False):
    """Return the unit as a content keeps it, with the kinds of its communes on a day, if given."""
    return UnitOfReport(
        id=unit.pk,
        code=unit.code,
        name=unit.name,
        place=unit.name_in_sentence,
        is_province=is_province,
        commune_types=commune_types(unit, day) if day else [],
    )


def frozen_sums(sums):
    """Return {key: [total, female, minority, sexed, records, valued]} of {key: Sums}."""
    return {
        key: [getattr(key_sums, part) for part in PARTS] for key, key_sums in sorted(sums.items()) if key_sums.records
    }


def thawed_sums(frozen):
    """Return the {key: Sums} from which `frozen_sums` was made."""
    return {key: Sums(*values) for key, values in frozen.items()}


def last_day(unit, period):
    """Return the last day of the period on which there was the unit."""
    return min(period.end, unit.valid_to or period.end)


def sums_reader(ids):
    """Return a function that returns the sums of the units together in a window, each of which it reads once."""

    known: dict[Window, dict[str, Sums]] = {}

    def read(window):
        if window not in known:
            known[window] = add_sums(sums_by_unit(ids, window, is_fresh=bool(known)).values())
        return known[window]

    return read


def figures_of(ids, period):
    """Return the sums of the units in the period, in the same period last year, in the year so far."""
    return frozen_figures(sums_reader(ids), period)


def frozen_figures(sums, period):
    """Return the same of a `sums_reader` as a content keeps them."""
    windows = (period.window, period.last_year, period.cumulative)
    return {name: frozen_sums(sums(window)) for name, window in zip(WINDOWS, windows, strict=True)}


def reporting_years(period):
    """Return the reporting years that end within a closing review; none for other periods."""
    if period.theme != Theme.CLOSING_REVIEW:
        return []
    years = range(period.start.year, period.end.year + 1)
    return [year for year in years if window_of(PeriodKind.YEAR, year).end in Window(period.start, period.end)]


def years_of(ids, period):
    """Return {"2016": sums, …} of the units together in each reporting year of a closing review."""
    windows = {str(year): window_of(PeriodKind.YEAR, year) for year in reporting_years(period)}
    return {year: frozen_sums(add_sums(sums_by_unit(ids, window).values())) for year, window in windows.items()}


def period_of(period):
    """Return the period as a content keeps it."""
    return PeriodOfReport(
        title=period.title,
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        kind=period.kind,
        theme=period.theme,
        compared_to=compared_to(period),
        is_cumulative=period.cumulative == period.window,
        asked_number=period.asked_number,
        asked_on=period.asked_on.isoformat(),
    )


def compared_to(period):
    """Return `năm 2019`, or `cùng kỳ năm 2019` if the period isn't a whole year."""
    return f"năm {period.year - 1}" if period.kind in WHOLE_YEARS else f"cùng kỳ năm {period.year - 1}"


def records_of(ids, window):
    """Return a dict for each record of the units in the window that is done or under way.

    They are in a fixed order: by kind, day and id.
    """
    return [_record_row(record) for _kind, records in _entries(ids, _begun_in(window)) for record in records]


def records_and_plans(ids, period):
    """Return the records of the period, and what the units plan in the period that follows, the next first."""
    rows, planned, following = [], [], window_after(period.kind, period.window)
    for kind, records in _entries(ids, _begun_in(period.window) | _planned_in(following)):
        rows += [_record_row(record) for record in records if record.status != Status.PLANNED]
        if kind.is_work:
            planned += [_planned_row(record) for record in records if record.status == Status.PLANNED]
    return rows, sorted(planned, key=lambda row: row.day)[:PLANNED]


def _entries(ids, condition):
    """Yield each kind of records with those of the units on which the condition holds, in their order."""
    for kind in areas.record_kinds():
        records = kind.model.objects.filter(condition, unit__in=ids).select_related(*kind.model.RELATED)
        yield kind, records.order_by("counted_on", "pk")


def _begun_in(window):
    return Q(counted_on__range=(window.start, window.end), status__in=[Status.DONE, Status.UNDER_WAY])


def _planned_in(window):
    return Q(counted_on__range=(window.start, window.end), status=Status.PLANNED)


def _record_row(record):
    fields = {name: getattr(record, name) for name in (*record.FROZEN_FIELDS, *record.TOLD)}
    return {
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()},
        "kind": record._meta.label,
        "id": record.pk,
        "version": record.version,
        "task": record.task.code,
        **({"commune": record.commune.code} if getattr(record, "commune_id", None) else {}),
        "title": str(record),
        "day": record.counted_on.isoformat(),
        "status": record.status,
    }


def worked_in(records):
    """Return the codes of the tasks under which something was done: there a missing count is zero."""
    work = {kind.model._meta.label for kind in areas.work_kinds()}
    return sorted({row["task"] for row in records if row["status"] == Status.DONE and row["kind"] in work})


def _planned_row(record):
    return PlannedRecord(title=str(record), day=record.counted_on.isoformat(), kind=record._meta.label)


def tasks_of(unit, period, ids, sums=None):
    """Return the status of each task as of the end of the period; none of a year without a directive.

    Where nothing was asked for, no work is unfinished.
    """
    directive, clauses = clauses_for(period.root, period.year)
    if directive is None:
        return []
    year = window_of(PeriodKind.YEAR, period.year)
    so_far = Window(min(year.start, period.end), min(max(year.start, period.end), year.end))
    figures = {unit.pk: figures_from_sums((sums or sums_reader(ids))(so_far))}
    statuses = task_statuses({unit.pk: ids}, clauses, so_far, period.window, figures, day=period.end)[unit.pk]
    return [
        TaskResult(
            clause=task_status.clause.code,
            task=task_status.clause.task.code,
            title=task_status.clause.title,
            status=str(task_status.status),
        )
        for task_status in statuses
    ]


def commune_types(unit, day):
    """Return the kinds of the communes in the unit on that day: `["xã", "thị trấn"]`."""
    kinds = set(Unit.objects.under(unit, day).valid_on(day).filter(level=Level.COMMUNE).values_list("kind", flat=True))
    return sorted((kind.lower() for kind in kinds), key=lambda kind: (COMMUNE_TYPES.get(kind, 9), kind))


def declared_none(unit, window):
    """Return the codes of the tasks for which the unit declared that nothing occurred in exactly that window."""
    rows = Declaration.objects.filter(unit=unit, start=window.start, end=window.end)
    return sorted(rows.values_list("task__code", flat=True))


def exemptions_of(unit, window):
    """Return {task or figure code: reason} of the exemptions that the Department set for the unit."""
    exemptions = Exemption.objects.during(window).filter(unit=unit).select_related("task")
    return {
        exemption.task.code if exemption.task else exemption.indicator: exemption.reason for exemption in exemptions
    }


def edits_of(submission):
    """Return the edited paragraphs."""
    return [FrozenEdit(key=edit.key, text=edit.text, drafted=edit.drafted) for edit in submission.edits.all()]
