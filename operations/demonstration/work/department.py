"""The Department's own activities in each of the two years."""

from datetime import date

from operations.demonstration.work.attendance import activity_cost, attendance_counts
from operations.demonstration.work.campaigns import campaign
from operations.demonstration.work.days import begun_on, filed_on, working_day
from operations.demonstration.work.districts import PROVINCE, District
from operations.demonstration.work.record_specs import MARK, RecordSpec, random_source
from operations.demonstration.work.titles import ACTION_MONTH
from operations.demonstration.work.training import in_group

DEPARTMENT = District(PROVINCE, "tỉnh Thừa Thiên Huế", 0, 110, 0.06, 0, 0, (0, 0, 0))
COURSES = (
    ("equality_staff", "Tập huấn nghiệp vụ công tác bình đẳng giới cho cán bộ Phòng LĐ-TB&XH các huyện, thị xã", 0.62),
    ("committee", "Tập huấn cho thành viên Ban Vì sự tiến bộ của phụ nữ các sở, ban, ngành, địa phương", 0.64),
)


def department_records(year):
    """Yield the Department's trainings, inspection and launch ceremony of a reporting year."""
    rng = random_source(PROVINCE, year)
    for group, title, women in COURSES:
        day = working_day(rng, year, date(year, 5, 18), date(year, 10, 30))
        counts = attendance_counts(rng, DEPARTMENT, women, 0.6)
        yield _capacity_record(
            rng,
            "Training",
            "cap.training",
            day,
            title=title,
            sort="course",
            **in_group(group, counts),
            cost=activity_cost(rng, counts["attendance"], 180_000),
        )
    yield _capacity_record(
        rng,
        "Inspection",
        "cap.inspection",
        working_day(rng, year, date(year, 9, 14), date(year, 11, 6)),
        title="Kiểm tra công tác bình đẳng giới và vì sự tiến bộ của phụ nữ tại các huyện, thị xã",
        bodies=rng.randint(3, 4),
        found=0,
        handled=0,
    )
    day, counts = (
        working_day(rng, year, date(year, 11, 12), date(year, 11, 20)),
        attendance_counts(rng, DEPARTMENT, 0.63, 3),
    )
    yield campaign(
        DEPARTMENT,
        "comm.action-month",
        rng,
        day,
        title=f"Lễ phát động {ACTION_MONTH} cấp tỉnh năm {year}",
        topic="action_month",
        form="talk",
        launch="ceremony",
        place="Trung tâm Văn hóa thành phố Huế",
        audience="Cán bộ các sở, ban, ngành, đoàn thể và người dân",
        **counts,
        cost=activity_cost(rng, counts["attendance"], 120_000),
    )


def _capacity_record(rng, model, task, day, **fields):
    fields = {"status": "done", "started_on": begun_on(day, 2), "ended_on": day, "note": MARK} | fields
    return RecordSpec(f"capacity.{model}", PROVINCE, task, filed_on(rng, day), fields)
