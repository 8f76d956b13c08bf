"""Quick reports: the questions that the Department asks, and the answers of the units."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import units_in_sight
from core.indicators import catalogue
from core.lib.dates.clock import official_now
from core.lib.dates.windows import PeriodKind, Window, period_title
from core.units.models import Unit
from filing.models import OfUnitQuerySet


class QuickReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the quick reports that a unit within sight asked, or was asked."""
        sight = units_in_sight(user)
        answerable = QuickAnswer.objects.filter(unit__in=sight).values("report")
        return self.filter(Q(root__in=sight) | Q(pk__in=answerable))

    def open(self):
        """Return the quick reports that still take answers, in time or late."""
        return self.filter(closed_at=None)


class QuickReport(models.Model):
    """A quick report (`Báo cáo nhanh`): a few questions to several units, to be answered within hours.

    `due_at` is an instant: an answer after it is late, and is taken until the report is closed. `start` and `end` are
    the days in which the portal counts the figures that are asked; both None where none is.
    """

    root = models.ForeignKey(Unit, models.PROTECT, related_name="quick_reports", verbose_name=_("requested by"))
    title = models.CharField(_("Subject"), max_length=200)
    note = models.TextField(_("Notes for units"), max_length=1000, blank=True)
    start = models.DateField(_("Figures from"), null=True, blank=True)
    end = models.DateField(_("Figures to"), null=True, blank=True)
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuickReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name, verbose_name_plural = _("quick report"), _("quick reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gte=F("start")), name="quick_report_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="quick_report_due_after_asked"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("steering:quick", args=[self.pk])

    @property
    def window(self):
        """The days of the counted figures, or None."""
        return Window(self.start, self.end) if self.start else None

    @property
    def days(self):
        """`từ ngày 15/12/2019 đến ngày 18/12/2020`; empty where nothing is counted."""
        return period_title(PeriodKind.URGENT, self.end.year, start=self.start, end=self.end) if self.start else ""

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_overdue(self):
        """Whether it still takes answers, but only late ones."""
        return self.is_open and official_now() > self.due_at

    @property
    def minutes_left(self):
        """Whole minutes until the deadline; negative since it has passed."""
        return (self.due_at - official_now()) // timedelta(minutes=1)


class QuestionKind(models.TextChoices):
    """How a question of a quick report is answered."""

    FIGURE = "figure", _("a figure counted by the system")
    NUMBER = "number", _("a number")
    TEXT = "text", _("a short text")
    YES_NO = "yes_no", _("yes or no")


class QuickQuestion(models.Model):
    """A question: a counted figure by its key, or the Department's own `words` (a number with its `measure`).

    `is_sensitive`: whoever asked said that it counts victims or perpetrators; its answers are in no document.
    """

    report = models.ForeignKey(QuickReport, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    indicator = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=300)
    measure = models.CharField(max_length=60, blank=True)
    is_sensitive = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("question of a quick report")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="quick_question_order"),
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.FIGURE) & ~Q(indicator="")
                | ~Q(kind=QuestionKind.FIGURE) & Q(indicator=""),
                name="quick_question_of_a_figure",
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def is_number(self):
        """Whether the answers add up."""
        return self.kind in (QuestionKind.FIGURE, QuestionKind.NUMBER)

    @property
    def scale(self):
        """How many stored units make one that people read (đồng in million); 1 for everything else."""
        return catalogue.get_indicator(self.indicator).scale if self.indicator else 1

    @property
    def label(self):
        """`Cuộc truyền thông trực tiếp (cuộc)`, in Vietnamese."""
        return f"{self.words} ({self.measure})" if self.measure else self.words


class QuickAnswer(models.Model):
    """The answer of one unit; created empty when the unit is asked.

    `values` and `counted` are {str(question pk): value}: the unit's answers (whole numbers in the figure's own scale,
    true or false, text) and what the portal counted at that moment (None: nothing). Whether the unit is in time is
    decided by its first answer. Each saving adds one to `version` and leaves a `QuickVersion`.
    """

    report = models.ForeignKey(QuickReport, models.CASCADE, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quick_answers")
    values = models.JSONField(default=dict)
    counted = models.JSONField(default=dict)
    version = models.PositiveSmallIntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a quick report")
        ordering = ["unit__code"]
        constraints = [models.UniqueConstraint(fields=["report", "unit"], name="quick_answer_once_for_a_unit")]

    def __str__(self):
        return f"{self.unit}: {self.report}"

    @property
    def is_answered(self):
        return self.answered_at is not None

    @property
    def is_late(self):
        """Whether the first answer came after the deadline as it stands now; needs the report."""
        return self.first_at is not None and self.first_at > self.report.due_at


class QuickVersion(models.Model):
    """One saved version of an answer: who, when, what. Never changed."""

    answer = models.ForeignKey(QuickAnswer, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    values = models.JSONField()
    counted = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("earlier answer to a quick report")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="quick_version_once")]

    def __str__(self):
        return f"{self.answer_id}/{self.version}"
