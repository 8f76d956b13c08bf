from django.utils.translation import gettext_lazy as _

from models_sites.models import LogEntry, Site
from progress.forms import EntryForm
from units.models import Unit


class SiteForm(EntryForm):
    sections = (
        (_("The site"), ("name", "kind", "commune", "managing_body", "phone")),
        (_("Its time"), ("opened_on", "closed_on", "is_funded")),
    )

    class Meta(EntryForm.Meta):
        model = Site
        fields = ["name", "kind", "commune", "managing_body", "phone", "opened_on", "closed_on", "is_funded"]
        help_texts = {
            "name": _("As people know it. Never the street address of a place where victims sleep."),
            "managing_body": _("The commune, or another department or branch."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = Unit.objects.under(self.instance.unit).exclude(pk=self.instance.unit_id)


class LogEntryForm(EntryForm):
    """Counts only; a case that goes on from an earlier month is a continuing one, not a new one."""

    sections = (
        (_("What and when"), ("task", "site", "started_on", "ended_on", "status", "activities")),
        (_("Victims"), ("victims", "victims_female", "victims_helped", "victims_continuing")),
        (_("Perpetrators"), ("perpetrators", "perpetrators_female", "perpetrators_handled")),
        (_("Funds"), ("funds_granted", "funds_allotted", "funds_spent")),
    )

    class Meta(EntryForm.Meta):
        model = LogEntry
        fields = [
            "task", "site", "started_on", "ended_on", "status", "activities",
            "victims", "victims_female", "victims_helped", "victims_continuing",
            "perpetrators", "perpetrators_female", "perpetrators_handled",
            "funds_granted", "funds_allotted", "funds_spent",
        ]  # fmt: skip
        help_texts = {
            "site": _("Empty when it concerns the whole unit."),
            "ended_on": _("A half-month (1 to 14, 15 to the end), or a month from the 15th to the 14th."),
            "victims": _("Newly found in these days. Numbers only: no name, no story."),
            "funds_granted": _("In VND."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.filter(unit=self.instance.unit)
