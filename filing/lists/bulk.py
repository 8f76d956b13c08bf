"""Changing status and task of several records at once, by the same verb as on their pages."""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.directives.models import Task
from core.lib.pages.forms import DataSelect, PortalForm
from core.lib.pages.seen import require_seen
from filing.models.records import Status
from filing.records.saving import save_record

MAX_AT_ONCE = 200


class BulkForm(PortalForm):
    """The new status and task of the ticked records; an empty field changes nothing."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("No change")), *Status.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    task = forms.ModelChoiceField(
        Task.objects.none(),
        label=_("Task"),
        required=False,
        empty_label=_("No change"),
        widget=DataSelect(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, kind, **kwargs):
        # The filters above the list have fields of the same names.
        super().__init__(*args, auto_id="bulk_%s", **kwargs)
        if len(kind.model.TASKS) > 1:
            self.fields["task"].queryset = kind.model.tasks()
        else:
            del self.fields["task"]

    def clean(self):
        cleaned = {name: value for name, value in super().clean().items() if value}
        if not cleaned and not self.errors:
            raise ValidationError(_("Choose the status or task to change to."))
        return cleaned


@dataclass
class BulkResult:
    """The counts of changed and unchanged records, and (record, reason) of each refused one."""

    changed: int = 0
    same: int = 0
    refused: list = field(default_factory=list)


def change_all(records, values, versions, *, by):
    """Set the values on each record; a refused one stays as it was, and the others go on.

    `versions` are those that the list showed, {id: version}; a record that has another one by now is refused.
    """
    outcome = BulkResult()
    for record in records:
        if all(getattr(record, name) == value for name, value in values.items()):
            outcome.same += 1
            continue
        name = str(record)
        for field_name, value in values.items():
            setattr(record, field_name, value)
        try:
            require_seen(versions.get(record.pk, ""), str(record.version))
            save_record(record, by=by)
        except ValidationError as refusal:
            outcome.refused.append((name, " ".join(refusal.messages)))
        else:
            outcome.changed += 1
    return outcome


def ticked_ids(values):
    """Return the ids among the values sent; anything that is no number is ignored."""
    return {int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19}
