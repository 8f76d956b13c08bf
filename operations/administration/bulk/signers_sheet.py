"""Signers in many rows: each signs for the body of its unit from a day on, and follows whoever signed before."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.dates.valid_days import is_valid_day
from core.lib.text.vietnamese import date_short
from core.lib.typed.days import read_day
from core.lib.typed.results import Reading
from core.lib.typed.rows import LINE_BREAK, lines_of
from core.units.models import Signer
from operations.administration.bulk.bodies_sheet import current_bodies
from operations.administration.bulk.sheet import Column, Sheet, refuse_invalid
from operations.administration.setup_log import log_changed


class SignersSheet(Sheet):
    """Who signs for the bodies of units from which day on."""

    FILE_NAME = "nguoi-ky"
    COLUMNS = (
        Column("code", gettext_lazy("Code of the unit"), "19753"),
        Column("lines", gettext_lazy("Authority and title"), f"KT. CHỦ TỊCH {LINE_BREAK} PHÓ CHỦ TỊCH"),
        Column("name", gettext_lazy("Full name"), "", is_required=False),
        Column("valid_from", gettext_lazy("Signs from"), "1/7/2025"),
    )

    def __init__(self, by):
        super().__init__(by)
        self.bodies = current_bodies(by)
        self.signers = {}
        for signer in Signer.objects.filter(body__in=self.bodies.values()).order_by("valid_from"):
            self.signers.setdefault(signer.body_id, []).append(signer)
        self.lines = {}

    def check_row(self, row, unit):
        body = self.bodies.get(unit.pk)
        line = self.lines.setdefault(unit.pk, row.line)
        if line != row.line:
            row.refuse(_("Line %(line)s already has this unit.") % {"line": line})
        if body is None:
            row.refuse(_("The unit has no current body. Add one first."))
        day = _day(row.values["valid_from"])
        if day is None:
            row.refuse(_("“%(day)s” is not a date. Enter it as 1/7/2025.") % {"day": row.values["valid_from"]})
        elif body and day < body.valid_from:
            words = {"day": date_short(body.valid_from)}
            row.refuse(_("The body is valid from %(day)s.") % words)
        if row.reasons:
            return
        signers = self.signers.get(body.pk, [])
        same = next((signer for signer in signers if signer.valid_from == day), None)
        signer = same or Signer(body=body, valid_from=day, valid_to=_eve_of_next(signers, day))
        signer.lines, signer.name = lines_of(row.values["lines"]), row.values["name"]
        refuse_invalid(row, signer, exclude=["body"])
        former = None if same else _signing_on(signers, day)
        row.thing, row.is_change = (signer, former), bool(same or former)
        row.effect = self._effect(unit, signer, former, same)

    @transaction.atomic
    def make(self, rows):
        for row in rows:
            signer, former = row.thing
            if former:
                former.valid_to = signer.valid_from - timedelta(days=1)
                former.save(update_fields=["valid_to"])
            signer.save()
            log_changed(signer.body, [], by=self.by, also=str(Signer._meta.verbose_name_plural))
        return _("Saved. New documents use these details.")

    def _effect(self, unit, signer, former, same):
        words = {"unit": unit, "day": date_short(signer.valid_from), "former": former}
        if same:
            return _("%(unit)s: signer changed from %(day)s") % words
        if former:
            words["former"] = f"{former} {former.name}".strip()
            return _("%(unit)s: from %(day)s in place of %(former)s") % words
        return _("%(unit)s: from %(day)s") % words


def _day(text):
    """Return the day that is written with its year, or None."""
    reading = read_day(text, None)
    return reading.value if isinstance(reading, Reading) and is_valid_day(reading.value) else None


def _signing_on(signers, day):
    """Return whoever signs on that day, the last to begin."""
    signing = [signer for signer in signers if signer.valid_from < day and (signer.valid_to or day) >= day]
    return signing[-1] if signing else None


def _eve_of_next(signers, day):
    """Return the last day before the next signer begins, None where none does."""
    later = [signer.valid_from for signer in signers if signer.valid_from > day]
    return min(later) - timedelta(days=1) if later else None
