"""The abstract parents of records: work under a task, on its own dates."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.directives.models import Task
from core.lib.choices_field import ManyField, contains_key
from core.lib.dates.clock import today
from core.lib.dates.valid_days import is_valid_day, valid_range
from core.lib.text.vietnamese import date_short
from core.units.models import Unit
from filing.models.entries import Entry
from filing.models.spending import Spending


class Status(models.TextChoices):
    """The status of a record; only what is done counts."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("In progress")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


def counting_day(*days):
    """Return the column of the day on which a record counts: the first of these columns that is filled."""
    expression = Coalesce(*days) if len(days) > 1 else F(days[0])
    return models.GeneratedField(expression=expression, output_field=models.DateField(), db_persist=True, db_index=True)


class Record(Entry):
    """A record under a task; it counts whole on its day `counted_on`, which each model defines."""

    DATED_BY = ("ended_on", "started_on")
    # The fields that a snapshot keeps of every piece of work; a model adds its own `FROZEN_FIELDS`.
    TOLD: tuple[str, ...] = ()
    # The codes of the program's tasks that are filed here; whether the Department's own with their form are too.
    TASKS: tuple[str, ...] = ()
    TAKES_OWN_TASKS = True
    BEGINS_WITH_UNIT = True

    task = models.ForeignKey(Task, models.PROTECT, related_name="%(app_label)s_%(class)s", verbose_name=_("Task"))
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.DONE)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["unit", "counted_on"], condition=Q(deleted_at=None), name="%(class)s_by_day"),
        ]

    @classmethod
    def tasks(cls):
        """Return the tasks that are filed as this kind of record."""
        named = Q(code__in=cls.TASKS)
        return Task.objects.filter(named | Q(form_of__in=cls.TASKS) if cls.TAKES_OWN_TASKS else named)

    @property
    def closing_day(self):
        return self.counted_on

    @property
    def dated_in_life(self):
        # Before it is written the database has not computed `counted_on` yet.
        days = ((name, getattr(self, name)) for name in self.DATED_BY)
        return next(((name, day) for name, day in days if day), None)

    @property
    def marked_days(self):
        return (self.counted_on,)

    def clean(self):
        """Check the dates: each in a sensible range, and nothing done in the future."""
        super().clean()
        errors = {}
        for field in self._meta.fields:
            day = getattr(self, field.attname, None)
            if isinstance(field, models.DateField) and field.editable and isinstance(day, date):
                if not is_valid_day(day):
                    errors[field.name] = _("The date must be between %(earliest)s and %(latest)s.") % valid_range()
                elif self.status == Status.DONE and day > today():
                    errors[field.name] = _("Completed work cannot have a future date. Today is %s.") % date_short(
                        today()
                    )
        if errors:
            raise ValidationError(errors)


def standing_tasks():
    """Return (code, name) of the tasks in the standing catalogue, as choices of `Work.also`."""
    return Task.objects.values_list("code", "name")


def serving(code):
    """Return the condition that a record has this task as its main one or also serves it."""
    return Q(task__code=code) | contains_key("also", code)


class Work(Record):
    """A piece of work: further tasks, organiser, outcome, and whether it is good practice."""

    title = models.CharField(_("Title"), max_length=300)
    also = ManyField(_("Also counts for"), options=standing_tasks, is_data=True)
    organiser = models.CharField(_("Lead body"), max_length=200, blank=True)
    partners = models.CharField(_("In cooperation with"), max_length=300, blank=True)
    outcome = models.TextField(_("Results and changes seen"), max_length=2000, blank=True)
    is_good_practice = models.BooleanField(_("Good practice"), default=False)
    good_practice_why = models.CharField(_("Why others should copy it"), max_length=300, blank=True)
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
            raise ValidationError({"good_practice_why": _("Give one line on why others should copy it.")})
        if self.task_id and self.task.code in self.also:
            raise ValidationError({"also": _("This is already the main task.")})


class Activity(Work, Spending):
    """An event with a first and a last day, counted whole on the last."""

    started_on = models.DateField(_("First day"))
    ended_on = models.DateField(_("Last day"), blank=True)
    counted_on = counting_day("ended_on")

    class Meta(Work.Meta):
        abstract = True
        ordering = ["-counted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def clean_fields(self, exclude=None):
        # The last day of a one-day event need not be typed.
        self.ended_on = self.ended_on or self.started_on
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("The last day is before the first day.")})


class CommuneRecord(Record):
    """A record that one commune did its part in a year, filed with a checklist of communes."""

    DATED_BY = ("day",)
    TAKES_OWN_TASKS = False
    RELATED = ("task", "unit", "commune")
    SEARCHED = ("commune", "detail")

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Commune"))
    year = models.PositiveSmallIntegerField(_("Year"))
    day = models.DateField(_("Day"))
    detail = models.CharField(max_length=200, blank=True)
    counted_on = counting_day("day")

    class Meta(Record.Meta):
        abstract = True
        ordering = ["-counted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "commune", "year"],
                condition=Q(deleted_at=None),
                name="%(app_label)s_%(class)s_once",
                violation_error_message=_("This commune is already recorded for that year."),
            ),
        ]

    def __str__(self):
        return f"{self.commune.short_name}, {self.year}"

    def clean(self):
        """Refuse what another unit recorded already: a commune that moved within the year counts once."""
        super().clean()
        others = type(self).objects.filter(commune=self.commune_id, year=self.year).exclude(unit=self.unit_id)
        if self.commune_id and self.status == Status.DONE and others.filter(status=Status.DONE).exists():
            raise ValidationError({"commune": _("The unit that this commune belonged to recorded it for that year.")})

    @property
    def summary(self):
        return self.detail
