"""What the Department aims at in the demonstration: rates of the national strategy, and made-up counts."""

from datetime import date
from decimal import Decimal

from calendars.clock import as_of
from demonstration.districts import DISTRICTS
from indicators.catalogue import get
from steering.targets import set_targets
from units.models import Unit

SET_ON = date(2020, 2, 12)
STRATEGY = "QĐ 2351/QĐ-TTg ngày 24/12/2010 (cần xác nhận)"
ILLUSTRATION = "Sở giao (minh họa)"
RATES = {"NL-04": 100, "NL-07.6": 95}
YEARS = (2019, 2020)


def set_all(by):
    """Rates of both years for the province; of 2020 what each district is to hold and to reach as well."""
    units = {
        unit.slug: unit for unit in Unit.objects.filter(slug__in=[one.slug for one in DISTRICTS], level="district")
    }
    with as_of(SET_ON):
        for year in YEARS:
            for key, rate in RATES.items():
                set_targets(get(key), year, {by.unit: Decimal(rate)}, STRATEGY, by=by)
        sessions = {units[one.slug]: Decimal(one.talks) for one in DISTRICTS}
        reached = {units[one.slug]: Decimal(_round(1.32 * one.talks * one.crowd)) for one in DISTRICTS}
        trained = {units[one.slug]: Decimal(45 * one.trainings) for one in DISTRICTS}
        for key, values in (("TT-01", sessions), ("TT-02", reached), ("NL-02", trained)):
            whole = (
                {by.unit: Decimal(_round(sum(values.values())))} if key != "TT-01" else {by.unit: sum(values.values())}
            )
            set_targets(get(key), 2020, whole | values, ILLUSTRATION, by=by)


def _round(number):
    """To tens, as one gives out a number to be reached."""
    return round(number / 10) * 10
