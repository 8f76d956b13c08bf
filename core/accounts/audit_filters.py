"""The filter form of audit log pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import FilterForm
from core.lib.text.alphabetical import alphabetical


class AuditFilter(FilterForm):
    """A filter by action; `acts` are those to choose from, {key: label}."""

    action = forms.ChoiceField(label=_("Action"))

    def __init__(self, data, *, acts):
        super().__init__(data)
        labels = sorted(((key, str(label)) for key, label in acts.items()), key=lambda pair: alphabetical(pair[1]))
        self.fields["action"].choices = [("", _("All actions")), *labels]

    def narrow(self, entries):
        """Return the queryset of `AuditEntry`, filtered."""
        return entries.filter(**self.given)
