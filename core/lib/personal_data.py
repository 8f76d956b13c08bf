"""A form mixin that searches free text for personal data, so that no victim can be identified by it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lib.text.personal_numbers import personal_numbers

CONFIRMED = "not_a_victim"


class PersonalDataMixin:
    """Point out phone and identity numbers in the fields `GUARDED` of a form.

    Named before PortalForm or PortalModelForm among the bases. With a hit the form is invalid until the user ticks a
    checkbox that says it is not about a victim. Numbers that the stored text already had are not pointed out again.
    (Law 02/2007/QH12, art. 5.1.d.)
    """

    GUARDED: tuple[str, ...] = ("text",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pointed_out = self._hits() if self.is_bound else {}
        if self.pointed_out:
            self.fields[CONFIRMED] = forms.BooleanField(
                label=gettext_lazy("This is not about a victim; save as it is"), required=False
            )

    @property
    def helper(self):
        helper = super().helper
        if self.pointed_out and helper.layout is not None:
            helper.layout.append(CONFIRMED)
        return helper

    def clean(self):
        cleaned = super().clean()
        if not self.cleaned_data.get(CONFIRMED):
            for name, snippets in self.pointed_out.items():
                self.add_error(name, _warning(snippets))
        return cleaned

    def _hits(self):
        """Return {field: snippets} of newly typed numbers."""
        hits = {}
        for name in self.GUARDED:
            if name in self.fields:
                field = self.fields[name]
                typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                known = personal_numbers(str(self.get_initial_for_field(field, name) or ""))
                hits[name] = [snippet for snippet in personal_numbers(str(typed or "")) if snippet not in known]
        return {name: snippets for name, snippets in hits.items() if snippets}


def _warning(snippets):
    return _(
        "“%(found)s” looks like a phone or identity number. Only counts are kept here: no name, birth date, identity "
        "number, phone or story of a victim (Law 02/2007/QH12, art. 5.1.d: the place and the person stay secret)."
    ) % {"found": "”, “".join(snippets)}
