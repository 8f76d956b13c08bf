"""Reporting periods with their due dates, and days off declared by the Department."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lib.dates import windows
from core.lib.dates.clock import today
from core.lib.dates.windows import PeriodKind, Window, period_title
from core.lib.dates.working_days import DeclaredDays, next_working_day
from core.units.models import Unit
from core.units.reporting import roots_of

FREE_KINDS = (PeriodKind.THEMATIC, PeriodKind.URGENT)


class Theme(models.TextChoices):
    """The subject of a report that does not cover all of the work."""

    GENERAL = "", _("All gender equality work")
    ACTION_MONTH = "action_month", _("Action Month (clauses 1.c and 2.d)")
    CLOSING_REVIEW = "closing_review", _("Final review of the strategy and programmes (clause 3.b)")


class PeriodQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the periods of the person's unit, those above it and those it followed; none for administrators."""
        if user.is_administrator:
            return self.none()
        above = Unit.objects.filter(descents__unit=user.unit_id).values("pk")
        return self.filter(Q(root__in=above) | Q(root__in=roots_of(user.unit_id).values("pk")))


class Period(models.Model):
    """A reporting period: its dates, the document that asks for the report, and the due date.

    Periods overlap: months, quarters, halves, years, and free dates (Decree 09/2019/NĐ-CP, art. 12).
    """

    root = models.ForeignKey(Unit, models.PROTECT, related_name="periods", verbose_name=_("opened by"))
    kind = models.CharField(_("kind"), max_length=20, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number within the year"), default=1)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices, default=Theme.GENERAL, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    due_on = models.DateField(_("units' due date"))
    summary_due_on = models.DateField(_("provincial summary's due date"), null=True, blank=True)
    asked_number = models.CharField(_("number and symbol of the requesting document"), max_length=60)
    asked_on = models.DateField(_("date of that document"))
    asked_subject = models.CharField(_("subject of that document"), max_length=300)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-end", "-start", "kind"]
        verbose_name, verbose_name_plural = _("reporting period"), _("reporting periods")
        constraints = [
            models.UniqueConstraint(
                fields=["root", "kind", "year", "number"],
                condition=~Q(kind__in=FREE_KINDS),
                name="period_asked_once",
                violation_error_message=_("This period is already open. Each unit reports once."),
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="period_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.title

    @property
    def window(self):
        return Window(self.start, self.end)

    @property
    def is_free(self):
        return PeriodKind(self.kind).is_free

    @property
    def title(self):
        """The Vietnamese name as in a report's subject: `năm 2020`, `6 tháng đầu năm 2020`."""
        return period_title(self.kind, self.year, self.number, self.start, self.end)

    @property
    def days_left(self):
        """Days until the due date; negative when it has passed."""
        return (self.due_on - today()).days

    @property
    def last_year(self):
        return windows.same_period_last_year(self.kind, self.year, self.number, self.window)

    @property
    def cumulative(self):
        return windows.year_to_date(self.window)


def declared_days(rows):
    """Return the `DeclaredDays` of (day, whether it is worked)."""
    days = {True: set(), False: set()}
    for day, is_worked in rows:
        days[is_worked].add(day)
    return DeclaredDays(off=frozenset(days[False]), worked=frozenset(days[True]))


class DayOffQuerySet(models.QuerySet):
    def of(self, root_id):
        """Return the days that a Department declared, for `core.lib.dates.working_days`."""
        return declared_days(self.filter(root=root_id).values_list("day", "is_worked"))

    def due_date(self, root_id, day):
        """Return the due date that a person set, which moves from a day off to the next working day."""
        return next_working_day(day, self.of(root_id))


class DayOff(models.Model):
    """A day on which offices are closed outside the calendar (storm, flood, a swap), declared by the Department.

    With `is_worked` it is a day of the calendar's days off on which they work, to make up for another.
    """

    root = models.ForeignKey(Unit, models.CASCADE, related_name="days_off", verbose_name=_("declared by"))
    day = models.DateField(_("day"))
    is_worked = models.BooleanField(_("working day"), default=False)
    reason = models.CharField(_("reason"), max_length=300)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    objects = DayOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("day off")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["root", "day"], name="day_off_once")]

    def __str__(self):
        return f"{self.day}: {self.reason}"
