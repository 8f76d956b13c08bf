from django import forms
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from plans.models import Plan
from progress.forms import EntryForm
from texts.forms import example

FIRST_YEAR = 2011
YEARS_AHEAD = 5


class PlanForm(EntryForm):
    """A plan on its way; one that was issued before is recorded as it is."""

    year = forms.IntegerField(
        label=_("Year the plan is for"), help_text="2020", error_messages={"invalid": _("Write a year such as 2020.")}
    )
    sections = (
        (_("The plan"), ("task", "title", "year", "status")),
        (_("Its way"), ("drafted_on", "submitted_on", "number", "issued_on", "signer")),
        (_("More"), ("note",)),
    )

    class Meta(EntryForm.Meta):
        model = Plan
        fields = [
            "task", "title", "year", "status", "drafted_on", "submitted_on",
            "number", "issued_on", "signer", "note",
        ]  # fmt: skip
        help_texts = {
            "title": _("As it stands on the paper."),
            "status": _("Under way while it is drafted or with the People's Committee; done once issued."),
            "drafted_on": _("May stay empty for a plan that was issued before."),
            "number": "12/KH-UBND",
            "signer": example("TM. UBND, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drafted_on"].required = False
        self.fields["year"].initial = self.instance.year or today().year

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= today().year + YEARS_AHEAD:
            raise forms.ValidationError(_("Write a year such as 2020."))
        return year

    def clean(self):
        cleaned = super().clean()
        if "drafted_on" in cleaned and not cleaned["drafted_on"]:
            known = [cleaned.get("submitted_on"), cleaned.get("issued_on"), today()]
            cleaned["drafted_on"] = min(day for day in known if day)
        return cleaned
