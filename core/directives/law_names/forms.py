"""The form of what laws and programmes are called from which year on."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.directives.forms import LATEST_YEAR
from core.directives.law_names.names import names_in_use
from core.directives.models import LawKey, LawName
from core.lib.dates.valid_days import EARLIEST_DAY
from core.lib.pages.forms import PortalForm, form_helper
from core.lib.pages.merging import MergingMixin


class LawNamesForm(MergingMixin, PortalForm):
    """What laws and programmes are called: a field for each, a name on each line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stored = names_in_use()
        for place, key in enumerate(LawKey):
            self.fields[key.value] = forms.CharField(
                label=key.label,
                required=False,
                initial="\n".join(f"{since}; {name}" if since else name for since, name in stored[key.value]),
                widget=forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
            )
            if not place:
                self.fields[key.value].help_text = _(
                    "One name per line: from which year; name. The first line may have no year."
                )

    @property
    def helper(self):
        return form_helper(*LawKey.values)

    def clean(self):
        cleaned = super().clean()
        for key in LawKey.values:
            if key in cleaned:
                try:
                    cleaned[key] = _names_by_year(cleaned[key])
                except ValidationError as refusal:
                    self.add_error(key, refusal)
        return {key: cleaned[key] for key in LawKey.values if key in cleaned}


def _names_by_year(text):
    """Return [(year, name)] of the lines, the earliest first; ValidationError for a line that can't be read."""
    names = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        year, separator, name = line.partition(";")
        year, name = (year.strip(), name.strip()) if separator else ("0", line)
        is_year = year == "0" or (year.isdecimal() and EARLIEST_DAY.year <= int(year) <= LATEST_YEAR)
        if not is_year or not name:
            raise ValidationError(_("“%(line)s”: enter the year, a semicolon and the name."), params={"line": line})
        if int(year) in names:
            raise ValidationError(_("“%(line)s”: another line has this year."), params={"line": line})
        LawName._meta.get_field("name").clean(name, None)
        names[int(year)] = name
    return sorted(names.items())
