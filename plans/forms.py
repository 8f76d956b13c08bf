from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from plans.models import CommunePlan, Plan
from progress.form_parts import BY_WHOM, CHANGE, OfCommuneForm, WorkForm, clean_year, year_field
from texts.forms import example


class PlanForm(WorkForm):
    """A plan on its way; one that was issued before is recorded as it is."""

    year = year_field(_("Year the plan is for"))
    sections = (
        (_("The plan"), ("task", "sort", "title", "year", "status")),
        (_("Its way"), ("drafted_on", "submitted_on", "number", "issued_on", "authority", "signer", "replaces")),
        (_("What it plans"), ("activities",), ()),
        BY_WHOM,
        CHANGE,
    )

    class Meta(WorkForm.Meta):
        model = Plan
        fields = [
            "task", "sort", "title", "year", "status", "drafted_on", "submitted_on", "number", "issued_on",
            "authority", "signer", "replaces", "activities", *BY_WHOM[1], *CHANGE[1],
        ]  # fmt: skip
        help_texts = {
            "title": _("As it stands on the paper."),
            "status": _("Under way while it is drafted or with the People's Committee; done once issued."),
            "drafted_on": _("May stay empty for a plan that was issued before."),
            "number": "12/KH-UBND",
            "signer": example("PHÓ CHỦ TỊCH"),
            "replaces": _("The earlier plan that this one takes the place of."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drafted_on"].required = False
        self.suggest(year=today().year)
        earlier = Plan.objects.filter(unit=self.instance.unit).exclude(pk=self.instance.pk)
        self.fields["replaces"].queryset = earlier

    clean_year = clean_year

    def clean(self):
        cleaned = super().clean()
        if "drafted_on" in cleaned and not cleaned["drafted_on"]:
            known = [cleaned.get("submitted_on"), cleaned.get("issued_on"), today()]
            cleaned["drafted_on"] = min(day for day in known if day)
        return cleaned


class CommunePlanForm(OfCommuneForm):
    class Meta(OfCommuneForm.Meta):
        model = CommunePlan
        help_texts = {"detail": "15/KH-UBND"}
