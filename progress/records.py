"""What all areas' records have in common: abstract parents, no table of their own."""

from datetime import date

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from calendars.clock import today
from calendars.sensible import is_sensible, sensible_range
from directives.models import Task
from progress.models import Evidence, OfUnitQuerySet
from progress.search import SearchField
from texts.choices import ManyField, holding
from texts.vietnamese import date_short
from units.models import Unit


class Status(models.TextChoices):
    """Only what is done is counted."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


# What the database or the writing of a row computes, and no history need keep.
COMPUTED = ["counted_on", "cost", "funds_spent", "searched"]


class EntryManager(models.Manager.from_queryset(OfUnitQuerySet)):
    """Leaves out what was deleted; `everything` has it still."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at=None)


class Entry(models.Model):
    """Something a unit files: who filed and changed it, its history, and a deletion that can be undone.

    A kind names the relations that its pages read (`RELATED`), the fields that lists are searched by (`SEARCHED`)
    and those that are added up below them (`TOTALS`); where its area has several kinds, `PREFIX` begins the names of
    its pages.
    """

    RELATED: tuple[str, ...] = ("unit",)
    SEARCHED: tuple[str, ...] = ()
    TOTALS: tuple[str, ...] = ()
    PREFIX = ""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="%(app_label)s_%(class)s", verbose_name=_("Unit"))
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Filed by"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("Changed by"),
    )
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    # Typed in by the Department from what the unit sent on paper.
    from_paper = models.BooleanField(default=False, editable=False)
    searched = SearchField()
    evidence = GenericRelation(Evidence)
    history = HistoricalRecords(inherit=True, excluded_fields=COMPUTED)

    objects = EntryManager()
    everything = models.Manager.from_queryset(OfUnitQuerySet)()

    class Meta:
        abstract = True

    def get_absolute_url(self):
        """The entry's own page."""
        label = self._meta.app_label
        return reverse(f"{label}:{self.PREFIX}detail", args=[self.pk])

    @property
    def closing_day(self):
        """The day by which a report closes this entry; none for a register, which stays open."""
        return None

    @property
    def marked_days(self):
        """The days on which this entry is counted, for the facts."""
        return ()


class Record(Entry):
    """Work under a task on its own dates; belongs whole to its `counted_on`, which each kind defines."""

    # Of these the first that has a day decides where the record belongs.
    DATED_BY: tuple[str, ...] = ("ended_on", "started_on")
    # What every piece of work tells a snapshot; a kind adds its own `FROZEN_FIELDS`.
    TOLD: tuple[str, ...] = ()

    task = models.ForeignKey(Task, models.PROTECT, related_name="%(app_label)s_%(class)s", verbose_name=_("Task"))
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.DONE)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["unit", "counted_on"], condition=Q(deleted_at=None), name="%(class)s_by_day"),
        ]

    @property
    def closing_day(self):
        return self.counted_on

    @property
    def marked_days(self):
        return (self.counted_on,)

    def clean(self):
        """Rules about the one row, shared by form and import: dates in a sensible range, nothing done tomorrow."""
        super().clean()
        errors = {}
        for field in self._meta.fields:
            day = getattr(self, field.attname, None)
            if isinstance(field, models.DateField) and field.editable and isinstance(day, date):
                if not is_sensible(day):
                    errors[field.name] = _("This date lies outside %(earliest)s to %(latest)s.") % sensible_range()
                elif self.status == Status.DONE and day > today():
                    errors[field.name] = _("What is done cannot lie in the future. Today is %s.") % date_short(today())
        if errors:
            raise ValidationError(errors)


def standing_tasks():
    """(code, name) of the standing catalogue, for the tasks that a record also serves."""
    return Task.objects.values_list("code", "name")


def serving(code):
    """The condition that a record's main task, or one that it also serves, is that of the standing catalogue."""
    return Q(task__code=code) | holding("also", code)


class Work(Record):
    """What is told of every piece of work: what it serves, by whom, what it changed, and if others should copy it."""

    title = models.CharField(_("Title"), max_length=300)
    also = ManyField(_("Also serves"), options=standing_tasks, is_data=True)
    organiser = models.CharField(_("Led by"), max_length=200, blank=True)
    partners = models.CharField(_("Together with"), max_length=300, blank=True)
    outcome = models.TextField(_("Result and change observed"), max_length=2000, blank=True)
    is_good_practice = models.BooleanField(_("Good practice"), default=False)
    good_practice_why = models.CharField(_("Why it is worth copying"), max_length=300, blank=True)
    note = models.TextField(_("Note"), max_length=4000, blank=True)

    TOLD = ("also", "organiser", "partners", "outcome", "is_good_practice", "good_practice_why", "note")
    SEARCHED = ("title", "organiser", "partners", "outcome", "note")

    class Meta(Record.Meta):
        abstract = True

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.is_good_practice and not self.good_practice_why.strip():
            raise ValidationError({"good_practice_why": _("Say in a line why others should copy it.")})
        if self.task_id and self.task.code in self.also:
            raise ValidationError({"also": _("This is the main task already.")})


