"""The filter of the list of bodies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.lib.pages.forms import FilterForm
from operations.administration.bodies.verbs import matching, with_signers, without_signer
from operations.administration.filters import ALL_STATES, words_field


class BodyFilter(FilterForm):
    """Bodies by words, and those without a signer."""

    q = words_field(_("Name, symbol or unit"))
    state = forms.ChoiceField(label=_("State"), choices=[ALL_STATES, ("unsigned", _("Without a signer"))])

    def narrow(self, rows):
        """Return those of the bodies (a queryset) that fit the filter, as a list."""
        if "state" in self.given:
            rows = without_signer(rows)
        return matching(with_signers(rows), self.given.get("q", ""))
