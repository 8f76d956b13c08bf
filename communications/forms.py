from django.utils.translation import gettext_lazy as _

from communications.models import Campaign
from progress.forms import EntryForm
from units.models import Unit


class CampaignForm(EntryForm):
    """A campaign; what does not apply to its form stays empty."""

    sections = (
        (_("The activity"), ("task", "title", "topic", "form", "status")),
        (_("When and where"), ("started_on", "ended_on", "commune", "place")),
        (_("People reached"), ("audience", "attendance", "female", "minority")),
        (_("Radio and products"), ("broadcast_items", "broadcasts", "minutes", "products")),
        (_("Labour Code and Action Month"), ("enterprises", "is_launch", "communes_joined")),
        (_("More"), ("cost", "note")),
    )

    class Meta(EntryForm.Meta):
        model = Campaign
        fields = [
            "task", "title", "topic", "form", "status", "started_on", "ended_on", "commune", "place", "audience",
            "attendance", "female", "minority", "broadcast_items", "broadcasts", "minutes", "products",
            "enterprises", "is_launch", "communes_joined", "cost", "note",
        ]  # fmt: skip
        help_texts = {
            "title": _("What was done, in a few words."),
            "ended_on": _("Leave empty for an event of one day. The activity counts on its last day."),
            "place": _("Village, quarter, school, office."),
            "audience": _("Who came: workers, pupils, cadres, the people."),
            "attendance": _("Leave empty if nobody counted; it is not zero then."),
            "cost": _("In VND, from all sources."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = Unit.objects.under(self.instance.unit).exclude(pk=self.instance.unit_id)
        self.fields["ended_on"].required = False