SOURCES = ("cost_district", "cost_province", "cost_central", "cost_other")


def sum_of(names):
    """The sum of columns of which some are unknown; null where all are."""
    return Case(
        When(Q(**{f"{name}__isnull": True for name in names}), then=Value(None)),
        default=sum((Coalesce(F(name), Value(0)) for name in names[1:]), Coalesce(F(names[0]), Value(0))),
    )


class Spending(models.Model):
    """What was spent, by source, in đồng; `cost` is their sum, null where none is known."""

    cost_district = models.PositiveBigIntegerField(_("From the district (VND)"), null=True, blank=True)
    cost_province = models.PositiveBigIntegerField(_("From the province (VND)"), null=True, blank=True)
    cost_central = models.PositiveBigIntegerField(_("From the central budget (VND)"), null=True, blank=True)
    cost_other = models.PositiveBigIntegerField(_("From other sources (VND)"), null=True, blank=True)
    cost = models.GeneratedField(
        verbose_name=_("Cost (VND)"),
        expression=sum_of(SOURCES),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        abstract = True


FEMALE_TOO_MANY = _("Women cannot be more than all who took part.")
MINORITY_TOO_MANY = _("Ethnic minorities cannot be more than all who took part.")


class Attended(models.Model):
    """Those who took part: all, women, ethnic minorities. Men are the rest; an empty part is unknown, not zero."""

    PARTS = (("female", "attendance", FEMALE_TOO_MANY), ("minority", "attendance", MINORITY_TOO_MANY))

    attendance = models.PositiveIntegerField(_("Attendances in all"), null=True, blank=True)
    female = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("of them ethnic minorities"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def male(self):
        """Men; None where a side is unknown."""
        return None if self.attendance is None or self.female is None else self.attendance - self.female

    @property
    def cost_each(self):
        """Đồng for each attendance (clause 2.e); None where a side is unknown or nobody came."""
        return round(self.cost / self.attendance) if self.cost is not None and self.attendance else None

    def clean(self):
        super().clean()
        refuse_larger_parts(self, self.PARTS)


class Activity(Work, Spending):
    """An event with a first and a last day; counted whole on its last."""

    started_on = models.DateField(_("First day"))
    ended_on = models.DateField(_("Last day"), blank=True)
    counted_on = models.GeneratedField(
        expression=F("ended_on"), output_field=models.DateField(), db_persist=True, db_index=True
    )

    class Meta(Work.Meta):
        abstract = True
        ordering = ["-counted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def clean_fields(self, exclude=None):
        # An event of one day: its last day need not be typed.
        self.ended_on = self.ended_on or self.started_on
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("The last day lies before the first.")})


class OfCommune(Record):
    """That one commune did its part in a year: filed once for each commune, by ticking a checklist."""

    DATED_BY = ("day",)
    RELATED = ("task", "unit", "commune")
    SEARCHED = ("commune", "detail")

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Commune"))
    year = models.PositiveSmallIntegerField(_("Year"))
    day = models.DateField(_("Day"))
    detail = models.CharField(max_length=200, blank=True)
    counted_on = models.GeneratedField(
        expression=F("day"), output_field=models.DateField(), db_persist=True, db_index=True
    )

    class Meta(Record.Meta):
        abstract = True
        ordering = ["-counted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "commune", "year"],
                condition=Q(deleted_at=None),
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This commune is ticked for that year already."),
            ),
        ]

    def __str__(self):
        return f"{self.commune.short_name}, {self.year}"

    @property
    def summary(self):
        return self.detail


def attended_within():
    """The constraints of `Attended`, for the Meta of a kind."""
    return [
        part_within("female", "attendance", "female_within", FEMALE_TOO_MANY),
        part_within("minority", "attendance", "minority_within", MINORITY_TOO_MANY),
    ]


def part_within(part, whole, name, message):
    """A constraint that a part counted within a whole is never larger (either may be unknown)."""
    return models.CheckConstraint(
        condition=Q(**{f"{part}__isnull": True}) | Q(**{f"{whole}__gte": F(part)}),
        name=f"%(app_label)s_%(class)s_{name}",
        violation_error_message=message,
    )


def refuse_larger_parts(row, parts):
    """Raise ValidationError at each field whose number is larger than its whole, or has no whole.

    `parts` are (part, whole, message); the database holds the same by `part_within`.
    """
    errors = {}
    for part, whole, message in parts:
        number, total = getattr(row, part), getattr(row, whole)
        if number is not None and (total is None or number > total):
            errors[part] = message
    if errors:
        raise ValidationError(errors)
