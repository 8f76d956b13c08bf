"""Communication activities of a district in one year (clauses 1.b, 2.a to 2.đ)."""

from datetime import date

from calendars.windows import slot_end
from demonstration import titles
from demonstration.crowds import cost, people
from demonstration.days import action_month, filed_on, working_day
from demonstration.filed import MARK, Filed, dice, in_turn

# 2020 had fewer talks than a year has, and fewer people came; when, is a matter of its busy months.
TALKS_HELD = {2019: 1.0, 2020: 0.8}
PEOPLE_CAME = {2018: 1.0, 2019: 1.0, 2020: 0.92}


def communication(district, year, communes):
    """All campaigns of the district in that reporting year, in the order of the clauses."""
    rng = dice(district.slug, year, "communication")
    turn = in_turn(rng, communes)
    rows = [*_talks(rng, district, year, turn), *_products(rng, district, year)]
    if year == 2020:
        rows += _labour_code(rng, district, turn)
    rows += _services(rng, district, year, turn)
    rows += _action_month(rng, district, year, turn, len(communes))
    return [*rows, *_radio(rng, district, year)]


def campaign(district, task, rng, day, **fields):
    """A campaign of one day that was held, unless the fields say otherwise."""
    fields = {"status": "done", "started_on": day, "ended_on": day, "note": MARK} | fields
    return Filed("communications.Campaign", district.slug, task, filed_on(rng, day), fields)


def talk(district, task, rng, day, one, commune, factor=1.0):
    """A direct activity in a commune, with those who came."""
    came = people(rng, district, one.women, factor * PEOPLE_CAME[day.year])
    each = 12_000 if one.form in ("integrated", "club") else 32_000
    return campaign(
        district, task, rng, day, title=one.title.format(commune=commune.name), topic=one.topic, form=one.form,
        audience=one.audience, commune=commune.code, place=_venue(rng, commune), **came,
        cost=cost(rng, came["attendance"], each),
    )  # fmt: skip


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
            yield talk(district, "comm.policy", rng, day, next(politics), next(turn))
        else:
            yield talk(district, "comm.policy", rng, working_day(rng, year), next(general), next(turn))


def _products(rng, district, year):
    for form, topic, title, (least, most) in rng.sample(titles.PRODUCTS, 2):
        yield campaign(
            district, "comm.policy", rng, working_day(rng, year), title=title.format(place=district.place),
            topic=topic, form=form, products=rng.randint(least, most),
            cost=None if form == "media" else rng.randint(20, 120) * 100_000,
        )  # fmt: skip


def _labour_code(rng, district, turn):
    for title in titles.LABOUR_CODE[: district.labour_code]:
        day = working_day(rng, 2020, date(2020, 5, 18), date(2020, 12, 11))
        commune = next(turn)
        came = people(rng, district, 0.5, 0.75)
        yield campaign(
            district, "comm.labour-code", rng, day, title=title.format(commune=commune.name), topic="labour_code",
            form="talk", audience="Người sử dụng lao động, cán bộ công đoàn, người lao động", commune=commune.code,
            place=_venue(rng, commune), **came, enterprises=rng.randint(3, 6) + district.talks // 2,
            cost=cost(rng, came["attendance"], 45_000),
        )  # fmt: skip


def _services(rng, district, year, turn):
    number = district.services if year == 2020 else 2
    for title in rng.sample(titles.SERVICES, number):
        one = titles.Talk("services", "talk", title, "Phụ nữ, người cao tuổi, cán bộ thôn, tổ dân phố", 0.68)
        yield talk(district, "comm.services", rng, working_day(rng, year), one, next(turn))


def _action_month(rng, district, year, turn, communes):
    month = action_month(year)
    day = working_day(rng, year, month.start, date(year, 11, 25))
    yield _launch(rng, district, year, day, rng.randint(communes * 2 // 3, communes))
    for one in rng.sample(titles.CAMPAIGN, 2):
        day = working_day(rng, year, date(year, 11, 20), month.end)
        yield talk(district, "comm.action-month", rng, day, one, next(turn), 1.2)
    yield campaign(
        district, "comm.action-month", rng, working_day(rng, year, month.start, date(year, 11, 20)),
        title=f"Treo băng rôn, phướn tuyên truyền Tháng hành động năm {year} trên địa bàn {district.place}",
        topic="action_month", form="print", products=rng.randint(communes, 3 * communes),
        cost=rng.randint(15, 60) * 100_000,
    )  # fmt: skip


def _launch(rng, district, year, day, joined):
    if year == 2020 and not district.has_launch:
        return campaign(
            district, "comm.action-month", rng, day, form="other", topic="action_month", is_launch=True,
            title=f"Phát thanh, tuyên truyền lưu động thay Lễ phát động {titles.ACTION_MONTH} năm {year}",
            communes_joined=joined, cost=rng.randint(20, 50) * 100_000,
        )  # fmt: skip
    came = people(rng, district, 0.62, 2.4)
    return campaign(
        district, "comm.action-month", rng, day, form="talk", topic="action_month", is_launch=True,
        title=f"Lễ phát động {titles.ACTION_MONTH} năm {year}", place=f"Hội trường UBND {district.place}",
        audience="Cán bộ, hội viên, đoàn viên và người dân", communes_joined=joined, **came,
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
            topic=topic, form="radio", started_on=first, broadcast_items=items, broadcasts=broadcasts,
            minutes=broadcasts * rng.choice((5, 8, 10)), cost=items * rng.randint(3, 6) * 100_000,
        )  # fmt: skip
