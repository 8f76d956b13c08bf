"""Lines that the country's table gives for a province: what it knows to have changed on a day."""

from datetime import timedelta

from core.units.country import country_changes, find_by_name, unit_on, units_of_province
from operations.administration.changes.lines import Extent, Line


def days_of_changes(province, since, until):
    """Return the days in [since, until] on which units of the province change, the earliest first."""
    own = {unit.code for day in (since, until) for unit in units_of_province(province, day)} | {province}
    changed = {change.on for change in country_changes() if change.old in own or change.new in own}
    return sorted(day for day in changed if since <= day <= until)


def code_of(name, province, day):
    """Return the code that the table has for a name in the province on that day; "" for none or several."""
    codes = {unit.code for unit in find_by_name(name, day, province)}
    return codes.pop() if len(codes) == 1 else ""


def lines_of_day(province, day):
    """Return the lines of all that changed in the province on that day."""
    eve = day - timedelta(days=1)
    before = {unit.code: unit for unit in [unit_on(province, eve), *units_of_province(province, eve)] if unit}
    followed, lines = set(), []
    for change in country_changes():
        if change.on == day and change.old in before:
            followed.add(change.old)
            lines.append(_line(change, day))
    ended = (unit for code, unit in before.items() if code not in followed and not unit.holds_on(day))
    return lines + [Line(old=unit.code, extent=Extent.ABOLISH.value) for unit in ended]


def _line(change, day):
    new, old_goes_on = unit_on(change.new, day), unit_on(change.old, day - timedelta(days=1)).holds_on(day)
    extent = Extent.WHOLE if change.is_whole else Extent.CUT if old_goes_on else Extent.PART
    given = {"old": change.old, "extent": extent.value, "new": change.new}
    if new.since < day:
        return Line(**given)
    return Line(**given, name=new.name, parent="" if new.parent == "VN" else new.parent, level=new.level.value)
