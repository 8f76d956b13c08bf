"""What a change of units brings along beside the tree: found from its plan, to be shown and to be done."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Model, Q

from core.accounts.models import User
from core.directives.models import Exemption
from core.indicators.catalogue import get_indicator
from core.indicators.declarations import Ratio
from core.indicators.models import Target
from core.lib.dates.windows import reporting_year
from core.units.models import ReportingLevel, Unit
from core.units.reform import Ref, parents_on
from filing.models import FROZEN_STATES, Period, Submission, SubmissionState
from filing.submissions.open_periods import TEXTS
from models_sites.models import Site
from operations.administration.changes.relations import untouched
from operations.administration.changes.site_transfers import leaving
from reports.models import Schedule
from shelters.models import Listing

PERCENT = "%"


@dataclass
class Consequences:
    """Rows by what becomes of them; `…_left` are those that nobody can decide but people."""

    people: list[tuple[User, Ref]] = field(default_factory=list)
    people_left: list[User] = field(default_factory=list)
    drafts: list[Submission] = field(default_factory=list)
    reports: list[Submission] = field(default_factory=list)
    asked: list[tuple[Period, Ref]] = field(default_factory=list)
    sites: list[tuple[Site, Ref]] = field(default_factory=list)
    sites_left: list[Site] = field(default_factory=list)
    sites_leaving: list[Site] = field(default_factory=list)
    places: list[Listing] = field(default_factory=list)
    exemptions: list[tuple[Exemption, Ref]] = field(default_factory=list)
    exemptions_left: list[Exemption] = field(default_factory=list)
    targets: list[tuple[Target, Ref]] = field(default_factory=list)
    targets_left: list[Target] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)

    @property
    def shown(self):
        """What a page shows of it, as plain values."""
        return tuple((name, tuple(map(_plain, rows))) for name, rows in vars(self).items())


class Finder:
    """Looks for what hangs on the units of a plan; a fixed number of queries."""

    def __init__(self, plan, root):
        self.plan, self.root = plan, root
        self.levels = dict(Unit.objects.filter(pk__in=plan.stored).values_list("pk", "level"))
        self.levels |= {new.code: new.level for new in plan.new}
        self.joined, parts = defaultdict(set), set()
        for old, new, is_whole in plan.followed:
            if is_whole:
                self.joined[new].add(old)
            else:
                parts.add(new)
        # New units that consist of whole ones alone: what all of these have, they have.
        self.pure = {new.code for new in plan.new if new.code in self.joined and new.code not in parts}

    def find(self):
        """Return all consequences."""
        found = Consequences()
        self._people(found)
        self._reports(found)
        self._sites(found)
        self._exemptions(found)
        self._targets(found)
        if self.root.pk in self.plan.ended:
            found.schedules = list(Schedule.objects.filter(root=self.root))
        return found

    def _people(self, found):
        """Who goes along: to a unit of the same level only, since a higher one sees more."""
        for person in User.objects.filter(unit__in=list(self.plan.ended)).order_by("unit__code", "pk"):
            to = self.plan.whole.get(person.unit_id, self.plan.ended[person.unit_id])
            if to is not None and self.levels[to] == self.levels[person.unit_id]:
                found.people.append((person, to))
            else:
                found.people_left.append(person)

    def _reports(self, found):
        periods = list(Period.objects.filter(root__in=Unit.objects.under(self.root.pk), end__gte=self.plan.day))
        summed = Submission.objects.filter(period__in=periods, state__in=FROZEN_STATES)
        closed = {submission.period_id for submission in summed.select_related("period") if submission.is_summary}
        periods = [period for period in periods if period.pk not in closed]
        found.asked = list(self._asked(periods))
        asked = set(found.asked)
        owed = Submission.objects.filter(unit__in=list(self.plan.ended)).owed().select_related("unit", "period")
        fresh = set(untouched(owed.filter(state=SubmissionState.DRAFT, extended_to=None, **dict.fromkeys(TEXTS, ""))))
        already = set(Submission.objects.filter(period__in=periods).values_list("period", "unit"))
        for report in owed.exclude(unit=self.root).order_by("unit__code", "period__end"):
            successor = self.plan.whole.get(report.unit_id)
            is_told = (report.period, successor) in asked or (report.period_id, successor) in already
            (found.drafts if report.pk in fresh and is_told else found.reports).append(report)

    def _asked(self, periods):
        """Yield (period, new unit) for each that reports in days of the period."""
        parents = parents_on(self.plan.eve) | self.plan.moved | {new.code: new.parent for new in self.plan.new}
        rules = list(ReportingLevel.objects.filter(root__in={period.root_id for period in periods}))
        for period in periods:
            first = max(self.plan.day, period.start)
            levels = {
                rule.level
                for rule in rules
                if rule.root_id == period.root_id
                and rule.valid_from <= period.end
                and (rule.valid_to is None or rule.valid_to >= first)
            }
            roots = {period.root_id, self.plan.whole.get(period.root_id)} - {None}
            for new in self.plan.new:
                if new.level in levels and new.code not in roots and self._lies_in(new.code, roots, parents):
                    yield period, new.code

    @staticmethod
    def _lies_in(ref, roots, parents):
        while ref is not None and ref not in roots:
            ref = parents.get(ref)
        return ref is not None

    def _sites(self, found):
        ended = list(self.plan.ended)
        running = Site.objects.exclude(closed_on__lt=self.plan.day)
        for site in running.filter(commune__in=ended).select_related("commune", "unit").order_by("pk"):
            to = self.plan.whole.get(site.commune_id)
            if to is None:
                found.sites_left.append(site)
            else:
                found.sites.append((site, to))
        found.sites_leaving = leaving(self.plan, self.levels)
        # As `Release.objects.standing()` says it, of the listing.
        public = Q(releases__confirmed_on__isnull=False, releases__withdrawn_on=None)
        places = Listing.objects.filter(public, Q(unit__in=ended) | Q(site__commune__in=ended))
        found.places = list(places.select_related("site", "unit").distinct())

    def _exemptions(self, found):
        rows = Exemption.objects.filter(unit__in=list(self.plan.ended)).exclude(valid_to__lt=self.plan.day)
        groups = defaultdict(list)
        for row in rows.select_related("unit", "task").order_by("unit__code", "valid_from"):
            groups[self.plan.whole.get(row.unit_id), row.task_id, row.indicator].append(row)
        for (to, _task, _indicator), several in groups.items():
            if to in self.pure and {row.unit_id for row in several} == self.joined[to]:
                found.exemptions.append((max(several, key=lambda row: row.valid_from), to))
            else:
                found.exemptions_left += several

    def _targets(self, found):
        rows = Target.objects.filter(unit__in=list(self.plan.ended), year__gte=reporting_year(self.plan.day))
        groups = defaultdict(list)
        for row in rows.select_related("unit").order_by("unit__code", "year", "indicator"):
            groups[self.plan.whole.get(row.unit_id), row.year, row.indicator].append(row)
        for (to, year, key), several in groups.items():
            indicator = get_indicator(key)
            adds_up = len(several) == 1 or not (isinstance(indicator, Ratio) or indicator.unit == PERCENT)
            is_one_rule = len({row.is_exceeded for row in several}) == 1
            if to in self.pure and {row.unit_id for row in several} == self.joined[to] and adds_up and is_one_rule:
                total = Target(year=year, indicator=key, value=sum(row.value for row in several))
                total.is_exceeded, total.source = several[0].is_exceeded, several[0].source
                found.targets.append((total, to))
            else:
                found.targets_left += several


def _plain(row):
    """Return what tells a row from others: its key, or the columns of one that is not stored yet."""
    if isinstance(row, tuple):
        return tuple(map(_plain, row))
    if not isinstance(row, Model):
        return row
    return row.pk or tuple(str(field.value_from_object(row)) for field in row._meta.concrete_fields)
