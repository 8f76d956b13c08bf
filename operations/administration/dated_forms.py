"""Forms of what is valid from a first to a last day, alone and in rows that don't overlap."""

from datetime import timedelta

from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from core.lib.dates.valid_days import refuse_backwards
from core.lib.pages.forms import PortalModelForm
from core.lib.pages.merging import MergingMixin
from core.lib.text.vietnamese import date_short


class DatedForm(MergingMixin, PortalModelForm):
    """A form whose last day doesn't come before the first."""

    class Meta(PortalModelForm.Meta):
        pass

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "valid_from", "valid_to")
        return cleaned


class DatedFormSet(BaseInlineFormSet):
    """Rows that follow one another: each ends at the latest on the day before the next begins."""

    def clean(self):
        # In place of Django's own check, which compares days for equality alone.
        rows = [] if any(self.errors) else sorted(self._dated_rows(), key=lambda row: row[0])
        for (_since, until, form), (next_day, _until, next_form) in zip(rows, rows[1:], strict=False):
            if until is not None and until < next_day:
                continue
            days = {"day": date_short(next_day), "last": date_short(next_day - timedelta(days=1))}
            if form:
                form.add_error("valid_to", _("The next row starts on %(day)s, so enter %(last)s at the latest.") % days)
            elif next_form:
                next_form.add_error("valid_from", _("Someone else added a row that overlaps this one."))

    def add_error(self, field, refusal):
        """Show a refusal above the rows, as a form does."""
        self.non_form_errors().extend(refusal.messages)

    def _dated_rows(self):
        """Return [(first day, last day, form)]; of rows that others added meanwhile without a form."""
        forms = [form for form in self.forms if form.cleaned_data.get("valid_from")]
        mine = {form.instance.pk for form in self.forms}
        rows = [(form.cleaned_data["valid_from"], form.cleaned_data.get("valid_to"), form) for form in forms]
        return rows + [(row.valid_from, row.valid_to, None) for row in self.get_queryset() if row.pk not in mine]
