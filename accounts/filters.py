"""What narrows a list of acts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from texts.forms import FilterForm


class ActFilter(FilterForm):
    """Entries of one act; `acts` are the acts to choose from: key → label."""

    action = forms.ChoiceField(label=_("Act"))

    def __init__(self, data, *, acts):
        super().__init__(data)
        labels = sorted(((key, str(label)) for key, label in acts.items()), key=lambda pair: pair[1])
        self.fields["action"].choices = [("", _("All acts")), *labels]

    def narrow(self, entries):
        """Those of the entries (a queryset of `AuditEntry`) that it asks for."""
        return entries.filter(**self.given)
