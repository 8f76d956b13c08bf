"""Trainings, closing reviews and inspections of a district in one year (clauses 3.a to 3.c)."""

from datetime import date
from typing import NamedTuple

from demonstration.crowds import cost, people
from demonstration.days import begun_on, filed_on, working_day
from demonstration.filed import MARK, Filed, dice, in_turn

NAMES = ("participants", "female", "minority")


class Course(NamedTuple):
    """What is held: sort, for whom, title, the women's usual share, and how many days."""

    sort: str
    group: str
    title: str
    women: float
    days: int = 1


CONFERENCE = Course(
    "conference", "committee", "Hội nghị triển khai công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm {year}", 0.6
)
COURSES = (
    Course("course", "equality_staff", "Tập huấn nghiệp vụ cho cán bộ làm công tác bình đẳng giới cấp xã", 0.66, 2),
    Course("course", "committee", "Tập huấn kỹ năng cho thành viên Ban Vì sự tiến bộ của phụ nữ các cấp", 0.62),
    Course("leadership", "potential", "Bồi dưỡng kỹ năng lãnh đạo, quản lý cho cán bộ nữ tiềm năng", 1.0, 2),
    Course(
        "workshop", "press", "Hội thảo đưa tin có nhạy cảm giới cho biên tập viên, cộng tác viên truyền thanh", 0.48
    ),
    Course("course", "cadres", "Tập huấn lồng ghép vấn đề bình đẳng giới trong xây dựng văn bản, kế hoạch", 0.5),
    Course("course", "people", "Tập huấn kỹ năng phòng ngừa, ứng phó với bạo lực trên cơ sở giới cho người dân", 0.62),
)
REVIEWS = (
    ("closing_report", "Báo cáo tổng kết thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2011-2020"),
    (
        "closing_conference",
        "Hội nghị tổng kết Chiến lược quốc gia về bình đẳng giới giai đoạn 2011-2020 và Chương trình hành động quốc "
        "gia về bình đẳng giới giai đoạn 2016-2020",
    ),
)
INSPECTED = (
    ("Kiểm tra việc thực hiện pháp luật về bình đẳng giới tại các xã, phường, thị trấn của {place}", (2, 4)),
    ("Kiểm tra việc thực hiện chế độ đối với lao động nữ tại doanh nghiệp trên địa bàn {place}", (2, 6)),
    ("Kiểm tra công tác phòng, chống bạo lực gia đình, bình đẳng giới trong trường học của {place}", (2, 3)),
)


def training(district, year):
    """Conferences, trainings, closing reviews and inspections of the district in that reporting year."""
    rng = dice(district.slug, year, "training")
    yield _held(rng, district, working_day(rng, year, date(year, 1, 6), date(year, 3, 20)), CONFERENCE, year)
    courses = in_turn(rng, COURSES)
    for _n in range(district.trainings - 1):
        yield _held(rng, district, working_day(rng, year), next(courses), year)
    if year == 2020:
        yield from _reviews(rng, district)
    number = district.inspections if year == 2020 else 2
    for title, (least, most) in rng.sample(INSPECTED, number):
        yield _inspection(rng, district, year, title, rng.randint(least, most))


def _held(rng, district, day, course, year):
    came = people(rng, district, course.women, 0.6, NAMES)
    if course.women == 1 and came["participants"]:
        came["female"] = came["participants"]
    return _training(
        district, "cap.training", filed_on(rng, day), title=course.title.format(year=year), sort=course.sort,
        group=course.group, status="done", started_on=begun_on(day, course.days), ended_on=day, **came,
        cost=cost(rng, came["participants"], 90_000 * course.days),
    )  # fmt: skip


def _reviews(rng, district):
    if district.slug == "nam-dong":
        # Begun, not finished: the report of the year is still a draft.
        sort, title = REVIEWS[0]
        yield _training(
            district, "cap.review", date(2020, 12, 2), title=title, sort=sort, group="cadres", status="under_way",
            started_on=date(2020, 12, 1), ended_on=date(2020, 12, 14),
        )  # fmt: skip
    for sort, title in REVIEWS[: district.reviews]:
        day = working_day(rng, 2020, date(2020, 10, 19), date(2020, 12, 10))
        came = people(rng, district, 0.56, 0.9, NAMES) if sort == "closing_conference" else {}
        yield _training(
            district, "cap.review", filed_on(rng, day), title=title, sort=sort, group="cadres", status="done",
            started_on=day, ended_on=day, **came, cost=cost(rng, came.get("participants"), 80_000),
        )  # fmt: skip


def _inspection(rng, district, year, title, bodies):
    day, found = working_day(rng, year, date(year, 3, 2), date(year, 12, 4)), rng.choice((0, 0, 0, 1, 2))
    fields = {
        "title": title.format(place=district.place), "status": "done", "started_on": begun_on(day, 2),
        "ended_on": day, "bodies": bodies, "found": found, "handled": min(found, rng.choice((1, 2))),
        "cost": None, "note": MARK,
    }  # fmt: skip
    return Filed("capacity.Inspection", district.slug, "cap.inspection", filed_on(rng, day), fields)


def _training(district, task, filed, **fields):
    return Filed("capacity.Training", district.slug, task, filed, fields | {"note": MARK})
