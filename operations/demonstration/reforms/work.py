"""What the offices did from 2021 on, made from the units alone: no database, no clock."""

from dataclasses import replace
from datetime import date

from core.units.country import REFORM
from operations.demonstration.reforms.crosswalk import commune_of_today
from operations.demonstration.reforms.offices import CODES, SINCE, UNTIL, offices
from operations.demonstration.work.communication import communication
from operations.demonstration.work.department import department_records
from operations.demonstration.work.planning import plans
from operations.demonstration.work.sites import SITES, logs
from operations.demonstration.work.training import training

# Words of the offices before 1/7/2025, and what stands there since.
WORDS = (
    ("Phòng LĐ-TB&XH các huyện, thị xã", "UBND các xã, phường"),
    ("các huyện, thị xã", "các xã, phường"),
    ("Phòng LĐ-TB&XH", "Phòng Văn hóa - Xã hội"),
    ("tại các xã, phường, thị trấn của", "tại các đơn vị của"),
    ("tại các xã, phường, thị trấn", "tại các thôn, tổ dân phố"),
    (" cấp xã", ""),
)


def later_records(communes_of):
    """Yield the records from 2021 on.

    `communes_of(office)` returns the communes that it works in, as `Commune`; of a commune that is itself.
    """
    for office in offices():
        communes = communes_of(office)
        for year in office.years:
            for spec in _of_year(office, year, communes):
                if _lies_within(spec, office.since, office.until):
                    yield _with_words_of_the_day(spec)
    for year in range(SINCE.year, UNTIL.year + 1):
        for spec in department_records(year):
            if _lies_within(spec, SINCE, UNTIL):
                yield _with_words_of_the_day(spec)


def _of_year(office, year, communes):
    yield from plans(office.size, year)
    yield from communication(office.size, year, communes)
    yield from training(office.size, year)
    # A site's log goes on under the commune that it lies in.
    sites = [site for site in SITES if office.code in (CODES[site.unit], commune_of_today(site.commune))]
    yield from logs(office.size, year, sites)


def _days(spec):
    return [value for value in spec.fields.values() if isinstance(value, date)]


def _lies_within(spec, since, until):
    days = _days(spec)
    return since <= min(days) and max(days) <= until


def _with_words_of_the_day(spec):
    if max(_days(spec)) < REFORM:
        return spec
    return replace(spec, fields={name: _reworded(value) for name, value in spec.fields.items()})


def _reworded(value):
    if isinstance(value, str):
        for old, new in WORDS:
            value = value.replace(old, new)
        return value
    if isinstance(value, list):
        return [_reworded(part) for part in value]
    if isinstance(value, dict):
        return {name: _reworded(part) for name, part in value.items()}
    return value
