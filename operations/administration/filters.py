"""What the filters of the administrator's lists have in common."""

from django import forms
from django.utils.translation import gettext_lazy as _

ALL_STATES = ("", _("All states"))


def words_field(label):
    """Return a field for the words that are searched for."""
    return forms.CharField(label=label, max_length=100, widget=forms.SearchInput)
