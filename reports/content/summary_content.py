"""The content of the provincial summary: the sums of the approved reports, and the missing units by name."""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import WHO, can_compile_summary, require
from core.directives.models import Exemption, Task
from core.indicators.figures import add_sums
from core.lib.dates.clock import official_now, today
from core.units.models import Level, Unit
from filing.errors import InvalidTransition
from filing.models import Submission, SubmissionState
from filing.submissions.scopes import scopes_of
from filing.submissions.snapshots import digest
from filing.submissions.text_verbs import OWN_TEXTS
from reports.content import unit_content
from reports.content.disclosure_control import gate, told_before
from reports.content.figures.costs import add_costs, costs_of
from reports.content.figures.figure_cells import FORMER_UNITS
from reports.content.figures.target_results import targets_for
from reports.content.frozen.content import Content, read, stored
from reports.content.frozen.rows import AddedReport, OwnWork, UnitRow
from reports.content.own_tasks import own_tasks_of_all
from reports.models import Compilation

# The figure that counts a unit's communes.
COMMUNES = "KH-04.2"


@transaction.atomic
def open_summary(period, *, by):
    """Return the province's own report of the period, created if there is none yet.

    InvalidTransition while no report of the period is approved.
    """
    require(can_compile_summary(by) and period.root_id == by.unit_id, WHO.reviews())
    if not period.submissions.of_districts().filter(state=SubmissionState.APPROVED).exists():
        raise InvalidTransition(_("No report of this period has been approved, so there is nothing to add up."))
    return Submission.objects.get_or_create(period=period, unit=period.root)[0]


def gather(submission: Submission) -> Content:
    """Return the sums of the approved reports of the period and of what the province itself filed."""
    period, root = submission.period, submission.unit
    approved, missing = reports_of(period)
    frozen = [read(submission.snapshot.content) for submission in approved]
    scopes = scopes_of(period, [submission.unit_id for submission in (*approved, *missing)])
    own_ids, former_ids = _own_and_former(scopes[root.pk])
    own_figures, own_records, planned, own = _work_of(own_ids, period, root.name)
    former_figures, former_records, _planned, former = _work_of(former_ids, period, FORMER_UNITS)
    figures = {
        name: add_sums(
            unit_content.thawed_sums(figures_by_window[name])
            for figures_by_window in [own_figures, former_figures, *(content.figures for content in frozen)]
        )
        for name in unit_content.WINDOWS
    }
    ids = [*own_ids, *former_ids, *(unit_id for submission in approved for unit_id in scopes[submission.unit_id])]
    frozen_figures = {name: unit_content.frozen_sums(sums) for name, sums in figures.items()}
    suppressed = gate.suppressed_of_province(figures, period.kind, gate.pieces(ids, period), is_whole=not missing)
    exempt_missing = _exempt_missing(missing, period)
    targets, target_sources = targets_for(root, period)
    corrected = told_before.changed_since_told(submission, frozen_figures)
    records = own_records + former_records
    records += [
        {**row, "unit_name": submission.unit.name}
        for submission, content in zip(approved, frozen, strict=True)
        for row in content.records
    ]
    return Content(
        unit=unit_content.unit_of(root, period.end, is_province=True),
        period=unit_content.period_of(period),
        figures=frozen_figures,
        not_compared=_why_not_compared(frozen, missing),
        years=unit_content.years_of(ids, period),
        records=records,
        costs=add_costs([own.costs, former.costs, *(content.costs for content in frozen)]),
        worked=unit_content.worked_in(records),
        own_tasks=own_tasks_of_all(frozen, own_records + former_records),
        none=_declared_by_all(frozen),
        exempt=_exempt_of_all(frozen, exempt_missing),
        unreported=_unreported_tasks(frozen, missing, exempt_missing),
        planned=planned,
        targets=targets,
        target_sources=target_sources,
        estimates=_estimates(frozen),
        text={name: getattr(submission, name) for name in OWN_TEXTS},
        yearly=unit_content.yearly_texts(submission),
        edits=unit_content.edits_of(submission),
        units=[
            *(_unit_row(submission.unit, content) for submission, content in zip(approved, frozen, strict=True)),
            *(
                UnitRow(name=submission.unit.name, place=submission.unit.name_in_sentence, reported=False)
                for submission in missing
            ),
        ],
        own=own,
        former=former if former_ids else None,
        missing=[submission.unit.name_in_sentence for submission in missing],
        snapshots=[
            AddedReport(id=submission.snapshot_id, sha256=submission.snapshot.sha256) for submission in approved
        ],
        withheld=suppressed | dict.fromkeys(corrected, gate.HIDDEN),
        corrected=corrected,
    )


