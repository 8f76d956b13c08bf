"""The parent of all forms of entries, with conflicts between two editors."""

from copy import copy

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.lib.pages.form_handling import refuse
from core.lib.pages.forms import PortalModelForm, form_helper
from core.lib.pages.merging import MINE, THEIRS
from filing.errors import ClosedDays, Conflict
from filing.evidence.forms import files_field
from filing.pages.oddities import OdditiesMixin
from filing.records.conflicts import field_conflicts
from filing.records.saving import refuse_stale


class Fold(Fieldset):
    """A collapsed section of a form, open where one of its fields is filled in or invalid."""

    template = "bootstrap5/layout/fold.html"
    is_open = False

    def render(self, form, context, *args, **kwargs):
        self.is_open = any(form[name].value() or form[name].errors for name in self.fields)
        return super().render(form, context, *args, **kwargs)


class EntryForm(OdditiesMixin, PortalModelForm):
    """The parent of all forms of entries; a kind's form gives `Meta.fields` and `sections`.

    A section is (heading, field names), with a third part (heading, field names, codes of tasks): then it is open for
    those tasks and collapsed for others.

    Where somebody else saved the record meanwhile, `other` is the record as stored and `differences` are the fields to
    choose between; the next submission holds the choices as `keep-<field>`. `is_gone`: it was deleted meanwhile.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sections: tuple = ()

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.stored = copy(self.instance) if self.instance.pk else None
        # What was typed into fields for which the other's value was chosen, and the names of those not valid.
        self.typed, self.invalid = {}, set()
        self.other, self.differences, self.is_gone = None, [], False
        self.fields["version"].initial = self.instance.version
        self.tasks = []
        if "task" in self.fields:
            self.fields["task"].queryset = self.instance.tasks()
            self.tasks = list(self.fields["task"].queryset)
            if len(self.tasks) == 1:
                self.suggest(task=self.tasks[0].pk)
        if kind.takes_evidence:
            self.fields["upload"] = files_field(required=False)

    @property
    def helper(self):
        code = self.task_code()
        sections = [
            (Fieldset if not tasks or code in tasks[0] else Fold)(heading, *self.with_tick(names))
            for heading, names, *tasks in self.sections
        ]
        if "upload" in self.fields:
            sections.append(Fieldset(_("Evidence"), "upload"))
        return form_helper(*sections, "version")

    def task_code(self):
        """Return the code that decides on the form (`Task.form_code`), of the entry's task or of the initial one."""
        if self.instance.pk and getattr(self.instance, "task_id", None):
            return self.instance.task.form_code
        return next((task.form_code for task in self.tasks if task.pk == self.initial.get("task")), "")

    def suggest(self, **values):
        """Set initial values of a new entry, except for fields that have one."""
        if not self.stored:
            self.initial |= {name: value for name, value in values.items() if not self.initial.get(name)}

    @property
    def record_fields(self):
        """The names of the form's fields that are fields of the record."""
        return [name for name in self._meta.fields if name in self.fields]

    def chosen_side(self, name):
        """Return whose value of a field the person chose (THEIRS, MINE); empty without a choice."""
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
            if self.chosen_side(name) == THEIRS:
                if self._errors.pop(name, None):
                    self.invalid.add(name)
                self.typed[name] = cleaned.get(name)
                cleaned[name] = getattr(self.stored, name)

    def _post_clean(self):
        super()._post_clean()
        # Saving the same values again, as after a lost answer, is no conflict.
        if self.stored and not self.errors and not self._has_changes():
            self.instance.version = self.stored.version

    def _has_changes(self):
        columns = [self.stored._meta.get_field(name).attname for name in self.record_fields]
        return any(getattr(self.instance, column) != getattr(self.stored, column) for column in columns)

    def check_conflict(self):
        """Show a conflict, or a choice that is still open, beside the form's own errors."""
        if not self.stored:
            return
        try:
            refuse_stale(self.instance, self.stored)
        except Conflict as conflict:
            self.add_refusal(conflict)
        else:
            self._keep_showing_conflict()

    def _keep_showing_conflict(self):
        if any(self.chosen_side(name) for name in self.record_fields):
            self._show_conflict(self.stored)

    def _show_conflict(self, other):
        self.other = other
        self.differences = field_conflicts(self, other, version=self.cleaned_data.get("version") or 0)
        if self.differences:
            self.add_error(None, format_html('<a href="#conflict">{}</a>', _("Choose what to keep")))

    def add_refusal(self, error: ValidationError):
        """Show the refusal of the saving verb at its fields, or on top for fields not on the form."""
        if isinstance(error, Conflict):
            self._add_conflict(error)
            return
        self._keep_showing_conflict()
        refuse(self, error, self._closed_field() if isinstance(error, ClosedDays) else None)

    def _add_conflict(self, conflict):
        self.add_error(None, conflict)
        if conflict.current is None:
            self.is_gone = True
            return
        self._show_conflict(conflict.current)
        # Having seen the other's change, the person may save over it.
        self.data = self.data.copy()
        self.data["version"] = conflict.current.version

    def _closed_field(self):
        """Return the name of the filled-in field by which the record counts; in a register, of the changed one."""
        if not self.kind.is_record:
            return next((name for name in self.instance.DATED_BY if name in self.changed_data), None)
        return next((name for name in self.instance.DATED_BY if self.data.get(name)), None)
