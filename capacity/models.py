from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from progress.records import (
    FEMALE_TOO_MANY,
    Activity,
    Attended,
    Record,
    attended_within,
    part_within,
    refuse_larger_parts,
)
from progress.rows import Column, RowsField, total_of
from progress.wording.words import counted, people
from texts.choices import ManyField
from texts.vietnamese import date_short

HANDLED_TOO_MANY = _("No more violations can be handled than were found.")
AT_MOST_100 = MaxValueValidator(100, _("This is a share of a hundred: at most 100."))
GROUPS_TOO_MANY = _("The groups together cannot be more than all who took part.")
PART_TOO_MANY = _("The part cannot be more than the whole.")


class Sort(models.TextChoices):
    """What was held (clause 3.a)."""

    CONFERENCE = "conference", _("Conference")
    WORKSHOP = "workshop", _("Workshop")
    COURSE = "course", _("Training course")
    LEADERSHIP = "leadership", _("Course on leadership and soft skills")


class Topic(models.TextChoices):
    """What it taught."""

    LAW = "law", _("Policy and law on gender equality")
    SKILLS = "skills", _("Skills for the work on gender equality")
    MAINSTREAMING = "mainstreaming", _("Gender mainstreaming")
    VIOLENCE = "violence", _("Prevention of gender-based violence")
    LEADERSHIP = "leadership", _("Leadership, management and soft skills")
    MEDIA = "media", _("Gender in the media")
    OTHER = "other", _("Other topic")


class Group(models.TextChoices):
    """The directive's order of priority (clause 3.a); each is a column of `Training`."""

    EQUALITY_STAFF = "equality_staff", _("Staff for gender equality")
    COMMITTEE = "committee", _("Committees for the advancement of women")
    PRESS = "press", _("Reporters and editors")
    POTENTIAL = "potential", _("Women with potential")
    CADRES = "cadres", _("Other cadres")
    PEOPLE = "people", _("The people")


def women_of(group):
    """The column of a group's women; those with potential are women all."""
    return group if group == Group.POTENTIAL else f"{group}_female"


GROUPS = tuple(Group.values)
SEXED_GROUPS = tuple((women_of(group), group) for group in GROUPS if women_of(group) != group)


def _people(label):
    return models.PositiveIntegerField(label, null=True, blank=True)


def _women(group):
    return _people(format_lazy("{}: {}", group.label, _("women")))


class Training(Activity, Attended):
    """A conference, workshop or course, with those who took part by the directive's groups (each person in one)."""

    TASKS = ("cap.training",)
    RELATED = ("task", "unit")
    FROZEN_FIELDS = (
        "sort", "topic", "started_on", "ended_on", "days", "trainers", "attendance", "female", "minority",
        *GROUPS, *(women for women, _group in SEXED_GROUPS), "score_before", "score_after", "cost",
    )  # fmt: skip
    TOTALS = ("attendance", "female", "minority", "cost")
    PARTS = (*Attended.PARTS, *((women, group, FEMALE_TOO_MANY) for women, group in SEXED_GROUPS))

    sort = models.CharField(_("What was held"), max_length=20, choices=Sort.choices)
    topic = models.CharField(_("Topic"), max_length=20, choices=Topic.choices, blank=True)
    days = models.PositiveSmallIntegerField(_("Days"), null=True, blank=True, validators=[MaxValueValidator(366)])
    trainers = _people(_("Trainers"))
    equality_staff = _people(Group.EQUALITY_STAFF.label)
    equality_staff_female = _women(Group.EQUALITY_STAFF)
    committee = _people(Group.COMMITTEE.label)
    committee_female = _women(Group.COMMITTEE)
    press = _people(Group.PRESS.label)
    press_female = _women(Group.PRESS)
    potential = _people(Group.POTENTIAL.label)
    cadres = _people(Group.CADRES.label)
    cadres_female = _women(Group.CADRES)
    people = _people(Group.PEOPLE.label)
    people_female = _women(Group.PEOPLE)
    score_before = models.PositiveSmallIntegerField(
        _("Test before: average (%)"), null=True, blank=True, validators=[AT_MOST_100]
    )
    score_after = models.PositiveSmallIntegerField(
        _("Test after: average (%)"), null=True, blank=True, validators=[AT_MOST_100]
    )

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("training"), _("trainings")
        constraints = [
            *Activity.Meta.constraints,
            *attended_within(),
            *(part_within(women, group, f"{women}_within", FEMALE_TOO_MANY) for women, group in SEXED_GROUPS),
            models.CheckConstraint(
                condition=Q(
                    attendance__gte=sum((Coalesce(F(group), 0) for group in GROUPS[1:]), Coalesce(F(GROUPS[0]), 0))
                )
                | Q(**{f"{group}__isnull": True for group in GROUPS}),
                name="training_groups_within",
                violation_error_message=GROUPS_TOO_MANY,
            ),
        ]

    @property
    def summary(self):
        return counted((people(self.attendance, self.female), _("participants")))

    def clean(self):
        super().clean()
        given = [getattr(self, group) for group in GROUPS if getattr(self, group) is not None]
        if given and (self.attendance is None or sum(given) > self.attendance):
            raise ValidationError({"attendance": GROUPS_TOO_MANY})


