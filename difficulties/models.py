"""Difficulties that units raise, and the replies to them (clause 5 of the directive)."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.directives.models import Task
from core.lib.dates.clock import today
from core.units.models import Unit
from filing.models import OfUnitQuerySet
from filing.models.search_field import SearchField
from filing.wording.addressees import Addressee


class DifficultyState(models.TextChoices):
    """The states of a difficulty: the Department's turn, the unit's turn, or ended."""

    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    RESOLVED = "resolved", _("Resolved")


class DifficultyQuerySet(OfUnitQuerySet):
    def waiting(self):
        """Return those that the Department has to answer."""
        return self.filter(state=DifficultyState.OPEN)

    def wait(self):
        """Return {"number", "days"}: how many wait, and the longest waiting time; one query."""
        totals = self.waiting().aggregate(number=Count("pk"), since=Min("waiting_since"))
        return {"number": totals["number"], "days": (today() - totals["since"]).days if totals["since"] else 0}


class DifficultyManager(models.Manager.from_queryset(DifficultyQuerySet)):
    """The manager that leaves out withdrawn difficulties; `everything` includes them."""

    def get_queryset(self):
        return super().get_queryset().filter(withdrawn_at=None)


class Difficulty(models.Model):
    """A difficulty that a unit raises with the Department; only `difficulties.verbs` changes its state.

    `answered_on` is the day of the first answer and stays; `waiting_since` is the day of the unit's first reply
    without an answer, so that a unit that adds a reply keeps its place in the queue.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="difficulties", verbose_name=_("Unit"))
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="difficulties", verbose_name=_("Task")
    )
    addressee = models.CharField(
        _("Who is to act"), max_length=10, choices=Addressee.choices, default=Addressee.DEPARTMENT
    )
    title = models.CharField(_("Title"), max_length=300)
    text = models.TextField(_("Description"), max_length=4000)
    raised_on = models.DateField(_("Raised on"), db_index=True, editable=False)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    state = models.CharField(
        _("State"), max_length=10, choices=DifficultyState.choices, default=DifficultyState.OPEN, editable=False
    )
    answered_on = models.DateField(null=True, editable=False)
    resolved_on = models.DateField(null=True, editable=False)
    waiting_since = models.DateField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    searched = SearchField()

    SEARCHED = ("title", "text")

    objects = DifficultyManager()
    everything = models.Manager.from_queryset(DifficultyQuerySet)()

    class Meta:
        ordering = ["-raised_on", "-pk"]
        verbose_name, verbose_name_plural = _("difficulty"), _("difficulties")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DifficultyState.OPEN, waiting_since__isnull=False)
                | Q(state__in=[DifficultyState.ANSWERED, DifficultyState.RESOLVED], waiting_since__isnull=True),
                name="difficulty_waits_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=DifficultyState.ANSWERED) | Q(answered_on__isnull=False),
                name="difficulty_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=DifficultyState.RESOLVED, resolved_on__isnull=False)
                | (~Q(state=DifficultyState.RESOLVED) & Q(resolved_on__isnull=True)),
                name="difficulty_resolved_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(answered_on=None) | Q(answered_on__gte=F("raised_on")))
                & (Q(resolved_on=None) | Q(resolved_on__gte=F("raised_on"))),
                name="difficulty_raised_first",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(state=DifficultyState.OPEN, answered_on=None),
                name="difficulty_withdrawn_unanswered",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of the difficulty's own page."""
        return reverse("difficulties:detail", args=[self.pk])

    @property
    def days_waiting(self):
        """The days the unit waits so far, or waited for the first answer; None if it ended without one."""
        if self.waiting_since:
            return (today() - self.waiting_since).days
        return (self.answered_on - self.raised_on).days if self.answered_on else None

    @property
    def can_be_withdrawn(self):
        """Whether it is open and has never been answered."""
        return self.state == DifficultyState.OPEN and self.answered_on is None


class Reply(models.Model):
    """A reply in the thread, never changed.

    `at` is the instant, `day` the local day that people see. `is_answer` marks replies of the Department, `resolves`
    the one that ended the difficulty; only that one may be empty.
    """

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="replies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()
    text = models.TextField(_("Text"), max_length=4000, blank=True)
    is_answer = models.BooleanField()
    resolves = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("message about a difficulty")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(resolves=True), name="reply_says_something"),
        ]

    def __str__(self):
        return self.text
