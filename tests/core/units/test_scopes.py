"""Whatever changes of units there were: the reports of a period tell every record once, and the running sites."""

import random
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reforming import end, made

from communications.models import Campaign
from core.indicators.facts import mark_dirty
from core.indicators.figures import add_sums, sums_by_scope, sums_by_unit
from core.lib.dates.windows import Window
from core.units.keeping import counted_and_ended
from core.units.models import Level, ReportingLevel, Unit
from core.units.reporting import reporting_in
from core.units.tree import place
from filing.models import Period, Submission
from filing.submissions.scopes import scope_of, scopes_of
from models_sites.models import Site

SINCE, FIRST, LAST = date(2018, 12, 15), date(2019, 12, 15), date(2020, 12, 14)
FLOW, STOCK = "TT-02", "MH-01.1"


def some_day(chance, first, last):
    return first + timedelta(days=chance.randint(0, (last - first).days))


class Province:
    """A province whose districts merge, split and end by chance, with what they filed and when."""

    def __init__(self, chance, cast):
        self.chance, self.cast = chance, cast
        country = Unit.objects.get(code="VN")
        names = {"name": "Tỉnh Thử", "short_name": "Thử", "kind": "Tỉnh", "slug": "tinh-thu", "code": "T0"}
        self.root = Unit.objects.create(**names, level=Level.PROVINCE, valid_from=SINCE)
        place(self.root, country, SINCE)
        ReportingLevel.objects.create(root=self.root, level=Level.DISTRICT, valid_from=SINCE)
        self.number = 0
        self.live = [self.new(SINCE) for _number in range(3)]
        self.all = [self.root, *self.live]
        for day in sorted({some_day(chance, FIRST + timedelta(days=1), LAST) for _number in range(3)}):
            chance.choice((self.merge, self.split, self.abolish, self.absorb))(day)
        self.flows, self.sites = [], []
        for unit in self.all:
            self.file(unit)

    def new(self, day):
        self.number += 1
        return made(self.root, day, name=f"Huyện {self.number}", code=f"T{self.number}")

    def follow(self, day, number):
        fresh = [self.new(day) for _number in range(number)]
        self.live += fresh
        self.all += fresh
        return fresh

    def merge(self, day):
        former, (fresh,) = [self.live.pop() for _number in self.live[:2]], self.follow(day, 1)
        for unit in former:
            end(unit, day, fresh)

    def split(self, day):
        former, fresh = self.live.pop(0), self.follow(day, 2)
        end(former, day, self.chance.choice(fresh), parts=fresh)

    def absorb(self, day):
        if len(self.live) > 1:
            end(self.live.pop(0), day, self.chance.choice(self.live))

    def abolish(self, day):
        if len(self.live) > 1:
            end(self.live.pop(0), day, self.chance.choice([*self.live, self.root, None]), parts=None)

    def file(self, unit):
        last = min(unit.valid_to or LAST, LAST)
        for _number in range(2):
            day, people = some_day(self.chance, unit.valid_from, last), self.chance.randint(1, 50)
            given = {"task": self.cast.tasks["comm.policy"], "title": "Nói chuyện", "topic": "policy", "form": "talk"}
            Campaign.objects.bulk_create(
                [Campaign(unit=unit, **given, started_on=day, ended_on=day, attendance=people)]
            )
            mark_dirty("communications.Campaign", unit.pk, [day])
            self.flows.append((day, people))
        opened = some_day(self.chance, unit.valid_from, last)
        closed = (
            some_day(self.chance, opened + timedelta(days=1), date(2020, 12, 16))
            if self.chance.random() < 0.5
            else None
        )
        given = {"name": "Nhà", "kind_id": "trusted_address", "commune": self.cast.units["hue"]}
        Site.objects.bulk_create([Site(unit=unit, **given, opened_on=opened, closed_on=closed)])
        mark_dirty("models_sites.Site", unit.pk, [opened, closed])
        self.sites.append((opened, closed))


def opened(root, window, by):
    given = {"kind": "thematic", "year": 2020, "start": window.start, "end": window.end, "due_on": window.end}
    given |= {"asked_number": "1", "asked_on": window.end, "asked_subject": "x", "opened_by": by, "opened_on": LAST}
    period = Period.objects.create(root=root, **given)
    units = [*reporting_in(root.pk, window), root]
    Submission.objects.bulk_create(Submission(period=period, unit=unit) for unit in units)
    return period


@pytest.mark.django_db
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_reports_of_a_period_tell_each_record_once(cast, seed):
    chance = random.Random(seed)
    with transaction.atomic():
        province = Province(chance, cast)
        first, last = sorted((some_day(chance, FIRST, LAST), some_day(chance, FIRST, LAST)))
        window = Window(first, last)
        period = opened(province.root, window, cast["stranger"])
        scopes = scopes_of(period)
        told = [unit_id for ids in scopes.values() for unit_id in ids]
        assert len(told) == len(set(told))
        for submission in period.submissions.select_related("period"):
            assert scope_of(submission) == scopes[submission.unit_id]
        whole = {
            "reports": add_sums(sums_by_scope(scopes, window).values()),
            "totals": add_sums(sums_by_unit(counted_and_ended(province.root.pk, last)[0], window).values()),
        }
        attended = sum(people for day, people in province.flows if first <= day <= last)
        running = sum(opened <= last and (closed is None or closed > last) for opened, closed in province.sites)
        for name, sums in whole.items():
            assert (name, sums[FLOW].total, sums[STOCK].total) == (name, attended, running)
        transaction.set_rollback(True)
