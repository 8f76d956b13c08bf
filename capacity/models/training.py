"""Conferences, workshops and courses, with those who took part by priority group (clause 3.a)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from filing.models.attendance import FEMALE_TOO_MANY, Attendance, attendance_constraints
from filing.models.parts import PREDATES, LaterHeldNumbers, Within, each_within, held, number_in, part_within
from filing.models.records import Activity
from filing.wording.counts import counted, people

AT_MOST_100 = MaxValueValidator(100, _("This is a percentage: at most 100."))
GROUPS_TOO_MANY = _("The groups together cannot be more than all participants.")
WOMEN_TOO_MANY = _("The women in all groups together cannot be more than all women who took part.")
MEN_TOO_MANY = _("The men in all groups together cannot be more than all men who took part.")
DAYS_TOO_MANY = _("There are more days than from the first day to the last.")


class TrainingType(models.TextChoices):
    """The kinds of events (clause 3.a)."""

    CONFERENCE = "conference", _("Conference")
    WORKSHOP = "workshop", _("Workshop")
    COURSE = "course", _("Training course")
    LEADERSHIP = "leadership", _("Course on leadership and soft skills")


class TrainingTopic(models.TextChoices):
    """The topic of a training."""

    LAW = "law", _("Policy and law on gender equality")
    SKILLS = "skills", _("Professional skills for gender equality work")
    MAINSTREAMING = "mainstreaming", _("Gender mainstreaming")
    VIOLENCE = "violence", _("Prevention of gender-based violence")
    LEADERSHIP = "leadership", _("Leadership, management and soft skills")
    MEDIA = "media", _("Gender in the media")
    OTHER = "other", _("Other topic")


class PriorityGroup(models.TextChoices):
    """The groups of participants in the directive's order of priority (clause 3.a).

    Each is a column of `Training`.
    """

    EQUALITY_STAFF = "equality_staff", _("Gender equality staff")
    COMMITTEE = "committee", _("Committees for the advancement of women")
    PRESS = "press", _("Reporters and editors")
    POTENTIAL = "potential", _("Women with potential")
    CADRES = "cadres", _("Other officials")
    PEOPLE = "people", _("Citizens")


def women_of(group):
    """Return the column of a group's women; "women with potential" are all women."""
    return group if group == PriorityGroup.POTENTIAL else f"{group}_female"


GROUPS = tuple(PriorityGroup.values)
SEXED_GROUPS = tuple((women_of(group), group) for group in GROUPS if women_of(group) != group)
WOMEN = tuple(women_of(group) for group in GROUPS)
# Where all or women are unknown the comparison is null, which a constraint lets pass.
WOMEN_WITHIN = Q(female__gte=sum((Coalesce(F(women), 0) for women in WOMEN[1:]), Coalesce(F(WOMEN[0]), 0)))
MEN_WITHIN = Q(
    attendance__gte=sum(
        (Coalesce(number_in(group) - number_in(women), 0) for women, group in SEXED_GROUPS), F("female")
    )
)


def _people_field(label):
    return models.PositiveIntegerField(label, null=True, blank=True)


def _women_field(group):
    return _people_field(format_lazy("{}: {}", group.label, _("women")))


class Training(LaterHeldNumbers, Activity, Attendance):
    """A conference, workshop or course, with participants by the directive's groups.

    Each person is counted in one group.
    """

    TASKS = ("cap.training",)
    RELATED = ("task", "unit")
    FROZEN_FIELDS = (
        "sort",
        "topic",
        "started_on",
        "ended_on",
        "days",
        "trainers",
        "attendance",
        "female",
        "minority",
        *GROUPS,
        *(women for women, _group in SEXED_GROUPS),
        "score_before",
        "score_after",
        "cost",
    )
    TOTALS = ("attendance", "female", "minority", "cost")
    RULES = (
        *Attendance.RULES,
        *(rule for women, group in SEXED_GROUPS for rule in each_within([women], group, FEMALE_TOO_MANY)),
        Within(GROUPS, ("attendance",), GROUPS_TOO_MANY, at="attendance", needs_whole=True),
        Within(WOMEN, ("female",), WOMEN_TOO_MANY, at="female"),
        Within(("men_in_groups",), ("male",), MEN_TOO_MANY, at="female"),
        Within(("days",), ("days_between",), DAYS_TOO_MANY, is_odd=True),
    )

    sort = models.CharField(_("Kind of event"), max_length=20, choices=TrainingType.choices)
    topic = models.CharField(_("Topic"), max_length=20, choices=TrainingTopic.choices, blank=True)
    days = models.PositiveSmallIntegerField(_("Days"), null=True, blank=True, validators=[MaxValueValidator(366)])
    trainers = _people_field(_("Number of trainers"))
    equality_staff = _people_field(PriorityGroup.EQUALITY_STAFF.label)
    equality_staff_female = _women_field(PriorityGroup.EQUALITY_STAFF)
    committee = _people_field(PriorityGroup.COMMITTEE.label)
    committee_female = _women_field(PriorityGroup.COMMITTEE)
    press = _people_field(PriorityGroup.PRESS.label)
    press_female = _women_field(PriorityGroup.PRESS)
    potential = _people_field(PriorityGroup.POTENTIAL.label)
    cadres = _people_field(PriorityGroup.CADRES.label)
    cadres_female = _women_field(PriorityGroup.CADRES)
    people = _people_field(PriorityGroup.PEOPLE.label)
    people_female = _women_field(PriorityGroup.PEOPLE)
    score_before = models.PositiveSmallIntegerField(
        _("Average test score before (%)"), null=True, blank=True, validators=[AT_MOST_100]
    )
    score_after = models.PositiveSmallIntegerField(
        _("Average test score after (%)"), null=True, blank=True, validators=[AT_MOST_100]
    )

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("training"), _("trainings")
        constraints = [
            *Activity.Meta.constraints,
            *attendance_constraints(),
            *(part_within(women, group, f"{women}_within", FEMALE_TOO_MANY) for women, group in SEXED_GROUPS),
            models.CheckConstraint(
                condition=Q(
                    attendance__gte=sum((Coalesce(F(group), 0) for group in GROUPS[1:]), Coalesce(F(GROUPS[0]), 0))
                )
                | Q(**{f"{group}__isnull": True for group in GROUPS}),
                name="training_groups_within",
                violation_error_message=GROUPS_TOO_MANY,
            ),
            held(WOMEN_WITHIN | PREDATES, "women_within", WOMEN_TOO_MANY),
            held(MEN_WITHIN | PREDATES, "men_within", MEN_TOO_MANY),
        ]

    @property
    def summary(self):
        return counted((people(self.attendance, self.female), _("participants")))

    @property
    def men_in_groups(self):
        """The men of the groups of which all and women are known; None where there is none."""
        groups = [(getattr(self, group), getattr(self, women)) for women, group in SEXED_GROUPS]
        known = [people - women for people, women in groups if None not in (people, women)]
        return sum(known) if known else None

    @property
    def days_between(self):
        """The number of days from the first to the last; None where one is unknown."""
        return None if None in (self.started_on, self.ended_on) else (self.ended_on - self.started_on).days + 1
