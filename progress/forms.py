"""What every record's form is made of."""

from copy import copy

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from directives.models import Task
from progress.conflicts import MINE, THEIRS, differences
from progress.evidence.forms import files_field
from progress.filing import ClosedDays, Conflict, refuse_stale
from texts.forms import PortalModelForm, form_helper


class Fold(Fieldset):
    """A section that is closed until somebody opens it, unless one of its fields is filled in or wrong."""

    template = "bootstrap5/layout/fold.html"
    is_open = False

    def render(self, form, context, *args, **kwargs):
        self.is_open = any(form[name].value() or form[name].errors for name in self.fields)
        return super().render(form, context, *args, **kwargs)


class EntryForm(PortalModelForm):
    """The parent of all record forms. A kind's form gives `Meta.fields` and `sections`.

    A section is (heading, field names), or with a third part the codes of the tasks for which it stands open: for
    others, and where none is named, it begins closed.

    Where somebody else saved the record meanwhile, `other` is the record as it stands and `differences` says between
    what the person chooses; `keep-<field>` of the next sending holds the choice. `is_gone`: it was deleted meanwhile.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sections: tuple = ()

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.stored = copy(self.instance) if self.instance.pk else None
        # What was typed into fields of which the other's value was chosen: as values, and where it is none.
        self.typed, self.wrong = {}, set()
        self.other, self.differences, self.is_gone = None, [], False
        self.fields["version"].initial = self.instance.version
        self.tasks = []
        if "task" in self.fields:
            self.fields["task"].queryset = Task.objects.filter(code__in=self.instance.TASKS)
            self.tasks = list(self.fields["task"].queryset)
            if len(self.tasks) == 1:
                self.suggest(task=self.tasks[0].pk)
        if kind.takes_evidence:
            self.fields["upload"] = files_field(required=False)

    @property
    def helper(self):
        code = self.task_code()
        sections = [
            (Fieldset if not tasks or code in tasks[0] else Fold)(heading, *names)
            for heading, names, *tasks in self.sections
        ]
        if "upload" in self.fields:
            sections.append(Fieldset(_("Evidence"), "upload"))
        return form_helper(*sections, "version")

    def task_code(self):
        """The task that the entry is, or begins as; empty where it has none yet."""
        if self.instance.pk and getattr(self.instance, "task_id", None):
            return self.instance.task.code
        return next((task.code for task in self.tasks if task.pk == self.initial.get("task")), "")

    def suggest(self, **values):
        """Begin a new entry with those values, where nothing better is known."""
        if not self.stored:
            self.initial |= {name: value for name, value in values.items() if not self.initial.get(name)}

    @property
    def record_fields(self):
        """The names of the form's fields that are fields of the record."""
        return [name for name in self._meta.fields if name in self.fields]

    def choice(self, name):
        """Whose value of a field the person chose to keep; empty where they were not asked."""
        chosen = self.data.get(f"keep-{name}")
        return chosen if chosen in (THEIRS, MINE) else ""

    def clean(self):
        cleaned = super().clean()
        version = cleaned.get("version") or 0
        if self.stored and version == self.stored.version:
            self._take_theirs(cleaned)
        # The verb compares this with what is stored, under the unit's lock.
        self.instance.version = version if self.stored else 0
        return cleaned

    def _take_theirs(self, cleaned):
        for name in self.record_fields:
            if self.choice(name) == THEIRS:
                if self._errors.pop(name, None):
                    self.wrong.add(name)
                self.typed[name] = cleaned.get(name)
                cleaned[name] = getattr(self.stored, name)

    def _post_clean(self):
        super()._post_clean()
        # Saving the same again, as where the answer to the first saving got lost, is no conflict.
        if self.stored and not self.errors and not self._differs():
            self.instance.version = self.stored.version

    def _differs(self):
        columns = [self.stored._meta.get_field(name).attname for name in self.record_fields]
        return any(getattr(self.instance, column) != getattr(self.stored, column) for column in columns)

    def look_beside(self):
        """Tell of the other's change, or of the choice that is still open, where the form has errors of its own."""
        if not self.stored:
            return
        try:
            refuse_stale(self.instance, self.stored)
        except Conflict as conflict:
            self.add_refusal(conflict)
        else:
            self._set_beside_again()

    def _set_beside_again(self):
        if any(self.choice(name) for name in self.record_fields):
            self._set_beside(self.stored)

    def _set_beside(self, other):
        self.other = other
        self.differences = differences(self, other, version=self.cleaned_data.get("version") or 0)
        if self.differences:
            self.add_error(None, format_html('<a href="#conflict">{}</a>', _("Choose what to keep")))

    def add_refusal(self, error: ValidationError):
        """Show what the saving verb refused: at its fields where they are on the form, else on top."""
        if isinstance(error, Conflict):
            self._add_conflict(error)
            return
        self._set_beside_again()
        if not hasattr(error, "error_dict"):
            self.add_error(self._closed_field() if isinstance(error, ClosedDays) else None, error)
            return
        for name, messages in error.error_dict.items():
            self.add_error(name if name in self.fields else None, messages)

    def _add_conflict(self, conflict):
        self.add_error(None, conflict)
        if conflict.current is None:
            self.is_gone = True
            return
        self._set_beside(conflict.current)
        # Told of the other's change, the person decides about it.
        self.data = self.data.copy()
        self.data["version"] = conflict.current.version

    def _closed_field(self):
        """The day that lies in a closed window."""
        return next((name for name in self.instance.DATED_BY if self.data.get(name)), None)
