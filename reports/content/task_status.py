"""The status of each task of each unit, for the district's home and the Department's overview."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core.directives.models import Clause, Directive, Exemption, Task
from core.indicators.catalogue import get_indicator
from core.indicators.figures import NO_DATA, Figure, figures_by_scope
from core.lib.dates.clock import today
from core.lib.dates.windows import PeriodKind, reporting_year, window_of
from filing import areas
from filing.models import Declaration
from filing.models.records import Status


class TaskStatus(models.TextChoices):
    """Statuses of a task; `status_of` takes the first that applies."""

    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    DONE = "done", _("Done")
    NONE_DECLARED = "none_declared", _("Nothing occurred")
    AWAITS_GUIDANCE = "awaits_guidance", _("Awaiting the province's guidance")
    OVERDUE = "overdue", _("Overdue")
    IN_PROGRESS = "in_progress", _("In progress")
    NOT_DUE = "not_due", _("Work not due yet")
    NOT_STARTED = "not_started", _("Not started")


# The Action Month begins on this day of each year.
ACTION_MONTH, ACTION_MONTH_BEGINS = "comm.action-month", (11, 15)


@dataclass(frozen=True)
class UnitTaskStatus:
    """The status of one clause for one unit, with days overdue and the figures behind it.

    `year` is the reporting year in which the task is measured, `kind` the kind of its records.
    """

    clause: Clause
    status: str
    days: int
    figures: tuple
    records: int
    declaration: Declaration | None
    unit_id: int
    year: int
    kind: areas.Kind
    latest: str = ""

    @property
    def records_url(self):
        """Return the address of the list of the records behind the status."""
        return self.kind.records_url(unit=self.unit_id, year=self.year, task=self.clause.task_id)

    @property
    def may_declare(self):
        """Return whether the unit may declare that nothing occurred: it has neither filed nor declared anything."""
        return not self.records and self.status in (TaskStatus.NOT_STARTED, TaskStatus.OVERDUE)

    @property
    def has_result(self):
        """Return whether the task is settled or has something filed."""
        return self.status in (TaskStatus.DONE, TaskStatus.IN_PROGRESS, TaskStatus.NONE_DECLARED) or self.records > 0


def clauses_for(issuer, year):
    """Return (directive in force, its clauses with a task as amended); (None, the whole catalogue) without one."""
    directive = Directive.objects.in_force(issuer, year).first()
    if directive is None:
        return None, [Clause(task=task, title=task.name, order=task.order) for task in Task.objects.all()]
    return directive, [clause for clause in Clause.objects.as_amended(directive) if clause.task_id]


def task_statuses(scopes, clauses, window, period_window, figures=None, day=None):
    """Return {unit id: [UnitTaskStatus, …]} in the order of the clauses; a fixed number of queries.

    `scopes` are {unit id: ids of the units that are told with it} (`filing.submissions.scopes`).
    `window` is the year in which the tasks are measured, `period_window` that of the report whose declarations count.
    `figures` are those of each unit in the window, if the caller has read them already. `day` is that of which it is
    asked whether a task is due already: the last one of a report's period, else today.
    """
    ids, year, day = list(scopes), reporting_year(window.end), day or today()
    figures = figures_by_scope(scopes, window) if figures is None else figures
    told_in = {part_id: unit_id for unit_id, told in scopes.items() for part_id in told}
    (filed, done), latest = _record_counts(told_in, window), _latest_summaries(told_in, window)
    declared = {
        (declaration.unit_id, declaration.task_id): declaration
        for declaration in Declaration.objects.filter(unit__in=ids, start=period_window.start, end=period_window.end)
    }
    exempt = set(Exemption.objects.during(window).filter(unit__in=ids).values_list("unit_id", "task_id"))
    return {
        unit_id: [
            _task_status(
                unit_id,
                clause,
                figures[unit_id],
                filed[unit_id, clause.task.code],
                done[unit_id, clause.task.code],
                latest.get((unit_id, clause.task_id), ""),
                declared.get((unit_id, clause.task_id)),
                (unit_id, clause.task_id) in exempt,
                year,
                day,
            )
            for clause in clauses
        ]
        for unit_id in ids
    }


def _record_counts(told_in, window):
    """Return {(unit id, task code): {model: number}} of the records in the window that are not cancelled.

    And beside it how many of them are done, {(unit id, task code): number}. `told_in` are {id: id of the unit that it
    is told with}.
    """
    filed: dict[tuple[int, str], Counter] = defaultdict(Counter)
    done: Counter[tuple[int, str]] = Counter()
    for kind in areas.work_kinds():
        rows = kind.model.objects.filter(unit__in=told_in, counted_on__range=(window.start, window.end))
        extra = ["also"] if kind.serves_more else []
        rows = rows.exclude(status=Status.CANCELLED).order_by().values("unit_id", "task__code", *extra)
        is_done = Count("pk", filter=models.Q(status=Status.DONE))
        for row in rows.annotate(number=Count("pk"), done=is_done):
            for code in {row["task__code"], *row.get("also", ())}:
                filed[told_in[row["unit_id"]], code][kind.model] += row["number"]
                done[told_in[row["unit_id"]], code] += row["done"]
    return filed, done


def _latest_summaries(told_in, window):
    """Return {(unit id, task id): summary of the latest record}, for the kinds that show it."""
    latest = {}
    for kind in (kind for kind in areas.record_kinds() if kind.tells_latest):
        rows = kind.model.objects.filter(unit__in=told_in, counted_on__range=(window.start, window.end))
        for record in rows.exclude(status=Status.CANCELLED).order_by("counted_on", "pk"):
            latest[told_in[record.unit_id], record.task_id] = record.summary
    return latest


def _task_status(unit_id, clause, figures, filed, done, latest, declaration, is_exempt, year, day):
    figure, records = figures[clause.indicator] if clause.indicator else NO_DATA, filed.total()
    if clause.threshold and not clause.indicator:
        figure = Figure(value=done)
    status = status_of(clause, figure, records, declaration is not None, is_exempt)
    if status == TaskStatus.OVERDUE and clause.due_on > day:
        # A report that is written late, or reopened, tells what had fallen due in its own days.
        status = TaskStatus.IN_PROGRESS if records else TaskStatus.NOT_STARTED
    waits = status in (TaskStatus.NOT_STARTED, TaskStatus.AWAITS_GUIDANCE)
    if waits and not filed and _is_ahead(clause, year, day):
        status = TaskStatus.NOT_DUE
    days = (today() - clause.due_on).days if status == TaskStatus.OVERDUE else 0
    brief = areas.area(clause.task.area).brief.get(clause.task.code, ())
    brief_figures = tuple((get_indicator(key), figures[key]) for key in brief)
    kind = _kind_of(clause.task, filed)
    return UnitTaskStatus(clause, status, days, brief_figures, records, declaration, unit_id, year, kind, latest)


def _kind_of(task, filed):
    """Return the kind under which work on the task is filed; if only others serve it, that of most records."""
    usual = areas.area(task.area).kind_for(task.form_code)
    return usual if usual.model in filed or not filed else areas.kind_of(filed.most_common(1)[0][0])


def _is_ahead(clause, year, day):
    """Return whether a task has its time after that day, within the reporting year.

    What may be done until the year's end is work of the whole year: it could have begun.
    """
    if clause.task.code == ACTION_MONTH:
        return day < date(year, *ACTION_MONTH_BEGINS)
    return clause.due_on is not None and day < clause.due_on <= window_of(PeriodKind.YEAR, year).end


def status_of(clause, figure, records, is_declared, is_exempt):
    """Return the status of one task by the rule of its clause: threshold, due date, guidance."""
    if is_exempt:
        return TaskStatus.NOT_APPLICABLE
    scale = get_indicator(clause.indicator).scale if clause.indicator else 1
    if clause.threshold and (figure.value or 0) >= clause.threshold * scale:
        return TaskStatus.DONE
    if is_declared and not records:
        return TaskStatus.NONE_DECLARED
    if clause.awaits_guidance:
        return TaskStatus.AWAITS_GUIDANCE
    if clause.due_on and clause.due_on < today():
        return TaskStatus.OVERDUE
    return TaskStatus.IN_PROGRESS if records else TaskStatus.NOT_STARTED
