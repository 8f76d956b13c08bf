from django.db import models
from django.utils.translation import gettext_lazy as _

from progress.records import Activity, part_within, refuse_larger_parts
from progress.words import counted, people

FEMALE_TOO_MANY = _("Women cannot be more than all who took part.")
MINORITY_TOO_MANY = _("Ethnic minorities cannot be more than all who took part.")
HANDLED_TOO_MANY = _("No more violations can be handled than were found.")


class Sort(models.TextChoices):
    """What was held; the last two close the strategy, the programme and the scheme (clause 3.b)."""

    CONFERENCE = "conference", _("Conference")
    WORKSHOP = "workshop", _("Workshop")
    COURSE = "course", _("Training course")
    LEADERSHIP = "leadership", _("Course on leadership and soft skills")
    CLOSING_CONFERENCE = "closing_conference", _("Closing conference")
    CLOSING_REPORT = "closing_report", _("Closing report")


CLOSING = (Sort.CLOSING_CONFERENCE, Sort.CLOSING_REPORT)


class Group(models.TextChoices):
    """The directive's order of priority (clause 3.a)."""

    EQUALITY_STAFF = "equality_staff", _("Staff for gender equality")
    COMMITTEE = "committee", _("Committees for the advancement of women")
    PRESS = "press", _("Reporters and editors")
    POTENTIAL = "potential", _("Women with potential")
    CADRES = "cadres", _("Other cadres")
    PEOPLE = "people", _("The people")


class Training(Activity):
    """A conference, workshop or course, or a closing review, with those who took part."""

    TASKS = ("cap.training", "cap.review")
    RELATED = ("task", "unit")
    FROZEN_FIELDS = (
        "sort", "group", "started_on", "ended_on", "participants", "female", "minority", "cost", "note",
    )  # fmt: skip
    PARTS = (("female", "participants", FEMALE_TOO_MANY), ("minority", "participants", MINORITY_TOO_MANY))

    sort = models.CharField(_("What was held"), max_length=20, choices=Sort.choices)
    group = models.CharField(_("Mainly for"), max_length=20, choices=Group.choices)
    participants = models.PositiveIntegerField(_("Participants in all"), null=True, blank=True)
    female = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("of them ethnic minorities"), null=True, blank=True)

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("training"), _("trainings")
        constraints = [
            *Activity.Meta.constraints,
            part_within("female", "participants", "female_within", FEMALE_TOO_MANY),
            part_within("minority", "participants", "minority_within", MINORITY_TOO_MANY),
        ]

    @property
    def summary(self):
        return counted((people(self.participants, self.female), _("participants")))

    def clean(self):
        super().clean()
        refuse_larger_parts(self, self.PARTS)


class Inspection(Activity):
    """An inspection of how the law on gender equality is kept (clause 3.c)."""

    TASKS = ("cap.inspection",)
    PREFIX = "inspections-"
    RELATED = ("task", "unit")
    FROZEN_FIELDS = (
        "started_on", "ended_on", "bodies", "found", "handled", "cost", "note",
    )  # fmt: skip

    bodies = models.PositiveIntegerField(_("Bodies inspected"), null=True, blank=True)
    found = models.PositiveIntegerField(_("Violations found"), null=True, blank=True)
    handled = models.PositiveIntegerField(_("of them handled"), null=True, blank=True)

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("inspection"), _("inspections")
        constraints = [
            *Activity.Meta.constraints,
            part_within("handled", "found", "handled_within", HANDLED_TOO_MANY),
        ]

    @property
    def summary(self):
        return counted(
            (self.bodies, _("bodies inspected")), (self.found, _("violations found")), (self.handled, _("handled"))
        )

    def clean(self):
        super().clean()
        refuse_larger_parts(self, (("handled", "found", HANDLED_TOO_MANY),))