def _own_and_former(ids):
    """Return (ids of the province, and of those that went into it; ids of ended units for which none reports)."""
    root, *others = ids
    provinces = Unit.objects.filter(pk__in=others, level=Level.PROVINCE).values_list("pk", flat=True) if others else ()
    own = [root, *provinces]
    return own, [pk for pk in others if pk not in own]


def _work_of(ids, period, name):
    """Return (figures by window, records, what is planned, the work as it is frozen) of units without a report."""
    figures = unit_content.figures_of(ids, period)
    records, planned = unit_content.records_and_plans(ids, period)
    work = OwnWork(figures=figures["now"], before=figures["before"], costs=costs_of(ids, period.window, records))
    return figures, [{**row, "unit_name": name} for row in records], planned, work


def reports_of(period):
    """Return (approved, others): the districts' submissions of the period with unit and snapshot."""
    submissions = period.submissions.of_districts().select_related("unit", "snapshot").order_by("unit__code")
    approved = [submission for submission in submissions if submission.state == SubmissionState.APPROVED]
    return approved, [submission for submission in submissions if submission.state != SubmissionState.APPROVED]


def _estimates(frozen):
    """Return {key: sum of the estimates}; a unit without an estimate counts with its figure."""
    keys = sorted({key for content in frozen for key in content.estimates})
    return {
        key: sum(content.estimates.get(key, content.figures["now"].get(key, [0])[0]) for content in frozen)
        for key in keys
    }


def _exempt_missing(missing, period):
    """Return [task and figure codes] of what each missing unit is not asked for, in their order; one query."""
    rows = Exemption.objects.during(period.window).filter(unit__in=[submission.unit_id for submission in missing])
    exempt = defaultdict(set)
    for unit_id, task, indicator in rows.values_list("unit_id", "task__code", "indicator"):
        exempt[unit_id].add(task or indicator)
    return [exempt[submission.unit_id] for submission in missing]


def _exempt_of_all(frozen, exempt_missing):
    """Return {task or figure code: reason} of what no unit was asked for, the missing ones included."""
    if not frozen:
        return {}
    first, *others = (content.exempt for content in frozen)
    codes = [*others, *exempt_missing]
    return {code: reason for code, reason in first.items() if all(code in exempt for exempt in codes)}


def _unreported_tasks(frozen, missing, exempt_missing):
    """Return {task: names} of the missing units that alone are asked for a task: nothing of it is known yet."""
    shared = set.intersection(*(set(content.exempt) for content in frozen)) if frozen else set()
    tasks = Task.objects.filter(code__in=shared).order_by("order").values_list("code", flat=True)
    asked = {
        task: [
            submission.unit.name_in_sentence
            for submission, exempt in zip(missing, exempt_missing, strict=True)
            if task not in exempt
        ]
        for task in tasks
    }
    return {task: names for task, names in asked.items() if names}


def _declared_by_all(frozen):
    """Return the tasks for which every unit that was asked declared that nothing occurred."""
    tasks = sorted({task for content in frozen for task in content.none})
    return [task for task in tasks if all(task in content.none or task in content.exempt for content in frozen)]


def _why_not_compared(frozen, missing):
    """Return why the sums are not compared: part of the past may be that of a unit without a report."""
    return next(filter(None, (content.not_compared for content in frozen)), None) if missing else None


def _unit_row(unit, frozen):
    return UnitRow(
        name=unit.name,
        place=unit.name_in_sentence,
        communes=frozen.figures["now"].get(COMMUNES, [0])[0],
        figures=frozen.figures["now"],
        before={} if frozen.not_compared else frozen.figures["before"],
        none=frozen.none,
        exempt=list(frozen.exempt),
        worked=unit_content.worked_in(frozen.records),
        difficulties=frozen.difficulties,
        proposals=frozen.text.get("proposals", ""),
        costs=frozen.costs,
    )


@transaction.atomic
def freeze(sort, content, *, unit, by, period=None, snapshots=()):
    """Store the content of a page, a letter or a dossier; the same content again returns the same row."""
    json = stored(content)
    sha256 = digest(json)
    compilation, is_new = Compilation.objects.get_or_create(
        sort=sort,
        unit=unit,
        sha256=sha256,
        defaults={"period": period, "content": json, "made_by": by, "made_at": official_now(), "day": today()},
    )
    if is_new:
        compilation.snapshots.set(snapshots)
    return compilation
