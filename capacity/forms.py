"""The forms of trainings, reviews, inspections and standing figures."""

from django.utils.translation import gettext_lazy as _

from capacity.models import GROUPS, SEXED_GROUPS, Inspection, Review, Standing, Training
from core.lib.text.markup import vi
from filing.pages.forms import EntryForm
from filing.pages.shared_forms import BY_WHOM, CHANGE, COST, ActivityForm

WHEN = (_("When"), ("started_on", "ended_on"))
WOMEN_OF = {group: women for women, group in SEXED_GROUPS}
GROUP_FIELDS = tuple(name for group in GROUPS for name in (group, WOMEN_OF.get(group)) if name)


class TrainingForm(ActivityForm):
    sections = (
        (_("Activity details"), ("task", "title", "sort", "topic", "status")),
        (_("When"), ("started_on", "ended_on", "days", "trainers")),
        (_("Participants"), ("attendance", "female", "minority")),
        (_("Priority groups in the directive"), GROUP_FIELDS),
        (_("Knowledge test"), ("score_before", "score_after"), ()),
        COST,
        BY_WHOM,
        CHANGE,
    )

    class Meta(ActivityForm.Meta):
        model = Training
        fields = [
            "task",
            "title",
            "sort",
            "topic",
            "status",
            "started_on",
            "ended_on",
            "days",
            "trainers",
            "attendance",
            "female",
            "minority",
            *GROUP_FIELDS,
            "score_before",
            "score_after",
            *COST[1],
            *BY_WHOM[1],
            *CHANGE[1],
        ]
        help_texts = ActivityForm.Meta.help_texts | {
            "attendance": _("Leave empty if nobody counted. Empty does not mean zero."),
            "equality_staff": _("Count each person in one group only."),
        }


class ReviewForm(ActivityForm):
    sections = (
        (_("Review details"), ("task", "title", "programmes", "form", "status")),
        WHEN,
        (_("Results"), ("document", "results")),
        COST,
        BY_WHOM,
        CHANGE,
    )

    class Meta(ActivityForm.Meta):
        model = Review
        fields = [
            "task",
            "title",
            "programmes",
            "form",
            "status",
            "started_on",
            "ended_on",
            "document",
            "results",
            *COST[1],
            *BY_WHOM[1],
            *CHANGE[1],
        ]
        help_texts = ActivityForm.Meta.help_texts | {
            "document": vi("Báo cáo số 45/BC-UBND ngày 20/10/2020"),
        }


class InspectionForm(ActivityForm):
    sections = (
        (_("Inspection details"), ("task", "title", "subject", "inspected", "status")),
        WHEN,
        (_("Results"), ("bodies", "findings", "violations", "found", "handled", "proposals", "submitted_on")),
        COST,
        BY_WHOM,
        CHANGE,
    )

    class Meta(ActivityForm.Meta):
        model = Inspection
        fields = [
            "task",
            "title",
            "subject",
            "inspected",
            "status",
            "started_on",
            "ended_on",
            "bodies",
            "findings",
            "violations",
            "found",
            "handled",
            "proposals",
            "submitted_on",
            *COST[1],
            *BY_WHOM[1],
            *CHANGE[1],
        ]
        help_texts = ActivityForm.Meta.help_texts | {
            "title": _("What was inspected and by whom."),
            "found": _("Enter 0 if none were found. If you list violations by kind, this is their total."),
        }


class StandingForm(EntryForm):
    sections = (
        (_("Figure details"), ("task", "measure", "as_of", "status")),
        (_("Numbers"), ("total", "female", "part", "part_female")),
        (_("Source of the figure"), ("source", "note")),
    )

    class Meta(EntryForm.Meta):
        model = Standing
        fields = ["task", "measure", "as_of", "status", "total", "female", "part", "part_female", "source", "note"]
        help_texts = {
            "as_of": _("The date of this figure. It applies until a later one is entered."),
            "part": _("Only for figures on staff, bodies and People's Committees."),
            "part_female": _("Only for figures on staff: women among those trained."),
            "source": _("The document or body that gave the figure."),
        }
