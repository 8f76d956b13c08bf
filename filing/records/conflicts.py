"""Conflicts of two people editing one record: both values of each field, and which to keep."""

from copy import copy

from django.utils.translation import gettext as _

from core.lib.pages.merging import MINE, THEIRS, FieldConflict
from core.lib.text.markup import vi
from filing.records.history import display_value


def field_conflicts(form, theirs, *, version):
    """Return the fields of a bound form that differ from the stored record `theirs`, in the form's order.

    `version` is the one that the person opened: of the fields that they changed since, their own value is preselected.
    """
    mine = _as_typed(form)
    opened = theirs.history.filter(version=version).first()
    conflicts = []
    for name in form.record_fields:
        field = theirs._meta.get_field(name)
        is_invalid = name in form.errors or name in form.invalid
        value = getattr(mine, field.attname)
        if not is_invalid and value == getattr(theirs, field.attname):
            continue
        changed = is_invalid or opened is None or value != getattr(opened, field.attname)
        keep = form.chosen_side(name) or (MINE if changed else THEIRS)
        words = _raw_text(form, name) if is_invalid else display_value(mine, field)
        conflicts.append(FieldConflict(name, field.verbose_name, display_value(theirs, field), words, keep))
    return conflicts


def _as_typed(form):
    """Return the record as the person typed it, whatever they chose since."""
    mine = copy(form.instance)
    for name, value in form.typed.items():
        setattr(mine, name, value)
    return mine


def _raw_text(form, name):
    """Return the text that was typed and is not a valid value."""
    text = form.data.get(name, "")
    return vi(text) if text else _("as entered in the form")