class Programme(models.TextChoices):
    """What is carried out and closed under clause 3.b."""

    STRATEGY = "strategy", _("National Strategy 2011–2020")
    PROGRAMME = "programme", _("Action Programme 2016–2020")
    SCHEME = "scheme", _("Scheme against gender-based violence 2016–2020")


class ReviewForm(models.TextChoices):
    """How it was reviewed; going on is no closing review."""

    OWN = "own", _("Closing conference of its own")
    COMBINED = "combined", _("Closing conference combined with another")
    REPORT = "report", _("Closing report")
    GOING_ON = "going_on", _("Results only, not closed yet")


class Review(Activity):
    """Results of strategy, programme and scheme against their targets, and their closing reviews (clause 3.b)."""

    TASKS = ("cap.review",)
    PREFIX = "reviews-"
    RELATED = ("task", "unit")
    SEARCHED = (*Activity.SEARCHED, "document")
    TOTALS = ("cost",)
    FROZEN_FIELDS = ("programmes", "form", "started_on", "ended_on", "document", "results", "cost")

    programmes = ManyField(_("Of what"), options=Programme.choices)
    form = models.CharField(_("Form"), max_length=20, choices=ReviewForm.choices)
    document = models.CharField(_("Resulting document"), max_length=200, blank=True)
    results = RowsField(
        _("Results against targets"),
        columns=(
            Column("target", _("Target"), is_required=True),
            Column("unit", _("Unit of measure")),
            Column("planned", _("Planned value")),
            Column("achieved", _("Achieved")),
            Column("note", _("Note")),
        ),
    )

    class Meta(Activity.Meta):
        abstract = False
        verbose_name, verbose_name_plural = _("review"), _("reviews")

    @property
    def summary(self):
        return " · ".join(filter(None, (self.get_form_display(), self.document)))

    def clean(self):
        super().clean()
        if not self.programmes:
            raise ValidationError({"programmes": _("Choose at least one.")})


class Violation(models.TextChoices):
    """The fields of the Law on Gender Equality 73/2006/QH11, art. 40 and 41."""

    POLITICS = "politics", _("Politics")
    ECONOMY = "economy", _("Economy")
    LABOUR = "labour", _("Labour")
    EDUCATION = "education", _("Education and training")
    HEALTH = "health", _("Health")
    CULTURE = "culture", _("Culture, information")
    FAMILY = "family", _("Family")
    OTHER = "other", _("Other")


