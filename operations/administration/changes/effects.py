"""What a confirmed change does: the tree and what is dated at once, the rest on its day; noted for undo."""

from typing import Any

from msgspec import Struct, field

from core.accounts.models import User
from core.directives.models import Directive, Exemption
from core.indicators.models import Target
from core.lib.dates.windows import reporting_year
from core.units import reform
from core.units.models import ReportingLevel
from department.models import QuickReport
from filing.models import DayOff, Period, Submission
from models_sites.models import Site
from operations.administration.changes.bodies import make_bodies, rename_in_bodies
from operations.administration.changes.consequences import Finder
from operations.administration.changes.site_transfers import due_transfers, transfer
from operations.administration.models import UnitChange
from reports.models import Schedule


class Applied(Struct):
    """What was done: by which plan, the ids of the units made, by code, and the journal."""

    plan: reform.Plan
    made: dict[str, int] = field(default_factory=dict)
    acts: list[Any] = field(default_factory=list)

    def pk(self, ref):
        """Return the id of a unit of the plan."""
        return self.made[ref] if isinstance(ref, str) else ref


def apply_dated(plan, root, journal):
    """Make the tree of the day with bodies, exemptions and targets, all of which have a first day."""
    found = Finder(plan, root).find()
    made = reform.apply(plan, journal)
    applied = Applied(plan, {code: unit.pk for code, unit in made.items()})
    make_bodies(plan, root, made, journal)
    rename_in_bodies(plan, made, journal)
    journal.create(Exemption, [_copied(row, applied.pk(to), plan.day) for row, to in found.exemptions])
    for target, to in found.targets:
        target.unit_id = applied.pk(to)
    taken = set(Target.objects.filter(unit__in=applied.made.values()).values_list("unit", "year", "indicator"))
    targets = [target for target, _to in found.targets]
    journal.create(
        Target, [target for target in targets if (target.unit_id, target.year, target.indicator) not in taken]
    )
    if (new := plan.whole.get(root.pk)) in made:
        rules = ReportingLevel.objects.filter(root=root).exclude(valid_to__lt=plan.day)
        journal.create(
            ReportingLevel,
            [
                ReportingLevel(
                    root=made[new],
                    level=rule.level,
                    valid_from=max(rule.valid_from, plan.day),
                    valid_to=rule.valid_to,
                )
                for rule in rules
            ],
        )
    return applied


def apply_on_the_day(applied, root, journal):
    """Do what has no first day: people, drafts, reports that are asked, sites, and what the province leads."""
    plan = applied.plan
    found = Finder(plan, root).find()
    journal.update(User, "unit", {person.pk: applied.pk(to) for person, to in found.people})
    journal.remove(Submission, [report.pk for report in found.drafts])
    asked = [(period.pk, applied.pk(to)) for period, to in found.asked]
    already = set(
        Submission.objects.filter(period__in=[period for period, _unit in asked]).values_list("period", "unit")
    )
    journal.create(
        Submission, [Submission(period_id=one, unit_id=unit) for one, unit in asked if (one, unit) not in already]
    )
    journal.update(Site, "commune", {site.pk: applied.pk(to) for site, to in found.sites})
    transfer(due_transfers(plan.day, plan.ended), plan.day, journal)
    if (new := plan.whole.get(root.pk)) in applied.made:
        _hand_to_new_province(root, applied.made[new], plan.day, journal)


def _hand_to_new_province(root, new, day, journal):
    periods = Period.objects.filter(root=root, end__gte=day)
    led = (
        (Submission, "unit", Submission.objects.filter(unit=root, period__in=periods)),
        (Period, "root", periods),
        (Schedule, "root", Schedule.objects.filter(root=root)),
        (DayOff, "root", DayOff.objects.filter(root=root, day__gte=day)),
        (QuickReport, "root", QuickReport.objects.filter(root=root, closed_at=None)),
        (Directive, "issuer", Directive.objects.filter(issuer=root, year__gte=reporting_year(day))),
        (UnitChange, "root", UnitChange.objects.filter(root=root)),
    )
    keys = [(model, name, list(rows.values_list("pk", flat=True))) for model, name, rows in led]
    for model, name, pks in keys:
        journal.update(model, name, dict.fromkeys(pks, new))


def _copied(row, unit_id, day):
    since = max(row.valid_from, day)
    given = {"task_id": row.task_id, "indicator": row.indicator, "reason": row.reason}
    return Exemption(unit_id=unit_id, valid_from=since, valid_to=row.valid_to, **given)
