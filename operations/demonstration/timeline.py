"""The periods of the demonstration, and the steps of each district's report day by day."""

from dataclasses import dataclass
from datetime import date

from operations.demonstration.work.districts import DISTRICTS


@dataclass(frozen=True)
class PlannedPeriod:
    """A period as the Department opens it, and `coming`: what its reports call the time after it."""

    name: str
    kind: str
    year: int
    number: int
    due_on: date
    summary_due_on: date
    asked_number: str
    asked_on: date
    asked_subject: str
    opened_on: date
    coming: str


@dataclass(frozen=True)
class SubmissionStep:
    """One step of a report: the day, the period's name, the district's slug, the verb."""

    day: date
    period: str
    slug: str
    verb: str


PERIODS = (
    PlannedPeriod(
        "2019",
        "year",
        2019,
        1,
        date(2019, 12, 20),
        date(2019, 12, 25),
        "01/MINH-HOA",
        date(2019, 11, 15),
        "Báo cáo kết quả công tác bình đẳng giới năm 2019",
        date(2019, 11, 18),
        "năm 2020",
    ),
    PlannedPeriod(
        "half",
        "half",
        2020,
        1,
        date(2020, 6, 19),
        date(2020, 6, 25),
        "908/SLĐTBXH-BĐG",
        date(2020, 4, 14),
        "Hướng dẫn hoạt động bình đẳng giới năm 2020",
        date(2020, 5, 25),
        "6 tháng cuối năm 2020",
    ),
    PlannedPeriod(
        "2020",
        "year",
        2020,
        1,
        date(2020, 12, 21),
        date(2020, 12, 25),
        "908/SLĐTBXH-BĐG",
        date(2020, 4, 14),
        "Hướng dẫn hoạt động bình đẳng giới năm 2020",
        date(2020, 11, 16),
        "năm 2021",
    ),
)
PUBLISHED_ON = date(2020, 4, 14)

# Days of the month on which the officer submits, the head sends, the Department decides; A Lưới was late in 2019.
DECEMBER_2019 = {
    "hue": (16, 17, 19),
    "phong-dien": (17, 17, 20),
    "quang-dien": (18, 19, 23),
    "phu-vang": (18, 19, 24),
    "huong-thuy": (17, 18, 19),
    "huong-tra": (18, 18, 23),
    "a-luoi": (20, 24, 25),
    "phu-loc": (16, 17, 20),
    "nam-dong": (19, 20, 24),
}
JUNE_2020 = {
    "hue": (15, 16, 18),
    "phong-dien": (16, 16, 18),
    "quang-dien": (16, 17, 24),
    "phu-vang": (16, 18, 19),
    "huong-thuy": (15, 15, 18),
    "huong-tra": (17, 17, 19),
    "a-luoi": (18, 19, 23),
    "phu-loc": (16, 17, 18),
    "nam-dong": (17, 18, 22),
}
# Nam Đông's is a draft, Phú Lộc's is sent, Hương Trà's is returned.
DECEMBER_2020 = {
    "hue": (15, 15, 16),
    "phong-dien": (15, 16, 17),
    "quang-dien": (16, 16, 17),
    "phu-vang": (15, 16, 17),
    "huong-thuy": (15, 15, 16),
    "huong-tra": (15, 16, None),
    "a-luoi": (16, 17, 17),
    "phu-loc": (16, 17, None),
}


def _usual_steps(period, month, table):
    for slug, (submitted, sent, decided) in table.items():
        days = (("submit", submitted), ("send", sent), ("approve", decided))
        yield from (SubmissionStep(month.replace(day=day), period, slug, verb) for verb, day in days if day)


def _additional_steps():
    """Yield the steps of reports that were sent back by the head or returned by the Department."""
    yield SubmissionStep(date(2019, 12, 17), "2019", "phu-vang", "submit")
    yield SubmissionStep(date(2019, 12, 18), "2019", "phu-vang", "send_back")
    yield SubmissionStep(date(2020, 6, 19), "half", "quang-dien", "return")
    yield SubmissionStep(date(2020, 6, 22), "half", "quang-dien", "submit")
    yield SubmissionStep(date(2020, 6, 23), "half", "quang-dien", "send")
    yield SubmissionStep(date(2020, 12, 17), "2020", "huong-tra", "return")


def submission_steps():
    """Return every step of the reports, in the order in which it happened."""
    steps = list(_additional_steps())
    for period, month, table in (
        ("2019", date(2019, 12, 1), DECEMBER_2019),
        ("half", date(2020, 6, 1), JUNE_2020),
        ("2020", date(2020, 12, 1), DECEMBER_2020),
    ):
        steps += _usual_steps(period, month, table)
    order = {"send_back": 0, "submit": 1, "send": 2, "return": 3, "approve": 4}
    slugs = [district.slug for district in DISTRICTS]
    return sorted(steps, key=lambda step: (step.day, order[step.verb], slugs.index(step.slug)))
