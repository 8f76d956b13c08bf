"""The forms of sites, log entries and proposals to extend."""

from django.utils.translation import gettext_lazy as _

from core.units.level_words import label_money
from filing.pages.forms import EntryForm
from filing.pages.shared_forms import BY_WHOM, CHANGE, COST, WorkForm, offer_communes
from models_sites.models import (
    PERPETRATOR_AGES,
    PERPETRATOR_ANSWERS,
    VICTIM_AGES,
    VICTIM_HELP,
    Extension,
    LogEntry,
    Site,
    sites_logged_by,
)


class SiteForm(EntryForm):
    # The number of the office that looks after the site.
    UNGUARDED = ("phone",)
    sections = (
        (_("Place of support"), ("name", "kind", "commune", "managing_body", "in_charge", "phone", "capacity")),
        (_("Dates of operation"), ("founded_on", "opened_on", "pauses", "closed_on", "closed_why")),
        (_("More details"), ("is_funded",)),
    )

    class Meta(EntryForm.Meta):
        model = Site
        fields = [
            "name",
            "kind",
            "commune",
            "managing_body",
            "in_charge",
            "phone",
            "capacity",
            "founded_on",
            "opened_on",
            "pauses",
            "closed_on",
            "closed_why",
            "is_funded",
        ]
        help_texts = {
            "name": _("The name people use. Never the street address where victims stay."),
            "managing_body": _("The commune, or another department or branch."),
            "opened_on": _("Leave empty while it is in preparation."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_communes(self)


FUNDS = ("funds_granted", "funds_allotted", "spent_district", "spent_province", "spent_central", "spent_other")
MET = ("meets_requirement", "meets_objective", "meets_schedule")


class LogEntryForm(EntryForm):
    """The form of a log entry; a case from an earlier month counts as continuing, not as new."""

    sections = (
        (_("Content and dates"), ("task", "site", "started_on", "ended_on", "status", "activities", "staff_trained")),
        (_("Victims"), ("victims", "victims_female", *VICTIM_AGES, *VICTIM_HELP, "nights", "victims_continuing")),
        (_("Perpetrators"), ("perpetrators", "perpetrators_female", *PERPETRATOR_AGES, *PERPETRATOR_ANSWERS)),
        (_("Funding"), FUNDS, ("model.extend",)),
        (_("Performance"), MET, ()),
    )

    class Meta(EntryForm.Meta):
        model = LogEntry
        fields = [
            "task",
            "site",
            "started_on",
            "ended_on",
            "status",
            "activities",
            "staff_trained",
            "victims",
            "victims_female",
            *VICTIM_AGES,
            *VICTIM_HELP,
            "nights",
            "victims_continuing",
            "perpetrators",
            "perpetrators_female",
            *PERPETRATOR_AGES,
            *PERPETRATOR_ANSWERS,
            *FUNDS,
            *MET,
        ]
        help_texts = {
            "site": _("Leave empty if it concerns the whole unit."),
            "ended_on": _("A half-month (1 to 14, or 15 to the end), or a month from the 15th to the 14th."),
            "victims": _("Newly found in these dates. Numbers only: no names, no stories."),
            "victims_helped": _("Count each person once, whatever help they received."),
            "funds_granted": _("In VND."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites_logged_by(self.instance.unit)
        label_money(self, self.instance.unit)


class ExtensionForm(WorkForm):
    sections = (
        (_("Proposal details"), ("task", "title", "kind", "commune", "status")),
        (_("Steps"), ("proposed_on", "submitted_on", "decision", "decided_on", "decision_number")),
        COST,
        BY_WHOM,
        CHANGE,
    )

    class Meta(WorkForm.Meta):
        model = Extension
        fields = [
            "task",
            "title",
            "kind",
            "commune",
            "status",
            "proposed_on",
            "submitted_on",
            "decision",
            "decided_on",
            "decision_number",
            *COST[1],
            *BY_WHOM[1],
            *CHANGE[1],
        ]
        help_texts = {
            "title": _("Which model, and where."),
            "status": _("In progress until decided, done once agreed, cancelled if refused."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_communes(self)
