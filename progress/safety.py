"""Free text that people type is looked through before it is kept: a victim must not be found by what stands here."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from texts.personal import personal_numbers

CONFIRMED = "not_a_victim"


class PointsOutPersonalData:
    """For a PortalForm or PortalModelForm, named before it: points out phone and identity numbers in `GUARDED`.

    With a hit the form is not valid; it shows a checkbox by which the person says that it is not about a victim, and
    is valid with it. What a stored text had already is not pointed out again. (Law 02/2007/QH12, art. 5.1.d.)
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
                self.add_error(name, _points_out(snippets))
        return cleaned

    def _hits(self):
        """{field: snippets} of what is typed anew."""
        found = {}
        for name in self.GUARDED:
            if name in self.fields:
                field = self.fields[name]
                typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                known = personal_numbers(str(self.get_initial_for_field(field, name) or ""))
                found[name] = [one for one in personal_numbers(str(typed or "")) if one not in known]
        return {name: snippets for name, snippets in found.items() if snippets}


def _points_out(snippets):
    return _(
        "“%(found)s” looks like a phone or identity number. Only counts are kept here: no name, birth date, identity "
        "number, phone or story of a victim (Law 02/2007/QH12, art. 5.1.d: the place and the person stay secret)."
    ) % {"found": "”, “".join(snippets)}
