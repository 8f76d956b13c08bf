"""What stands in a unit's way, and the thread in which the Department's bureau helps (clause 5 of the directive)."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from directives.models import Task
from progress.models import OfUnitQuerySet
from progress.search import SearchField
from units.models import Unit


class State(models.TextChoices):
    """Who has the word: the Department, the unit, or nobody any more."""

    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    RESOLVED = "resolved", _("Resolved")


class DifficultyQuerySet(OfUnitQuerySet):
    def waiting(self):
        """Those that the Department has still to answer."""
        return self.filter(state=State.OPEN)

    def wait(self):
        """{"number", "days"}: how many wait for an answer, and the longest of them for how long; one query."""
        found = self.waiting().aggregate(number=Count("pk"), since=Min("waiting_since"))
        return {"number": found["number"], "days": (today() - found["since"]).days if found["since"] else 0}


class DifficultyManager(models.Manager.from_queryset(DifficultyQuerySet)):
    """Leaves out what was withdrawn; `everything` has it still."""

    def get_queryset(self):
        return super().get_queryset().filter(withdrawn_at=None)


class Difficulty(models.Model):
    """A difficulty that a unit raises with the Department. The state changes in `difficulties.verbs` alone.

    `answered_on` is the day of the first answer and stays; `waiting_since` is the day of the unit's first word that
    has no answer yet, so that adding to one's own words costs nobody their place in the queue.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="difficulties", verbose_name=_("Unit"))
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="difficulties", verbose_name=_("Task")
    )
    title = models.CharField(_("Title"), max_length=300)
    text = models.TextField(_("What is difficult"), max_length=4000)
    raised_on = models.DateField(_("Raised on"), db_index=True, editable=False)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
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
                condition=Q(state=State.OPEN, waiting_since__isnull=False)
                | Q(state__in=[State.ANSWERED, State.RESOLVED], waiting_since__isnull=True),
                name="difficulty_waits_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | Q(answered_on__isnull=False),
                name="difficulty_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.RESOLVED, resolved_on__isnull=False)
                | (~Q(state=State.RESOLVED) & Q(resolved_on__isnull=True)),
                name="difficulty_resolved_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(answered_on=None) | Q(answered_on__gte=F("raised_on")))
                & (Q(resolved_on=None) | Q(resolved_on__gte=F("raised_on"))),
                name="difficulty_raised_first",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(state=State.OPEN, answered_on=None),
                name="difficulty_withdrawn_unanswered",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The difficulty's own page, with its thread."""
        return reverse("difficulties:detail", args=[self.pk])

    @property
    def days_waiting(self):
        """Days the unit waits so far, or waited for the first answer; None where it ended without one."""
        if self.waiting_since:
            return (today() - self.waiting_since).days
        return (self.answered_on - self.raised_on).days if self.answered_on else None

    @property
    def can_be_withdrawn(self):
        """Whether nobody has answered it or laid it to rest yet."""
        return self.state == State.OPEN and self.answered_on is None


class Reply(models.Model):
    """One word of the thread, never changed: who, when (the instant, and the day people see), what.

    `is_answer` is a word of the Department; `resolves` is the one that ended the matter, which alone may be empty.
    """

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="replies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()
    text = models.TextField(_("Text"), max_length=4000, blank=True)
    is_answer = models.BooleanField()
    resolves = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("word on a difficulty")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(resolves=True), name="reply_says_something"),
        ]

    def __str__(self):
        return self.text
