"""Plans of the districts' People's Committees (clauses 1.a to 1.c)."""

from datetime import date, timedelta

from demonstration.days import filed_on, working_day
from demonstration.filed import MARK, Filed, dice
from demonstration.titles import ACTION_MONTH

SIGNER = "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"
ANNUAL = "Kế hoạch thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ năm {year}"
POLITICS = (
    "Kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị hướng tới Đại hội Đảng các cấp nhiệm kỳ "
    "2020-2025, bầu cử đại biểu Quốc hội khóa XV và Hội đồng nhân dân các cấp nhiệm kỳ 2021-2026"
)
CAMPAIGN = f"Kế hoạch triển khai {ACTION_MONTH} năm {{year}}"
# These two have handed their plan on politics to the Committee, which hasn't issued it: overdue since 30/6.
ON_THE_WAY = {"nam-dong": date(2020, 11, 25), "a-luoi": date(2020, 10, 30)}
# As the examples of the pages have them.
ISSUED = {("nam-dong", "plan.annual"): date(2020, 2, 20), ("nam-dong", "plan.action-month"): date(2020, 11, 5)}


def plans(district, year):
    """The plans of the district for that year, issued but for what is still on its way."""
    rng = dice(district.slug, year, "plans")
    annual, politics, campaign = district.plan_numbers
    more = 0 if year == 2020 else rng.randint(2, 9)
    yield _issued(rng, district, year, "plan.annual", ANNUAL, annual + more, (date(year, 1, 20), date(year, 3, 13)))
    if year == 2020 and district.slug in ON_THE_WAY:
        yield _on_the_way(rng, district, ON_THE_WAY[district.slug])
    elif year == 2020:
        yield _issued(rng, district, year, "plan.politics", POLITICS, politics, (date(2020, 5, 4), date(2020, 6, 26)))
    yield _issued(
        rng, district, year, "plan.action-month", CAMPAIGN, campaign + more, (date(year, 10, 26), date(year, 11, 9))
    )


def _issued(rng, district, year, task, title, number, between):
    day = year == 2020 and ISSUED.get((district.slug, task)) or working_day(rng, year, *between)
    handed = working_day(rng, year, day - timedelta(days=12), day - timedelta(days=1))
    return _plan(
        district, task, filed_on(rng, day), title=title.format(year=year), year=year, status="done",
        drafted_on=handed - timedelta(days=rng.randint(4, 12)), submitted_on=handed, issued_on=day,
        number=f"{number}/KH-UBND", signer=SIGNER,
    )  # fmt: skip


def _on_the_way(rng, district, handed):
    drafted = handed - timedelta(days=rng.randint(20, 40))
    return _plan(
        district, "plan.politics", filed_on(rng, handed), title=POLITICS, year=2020, status="under_way",
        drafted_on=drafted, submitted_on=handed,
    )  # fmt: skip


def _plan(district, task, filed, **fields):
    return Filed("plans.Plan", district.slug, task, filed, fields | {"note": MARK})
