"""A unit's half-year approved and its year sent: what closed the days of its records, twice over."""

from datetime import date

from making import campaign, plan

from core.lib.dates.clock import as_of
from filing.errors import ClosedDays
from filing.models import Period, Submission
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.documents.composition import compose

IN_HALF, AFTER_HALF = date(2020, 5, 5), date(2020, 9, 9)


def send(cast):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])


def give_back(cast, comment=""):
    return verbs.return_(cast.submission(), comment=comment, by=cast["province"])


def half_of(cast):
    return Submission.objects.select_related("period", "unit", "snapshot").get(
        period__kind="half", unit=cast.units["nam-dong"]
    )


def refused(act, *args, **given):
    """Whether the verb raises ClosedDays."""
    try:
        act(*args, **given)
    except ClosedDays:
        return True
    return False


def changed(record, cast, **given):
    """Save the record with those values; whether its days are closed is what ClosedDays tells."""
    fresh = type(record).objects.get(pk=record.pk)
    for name, value in given.items():
        setattr(fresh, name, value)
    return save_record(fresh, by=cast["officer"])


def close_twice(cast):
    """Two talks and a plan of the first half, approved with the half's report; the year's report is sent."""
    by = cast["officer"]
    talk, other = (save_record(campaign(cast, title=title), by=by) for title in ("Hội nghị", "Tọa đàm"))
    paper = save_record(plan(cast), by=by)
    save_record(campaign(cast, title="Mùa thu", started_on=AFTER_HALF), by=by)
    period = Period(
        root=cast.units["thua-thien-hue"],
        kind="half",
        year=2020,
        number=1,
        start=date(2019, 12, 15),
        end=date(2020, 6, 14),
        due_on=date(2020, 6, 22),
        asked_number="1/SLĐ",
        asked_on=date(2020, 5, 1),
        asked_subject="Báo cáo 6 tháng",
    )
    with as_of(date(2020, 6, 18)):
        verbs.open_period(period, by=cast["province"])
    verbs.submit(half_of(cast), compose, by=by)
    verbs.send(half_of(cast), by=cast["head"])
    verbs.approve(half_of(cast), compose, by=cast["province"])
    send(cast)
    return {"talk": talk, "other": other, "plan": paper}
