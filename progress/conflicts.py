"""Two people on one record: what the one saved, what the other typed, and which of both to keep."""

from copy import copy
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from progress.history import shown

THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Difference:
    """A field on which two people differ: both values as words, and the side that is chosen beforehand."""

    name: str
    label: str
    theirs: str
    mine: str
    keep: str


def differences(form, theirs, *, version):
    """The fields of a bound record form that differ from the stored record `theirs`, in the form's order.

    `version` is the one that the person had opened: what they changed since is theirs to keep, the rest is not.
    """
    mine = _as_typed(form)
    opened = theirs.history.filter(version=version).first()
    found = []
    for name in form.record_fields:
        one = theirs._meta.get_field(name)
        is_wrong = name in form.errors or name in form.wrong
        value = getattr(mine, one.attname)
        if not is_wrong and value == getattr(theirs, one.attname):
            continue
        changed = is_wrong or opened is None or value != getattr(opened, one.attname)
        keep = form.choice(name) or (MINE if changed else THEIRS)
        words = _raw(form, name) if is_wrong else shown(mine, one)
        found.append(Difference(name, one.verbose_name, shown(theirs, one), words, keep))
    return found


def _as_typed(form):
    """The record as the person typed it, whatever they chose since."""
    mine = copy(form.instance)
    for name, value in form.typed.items():
        setattr(mine, name, value)
    return mine


def _raw(form, name):
    """What was typed where it cannot be read as a value."""
    text = form.data.get(name, "")
    return format_html('<span lang="vi">{}</span>', text) if text else _("as it stands in the form")
