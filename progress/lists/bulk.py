"""Status and task of several records changed at once, each as if it had been changed on its own page."""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directives.models import Task
from progress.filing import save_record
from progress.records import Status
from texts.forms import DataSelect, PortalForm

MOST_AT_ONCE = 200


class BulkForm(PortalForm):
    """What is to become of the records that are ticked; what is left empty stays as it is."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("As it is")), *Status.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    task = forms.ModelChoiceField(
        Task.objects.none(),
        label=_("Task"),
        required=False,
        empty_label=_("As it is"),
        widget=DataSelect(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, kind, **kwargs):
        # The filters above the list have fields of the same names.
        super().__init__(*args, auto_id="bulk_%s", **kwargs)
        if len(kind.model.TASKS) > 1:
            self.fields["task"].queryset = Task.objects.filter(code__in=kind.model.TASKS)
        else:
            del self.fields["task"]

    def clean(self):
        cleaned = {name: value for name, value in super().clean().items() if value}
        if not cleaned and not self.errors:
            raise ValidationError(_("Choose the status or the task that they should have."))
        return cleaned


@dataclass
class Outcome:
    """How it went: how many changed, how many were so already, and (record, reason) for each that was refused."""

    changed: int = 0
    same: int = 0
    refused: list = field(default_factory=list)


def change_all(records, given, *, by):
    """Give each record the values in `given`; one that is refused keeps what it had, and the others go on."""
    outcome = Outcome()
    for record in records:
        if all(getattr(record, name) == value for name, value in given.items()):
            outcome.same += 1
            continue
        name = str(record)
        for field_name, value in given.items():
            setattr(record, field_name, value)
        try:
            save_record(record, by=by)
        except ValidationError as refusal:
            outcome.refused.append((name, " ".join(refusal.messages)))
        else:
            outcome.changed += 1
    return outcome


def chosen(typed):
    """The ids among what was ticked; whatever is no number is left out."""
    return {int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 19}
