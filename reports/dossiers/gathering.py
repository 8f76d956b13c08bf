"""A dossier for inspectors: the records of any stretch of days by clause, with evidence and history.

The index is frozen: where each file lies, its hash, who changed what. `reports.writers.dossier` packs it with the
files. It holds data that never leave the Department, so it has no outward edition.
"""

from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from msgspec.structs import replace

from core.accounts.permissions import WHO, can_compile_summary, require, units_in_sight
from core.directives.models import Clause
from core.indicators.figures import add_sums, sums_by_unit
from core.lib.dates.windows import PeriodKind, period_title, reporting_year
from core.lib.text.paper_language import paper_language
from core.lib.text.vietnamese import number
from core.units.keeping import below_and_kept
from filing import areas
from filing.models import Submission
from reports.content import unit_content
from reports.content.bare_content import bare_content
from reports.content.frozen.content import INTERNAL
from reports.content.frozen.others import ClauseOfDossier, ReportOfDossier, StepTaken, Version
from reports.content.frozen.rows import PeriodOfReport
from reports.content.summary_content import freeze
from reports.content.task_status import clauses_for
from reports.dossiers import document, record_index
from reports.models import CompilationType

# What an index on paper and a worker's time can hold; a document's size is a whole number below 2^31.
MAX_RECORDS, MAX_BYTES = 2_000, 2_000_000_000
DAYS_OF_YEAR = 366


def compile_dossier(unit, window, *, by, tasks=()):
    """Freeze the dossier of the unit and all below it; `tasks` are those requested, none for all.

    ValidationError if there is nothing, or more than MAX_RECORDS records or MAX_BYTES bytes of evidence. A fixed number
    of queries for each kind of record and each unit that filed something.
    """
    require(can_compile_summary(by) and units_in_sight(by).filter(pk=unit.pk).exists(), WHO.reviews())
    clauses = clauses_during(by.unit, window)
    if tasks:
        clause_of_task = {clause.task_id: clause for clause in clauses}
        clauses = [clause_of_task.get(task.pk) or Clause(task=task, title=task.name) for task in tasks]
    records_by_kind = _records_by_kind(unit, window, tasks)
    reports = Submission.objects.filter(
        unit__in=below_and_kept(unit.pk), period__start__lte=window.end, period__end__gte=window.start
    )
    _refuse_too_much(records_by_kind, reports)
    with paper_language():
        content = bare_content(
            by.unit,
            {},
            window=_window_as_period(window),
            scope=unit.name,
            clauses=[ClauseOfDossier(record_index.clause_name(clause), clause.title) for clause in clauses],
            index=record_index.index_rows(records_by_kind, clauses),
            reports=_reports(reports),
            **_figures(unit, window, records_by_kind),
        )
        tree = document.dossier_tree(content, by.unit, window)
    content = replace(content, trees={INTERNAL: tree})
    return freeze(CompilationType.DOSSIER, content, unit=by.unit, by=by)


def clauses_during(root, window):
    """Return the clauses of the last directive in these reporting years, or the bare catalogue if there was none."""
    for year in range(reporting_year(window.end), reporting_year(window.start) - 1, -1):
        directive, clauses = clauses_for(root, year)
        if directive:
            break
    return clauses


def _window_as_period(window):
    """Return the days in the form in which the writers of sheets take a period."""
    return PeriodOfReport(
        start=window.start.isoformat(),
        end=window.end.isoformat(),
        kind=PeriodKind.THEMATIC.value,
        title=period_title(PeriodKind.THEMATIC, window.end.year, 1, window.start, window.end),
        compared_to=f"cùng kỳ năm {window.end.year - 1}",
        is_cumulative=True,
    )


def _records_by_kind(unit, window, tasks):
    """Return [(kind, its records)] of the days; of all tasks if none is given."""
    units = below_and_kept(unit.pk).values("pk")
    records_by_kind = []
    for kind in areas.record_kinds():
        served = Q()
        for task in tasks:
            served |= kind.serving(task.code)
        rows = kind.model.objects.filter(served, unit__in=units, counted_on__range=(window.start, window.end))
        records_by_kind.append((kind, rows.select_related(*{*kind.model.RELATED, "unit", "task"})))
    return records_by_kind


def _refuse_too_much(records_by_kind, reports):
    records = sum(rows.count() for _kind, rows in records_by_kind)
    if not records and not reports.exists():
        raise ValidationError(_("There are no entries on these dates, so there is nothing to put in the dossier."))
    if max(records, reports.count()) > MAX_RECORDS:
        raise ValidationError(
            _("There are %(number)s entries. A dossier can hold %(most)s. Choose fewer days, one unit or some clauses.")
            % {"number": number(max(records, reports.count())), "most": number(MAX_RECORDS)}
        )
    size = sum(
        record_index.evidence_of(rows).aggregate(size=Sum("stored__size"))["size"] or 0
        for _kind, rows in records_by_kind
    )
    if size > MAX_BYTES:
        raise ValidationError(
            _(
                "The evidence takes %(size)s MB. A dossier can hold %(most)s MB. Choose fewer days, one unit or some "
                "clauses."
            )
            % {"size": number(size // 1_000_000), "most": number(MAX_BYTES // 1_000_000)}
        )


def _reports(submissions):
    """Return the reports on some of the days, with their frozen versions and steps."""
    submissions = submissions.select_related("period", "unit").prefetch_related("snapshots", "steps__by")
    return [
        ReportOfDossier(
            unit=submission.unit.name,
            period=submission.period.title,
            state=str(submission.get_state_display()),
            versions=[
                Version(version=snapshot.version, day=snapshot.day.isoformat(), sha256=snapshot.sha256)
                for snapshot in submission.snapshots.all()
            ],
            steps=[_step(step) for step in submission.steps.all()],
        )
        for submission in submissions.order_by("period__end", "period_id", "unit__code")
    ]


def _step(step):
    return StepTaken(
        who=str(step.by),
        at=step.at.isoformat(),
        comment=step.comment,
        source=str(step.get_source_display()),
        target=str(step.get_target_display()),
    )


def _figures(unit, window, records_by_kind):
    """Return the sums of the days and the records done or under way, for the sheets."""
    ids = list(below_and_kept(unit.pk).values_list("pk", flat=True))
    current = unit_content.frozen_sums(add_sums(sums_by_unit(ids, window).values()))
    # The same days of the year before would be the days themselves, where these are more than a year.
    previous = {} if window.days > DAYS_OF_YEAR else add_sums(sums_by_unit(ids, window.year_before()).values())
    records = {record for _kind, rows in records_by_kind for record in rows}
    keys = {(record._meta.label, record.pk) for record in records}
    units = sorted({record.unit for record in records}, key=attrgetter("code"))
    rows = [
        {**row, "unit_name": unit.name}
        for unit in units
        for row in unit_content.records_of([unit.pk], window)
        if (row["kind"], row["id"]) in keys
    ]
    return {
        "figures": {"now": current, "before": unit_content.frozen_sums(previous), "cumulative": current},
        "records": rows,
        "worked": unit_content.worked_in(rows),
    }
