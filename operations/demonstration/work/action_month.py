"""Activities of a district in the Action Month of one year (clause 2.d)."""

from datetime import date

from operations.demonstration.work import titles
from operations.demonstration.work.attendance import activity_cost, attendance_counts
from operations.demonstration.work.campaigns import campaign, products_of, talk
from operations.demonstration.work.days import action_month, filed_on, working_day
from operations.demonstration.work.record_specs import RecordSpec

HOW_JOINED = "Treo băng rôn, phát thanh, sinh hoạt tổ dân phố"
THEME = "Chung tay xây dựng môi trường sống an toàn, không bạo lực"
THEMES = {
    2019: "Phụ nữ và trẻ em gái: an toàn, bình đẳng, không bạo lực",
    2020: "Chấm dứt bạo lực đối với phụ nữ và trẻ em",
}


def action_month_records(rng, district, year, commune_cycle, communes):
    """Yield the launch, the communes that joined, two talks and the banners."""
    month, number = action_month(year), len(communes)
    day = working_day(rng, year, month.start, date(year, 11, 25))
    joined = rng.randint(number * 2 // 3, number)
    yield _launch(rng, district, year, day)
    for commune in communes[:joined]:
        fields = {"commune": commune.code, "year": year, "day": day, "detail": HOW_JOINED, "status": "done"}
        yield RecordSpec("communications.CommuneJoined", district.slug, "comm.action-month", filed_on(rng, day), fields)
    for activity in rng.sample(titles.CAMPAIGN, 2):
        day = working_day(rng, year, date(year, 11, 20), month.end)
        yield talk(district, "comm.action-month", rng, day, activity, next(commune_cycle), 1.2)
    yield campaign(
        district,
        "comm.action-month",
        rng,
        working_day(rng, year, month.start, date(year, 11, 20)),
        title=f"Treo băng rôn, phướn tuyên truyền Tháng hành động năm {year} trên địa bàn {district.place}",
        topic="action_month",
        form="print",
        **products_of("banner", rng.randint(number, 3 * number)),
        cost=rng.randint(15, 60) * 100_000,
    )


def _launch(rng, district, year, day):
    if year == 2020 and not district.has_launch:
        return campaign(
            district,
            "comm.action-month",
            rng,
            day,
            form="other",
            topic="action_month",
            launch="alternative",
            launch_why="Không tổ chức hoạt động tập trung đông người để phòng, chống dịch Covid-19",
            theme=THEMES.get(year, THEME),
            title=f"Phát thanh, tuyên truyền lưu động thay Lễ phát động {titles.ACTION_MONTH} năm {year}",
            cost=rng.randint(20, 50) * 100_000,
        )
    counts = attendance_counts(rng, district, 0.62, 2.4)
    return campaign(
        district,
        "comm.action-month",
        rng,
        day,
        form="talk",
        topic="action_month",
        launch="ceremony",
        theme=THEMES.get(year, THEME),
        title=f"Lễ phát động {titles.ACTION_MONTH} năm {year}",
        place=f"Hội trường UBND {district.place}",
        audience="Cán bộ, hội viên, đoàn viên và người dân",
        **counts,
        cost=activity_cost(rng, counts["attendance"], 60_000),
    )
