"""Plans of the districts' People's Committees (clauses 1.a to 1.c)."""

from datetime import date, timedelta

from operations.demonstration.work.days import filed_on, working_day
from operations.demonstration.work.record_specs import MARK, RecordSpec, random_source
from operations.demonstration.work.titles import ACTION_MONTH

SIGNER = "PHÓ CHỦ TỊCH"
ANNUAL = "Kế hoạch thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm {year}"
POLITICS = (
    "Kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị hướng tới Đại hội Đảng các cấp nhiệm kỳ "
    "2020-2025, bầu cử đại biểu Quốc hội khóa XV và Hội đồng nhân dân các cấp nhiệm kỳ 2021-2026"
)
CAMPAIGN = f"Kế hoạch triển khai {ACTION_MONTH} năm {{year}}"
SORTS = {"plan.annual": "both", "plan.politics": "communication", "plan.action-month": "action_month"}
OFFICE = "Phòng LĐ-TB&XH"


def _activity(what, budget):
    return {"what": what, "day": None, "owner": OFFICE, "budget": budget, "result": ""}


PLANNED = {
    "plan.annual": [
        _activity("Tập huấn nghiệp vụ cho cán bộ làm công tác bình đẳng giới cấp xã", 15_000_000),
        _activity("Truyền thông chính sách, pháp luật về bình đẳng giới tại cơ sở", 30_000_000),
        _activity("Kiểm tra việc thực hiện pháp luật về bình đẳng giới", None),
    ],
    "plan.politics": [_activity("Truyền thông nâng cao tỷ lệ nữ tham gia cấp ủy, ứng cử", 10_000_000)],
    "plan.action-month": [_activity("Lễ phát động Tháng hành động", 12_000_000)],
}
# These two have submitted their plan on politics to the Committee, which hasn't issued it: overdue since 30/6.
AWAITING_ISSUE = {"nam-dong": date(2020, 11, 25), "a-luoi": date(2020, 10, 30)}
# As the examples of the pages have them.
ISSUED = {("nam-dong", "plan.annual"): date(2020, 2, 20), ("nam-dong", "plan.action-month"): date(2020, 11, 5)}


def plans(district, year):
    """Yield the district's plans of that year; they are issued but for what still awaits its decision."""
    rng = random_source(district.slug, year, "plans")
    annual, politics, campaign = district.plan_numbers
    surplus = 0 if year == 2020 else rng.randint(2, 9)
    yield _issued(rng, district, year, "plan.annual", ANNUAL, annual + surplus, (date(year, 1, 20), date(year, 3, 13)))
    if year == 2020 and district.slug in AWAITING_ISSUE:
        yield _awaiting_issue(rng, district, AWAITING_ISSUE[district.slug])
    elif year == 2020:
        yield _issued(rng, district, year, "plan.politics", POLITICS, politics, (date(2020, 5, 4), date(2020, 6, 26)))
    yield _issued(
        rng, district, year, "plan.action-month", CAMPAIGN, campaign + surplus, (date(year, 10, 26), date(year, 11, 9))
    )


def _issued(rng, district, year, task, title, number, between):
    day = year == 2020 and ISSUED.get((district.slug, task)) or working_day(rng, year, *between)
    submitted = working_day(rng, year, day - timedelta(days=12), day - timedelta(days=1))
    return _plan(
        district,
        task,
        filed_on(rng, day),
        title=title.format(year=year),
        year=year,
        status="done",
        drafted_on=submitted - timedelta(days=rng.randint(4, 12)),
        submitted_on=submitted,
        issued_on=day,
        number=f"{number}/KH-UBND",
        authority="kt",
        signer=SIGNER,
        sort=SORTS[task],
        activities=PLANNED[task],
    )


def _awaiting_issue(rng, district, submitted):
    drafted = submitted - timedelta(days=rng.randint(20, 40))
    return _plan(
        district,
        "plan.politics",
        filed_on(rng, submitted),
        title=POLITICS,
        year=2020,
        status="under_way",
        drafted_on=drafted,
        submitted_on=submitted,
        sort="communication",
    )


def commune_plans(district, year, communes):
    """Yield the communes' own plans: nearly all in 2019, in 2020 as many as the district persuaded."""
    rng = random_source(district.slug, year, "communes")
    share = rng.uniform(0.85, 1) if year == 2019 else rng.uniform(0.55, 1)
    for number, commune in enumerate(communes[: round(len(communes) * share)], start=1):
        day = working_day(rng, year, date(year, 2, 3), date(year, 4, 30))
        fields = {
            "commune": commune.code,
            "year": year,
            "day": day,
            "detail": f"{number + rng.randint(5, 30)}/KH-UBND",
            "status": "done",
        }
        yield RecordSpec("plans.CommunePlan", district.slug, "plan.annual", filed_on(rng, day), fields)


def _plan(district, task, filed_day, **fields):
    return RecordSpec("plans.Plan", district.slug, task, filed_day, fields | {"note": MARK})
