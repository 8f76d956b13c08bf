"""Lines of a change held against the units of its day: the plan that they make, and a reason beside each that fails."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from core.lib.text.vietnamese import date_short
from core.units.models import Ancestry, Level, Unit
from core.units.reform import NewUnit, Plan, faults, parent_after, parents_on, take_along
from operations.administration.bulk.sheet import CheckedRow, Sheet
from operations.administration.changes.closed import refuse_closed
from operations.administration.changes.lines import (
    COLUMNS,
    EMPTY,
    LEVELS,
    NEEDED,
    WORDS,
    Extent,
    Line,
    kind_of_name,
    read_word,
)

ENDS = (Extent.WHOLE, Extent.PART, Extent.ABOLISH)


class ChangeSheet(Sheet):
    """Rows that tell what becomes of units on a day; `plan` is what the rows without a reason come to."""

    FILE_NAME = "thay-doi-don-vi"
    COLUMNS = COLUMNS

    def __init__(self, root, day):
        self.root, self.day, self.plan = root, day, Plan(day=day)
        self.eve = day - timedelta(days=1)
        above = Ancestry.objects.filter(unit=root).values("ancestor")
        near = Unit.objects.filter(Q(pk__in=Unit.objects.under(root.pk)) | Q(pk__in=above))
        self.units = {unit.code: unit for unit in near.valid_on(self.eve)}
        self.standing = {unit.code: unit for unit in near.valid_on(day)}
        self.parents = parents_on(self.eve)
        self.own = set(Unit.objects.under(root.pk).values_list("pk", flat=True))

    def check(self, rows):
        checked = [self._read(row) for row in rows]
        self._refuse_clashes(checked)
        self._plan([row for row in checked if not row.reasons])
        take_along(self.plan)
        self._refuse_faults([row for row in checked if not row.reasons])
        for row in checked:
            if not row.reasons:
                row.effect = self._effect(row.thing)
        return checked

    def _read(self, row):
        names = [column.name for column in COLUMNS]
        cells = row.cells + ("",) * (len(names) - len(row.cells))
        values = dict(zip(names, cells, strict=False))
        checked = CheckedRow(row.line, cells, values)
        extent = read_word(values["extent"], WORDS)
        if any(cells[len(names) :]):
            checked.refuse(_("More cells than the %(number)s columns.") % {"number": len(names)})
        elif extent is None:
            words = {"word": values["extent"], "known": ", ".join(told[0] for told in WORDS.values())}
            checked.refuse(_("“%(word)s” is not a known word. You can use: %(known)s.") % words)
        else:
            self._refuse_cells(checked, extent)
        return checked

    def _refuse_cells(self, row, extent):
        values = row.values
        for column in COLUMNS:
            if column.name in NEEDED[extent] and not values[column.name]:
                row.refuse(_("%(column)s is missing.") % {"column": column.label})
            if column.name in EMPTY.get(extent, ()) and values[column.name]:
                row.refuse(_("%(column)s stays empty here.") % {"column": column.label})
        old = self.unit_of(values["code"]) if values["code"] else None
        if values["code"] and (old is None or old.pk not in self.own):
            row.refuse(_no_unit(values["code"], self.eve))
        level = read_word(values["level"], LEVELS) if values["level"] else ""
        if level is None:
            row.refuse(_("Level: write tỉnh, huyện or xã."))
        if values["name"] and not kind_of_name(values["name"]):
            row.refuse(_("The name must begin with the kind of unit, as in “Xã Tân Phú”."))
        given = {name: values[name] for name in ("new", "name", "parent", "keeper")}
        row.thing = Line(old=old.code if old else "", extent=extent.value, level=str(level or ""), **given)

    def _refuse_clashes(self, rows):
        by_old, by_new = defaultdict(list), defaultdict(list)
        for row in rows:
            if row.thing and row.thing.old:
                by_old[row.thing.old].append(row)
            if row.thing and row.thing.new:
                by_new[row.thing.new].append(row)
        for several in by_old.values():
            extents = {row.thing.extent for row in several}
            alone = extents & {Extent.WHOLE, Extent.ABOLISH, Extent.MOVE} and len(several) > 1
            if alone or {Extent.PART, Extent.CUT} <= extents:
                for row in several:
                    row.refuse(_("Other lines say something different about this unit."))
            if len({row.thing.keeper for row in several} - {""}) > 1:
                several[-1].refuse(_("Only one unit can keep the files."))
        for several in by_new.values():
            if len({row.thing.name for row in several} - {""}) > 1:
                several[-1].refuse(_("Another line gives this code another name."))

    def _plan(self, rows):
        lines = self._known_lines(rows)
        plan = self.plan
        plan.ended = dict.fromkeys(self.units[line.old].pk for line in lines if line.extent in ENDS)
        plan.followed = [
            (self.units[line.old].pk, self._ref(line.new), line.extent == Extent.WHOLE)
            for line in lines
            if line.old and line.new and line.extent in (Extent.WHOLE, Extent.PART, Extent.CUT)
        ]
        levels = {code: self._level(code, lines) for code in self.made}
        stored = {unit.pk: unit.level for unit in (*self.units.values(), *self.standing.values())}
        plan.new = [self._new(code, lines, levels, stored) for code in self.made]
        plan.moved = {self.units[line.old].pk: self._ref(line.parent) for line in lines if line.extent == Extent.MOVE}
        for line in lines:
            if line.extent in ENDS:
                pk = self.units[line.old].pk
                plan.ended[pk] = self._ref(line.keeper) if line.keeper else plan.ended[pk] or self._usual_keeper(pk)

    def _known_lines(self, rows):
        """Return the lines whose codes all stand for units of the day, made or there already; refuse the others."""
        while True:
            lines = [row.thing for row in rows if not row.reasons]
            ended = {self.units[line.old].pk for line in lines if line.extent in ENDS}
            self.made = {line.new: line for line in reversed(lines) if line.name}
            known = self.made.keys() | {code for code, unit in self.standing.items() if unit.pk not in ended}
            wrong = [
                (row, code)
                for row in rows
                for code in (row.thing.new, row.thing.parent, row.thing.keeper)
                if not row.reasons and code and code not in known
            ]
            if not wrong:
                return lines
            for row, code in wrong:
                row.refuse(_no_unit(code, self.day))

    def _ref(self, code):
        return code if code in self.made else self.standing[code].pk

    def _usual_keeper(self, pk):
        return self.plan.whole.get(pk) or self.plan.whole.get(self.root.pk) or self.root.pk

    def _level(self, code, lines):
        told = next((line.level for line in lines if line.new == code and line.level), "")
        old = next((self.units[line.old].level for line in lines if line.new == code and line.old), Level.COMMUNE)
        return told or old

    def _new(self, code, lines, levels, stored):
        name, kind = self.made[code].name, kind_of_name(self.made[code].name)
        parent = next((line.parent for line in lines if line.new == code and line.parent), "")
        if parent:
            above = self._ref(parent)
        else:
            old = next(self.units[line.old].pk for line in lines if line.new == code and line.old)
            above = parent_after(self.plan, self.parents.get(old), levels[code], self.parents, stored | levels)
        names = {"name": name, "kind": kind, "short_name": name.removeprefix(kind).strip()}
        return NewUnit(code=code, level=levels[code], parent=above or self.root.pk, **names)

    def _refuse_faults(self, rows):
        found = defaultdict(list, faults(self.plan))
        for pk, reason in refuse_closed(self.plan):
            found[pk].append(reason)
        rest = {ref: set(reasons) for ref, reasons in found.items()}
        for row in rows:
            old = self.units[row.thing.old].pk if row.thing.old else None
            for ref in (old, row.thing.new):
                for reason in sorted(rest.pop(ref, ())):
                    row.refuse(reason)
        for reason in sorted(set().union(*rest.values())):
            rows[0].refuse(reason)

    def name_of(self, ref):
        """Return the name of a unit of the plan, stored or to be made."""
        if isinstance(ref, str):
            return self.made[ref].name
        return next(unit for unit in (*self.units.values(), *self.standing.values()) if unit.pk == ref).name

    def _effect(self, line):
        old = self.units[line.old] if line.old else None
        told = {"old": old, "eve": date_short(self.eve)}
        told["new"] = self.name_of(self._ref(line.new)) if line.new else ""
        keeper = self.plan.ended.get(old.pk) if old else None
        told["keeper"] = self.name_of(keeper) if keeper is not None else ""
        told["parent"] = self.name_of(self._ref(line.parent)) if line.parent else ""
        return {
            Extent.WHOLE: _("%(old)s ends on %(eve)s; all of it goes to %(new)s."),
            Extent.PART: _("%(old)s ends on %(eve)s; a part goes to %(new)s. Its files are kept by: %(keeper)s."),
            Extent.CUT: _("A part of %(old)s goes to %(new)s; %(old)s continues."),
            Extent.MOVE: _("%(old)s becomes part of %(parent)s."),
            Extent.ABOLISH: _("%(old)s ends on %(eve)s. Its files are kept by: %(keeper)s."),
            Extent.NEW: _("%(new)s is set up in %(parent)s."),
        }[Extent(line.extent)] % told


def _no_unit(code, day):
    return _("No unit has the code %(code)s on %(day)s.") % {"code": code, "day": date_short(day)}
