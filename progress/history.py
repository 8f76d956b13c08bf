"""A record's history as a person reads it: who changed what from what to what, when."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress import areas

# What nobody types: it follows from what was typed.
DERIVED = (
    ("male", gettext_lazy("Men")),
    ("cost", gettext_lazy("Cost in all (VND)")),
    ("cost_each", gettext_lazy("Cost per attendance (VND)")),
)
SILENT = {"version", "changed_at", "changed_by", "created_at", "created_by", "deleted_at", "id", "unit"}


@dataclass
class Change:
    """One saving: `fields` are (label, old, new) as shown on the pages."""

    who: str
    at: object
    what: str
    fields: list = field(default_factory=list)


def changes_of(entry):
    """The savings of a record, newest first."""
    return _changes(entry, _in_order(entry.history, entry.RELATED))[::-1]


def changes_of_all(entries):
    """{id: [Change, …]} of a queryset of one kind, the oldest first; two queries however many there are."""
    model, versions = entries.model, defaultdict(list)
    of_them = model.history.filter(id__in=entries.order_by().values("pk"))
    for version in _in_order(of_them, model.RELATED):
        versions[version.id].append(version)
    return {entry.pk: _changes(entry, versions[entry.pk]) for entry in entries}


def _in_order(history, related):
    return list(history.select_related("history_user", *related).order_by("history_date", "history_id"))


def _changes(entry, versions):
    return [_change(entry, before, after) for before, after in zip([None, *versions], versions, strict=False)]


def _change(entry, before, after):
    who, at = after.history_user or "", after.history_date
    if before is None:
        return Change(who, at, _("filed from the unit's paper") if after.from_paper else _("filed"))
    if bool(before.deleted_at) != bool(after.deleted_at):
        return Change(who, at, _("deleted") if after.deleted_at else _("brought back"))
    return Change(who, at, _("changed"), list(_differences(entry, before, after)))


def _differences(entry, before, after):
    for one in after.tracked_fields:
        if one.name in SILENT or getattr(before, one.attname) == getattr(after, one.attname):
            continue
        yield one.verbose_name, shown(before, one), shown(after, one)


def shown_fields(entry):
    """(label, value) pairs of what a person filed, in the form's order, and what follows from it; none for nothing."""
    form = areas.kind_of(type(entry)).form
    for name in form.Meta.fields:
        one = entry._meta.get_field(name)
        if getattr(entry, one.attname) not in (None, "", False, []):
            yield one.verbose_name, shown(entry, one)
    for name, label in DERIVED:
        if getattr(entry, name, None) is not None:
            yield label, localize(getattr(entry, name), use_l10n=True)


def shown(row, one):
    """A field's value as words, `–` when empty."""
    value = getattr(row, one.name)
    if one.choices:
        value = dict(one.flatchoices).get(value, value)
    if value in (None, "", []):
        return "–"
    if hasattr(one, "words"):
        # A small table, or several of a set of choices (`progress.rows`, `texts.choices`).
        return one.words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if one.choices:
        return value
    # What people typed is Vietnamese, whatever the language of the page.
    return (
        format_html('<span lang="vi">{}</span>', value)
        if isinstance(value, str | Model)
        else localize(value, use_l10n=one.name != "year")
    )
