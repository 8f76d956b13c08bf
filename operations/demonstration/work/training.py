"""Trainings, closing reviews and inspections of a district in one year (clauses 3.a to 3.c)."""

from datetime import date
from typing import NamedTuple

from operations.demonstration.work.attendance import activity_cost, attendance_counts
from operations.demonstration.work.days import begun_on, filed_on, working_day
from operations.demonstration.work.record_specs import MARK, RecordSpec, random_source, shuffled_cycle


class Course(NamedTuple):
    """A training: its kind, for whom, its title, the usual share of women, and how many days."""

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
    ("report", "Báo cáo tổng kết thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2011-2020"),
    (
        "own",
        "Hội nghị tổng kết Chiến lược quốc gia về bình đẳng giới giai đoạn 2011-2020 và Chương trình hành động quốc "
        "gia về bình đẳng giới giai đoạn 2016-2020",
    ),
)
RESULTS = [
    {"target": "Tỷ lệ nữ tham gia cấp ủy các cấp", "unit": "%", "planned": "25", "achieved": "19,6", "note": ""},
    {
        "target": "Cán bộ làm công tác bình đẳng giới được tập huấn",
        "unit": "%",
        "planned": "100",
        "achieved": "90",
        "note": "",
    },
]
SOURCE = "Phòng Nội vụ, Ban Tổ chức Huyện ủy"
INSPECTED = (
    ("Kiểm tra việc thực hiện pháp luật về bình đẳng giới tại các xã, phường, thị trấn của {place}", (2, 4)),
    ("Kiểm tra việc thực hiện chế độ đối với lao động nữ tại doanh nghiệp trên địa bàn {place}", (2, 6)),
    ("Kiểm tra công tác phòng, chống bạo lực gia đình, bình đẳng giới trong trường học của {place}", (2, 3)),
)


def training(district, year):
    """Yield the district's conferences, trainings, closing reviews and inspections of a reporting year."""
    rng = random_source(district.slug, year, "training")
    yield _held(rng, district, working_day(rng, year, date(year, 1, 6), date(year, 3, 20)), CONFERENCE, year)
    courses = shuffled_cycle(rng, COURSES)
    for _number in range(district.trainings - 1):
        yield _held(rng, district, working_day(rng, year), next(courses), year)
    if year == 2020:
        yield from _reviews(rng, district)
    number = district.inspections if year == 2020 else 2
    for title, (least, most) in rng.sample(INSPECTED, number):
        yield _inspection(rng, district, year, title, rng.randint(least, most))


def in_group(group, counts):
    """Return the counts with everybody in one of the directive's groups; those with potential are all women."""
    total, female = counts["attendance"], counts["female"]
    groups = {group: female if group == "potential" else total}
    return counts | (groups if group == "potential" else groups | {f"{group}_female": female})


def _held(rng, district, day, course, year):
    counts = attendance_counts(rng, district, course.women, 0.6)
    if course.women == 1 and counts["attendance"]:
        counts["female"] = counts["attendance"]
    return _training(
        district,
        "cap.training",
        filed_on(rng, day),
        title=course.title.format(year=year),
        sort=course.sort,
        status="done",
        started_on=begun_on(day, course.days),
        ended_on=day,
        days=course.days,
        **in_group(course.group, counts),
        cost=activity_cost(rng, counts["attendance"], 90_000 * course.days),
    )


def _reviews(rng, district):
    if district.slug == "nam-dong":
        # Begun, not finished: the report of the year is still a draft.
        form, title = REVIEWS[0]
        yield _review(
            district,
            date(2020, 12, 2),
            title=title,
            form=form,
            status="under_way",
            started_on=date(2020, 12, 1),
            ended_on=date(2020, 12, 14),
        )
    for form, title in REVIEWS[: district.reviews]:
        day = working_day(rng, 2020, date(2020, 10, 19), date(2020, 12, 10))
        yield _review(
            district,
            filed_on(rng, day),
            title=title,
            form=form,
            status="done",
            started_on=day,
            ended_on=day,
            cost=rng.randint(20, 60) * 100_000 if form == "own" else None,
            results=RESULTS,
        )


def _review(district, filed_day, **fields):
    fields |= {"programmes": ["strategy"] if fields["form"] == "report" else ["strategy", "programme"], "note": MARK}
    return RecordSpec("capacity.Review", district.slug, "cap.review", filed_day, fields)


def standings(district, communes):
    """Yield staff and Party committees of the district as of 2019 and after the congresses of 2020."""
    rng = random_source(district.slug, "standing")
    staff = communes + 3
    for day, trained in ((date(2019, 12, 2), 0.7), (date(2020, 12, 1), 0.9)):
        part = min(staff, round(staff * trained) + rng.randint(0, 2))
        women = round(staff * 0.6)
        yield _standing(district, rng, day, "staff", total=staff, female=women, part=part, part_female=min(women, part))
    for measure, total in (("party_district", 35 + rng.randint(0, 6)), ("party_commune", communes * 14)):
        women = round(total * rng.uniform(0.14, 0.24))
        yield _standing(district, rng, date(2020, 9, 30), measure, total=total, female=women)
    part = rng.randint(communes // 3, communes)
    yield _standing(district, rng, date(2020, 12, 1), "committees", total=communes + 1, part=part)


def _standing(district, rng, day, measure, **numbers):
    fields = {"measure": measure, "as_of": day, "status": "done", "source": SOURCE, "note": MARK} | numbers
    task = "cap.training" if measure == "staff" else "cap.review"
    return RecordSpec("capacity.Standing", district.slug, task, filed_on(rng, day), fields)


def _inspection(rng, district, year, title, bodies):
    day, violations = working_day(rng, year, date(year, 3, 2), date(year, 12, 4)), rng.choice((0, 0, 0, 1, 2))
    fields = {
        "title": title.format(place=district.place),
        "status": "done",
        "started_on": begun_on(day, 2),
        "ended_on": day,
        "bodies": bodies,
        "found": violations,
        "handled": min(violations, rng.choice((1, 2))),
        "cost": None,
        "note": MARK,
    }
    return RecordSpec("capacity.Inspection", district.slug, "cap.inspection", filed_on(rng, day), fields)


def _training(district, task, filed_day, **fields):
    return RecordSpec("capacity.Training", district.slug, task, filed_day, fields | {"note": MARK})
