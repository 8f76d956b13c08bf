"""Communication activities of a district in one year (clauses 1.b, 2.a to 2.đ)."""

from dataclasses import replace
from datetime import date

from calendars.windows import slot_end
from demonstration import titles
from demonstration.crowds import cost, people
from demonstration.days import action_month, filed_on, working_day
from demonstration.filed import MARK, Filed, dice, in_turn

# 2020 had fewer talks than a year has, and fewer people came; when, is a matter of its busy months.
TALKS_HELD = {2019: 1.0, 2020: 0.8}
PEOPLE_CAME = {2018: 1.0, 2019: 1.0, 2020: 0.92}


HOW_JOINED = "Treo băng rôn, phát thanh, sinh hoạt tổ dân phố"
THEMES = {
    2019: "Phụ nữ và trẻ em gái: an toàn, bình đẳng, không bạo lực",
    2020: "Chấm dứt bạo lực đối với phụ nữ và trẻ em",
}
# What is worth copying is told of the first activity on politics of these districts.
GOOD_PRACTICE = {
    "hue": "Mời nữ ứng cử viên khóa trước chia sẻ kinh nghiệm, người dự trao đổi trực tiếp.",
    "phu-loc": "Lồng ghép vào họp thôn nên không phát sinh kinh phí mà số người dự tăng.",
    "a-luoi": "Tuyên truyền bằng tiếng dân tộc, có già làng cùng tham gia.",
}


def communication(district, year, communes):
    """All campaigns of the district in that reporting year, in the order of the clauses."""
    rng = dice(district.slug, year, "communication")
    turn = in_turn(rng, communes)
    rows = [*_talks(rng, district, year, turn), *_products(rng, district, year)]
    if year == 2020:
        rows += _labour_code(rng, district, turn)
    rows += _services(rng, district, year, turn)
    rows += _action_month(rng, district, year, turn, communes)
    return [*rows, *_radio(rng, district, year)]


def campaign(district, task, rng, day, **fields):
    """A campaign of one day that was held, unless the fields say otherwise."""
    fields = {"status": "done", "started_on": day, "ended_on": day, "note": MARK} | fields
    return Filed("communications.Campaign", district.slug, task, filed_on(rng, day), fields)


def made(kind, quantity):
    """So many products of a kind, as a list and as the figure that it comes to."""
    return {"product_list": [{"kind": kind, "quantity": quantity, "note": ""}], "products": quantity}


def talk(district, task, rng, day, one, commune, factor=1.0):
    """A direct activity in a commune, with those who came."""
    came = people(rng, district, one.women, factor * PEOPLE_CAME[day.year])
    each = 12_000 if one.form in ("integrated", "club") else 32_000
    return campaign(
        district, task, rng, day, title=one.title.format(commune=commune.name), topic=one.topic, form=one.form,
        audience=one.audience, commune=commune.code, place=_venue(rng, commune), **came,
        cost=cost(rng, came["attendance"], each),
    )  # fmt: skip


def _worth_copying(held):
    why = GOOD_PRACTICE[held.unit]
    return replace(held, fields=held.fields | {"is_good_practice": True, "good_practice_why": why})


def _venue(rng, commune):
    return rng.choice(titles.VENUES).format(commune=commune.name)


def _talks(rng, district, year, turn):
    number = round(district.talks * TALKS_HELD[year])
    fitting = [one for one in titles.TALKS if district.is_mountainous or not one.only_mountains]
    general, politics = in_turn(rng, fitting), in_turn(rng, titles.POLITICS)
    congress = 3 if year == 2020 else 1
    for n in range(number):
        if n < congress:
            day = working_day(rng, year, date(year, 5, 4), date(year, 9, 30))
            held = talk(district, "comm.policy", rng, day, next(politics), next(turn))
            yield _worth_copying(held) if n == 0 and year == 2020 and district.slug in GOOD_PRACTICE else held
        else:
            yield talk(district, "comm.policy", rng, working_day(rng, year), next(general), next(turn))


def _products(rng, district, year):
    for form, topic, title, (least, most) in rng.sample(titles.PRODUCTS, 2):
        yield campaign(
            district, "comm.policy", rng, working_day(rng, year), title=title.format(place=district.place),
            topic=topic, form=form, **made("article" if form == "media" else "leaflet", rng.randint(least, most)),
            cost=None if form == "media" else rng.randint(20, 120) * 100_000,
        )  # fmt: skip


