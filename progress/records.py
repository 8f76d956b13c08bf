"""What all areas' records have in common: abstract parents, no table of their own."""

from datetime import date

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from calendars.clock import today
from calendars.sensible import is_sensible, sensible_range
from directives.models import Task
from progress.models import Evidence, OfUnitQuerySet
from texts.vietnamese import date_short
from units.models import Unit


class Status(models.TextChoices):
    """Only what is done is counted."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class EntryManager(models.Manager.from_queryset(OfUnitQuerySet)):
    """Leaves out what was deleted; `everything` has it still."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at=None)


class Entry(models.Model):
    """Something a unit files: who filed and changed it, its history, and a deletion that can be undone.

    A kind names the relations that its pages read (`RELATED`) and, where its area has several kinds, what
    the names of its pages begin with (`PREFIX`).
    """

    RELATED: tuple[str, ...] = ("unit",)
    PREFIX = ""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="%(app_label)s_%(class)s", verbose_name=_("Unit"))
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("Filed by")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("Changed by"),
    )
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    evidence = GenericRelation(Evidence)
    history = HistoricalRecords(inherit=True, excluded_fields=["counted_on"])

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

    task = models.ForeignKey(Task, models.PROTECT, related_name="%(app_label)s_%(class)s", verbose_name=_("Task"))
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.DONE)

    class Meta:
        abstract = True

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


class Activity(Record):
    """An event with a first and a last day; counted whole on its last."""

    title = models.CharField(_("Title"), max_length=300)
    started_on = models.DateField(_("First day"))
    ended_on = models.DateField(_("Last day"), blank=True)
    counted_on = models.GeneratedField(
        expression=F("ended_on"), output_field=models.DateField(), db_persist=True, db_index=True
    )
    cost = models.PositiveBigIntegerField(_("Cost (VND)"), null=True, blank=True)
    note = models.TextField(_("Note"), max_length=4000, blank=True)

    class Meta:
        abstract = True
        ordering = ["-counted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean_fields(self, exclude=None):
        # An event of one day: its last day need not be typed.
        self.ended_on = self.ended_on or self.started_on
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("The last day lies before the first.")})


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
