"""The checklist of a unit and year: its rows, its saving, and the tallies of units."""

from django.db import transaction

from core.directives.models import Task
from core.lib.dates.clock import today
from core.lib.text.alphabetical import alphabetical
from core.units.keeping import keepers_of_ended, scopes_among, units_and_kept
from core.units.locks import lock_unit
from core.units.models import Ancestry, Level, Unit
from filing.lists.checklist_forms import CommonDay, CommuneForm
from filing.models.records import Status


def communes_on(unit, day):
    """Return the communes that belong to a unit on a day; a commune belongs to itself."""
    return Unit.objects.under(unit, day).valid_on(day).filter(level=Level.COMMUNE)


def tallies(kind, units, year, day, root_id):
    """Return [(unit, communes that did it, all communes)]; always four queries.

    As on a unit's own page, a former commune with something filed counts too, and what ended units filed.
    """
    told = scopes_among([unit.pk for unit in units], root_id, keepers_of_ended(root_id, today()))
    told_in = {part_id: unit_id for unit_id, ids in told.items() for part_id in ids}
    links = Ancestry.objects.valid_on(day).filter(ancestor__in=units)
    communes = Unit.objects.valid_on(day).filter(level=Level.COMMUNE)
    pairs = set(links.filter(unit__in=communes).values_list("ancestor_id", "unit_id"))
    rows = kind.model.objects.filter(unit__in=told_in, year=year).values_list("unit_id", "commune_id", "status")
    filed = [(told_in[unit_id], commune_id, status) for unit_id, commune_id, status in rows]
    done = {(unit_id, commune_id) for unit_id, commune_id, status in filed if status == Status.DONE}
    pairs |= {(unit_id, commune_id) for unit_id, commune_id, _status in filed}
    return [(unit, _count_in(unit, done), _count_in(unit, pairs)) for unit in units]


def _count_in(unit, pairs):
    return sum(unit_id == unit.pk for unit_id, _commune_id in pairs)


class ChecklistSheet:
    """The checklist of a unit and year: `rows` by the communes' names, and the `common` day.

    A former commune has a row as long as something is filed for it.
    """

    def __init__(self, kind, records, unit, year, day, data=None):
        self.unit, self.common = unit, CommonDay(data, kind=kind, year=year)
        own = units_and_kept(unit.pk).values("pk")
        filed = {record.commune_id: record for record in records.filter(unit__in=own, year=year)}
        communes = {commune.pk: commune for commune in communes_on(unit, day)}
        communes |= {pk: record.commune for pk, record in filed.items() if pk not in communes}
        self.rows = [
            CommuneForm(
                data,
                target=kind.model(unit=getattr(filed.get(commune.pk), "unit", unit), commune=commune, year=year),
                record=filed.get(commune.pk),
                common=self.common,
            )
            for commune in sorted(communes.values(), key=lambda commune: (alphabetical(commune.short_name), commune.pk))
        ]

    @property
    def done(self):
        return sum(row.is_done for row in self.rows)

    @property
    def errors(self):
        """Whether anything was refused."""
        return self.common.errors or any(row.errors for row in self.rows)


@transaction.atomic
def save_sheet(make_sheet, unit, task_code, *, by):
    """Save all rows or, where one is refused, none; return the sheet and the number of changed rows.

    `make_sheet` reads and binds the sheet. It is called under the unit's lock, so that stored rows do not change.
    """
    lock_unit(unit.pk)
    sheet = make_sheet()
    task, changed = Task.objects.get(code=task_code), 0
    sheet.common.is_valid()
    for row in sheet.rows:
        row.target.task = task
        if row.is_valid():
            changed += row.save(by)
    if sheet.errors:
        transaction.set_rollback(True)
    return sheet, changed
