"""Carrying out the reforms by the verbs that people use."""
from core.lib.journal import Journal
from core.units.models import Level, Unit
from core.units.reform import apply, take_along
from core.units.reporting import set_level
from core.accounts.models import User
from datetime import date

from operations.demonstration.reforms.crosswalk import reforms
from operations.demonstration.reforms.planning import plan_of


def change_units(people):
    for reform in reforms():
        plan = plan_of(reform)
        take_along(plan)
        apply(plan, Journal())
    province = Unit.objects.get(code="46", valid_from=date(2025, 1, 1))
    set_level(province, Level.DISTRICT, date(2025, 1, 1))
    set_level(province, Level.COMMUNE, date(2025, 7, 1))
    User.objects.update(unit=province)
