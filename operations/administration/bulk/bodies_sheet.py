"""Bodies in many rows: each changes the body of its unit that is in force, or sets one up."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.dates.clock import today
from core.lib.typed.rows import LINE_BREAK, lines_of
from core.units.models import Body
from operations.administration.bodies.verbs import bodies_of
from operations.administration.bulk.sheet import Column, Sheet, refuse_invalid
from operations.administration.setup_log import log_added, log_changed

# A cell that may hold several lines.
LINES = ("heading", "bureau", "addressees", "recipients")


def _column(name, example, is_required=True):
    return Column(name, Body._meta.get_field(name).verbose_name, example, is_required)


class BodiesSheet(Sheet):
    """What is printed of bodies; an empty cell of the last columns leaves what stands."""

    FILE_NAME = "co-quan"
    COLUMNS = (
        Column("code", gettext_lazy("Code of the unit"), "19753"),
        _column("name", "Ủy ban nhân dân phường Thuận Hóa"),
        _column("heading", f"ỦY BAN NHÂN DÂN {LINE_BREAK} PHƯỜNG THUẬN HÓA"),
        _column("symbol", "UBND"),
        _column("filing", "VT, VHXH"),
        _column("place", "Thuận Hóa"),
        _column("superior_heading", "", is_required=False),
        _column("addressees", "", is_required=False),
        _column("recipients", "", is_required=False),
        # Last, so that lists without a head, kept from before it was there, read as they did.
        _column("bureau", "", is_required=False),
    )

    def __init__(self, by):
        super().__init__(by)
        self.bodies = current_bodies(by)
        self.lines = {}

    def check_row(self, row, unit):
        line = self.lines.setdefault(unit.pk, row.line)
        if line != row.line:
            row.refuse(_("Line %(line)s already has this unit.") % {"line": line})
            return
        body = self.bodies.get(unit.pk) or Body(unit=unit, function=Body.Function.LABOUR, valid_from=unit.valid_from)
        changed = []
        for column in self.COLUMNS[1:]:
            text = row.values[column.name]
            text = lines_of(text) if column.name in LINES else text
            if text and text != getattr(body, column.name).replace("\r\n", "\n"):
                setattr(body, column.name, text)
                changed.append(column)
        refuse_invalid(row, body, exclude=["unit"])
        row.thing, row.is_change = (body, [column.name for column in changed]), bool(body.pk and changed)
        labels = ", ".join(str(column.label) for column in changed)
        if body.pk is None:
            row.effect = _("%(unit)s: new") % {"unit": unit}
        elif changed:
            row.effect = _("%(unit)s: changes %(fields)s") % {"unit": unit, "fields": labels}
        else:
            row.effect = _("%(unit)s: no change") % {"unit": unit}

    @transaction.atomic
    def make(self, rows):
        bodies = [row.thing for row in rows]
        for body, names in bodies:
            if body.pk is None:
                body.save()
                log_added(body, by=self.by)
            elif names:
                body.save(update_fields=names)
                log_changed(body, names, by=self.by)
        return _("Saved. New documents use these details.")


def current_bodies(by):
    """Return {unit id: the body that reports for it today} of the administrator's units."""
    bodies = bodies_of(by).valid_on(today()).filter(function=Body.Function.LABOUR).order_by("valid_from")
    return {body.unit_id: body for body in bodies}
