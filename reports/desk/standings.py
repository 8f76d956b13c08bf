"""Where each unit stands with each task: one answer for the district's home and the Department's overview."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.windows import reporting_year
from directives.models import Clause, Directive, Exemption, Task
from indicators.catalogue import get
from indicators.figures import NO_DATA, by_unit
from progress import areas
from progress.models import Declaration
from progress.records import Status


class TaskStatus(models.TextChoices):
    """The words of the desk; the first that is true holds (`status_of`)."""

    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    DONE = "done", _("Done")
    NONE_DECLARED = "none_declared", _("Nothing occurred")
    AWAITS_GUIDANCE = "awaits_guidance", _("Waiting for provincial guidance")
    OVERDUE = "overdue", _("Overdue")
    IN_PROGRESS = "in_progress", _("In progress")
    NOT_STARTED = "not_started", _("Not started")


@dataclass(frozen=True)
class Standing:
    """One unit and one clause: status, days overdue, the figures behind it, what may still be done.

    `year` is the reporting year in which the task is measured, `kind` the one that its records are of.
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
        """The records behind it; where there are none yet, the list that says what would stand there."""
        return f"{self.kind.list_url}?task={self.clause.task.pk}&unit={self.unit_id}&year={self.year}"

    @property
    def may_declare(self):
        """Nothing was filed and nothing declared: the unit may say that nothing occurred."""
        return not self.records and self.status in (TaskStatus.NOT_STARTED, TaskStatus.OVERDUE)

    @property
    def has_result(self):
        """Whether the task needs no more attention or has something filed."""
        return self.status in (TaskStatus.DONE, TaskStatus.IN_PROGRESS, TaskStatus.NONE_DECLARED) or self.records > 0


def clauses_for(issuer, year):
    """The clauses with a task of the directive in force, or the bare catalogue while there is none."""
    directive = Directive.objects.in_force(issuer, year).first()
    if directive is None:
        return None, [Clause(task=task, title=task.name, order=task.order) for task in Task.objects.all()]
    return directive, list(directive.clauses.filter(task__isnull=False).select_related("task"))


def standings(units, clauses, window, period_window, figures=None):
    """{unit id: [Standing, …]} in the clauses' order; as many queries for one unit as for all.

    `window` is the year that the tasks are measured in, `period_window` that of the report whose
    declarations count. `figures` are those of each unit in the window, for whoever has read them already.
    """
    ids = [unit.pk for unit in units]
    figures = by_unit(ids, window) if figures is None else figures
    year = reporting_year(window.end)
    filed, latest = _filed(ids, window), _latest(ids, window)
    declared = {
        (one.unit_id, one.task_id): one
        for one in Declaration.objects.filter(unit__in=ids, start=period_window.start, end=period_window.end)
    }
    exempt = set(Exemption.objects.during(window).filter(unit__in=ids).values_list("unit_id", "task_id"))
    return {
        unit_id: [
            _standing(
                unit_id,
                clause,
                figures[unit_id],
                filed[unit_id, clause.task.code],
                latest.get((unit_id, clause.task_id), ""),
                declared.get((unit_id, clause.task_id)),
                (unit_id, clause.task_id) in exempt,
                year,
            )
            for clause in clauses
        ]
        for unit_id in ids
    }


def _filed(ids, window):
    """{(unit id, task code): {model: how many}} of the records in the window, whatever their state but cancelled."""
    filed = defaultdict(Counter)
    for kind in areas.work_kinds():
        rows = kind.model.objects.filter(unit__in=ids, counted_on__range=(window.start, window.end))
        also = ["also"] if kind.serves_more else []
        rows = rows.exclude(status=Status.CANCELLED).order_by().values("unit_id", "task__code", *also)
        for row in rows.annotate(number=Count("pk")):
            for code in {row["task__code"], *row.get("also", ())}:
                filed[row["unit_id"], code][kind.model] += row["number"]
    return filed


def _latest(ids, window):
    """{(unit id, task id): what the latest record says of itself}, for the kinds that are told so."""
    latest = {}
    for kind in (kind for kind in areas.record_kinds() if kind.tells_latest):
        rows = kind.model.objects.filter(unit__in=ids, counted_on__range=(window.start, window.end))
        for record in rows.exclude(status=Status.CANCELLED).order_by("counted_on", "pk"):
            latest[record.unit_id, record.task_id] = record.summary
    return latest


def _standing(unit_id, clause, figures, filed, latest, declaration, is_exempt, year):
    figure, records = figures[clause.indicator] if clause.indicator else NO_DATA, filed.total()
    status = status_of(clause, figure, records, declaration is not None, is_exempt)
    days = (today() - clause.due_on).days if status == TaskStatus.OVERDUE else 0
    brief = areas.area(clause.task.area).brief.get(clause.task.code, ())
    shown = tuple((get(key), figures[key]) for key in brief)
    kind = _kind_of(clause.task, filed)
    return Standing(clause, status, days, shown, records, declaration, unit_id, year, kind, latest)


def _kind_of(task, filed):
    """Where work under the task is filed; where other kinds alone serve it, the one of most records."""
    usual = areas.area(task.area).kind_for(task.code)
    return usual if usual.model in filed or not filed else areas.kind_of(filed.most_common(1)[0][0])


def status_of(clause, figure, records, is_declared, is_exempt):
    """The status of one task by the rule of its clause (a figure and a threshold, a due date, the guidance)."""
    if is_exempt:
        return TaskStatus.NOT_APPLICABLE
    if clause.indicator and (figure.value or 0) >= clause.threshold * get(clause.indicator).scale:
        return TaskStatus.DONE
    if is_declared and not records:
        return TaskStatus.NONE_DECLARED
    if clause.awaits_guidance:
        return TaskStatus.AWAITS_GUIDANCE
    if clause.due_on and clause.due_on < today():
        return TaskStatus.OVERDUE
    return TaskStatus.IN_PROGRESS if records else TaskStatus.NOT_STARTED
