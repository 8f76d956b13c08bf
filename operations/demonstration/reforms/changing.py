"""Carrying out the reforms by the verbs that people use: the administrator prepares, the Department confirms."""

from datetime import date, timedelta

from core.accounts.models import User
from core.lib.dates.clock import as_of
from core.lib.typed.rows import Row
from core.units.models import Body, Level, Unit
from core.units.reporting import set_level
from operations.administration.bulk.sheet import version_shown
from operations.administration.changes import verbs
from operations.administration.changes.consequences import Finder
from operations.administration.changes.lines import Extent, Line
from operations.administration.changes.sheet import ChangeSheet
from operations.administration.setup.body_templates import FIELDS, BodyTemplate, offered
from operations.demonstration.reforms.crosswalk import PROVINCE, REFORM, reforms

PREPARED_BEFORE = timedelta(days=10)
# Departments of the Interior took over what those of labour had.
TAKEN_OVER = date(2025, 3, 1)


def change_units():
    """Let the administrator prepare each reform, and the Department confirm it; communes report from 1/7/2025."""
    for reform in reforms():
        with as_of(reform.day - PREPARED_BEFORE):
            change = _prepare(reform, User.objects.get(username="admin"))
        with as_of(reform.day):
            _confirm(change, User.objects.get(username="province"))
    province = Unit.objects.get(code=PROVINCE, valid_to=None)
    _found_department(province)
    set_level(province, Level.COMMUNE, REFORM)


def _found_department(province):
    """Let the department of the Interior have the work from the day on which it took it over."""
    Body.objects.filter(unit=province).update(valid_to=TAKEN_OVER - timedelta(days=1))
    texts = offered("province")
    template = BodyTemplate({name: texts.get(name, "") for name in FIELDS}, texts["signer"])
    body, signer = template.body_for(province, province, TAKEN_OVER)
    body.save()
    signer.save()


def lines_of(reform):
    """Return the lines that tell a reform, as the page of changes reads them."""
    ending, before = {became.old for became in reform.became}, _codes_before(reform)
    for became in reform.became:
        new = became.new
        # What goes on under its name takes in what comes.
        is_made = new.code in ending or new.code not in before
        yield Line(
            old=became.old,
            extent=Extent.WHOLE if became.is_whole else Extent.PART,
            new=new.code,
            name=new.name if is_made else "",
            parent=new.parent if is_made else "",
            keeper="" if became.is_whole else _keeper(reform, became.old),
        )
    yield from (Line(old=named.code, extent=Extent.MOVE, parent=named.parent) for named in reform.moved)
    yield from (Line(old=code, extent=Extent.ABOLISH, keeper=PROVINCE) for code in reform.ended)


def _keeper(reform, old):
    """Return the code of the first unit that a divided one is said to have become: it keeps the files."""
    return next(became.new.code for became in reform.became if became.old == old)


def _codes_before(reform):
    return set(Unit.objects.valid_on(reform.day - timedelta(days=1)).values_list("code", flat=True))


def _prepare(reform, administrator):
    rows = [Row(number, line.cells) for number, line in enumerate(lines_of(reform), start=1)]
    seen = version_shown(ChangeSheet(administrator.unit, reform.day).check(rows))
    return verbs.prepare(reform.title, reform.basis, reform.day, rows, by=administrator, seen=seen)


def _confirm(change, officer):
    # As the Department's page reads it: the database may keep what was sent in another order.
    change.refresh_from_db()
    sheet, rows = verbs.sheet_of(change)
    seen = verbs.version_waiting(change, rows, Finder(sheet.plan, change.root).find())
    verbs.confirm(change, by=officer, seen=seen)
