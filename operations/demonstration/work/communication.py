"""Communication activities of a district in one year (clauses 1.b, 2.a to 2.đ)."""

from dataclasses import replace
from datetime import date

from core.lib.dates.windows import slot_end
from operations.demonstration.work import titles
from operations.demonstration.work.action_month import action_month_records
from operations.demonstration.work.attendance import activity_cost, attendance_counts
from operations.demonstration.work.campaigns import campaign, products_of, talk, venue
from operations.demonstration.work.days import working_day
from operations.demonstration.work.record_specs import random_source, shuffled_cycle

# 2020 had fewer talks than other years, and fewer people came; `days.BUSY` says when.
TALKS_FACTOR = {2020: 0.8}
# Good practice is described for the first activity on politics of these districts.
GOOD_PRACTICE = {
    "hue": "Mời nữ ứng cử viên khóa trước chia sẻ kinh nghiệm, người dự trao đổi trực tiếp.",
    "phu-loc": "Lồng ghép vào họp thôn nên không phát sinh kinh phí mà số người dự tăng.",
    "a-luoi": "Tuyên truyền bằng tiếng dân tộc, có già làng cùng tham gia.",
}


def communication(district, year, communes):
    """Return the campaigns of the district in a reporting year, in the order of the clauses."""
    rng = random_source(district.slug, year, "communication")
    commune_cycle = shuffled_cycle(rng, communes)
    records = [*_talks(rng, district, year, commune_cycle), *_products(rng, district, year)]
    if year == 2020:
        records += _labour_code(rng, district, commune_cycle)
    records += _services(rng, district, year, commune_cycle)
    records += action_month_records(rng, district, year, commune_cycle, communes)
    return [*records, *_radio(rng, district, year)]


def _as_good_practice(record):
    why = GOOD_PRACTICE[record.unit]
    return replace(record, fields=record.fields | {"is_good_practice": True, "good_practice_why": why})


def _talks(rng, district, year, commune_cycle):
    number = round(district.talks * TALKS_FACTOR.get(year, 1))
    fitting = [activity for activity in titles.TALKS if district.is_mountainous or not activity.only_mountains]
    general, politics = shuffled_cycle(rng, fitting), shuffled_cycle(rng, titles.POLITICS)
    political_talks = 3 if year == 2020 else 1
    for index in range(number):
        if index < political_talks:
            day = working_day(rng, year, date(year, 5, 4), date(year, 9, 30))
            record = talk(district, "comm.policy", rng, day, next(politics), next(commune_cycle))
            is_good_practice = index == 0 and year == 2020 and district.slug in GOOD_PRACTICE
            yield _as_good_practice(record) if is_good_practice else record
        else:
            yield talk(district, "comm.policy", rng, working_day(rng, year), next(general), next(commune_cycle))


def _products(rng, district, year):
    for form, topic, title, (least, most) in rng.sample(titles.PRODUCTS, 2):
        yield campaign(
            district,
            "comm.policy",
            rng,
            working_day(rng, year),
            title=title.format(place=district.place),
            topic=topic,
            form=form,
            **products_of("article" if form == "media" else "leaflet", rng.randint(least, most)),
            cost=None if form == "media" else rng.randint(20, 120) * 100_000,
        )


def _labour_code(rng, district, commune_cycle):
    for title in titles.LABOUR_CODE[: district.labour_code]:
        day = working_day(rng, 2020, date(2020, 5, 18), date(2020, 12, 11))
        commune = next(commune_cycle)
        counts = attendance_counts(rng, district, 0.5, 0.75)
        yield campaign(
            district,
            "comm.labour-code",
            rng,
            day,
            title=title.format(commune=commune.name),
            topic="labour_code",
            form="talk",
            audiences=["workers"],
            audience="Người sử dụng lao động, cán bộ công đoàn",
            commune=commune.code,
            place=venue(rng, commune),
            **counts,
            enterprises=rng.randint(3, 6) + district.talks // 2,
            cost=activity_cost(rng, counts["attendance"], 45_000),
        )


def _services(rng, district, year, commune_cycle):
    number = district.services if year == 2020 else 2
    for title in rng.sample(titles.SERVICES, number):
        activity = titles.Talk("services", "talk", title, "Phụ nữ, người cao tuổi, cán bộ thôn, tổ dân phố", 0.68)
        yield talk(district, "comm.services", rng, working_day(rng, year), activity, next(commune_cycle))


def _radio(rng, district, year):
    months = sorted(rng.sample(range(1, 12), district.radio))
    for month, (topic, title) in zip(months, shuffled_cycle(rng, titles.RADIO), strict=False):
        first, items = date(year, month, rng.randint(1, 6)), rng.randint(1, 4)
        broadcasts = items * rng.randint(2, 5)
        last = slot_end(date(year, month, rng.choice((14, 15))))
        yield campaign(
            district,
            "comm.radio",
            rng,
            last,
            title=f"{title.format(station=district.radio_station)}, tháng {month}",
            topic=topic,
            form="radio",
            station=district.radio_station,
            started_on=first,
            broadcast_items=items,
            broadcasts=broadcasts,
            minutes=broadcasts * rng.choice((5, 8, 10)),
            cost=items * rng.randint(3, 6) * 100_000,
        )
