"""Forms of what is valid from a first to a last day, alone and in rows that don't overlap."""

from datetime import timedelta

from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from core.lib.forms import PortalModelForm
from core.lib.text.vietnamese import date_short


class DatedForm(PortalModelForm):
    """A form whose last day doesn't come before the first."""

    class Meta(PortalModelForm.Meta):
        pass

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("valid_from"), cleaned.get("valid_to")
        if since and until and until < since:
            self.add_error("valid_to", _("The last day comes before the first."))
        return cleaned


class DatedFormSet(BaseInlineFormSet):
    """Rows that follow one another: each ends at the latest on the day before the next begins."""

    def clean(self):
        # In place of Django's own check, which compares days for equality alone.
        rows = [form for form in self.forms if form.cleaned_data.get("valid_from")] if not any(self.errors) else []
        rows.sort(key=lambda form: form.cleaned_data["valid_from"])
        for row, next_row in zip(rows, rows[1:], strict=False):
            until, next_day = row.cleaned_data.get("valid_to"), next_row.cleaned_data["valid_from"]
            if until is None or until >= next_day:
                days = {"day": date_short(next_day), "last": date_short(next_day - timedelta(days=1))}
                row.add_error("valid_to", _("The next row begins on %(day)s: write %(last)s at most.") % days)
