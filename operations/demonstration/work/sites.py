"""Support models with their monthly log, and the counts of districts without one (clauses 4.a, 4.b)."""

from datetime import date, timedelta
from typing import NamedTuple

from operations.demonstration.work.days import filed_on, reporting_month
from operations.demonstration.work.record_specs import MARK, RecordSpec, random_source

SHELTER = "Địa chỉ tin cậy - nhà tạm lánh cộng đồng"
PREVENTION = "Ngăn ngừa và giảm thiểu tác hại của bạo lực trên cơ sở giới"
MILLION = 1_000_000


class SiteSpec(NamedTuple):
    """A site: district, commune's code and name, kind, first day, and funds a year in million đồng."""

    unit: str
    commune: str
    place: str
    kind: str
    opened_on: date
    funds: int = 0

    @property
    def name(self):
        return f"{SHELTER if self.kind == 'shelter' else f'Mô hình {PREVENTION}'} {self.place}"


# The first five are those that directive 908 names; the other two came by local funds.
SITES = (
    SiteSpec("phu-loc", "20143", "xã Lộc Điền", "shelter", date(2017, 6, 15), 30),
    SiteSpec("phu-loc", "20143", "xã Lộc Điền", "prevention", date(2016, 9, 1), 25),
    SiteSpec("huong-tra", "20011", "phường Hương Văn", "shelter", date(2017, 8, 1), 30),
    SiteSpec("huong-tra", "20029", "phường Hương Hồ", "prevention", date(2016, 10, 3), 25),
    SiteSpec("nam-dong", "20188", "xã Thượng Long", "prevention", date(2018, 4, 2), 25),
    SiteSpec("huong-tra", "20020", "phường Hương Chữ", "shelter", date(2019, 4, 22)),
    SiteSpec("phu-loc", "20116", "xã Vinh Hưng", "shelter", date(2020, 7, 15)),
)
FUNDED = frozenset(site.unit for site in SITES)
# Nam Đông's log of 2020 by month: little was done, and the last month isn't filed yet.
QUIET = (1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0)
# District, year, month, million đồng allotted (none: only work to extend), spent.
EXTENDED = (
    ("phu-loc", 2019, 9, 15, 15),
    ("phu-loc", 2020, 7, 20, 12),
    ("phu-loc", 2020, 11, None, 8),
    ("huong-tra", 2019, 4, 12, 12),
    ("huong-tra", 2020, 10, None, None),
    ("nam-dong", 2019, 10, 8, 8),
)


def sites():
    """Yield the register, filed when the portal began to be used."""
    for site in SITES:
        fields = {
            "name": site.name,
            "kind_id": site.kind,
            "commune": site.commune,
            "opened_on": site.opened_on,
            "managing_body": f"UBND {site.place}",
            "is_funded": bool(site.funds),
            "capacity": 4 if site.kind == "shelter" else None,
        }
        filed_day = max(site.opened_on + timedelta(days=3), date(2018, 12, 17))
        yield RecordSpec("models_sites.Site", site.unit, "", filed_day, fields)


def logs(district, year, own_sites=None):
    """Yield the district's log of that reporting year: of each site, or of the unit where it has none."""
    rng = random_source(district.slug, year, "sites")
    if own_sites is None:
        own_sites = [site for site in SITES if site.unit == district.slug]
    if not own_sites:
        for month in sorted(rng.sample(range(1, 13), 4)):
            yield _entry(rng, district, year, month, **_victim_counts(rng, rng.randint(1, 4)))
    for site in own_sites:
        yield from _log_of(rng, district, year, site)
    for unit, in_year, month, allotted, spent in EXTENDED:
        if (unit, in_year) == (district.slug, year):
            yield _entry(
                rng,
                district,
                year,
                month,
                "model.extend",
                activities=1,
                funds_allotted=_million(allotted),
                funds_spent=_million(spent),
            )


def _log_of(rng, district, year, site):
    for month in range(1, 13) if site.funds else (3, 6, 9, 12):
        if reporting_month(year, month).start < site.opened_on:
            continue
        activities = rng.choice((0, 1, 1, 2) if year == 2020 else (1, 1, 2, 2))
        if (district.slug, year) == ("nam-dong", 2020):
            if month > len(QUIET):
                return
            activities = QUIET[month - 1]
        counts = _victim_counts(rng, rng.choice((0, 0, 0, 1, 1, 2)))
        yield _entry(
            rng,
            district,
            year,
            month,
            site=site.name,
            activities=activities,
            **counts,
            **_nights(site, counts),
            **_funds(site, month),
        )


def _victim_counts(rng, victims):
    """Return counts of new victims and perpetrators; nearly all victims were helped."""
    helped = victims - (victims > 1 and rng.random() < 0.15)
    perpetrators = max(0, victims - rng.choice((0, 0, 1)))
    return {
        "victims": victims,
        "victims_female": victims,
        "victims_16_to_59": victims,
        "victims_helped": helped,
        "victims_advised": helped,
        "victims_continuing": rng.choice((0, 0, 1, 2)),
        "perpetrators": perpetrators,
        "perpetrators_female": 0,
        "perpetrators_handled": max(0, perpetrators - rng.choice((0, 0, 1))),
    }


def _nights(site, counts):
    """Return the nights at a shelter: of everybody who was helped there, and of those who stayed on."""
    if site.kind != "shelter":
        return {}
    sheltered = counts["victims_helped"]
    return {"victims_sheltered": sheltered, "nights": 5 * sheltered + 9 * counts["victims_continuing"]}


def _funds(site, month):
    if not site.funds:
        return {}
    spent = {6: 0.4, 9: 0.25, 11: 0.3}.get(month)
    return {
        "funds_granted": _million(site.funds) if month == 4 else None,
        "spent_province": round(site.funds * spent * MILLION) if spent else None,
    }


def _million(millions):
    return millions * MILLION if millions else None


def _entry(rng, district, year, month, task="model.run", **fields):
    window = reporting_month(year, month)
    fields = {"status": "done", "started_on": window.start, "ended_on": window.end} | fields
    return RecordSpec("models_sites.LogEntry", district.slug, task, filed_on(rng, window.end), fields)


# District, commune's code and name, proposed, submitted, decided; what is not decided is under way.
PROPOSED = (
    ("phu-loc", "20116", "xã Vinh Hưng", date(2020, 3, 2), date(2020, 3, 20), date(2020, 6, 5)),
    ("huong-tra", "20020", "phường Hương Chữ", date(2020, 9, 7), date(2020, 10, 12), None),
)


def extensions():
    """Yield proposals to extend the shelters to further communes."""
    for unit, commune, place, proposed, submitted, decided in PROPOSED:
        fields = {
            "title": f"Nhân rộng mô hình {SHELTER} tại {place}",
            "kind_id": "shelter",
            "commune": commune,
            "proposed_on": proposed,
            "submitted_on": submitted,
            "decided_on": decided,
            "decision": "agreed" if decided else "",
            "status": "done" if decided else "under_way",
            "cost": 20 * MILLION,
            "note": MARK,
        }
        yield RecordSpec("models_sites.Extension", unit, "model.extend", decided or submitted, fields)
