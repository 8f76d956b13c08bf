"""Forms of what holds from a first to a last day, alone and in rows of which none overlaps another."""

from datetime import timedelta

from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from texts.forms import PortalModelForm
from texts.vietnamese import date_short


class DatedForm(PortalModelForm):
    """The last day doesn't come before the first."""

    class Meta(PortalModelForm.Meta):
        pass

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("valid_from"), cleaned.get("valid_to")
        if since and until and until < since:
            self.add_error("valid_to", _("The last day comes before the first."))
        return cleaned


class DatedRows(BaseInlineFormSet):
    """Rows that follow one another: the day before the next begins is the last that one can have."""

    def clean(self):
        # In place of Django's own check, which knows of equal days alone.
        rows = [form for form in self.forms if form.cleaned_data.get("valid_from")] if not any(self.errors) else []
        rows.sort(key=lambda form: form.cleaned_data["valid_from"])
        for row, after in zip(rows, rows[1:], strict=False):
            until, then = row.cleaned_data.get("valid_to"), after.cleaned_data["valid_from"]
            if until is None or until >= then:
                told = {"day": date_short(then), "last": date_short(then - timedelta(days=1))}
                row.add_error("valid_to", _("The next row begins on %(day)s: write %(last)s at most.") % told)
