"""The forms of communication activities."""

from django.utils.translation import gettext_lazy as _

from communications.models import Campaign, CommuneJoined
from core.directives.models import Clause
from core.lib.dates.clock import today
from core.lib.dates.windows import reporting_year
from filing.pages.shared_forms import BY_WHOM, CHANGE, COST, ActivityForm, CommuneRecordForm, communes_of


class CampaignForm(ActivityForm):
    """The form of a campaign; fields that do not apply stay empty."""

    sections = (
        (_("Activity details"), ("task", "title", "topic", "form", "status")),
        (_("When and where"), ("started_on", "ended_on", "commune", "place")),
        (_("People reached"), ("audiences", "audience", "attendance", "female", "minority", "reached")),
        (_("Products"), ("product_list",), ()),
        (_("Radio"), ("station", "broadcast_items", "broadcasts", "minutes", "relays"), ("comm.radio",)),
        (_("Labour Code"), ("guidance", "enterprises"), ("comm.labour-code",)),
        (_("Action Month"), ("theme", "launch", "launch_why"), ("comm.action-month",)),
        COST,
        BY_WHOM,
        CHANGE,
    )

    class Meta(ActivityForm.Meta):
        model = Campaign
        fields = [
            "task",
            "title",
            "topic",
            "form",
            "status",
            "started_on",
            "ended_on",
            "commune",
            "place",
            "audiences",
            "audience",
            "attendance",
            "female",
            "minority",
            "reached",
            "product_list",
            "station",
            "broadcast_items",
            "broadcasts",
            "minutes",
            "relays",
            "guidance",
            "enterprises",
            "theme",
            "launch",
            "launch_why",
            *COST[1],
            *BY_WHOM[1],
            *CHANGE[1],
        ]
        help_texts = ActivityForm.Meta.help_texts | {
            "place": _("For example: village, quarter, school, office."),
            "audience": _("For example: workers, pupils, officials, citizens."),
            "attendance": _("Leave empty if nobody counted. Empty does not mean zero."),
            "reached": _("Only for press, internet and printed materials. Not added to attendances."),
            "guidance": _("Number, date and subject of the letter to enterprises."),
            "theme": _("The province's theme for the year."),
            "launch": _("Leave empty if the activity is not a launch."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = communes_of(self.instance.unit)
        if self.task_code() == "comm.action-month":
            self.suggest(theme=theme_of(reporting_year(today())))


def theme_of(year):
    """Return the Action Month's theme that the Department published for a year; empty without one."""
    clauses = Clause.objects.filter(directive__year=year, directive__published_on__isnull=False)
    return clauses.filter(task__code="comm.action-month").values_list("theme", flat=True).first() or ""


class CommuneJoinedForm(CommuneRecordForm):
    class Meta(CommuneRecordForm.Meta):
        model = CommuneJoined
        help_texts = {"detail": _("For example: meeting, banners, radio, contest.")}
