"""What the Department itself holds, in each of the two years."""

from datetime import date

from demonstration.communication import campaign
from demonstration.crowds import cost, people
from demonstration.days import begun_on, filed_on, working_day
from demonstration.districts import PROVINCE, District
from demonstration.filed import MARK, Filed, dice
from demonstration.titles import ACTION_MONTH
from demonstration.training import of_group

DEPARTMENT = District(PROVINCE, "tỉnh Thừa Thiên Huế", 0, 110, 0.06, 0, 0, (0, 0, 0))
COURSES = (
    ("equality_staff", "Tập huấn nghiệp vụ công tác bình đẳng giới cho cán bộ Phòng LĐ-TB&XH các huyện, thị xã", 0.62),
    ("committee", "Tập huấn cho thành viên Ban Vì sự tiến bộ của phụ nữ các sở, ban, ngành, địa phương", 0.64),
)


def of_department(year):
    """Its trainings, inspection and launch ceremony of that reporting year."""
    rng = dice(PROVINCE, year)
    for group, title, women in COURSES:
        day = working_day(rng, year, date(year, 5, 18), date(year, 10, 30))
        came = people(rng, DEPARTMENT, women, 0.6)
        yield _of_capacity(
            rng, "Training", "cap.training", day, title=title, sort="course", **of_group(group, came),
            cost=cost(rng, came["attendance"], 180_000),
        )  # fmt: skip
    yield _of_capacity(
        rng, "Inspection", "cap.inspection", working_day(rng, year, date(year, 9, 14), date(year, 11, 6)),
        title="Kiểm tra công tác bình đẳng giới và vì sự tiến bộ của phụ nữ tại các huyện, thị xã",
        bodies=rng.randint(3, 4), found=0, handled=0,
    )  # fmt: skip
    day, came = working_day(rng, year, date(year, 11, 12), date(year, 11, 20)), people(rng, DEPARTMENT, 0.63, 3)
    yield campaign(
        DEPARTMENT, "comm.action-month", rng, day, title=f"Lễ phát động {ACTION_MONTH} cấp tỉnh năm {year}",
        topic="action_month", form="talk", launch="ceremony", place="Trung tâm Văn hóa thành phố Huế",
        audience="Cán bộ các sở, ban, ngành, đoàn thể và người dân", **came,
        cost=cost(rng, came["attendance"], 120_000),
    )  # fmt: skip


def _of_capacity(rng, model, task, day, **fields):
    fields = {"status": "done", "started_on": begun_on(day, 2), "ended_on": day, "note": MARK} | fields
    return Filed(f"capacity.{model}", PROVINCE, task, filed_on(rng, day), fields)
