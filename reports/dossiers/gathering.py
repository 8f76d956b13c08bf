"""A dossier for inspectors: what was filed in any stretch of days, by clause, with its evidence and its history.

Frozen is the index: what lies where, whose hash, who changed what. `reports.writers.dossier` packs it with the files.
It holds what never leaves the Department, so there is no outward edition of it.
"""

from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.permissions import WHO, can_compile, require, units_in_sight
from calendars.windows import PeriodKind, reporting_year, title
from directives.models import Clause
from indicators.figures import added_up, sums_of
from progress import areas
from progress.models import Submission
from reports import content
from reports.compilation import freeze
from reports.desk.standings import clauses_for
from reports.dossiers import index, paper
from reports.frames import framed
from reports.models import Edition, Sort
from texts.vietnamese import number
from units.models import Unit

# What an index on paper and a worker's time can hold; a document's size is a whole number below 2^31.
RECORDS_MAX, BYTES_MAX = 2_000, 2_000_000_000
DAYS_OF_YEAR = 366


def compile_dossier(unit, window, *, by, tasks=()):
    """Freeze the dossier of the unit and all below it; `tasks` are those asked for, none for all.

    ValidationError where there is nothing, or more than RECORDS_MAX records or BYTES_MAX bytes of evidence. A fixed
    number of queries for each kind of record and each unit that filed something.
    """
    require(can_compile(by) and units_in_sight(by).filter(pk=unit.pk).exists(), WHO.reviews())
    clauses = clauses_during(by.unit, window)
    if tasks:
        asked_for = {one.task_id: one for one in clauses}
        clauses = [asked_for.get(one.pk) or Clause(task=one, title=one.name) for one in tasks]
    found = _found(unit, window, tasks)
    reports = Submission.objects.filter(
        unit__in=Unit.objects.under(unit), period__start__lte=window.end, period__end__gte=window.start
    )
    _refuse_too_much(found, reports)
    with override("vi"):
        own = {
            "window": _window(window),
            "scope": unit.name,
            "clauses": [{"code": index.name_of(one), "title": one.title} for one in clauses],
            "index": index.rows_of(found, clauses),
            "reports": _reports(reports),
            **_figures(unit, window, found),
        }
        made = paper.tree_of(own, by.unit, window)
    frozen = framed(by.unit, {Edition.INTERNAL.value: made}, **own)
    return freeze(Sort.DOSSIER, frozen, unit=by.unit, by=by)


def clauses_during(root, window):
    """The clauses of the last directive of those years; the bare catalogue where there was none."""
    for year in range(reporting_year(window.end), reporting_year(window.start) - 1, -1):
        directive, clauses = clauses_for(root, year)
        if directive:
            break
    return clauses


def _window(window):
    """The days as the writers of sheets take a period."""
    return {
        "start": window.start.isoformat(), "end": window.end.isoformat(), "kind": PeriodKind.THEMATIC.value,
        "title": title(PeriodKind.THEMATIC, window.end.year, 1, window.start, window.end), "theme": "",
        "compared_to": f"cùng kỳ năm {window.end.year - 1}", "is_cumulative": True,
    }  # fmt: skip


def _found(unit, window, tasks):
    """[(kind, its records)] of the days; of all tasks where none is given."""
    units = Unit.objects.under(unit).values("pk")
    found = []
    for kind in areas.record_kinds():
        served = Q()
        for task in tasks:
            served |= kind.serving(task.code)
        rows = kind.model.objects.filter(served, unit__in=units, counted_on__range=(window.start, window.end))
        found.append((kind, rows.select_related(*{*kind.model.RELATED, "unit", "task"})))
    return found


def _refuse_too_much(found, reports):
    records = sum(rows.count() for _kind, rows in found)
    if not records and not reports.exists():
        raise ValidationError(_("Nothing was filed in these days, so there is no dossier to make."))
    if max(records, reports.count()) > RECORDS_MAX:
        raise ValidationError(
            _("These are %(number)s records; a dossier holds %(most)s. Choose fewer days, one unit or some clauses.")
            % {"number": number(max(records, reports.count())), "most": number(RECORDS_MAX)}
        )
    size = sum(index.evidence_of(rows).aggregate(size=Sum("stored__size"))["size"] or 0 for _kind, rows in found)
    if size > BYTES_MAX:
        raise ValidationError(
            _("The evidence has %(size)s MB; a dossier holds %(most)s MB. Choose fewer days, one unit or some clauses.")
            % {"size": number(size // 1_000_000), "most": number(BYTES_MAX // 1_000_000)}
        )


def _reports(submissions):
    """The reports that answer for some of the days: their frozen versions and each step of their way."""
    submissions = submissions.select_related("period", "unit").prefetch_related("snapshots", "steps__by")
    return [
        {
            "unit": one.unit.name,
            "period": one.period.title,
            "state": str(one.get_state_display()),
            "versions": [
                {"version": own.version, "day": own.day.isoformat(), "sha256": own.sha256}
                for own in one.snapshots.all()
            ],
            "steps": [_step(step) for step in one.steps.all()],
        }
        for one in submissions.order_by("period__end", "period_id", "unit__code")
    ]


def _step(step):
    return {
        "who": str(step.by), "at": step.at.isoformat(), "comment": step.comment,
        "from": str(step.get_source_display()), "to": str(step.get_target_display()),
    }  # fmt: skip


def _figures(unit, window, found):
    """The sums of those days, and what was done or is running, for the sheets."""
    ids = list(Unit.objects.under(unit).values_list("pk", flat=True))
    now = content.frozen_sums(added_up(sums_of(ids, window).values()))
    # The same days of the year before would be the days themselves, where these are more than a year.
    before = {} if window.days > DAYS_OF_YEAR else added_up(sums_of(ids, window.year_before()).values())
    records = {record for _kind, rows in found for record in rows}
    wanted = {(record._meta.label, record.pk) for record in records}
    units = sorted({record.unit for record in records}, key=attrgetter("code"))
    told = [
        {**row, "unit_name": one.name}
        for one in units
        for row in content.records_of(one, window)
        if (row["kind"], row["id"]) in wanted
    ]
    return {
        "figures": {"now": now, "before": content.frozen_sums(before), "cumulative": now},
        "records": told,
        "worked": content.worked_in(told),
    }
