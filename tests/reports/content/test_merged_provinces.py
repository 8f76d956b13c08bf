"""Where a province goes whole into another, what both told before and the sum since give no small count away."""

from datetime import date

import pytest
from subtracting import FEMALE, FOUND, HELPED, KINDS, MALE, Reader

from core.indicators.models import Fact
from core.lib.dates.windows import PeriodKind, window_of
from core.units.models import Succession, Unit
from core.units.tree import place, rebuild_ancestry
from filing.models import Period, Snapshot, Submission, SubmissionState
from reports.content import summary_content, unit_content
from reports.content.disclosure_control import gate
from reports.content.frozen.content import Content, stored
from reports.documents import editions
from reports.models import Edition, OutwardVersion

pytestmark = pytest.mark.django_db
LAST_MARCH, MARCH, MERGED = date(2019, 3, 1), date(2020, 3, 1), date(2019, 12, 15)
KEY, HELPED_KEY = "MH-02.1", "MH-02.2"
OLD, NEW = ("tinh-khac", "huyen-khac"), ("thua-thien-hue", "nam-dong")


def count_women(cast, slug, slot, number):
    given = {"unit": cast.units[slug], "slot": slot, "records": 2, "valued": 2}
    Fact.objects.create(indicator=KEY, total=number, female=number, sexed=number, **given)
    Fact.objects.create(indicator=HELPED_KEY, total=number, **given)


def tell(cast, root, year, slugs):
    """Let the province's half-year go out, with the reports of those units; what it tells, and what it withholds."""
    root, window = cast.units[root], window_of(PeriodKind.HALF, year, 1)
    days = {"start": window.start, "end": window.end, "due_on": window.end, "asked_on": window.start}
    by = {"opened_by": cast["province"], "opened_on": window.start}
    period = Period.objects.create(root=root, kind=PeriodKind.HALF, year=year, number=1, **days, **by)
    for slug in slugs:
        report = Submission.objects.create(period=period, unit=cast.units[slug], state=SubmissionState.APPROVED)
        content = Content(
            opening="",
            targets=[],
            period=unit_content.period_of(period),
            unit=unit_content.unit_of(report.unit),
            figures=unit_content.figures_of([report.unit_id], period),
        )
        Submission.objects.filter(pk=report.pk).update(snapshot=keep(cast, report, content))
    summary = Submission.objects.create(period=period, unit=root)
    content = summary_content.gather(summary)
    content.opening = ""
    snapshot = keep(cast, summary, content)
    told = gate.part_of(editions.beside_what_went_out(content, summary, snapshot), Edition.OUTWARD)
    OutwardVersion.objects.create(snapshot=snapshot, at="2020-12-18T00:00Z")
    return told, period


def keep(cast, report, content):
    return Snapshot.objects.create(
        submission=report,
        version=1,
        content=stored(content),
        sha256="",
        made_by=cast["officer"],
        day=report.period.end,
        made_at="2020-12-18T00:00Z",
    )


def go_whole(cast):
    """The other province goes whole into this one, its district with it."""
    old, district, new = (cast.units[slug] for slug in (*OLD, NEW[0]))
    Succession.objects.create(predecessor=old, successor=new, on=MERGED)
    place(district, new, MERGED)
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2019, 12, 14), kept_by=new)
    rebuild_ancestry()


def live_through(cast, *, few, many=29):
    """Two provinces tell 2019, one goes into the other, and this one tells 2020 beside 2019; (the three, a Reader)."""
    count_women(cast, OLD[1], LAST_MARCH, many)
    count_women(cast, NEW[1], LAST_MARCH, few)
    count_women(cast, NEW[1], MARCH, many)
    count_women(cast, OLD[1], MARCH, many)
    told = [tell(cast, OLD[0], 2019, OLD[1:]), tell(cast, NEW[0], 2019, NEW[1:])]
    go_whole(cast)
    told.append(tell(cast, NEW[0], 2020, (NEW[1], OLD[1])))
    reader = Reader()
    for (part, period), whose in zip(told, (OLD[1:], NEW[1:], (NEW[1], OLD[1])), strict=True):
        for name, window in (("now", period.window), ("before", period.last_year)):
            for key, kinds in ((KEY, (FOUND, (FEMALE,), (MALE,))), (HELPED_KEY, ((HELPED,),))):
                for each in kinds if key in part.figures[name] else ():
                    reader.hears(whose, window, each)
    return [part for part, _period in told], reader


def learned(cast, reader):
    def truth(slug, days, kind):
        facts = Fact.objects.filter(unit=cast.units[slug], indicator=KEY, slot__gte=days[0], slot__lt=days[1])
        return sum(fact.total for fact in facts) if kind in (FEMALE, HELPED) and kind in KINDS else 0

    return [one for one in reader.learns(truth, [OLD[1], NEW[1]]) if one[3] < 5]


def test_what_one_told_and_both_tell_gives_nothing_small_away(cast):
    (old, new, both), reader = live_through(cast, few=2)
    assert (KEY in old.figures["now"], KEY in new.figures["now"]) == (True, False)
    assert KEY in both.withheld
    assert KEY not in both.figures["before"]
    assert not learned(cast, reader)


def test_a_gate_that_knows_one_province_only_is_found_out(cast, monkeypatch):
    monkeypatch.setattr(gate, "lay_in", lambda unit_ids, provinces: {})
    (_old, _new, both), reader = live_through(cast, few=2)
    assert both.figures["before"][KEY][0] == 31
    assert [number for *_what, number in learned(cast, reader)].count(2) > 0


def test_what_is_not_small_in_either_is_told_of_both(cast):
    """What this one told of 2019 before is held against its own units, not against the sum with those that came."""
    (old, new, both), _reader = live_through(cast, few=12)
    assert old.figures["now"][KEY][0] == 29
    assert new.figures["now"][KEY][0] == 12
    assert (both.figures["before"][KEY][0], both.figures["now"][KEY][0]) == (41, 58)
    assert not both.withheld