class Inspection(Activity):
    """An inspection of how the law on gender equality is kept (clause 3.c)."""

    TASKS = ("cap.inspection",)
    PREFIX = "inspections-"
    RELATED = ("task", "unit")
    SEARCHED = (*Activity.SEARCHED, "subject", "inspected", "findings", "proposals")
    TOTALS = ("bodies", "found", "handled", "cost")
    FROZEN_FIELDS = (
        "started_on", "ended_on", "subject", "inspected", "bodies", "findings", "violations", "found", "handled",
        "proposals", "submitted_on", "cost",
    )  # fmt: skip

    subject = models.CharField(_("What was inspected"), max_length=300, blank=True)
    inspected = models.CharField(_("Which bodies"), max_length=300, blank=True)
    bodies = models.PositiveIntegerField(_("Bodies inspected"), null=True, blank=True)
    findings = models.TextField(_("Findings"), max_length=4000, blank=True)
    violations = RowsField(
        _("Violations by kind"),
        columns=(
            Column("kind", _("Kind"), "choice", choices=Violation.choices, is_required=True),
            Column("found", _("Found"), "count", is_required=True),
            Column("handled", _("Handled"), "count"),
            Column("how", _("How they were handled")),
        ),
    )
    found = models.PositiveIntegerField(_("Violations found"), null=True, blank=True)
    handled = models.PositiveIntegerField(_("of them handled"), null=True, blank=True)
    proposals = models.TextField(_("Solutions proposed"), max_length=4000, blank=True)
    submitted_on = models.DateField(_("Handed to the People's Committee on"), null=True, blank=True)

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

    def clean_fields(self, exclude=None):
        # What is listed by kind is added up here; without a list the numbers are those typed.
        if self.violations:
            self.found, self.handled = total_of(self.violations, "found"), total_of(self.violations, "handled")
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        refuse_larger_parts(self, (("handled", "found", HANDLED_TOO_MANY),))


class Measure(models.TextChoices):
    """What a standing figure counts: NL-04 to NL-07."""

    STAFF = "staff", _("Staff for gender equality; of them trained at least once")
    PARTY_DISTRICT = "party_district", _("Members of the district Party committee, term 2020–2025")
    PARTY_COMMUNE = "party_commune", _("Members of the communes' Party committees, term 2020–2025")
    CANDIDATES = "candidates", _("Candidates for the People's Councils 2021–2026")
    DEPUTIES = "deputies", _("Deputies of the People's Councils 2021–2026")
    BODIES = "bodies", _("Bodies; of them with a woman among the key leaders")
    COMMITTEES = "committees", _("People's Committees; of them with a woman among the key leaders")


class Standing(Record):
    """A figure as it stood on a day, with its source; the latest holds until there is a newer one."""

    TASKS = ("cap.review", "cap.training")
    PREFIX = "standing-"
    RELATED = ("task", "unit")
    DATED_BY = ("as_of",)
    SEARCHED = ("measure", "source", "note")
    FROZEN_FIELDS = ("measure", "as_of", "total", "female", "part", "part_female", "source", "note")
    PARTS = (
        ("female", "total", FEMALE_TOO_MANY),
        ("part", "total", PART_TOO_MANY),
        ("part_female", "part", PART_TOO_MANY),
        ("part_female", "female", PART_TOO_MANY),
    )

    measure = models.CharField(_("Figure"), max_length=20, choices=Measure.choices)
    as_of = models.DateField(_("As of"))
    counted_on = models.GeneratedField(
        expression=F("as_of"), output_field=models.DateField(), db_persist=True, db_index=True
    )
    total = models.PositiveIntegerField(_("In all"))
    female = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    part = models.PositiveIntegerField(_("The part (trained, or with a woman leader)"), null=True, blank=True)
    part_female = models.PositiveIntegerField(_("Women among the part"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    note = models.TextField(_("Note"), max_length=2000, blank=True)

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("standing figure"), _("standing figures")
        constraints = [
            part_within("female", "total", "female_within", FEMALE_TOO_MANY),
            part_within("part", "total", "part_within", PART_TOO_MANY),
            part_within("part_female", "part", "part_female_within", PART_TOO_MANY),
            models.UniqueConstraint(
                fields=["unit", "measure", "as_of"],
                condition=Q(deleted_at=None),
                name="standing_once",
                violation_error_message=_("This figure is recorded for that day already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()}, {date_short(self.as_of)}"

    @property
    def summary(self):
        return counted(
            (people(self.total, self.female), _("in all")), (people(self.part, self.part_female), _("of them"))
        )

    def clean(self):
        super().clean()
        refuse_larger_parts(self, self.PARTS)
