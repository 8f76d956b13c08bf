from django.utils.translation import gettext_lazy as _

from capacity.models import Inspection, Training
from progress.forms import EntryForm

WHEN = (_("When"), ("started_on", "ended_on"))
MORE = (_("More"), ("cost", "note"))
ONE_DAY = _("Leave empty for an event of one day. The activity counts on its last day.")


class ActivityForm(EntryForm):
    """What the forms of both kinds share."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].required = False
        self.fields["ended_on"].help_text = ONE_DAY
        if len(self.instance.TASKS) == 1:
            self.fields["task"].initial = self.fields["task"].queryset.first()


class TrainingForm(ActivityForm):
    sections = (
        (_("The activity"), ("task", "title", "sort", "group", "status")),
        WHEN,
        (_("Participants"), ("participants", "female", "minority")),
        MORE,
    )

    class Meta(EntryForm.Meta):
        model = Training
        fields = [
            "task", "title", "sort", "group", "status", "started_on", "ended_on",
            "participants", "female", "minority", "cost", "note",
        ]  # fmt: skip
        help_texts = {"participants": _("Leave empty if nobody counted; it is not zero then.")}


class InspectionForm(ActivityForm):
    sections = (
        (_("The inspection"), ("task", "title", "status")),
        WHEN,
        (_("Result"), ("bodies", "found", "handled")),
        MORE,
    )

    class Meta(EntryForm.Meta):
        model = Inspection
        fields = [
            "task",
            "title",
            "status",
            "started_on",
            "ended_on",
            "bodies",
            "found",
            "handled",
            "cost",
            "note",
        ]
        help_texts = {"title": _("What was inspected, and by whom.")}
