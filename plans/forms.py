"""The forms of plans."""

from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.text.markup import vi
from filing.pages.shared_forms import BY_WHOM, CHANGE, CommuneRecordForm, WorkForm, clean_year, year_field
from plans.models import CommunePlan, Plan


class PlanForm(WorkForm):
    """The form of a plan, under way or already issued."""

    year = year_field(_("Year of the plan"))
    sections = (
        (_("Plan details"), ("task", "sort", "title", "year", "status")),
        (_("Steps"), ("drafted_on", "submitted_on", "number", "issued_on", "authority", "signer", "replaces")),
        (_("Content of the plan"), ("activities",), ()),
        BY_WHOM,
        CHANGE,
    )

    class Meta(WorkForm.Meta):
        model = Plan
        fields = [
            "task",
            "sort",
            "title",
            "year",
            "status",
            "drafted_on",
            "submitted_on",
            "number",
            "issued_on",
            "authority",
            "signer",
            "replaces",
            "activities",
            *BY_WHOM[1],
            *CHANGE[1],
        ]
        help_texts = {
            "title": _("As on the document."),
            "status": _("In progress while drafted or with the People's Committee; done once issued."),
            "drafted_on": _("May be left empty for a plan issued earlier."),
            "number": "12/KH-UBND",
            "signer": vi("PHÓ CHỦ TỊCH"),
            "replaces": _("The earlier plan that this one replaces."),
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
            days = [cleaned.get("submitted_on"), cleaned.get("issued_on"), today()]
            cleaned["drafted_on"] = min(day for day in days if day)
        return cleaned


class CommunePlanForm(CommuneRecordForm):
    class Meta(CommuneRecordForm.Meta):
        model = CommunePlan
        help_texts = {"detail": "15/KH-UBND"}