def _labour_code(rng, district, turn):
    for title in titles.LABOUR_CODE[: district.labour_code]:
        day = working_day(rng, 2020, date(2020, 5, 18), date(2020, 12, 11))
        commune = next(turn)
        came = people(rng, district, 0.5, 0.75)
        yield campaign(
            district, "comm.labour-code", rng, day, title=title.format(commune=commune.name), topic="labour_code",
            form="talk", audiences=["workers"], audience="Người sử dụng lao động, cán bộ công đoàn",
            commune=commune.code, place=_venue(rng, commune), **came,
            enterprises=rng.randint(3, 6) + district.talks // 2, cost=cost(rng, came["attendance"], 45_000),
        )  # fmt: skip


def _services(rng, district, year, turn):
    number = district.services if year == 2020 else 2
    for title in rng.sample(titles.SERVICES, number):
        one = titles.Talk("services", "talk", title, "Phụ nữ, người cao tuổi, cán bộ thôn, tổ dân phố", 0.68)
        yield talk(district, "comm.services", rng, working_day(rng, year), one, next(turn))


def _action_month(rng, district, year, turn, communes):
    month, number = action_month(year), len(communes)
    day = working_day(rng, year, month.start, date(year, 11, 25))
    joined = rng.randint(number * 2 // 3, number)
    yield _launch(rng, district, year, day)
    for commune in communes[:joined]:
        fields = {"commune": commune.code, "year": year, "day": day, "detail": HOW_JOINED, "status": "done"}
        yield Filed("communications.CommuneJoined", district.slug, "comm.action-month", filed_on(rng, day), fields)
    for one in rng.sample(titles.CAMPAIGN, 2):
        day = working_day(rng, year, date(year, 11, 20), month.end)
        yield talk(district, "comm.action-month", rng, day, one, next(turn), 1.2)
    yield campaign(
        district, "comm.action-month", rng, working_day(rng, year, month.start, date(year, 11, 20)),
        title=f"Treo băng rôn, phướn tuyên truyền Tháng hành động năm {year} trên địa bàn {district.place}",
        topic="action_month", form="print", **made("banner", rng.randint(number, 3 * number)),
        cost=rng.randint(15, 60) * 100_000,
    )  # fmt: skip


def _launch(rng, district, year, day):
    if year == 2020 and not district.has_launch:
        return campaign(
            district, "comm.action-month", rng, day, form="other", topic="action_month", launch="alternative",
            launch_why="Không tổ chức hoạt động tập trung đông người để phòng, chống dịch Covid-19",
            theme=THEMES[year],
            title=f"Phát thanh, tuyên truyền lưu động thay Lễ phát động {titles.ACTION_MONTH} năm {year}",
            cost=rng.randint(20, 50) * 100_000,
        )  # fmt: skip
    came = people(rng, district, 0.62, 2.4)
    return campaign(
        district, "comm.action-month", rng, day, form="talk", topic="action_month", launch="ceremony",
        theme=THEMES[year],
        title=f"Lễ phát động {titles.ACTION_MONTH} năm {year}", place=f"Hội trường UBND {district.place}",
        audience="Cán bộ, hội viên, đoàn viên và người dân", **came,
        cost=cost(rng, came["attendance"], 60_000),
    )  # fmt: skip


def _radio(rng, district, year):
    months = sorted(rng.sample(range(1, 12), district.radio))
    for month, (topic, title) in zip(months, in_turn(rng, titles.RADIO), strict=False):
        first, items = date(year, month, rng.randint(1, 6)), rng.randint(1, 4)
        broadcasts = items * rng.randint(2, 5)
        last = slot_end(date(year, month, rng.choice((14, 15))))
        yield campaign(
            district, "comm.radio", rng, last, title=f"{title.format(station=district.radio_station)}, tháng {month}",
            topic=topic, form="radio", station=district.radio_station, started_on=first,
            broadcast_items=items, broadcasts=broadcasts, minutes=broadcasts * rng.choice((5, 8, 10)),
            cost=items * rng.randint(3, 6) * 100_000,
        )  # fmt: skip
