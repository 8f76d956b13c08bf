"""What every record's form is made of."""

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directives.models import Task
from progress.filing import ClosedDays, Conflict
from progress.uploads import ACCEPT, checked_type
from texts.forms import PortalModelForm, form_helper


class EntryForm(PortalModelForm):
    """The parent of all record forms. A kind's form gives `Meta.fields` and `sections` (heading, field names)."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sections: tuple = ()

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["version"].initial = self.instance.version
        if "task" in self.fields:
            self.fields["task"].queryset = Task.objects.filter(code__in=self.instance.TASKS)
        if kind.takes_evidence:
            self.fields["upload"] = forms.FileField(
                label=_("Evidence file"),
                required=False,
                error_messages={"empty": _("The file is empty.")},
                help_text=_("PDF, Word, Excel, JPEG or PNG, at most 20 MB."),
                widget=forms.FileInput(attrs={"accept": ACCEPT}),
            )

    @property
    def helper(self):
        sections = [Fieldset(heading, *names) for heading, names in self.sections]
        if "upload" in self.fields:
            sections.append(Fieldset(_("Evidence"), "upload"))
        return form_helper(*sections, "version")

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            checked_type(upload)
        return upload

    def clean(self):
        cleaned = super().clean()
        # The verb compares this with what is stored, under the unit's lock.
        self.instance.version = cleaned.get("version") or 0
        return cleaned

    def add_refusal(self, error: ValidationError):
        """Show what the saving verb refused: at its fields where they are on the form, else on top."""
        if isinstance(error, Conflict) and error.current:
            # Told of the other's change, the person may save over it.
            self.data = self.data.copy()
            self.data["version"] = error.current.version
        if not hasattr(error, "error_dict"):
            self.add_error(self._closed_field() if isinstance(error, ClosedDays) else None, error)
            return
        for name, messages in error.error_dict.items():
            self.add_error(name if name in self.fields else None, messages)

    def _closed_field(self):
        """The day that lies in a closed window."""
        return next((name for name in self.instance.DATED_BY if self.data.get(name)), None)
