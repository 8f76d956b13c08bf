"""A record's history in words: who changed which field from what to what, and when."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.text.markup import vi
from filing import areas

# Values that are computed from typed ones.
DERIVED = (
    ("male", gettext_lazy("Men")),
    ("cost", gettext_lazy("Total cost (VND)")),
    ("cost_each", gettext_lazy("Cost per attendance (VND)")),
)
SILENT = {"version", "changed_at", "changed_by", "created_at", "created_by", "deleted_at", "id", "unit"}


@dataclass
class EntryChange:
    """A saved change; `fields` are (label, old, new) as shown on the pages."""

    who: str
    at: object
    what: str
    fields: list = field(default_factory=list)


def changes_of(entry):
    """Return the changes of a record, the newest first."""
    return _changes(entry, _oldest_first(entry.history, entry.RELATED))[::-1]


def changes_of_all(entries):
    """Return {id: [EntryChange, …]} of a query set of one kind, the oldest first; always two queries."""
    model, versions = entries.model, defaultdict(list)
    history = model.history.filter(id__in=entries.order_by().values("pk"))
    for version in _oldest_first(history, model.RELATED):
        versions[version.id].append(version)
    return {entry.pk: _changes(entry, versions[entry.pk]) for entry in entries}


def _oldest_first(history, related):
    return list(history.select_related("history_user", *related).order_by("history_date", "history_id"))


def _changes(entry, versions):
    return [_change(entry, old, new) for old, new in zip([None, *versions], versions, strict=False)]


def _change(entry, old, new):
    who, at = new.history_user or "", new.history_date
    if old is None:
        return EntryChange(who, at, _("entered from the unit's paper") if new.from_paper else _("entered"))
    if bool(old.deleted_at) != bool(new.deleted_at):
        return EntryChange(who, at, _("deleted") if new.deleted_at else _("restored"))
    return EntryChange(who, at, _("changed"), list(_differences(entry, old, new)))


def _differences(entry, old, new):
    for model_field in new.tracked_fields:
        column = model_field.attname
        if model_field.name in SILENT or getattr(old, column) == getattr(new, column):
            continue
        yield model_field.verbose_name, display_value(old, model_field), display_value(new, model_field)


def shown_fields(entry):
    """Yield (label, value) of the filled-in fields in the form's order, then of computed values."""
    form = areas.kind_of(type(entry)).form
    for name in form.Meta.fields:
        model_field = entry._meta.get_field(name)
        if getattr(entry, model_field.attname) not in (None, "", False, []):
            yield model_field.verbose_name, display_value(entry, model_field)
    for name, label in DERIVED:
        if getattr(entry, name, None) is not None:
            yield label, localize(getattr(entry, name), use_l10n=True)


def display_value(row, model_field):
    """Return a field's value as words, `–` when empty."""
    value = getattr(row, model_field.name)
    if model_field.choices:
        value = dict(model_field.flatchoices).get(value, value)
    if value in (None, "", []):
        return "–"
    if hasattr(model_field, "words"):
        # A small table, or several choices (`filing.models.rows_field`, `core.lib.choices_field`).
        return model_field.words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if model_field.choices:
        return value
    # Typed text is Vietnamese, whatever the language of the page.
    return vi(value) if isinstance(value, str | Model) else localize(value, use_l10n=model_field.name != "year")
