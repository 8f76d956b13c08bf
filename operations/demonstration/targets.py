"""The Department's targets in the demonstration: rates of the national strategy, and made-up counts."""

from datetime import date
from decimal import Decimal

from core.indicators.catalogue import get_indicator
from core.lib.dates.clock import as_of
from core.units.models import Unit
from department.targets.verbs import set_targets
from operations.demonstration.work.districts import DISTRICTS

SET_ON = date(2020, 2, 12)
STRATEGY = "Quyết định số 2351/QĐ-TTg ngày 24/12/2010"
BY_DEPARTMENT = "Chỉ tiêu Sở giao"
RATES = {"NL-04": 100, "NL-07.6": 95}
# The strategy asks for more than its rate of this one: `trên 95%`.
EXCEEDED = {"NL-07.6"}
YEARS = (2019, 2020)


def set_demonstration_targets(by):
    """Set the province's rates of both years, and of 2020 the counts of the province and each district."""
    slugs = [district.slug for district in DISTRICTS]
    units = {unit.slug: unit for unit in Unit.objects.filter(slug__in=slugs, level="district")}
    with as_of(SET_ON):
        for year in YEARS:
            for key, rate in RATES.items():
                set_targets(
                    get_indicator(key), year, {by.unit: Decimal(rate)}, STRATEGY, by=by, is_exceeded=key in EXCEEDED
                )
        sessions, reached, trained = {}, {}, {}
        for district in DISTRICTS:
            unit = units[district.slug]
            sessions[unit] = Decimal(district.talks)
            reached[unit] = Decimal(_round(1.32 * district.talks * district.crowd))
            trained[unit] = Decimal(45 * district.trainings)
        for key, values in (("TT-01", sessions), ("TT-02", reached), ("NL-02", trained)):
            total = sum(values.values())
            whole = {by.unit: total if key == "TT-01" else Decimal(_round(total))}
            set_targets(get_indicator(key), 2020, whole | values, BY_DEPARTMENT, by=by)


def _round(number):
    """Round to tens, as numbers to be reached are given out."""
    return round(number / 10) * 10
