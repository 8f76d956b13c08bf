from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendars.sensible import is_sensible, sensible_range
from calendars.windows import PeriodKind, Window, containing, slot_end, slot_of, window_of
from progress.records import Entry, Record, part_within, refuse_larger_parts
from progress.words import counted
from texts.vietnamese import date_short
from units.models import Unit


class SiteKind(models.TextChoices):
    TRUSTED_ADDRESS = "trusted_address", _("Trusted address")
    SHELTER = "shelter", _("Community shelter")
    PREVENTION = "prevention", _("Prevention and mitigation of gender-based violence")
    OTHER = "other", _("Other model")


class Site(Entry):
    """A support model in a commune: a register that lives on; only its dated log is counted and locked.

    No street address is kept here: where victims sleep stays secret (Law 02/2007/QH12, art. 5.1.d).
    """

    RELATED = ("unit", "commune")

    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=SiteKind.choices)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Commune"))
    managing_body = models.CharField(_("Managing body"), max_length=200)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    opened_on = models.DateField(_("Running since"))
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    is_funded = models.BooleanField(_("Funded by the programme"), default=False)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ["unit__code", "name"]
        verbose_name, verbose_name_plural = _("site"), _("sites")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="site_closes_after_it_opens",
                violation_error_message=_("A site closes after it has opened."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def marked_days(self):
        return (self.opened_on, self.closed_on)

    @property
    def summary(self):
        if self.closed_on:
            return _("closed on %s") % date_short(self.closed_on)
        return _("running since %s") % date_short(self.opened_on)

    def clean(self):
        super().clean()
        errors = {
            name: _("This date lies outside %(earliest)s to %(latest)s.") % sensible_range()
            for name in ("opened_on", "closed_on")
            if getattr(self, name) and not is_sensible(getattr(self, name))
        }
        if not errors and self.opened_on and self.closed_on and self.closed_on <= self.opened_on:
            errors["closed_on"] = _("A site closes after it has opened.")
        if errors:
            raise ValidationError(errors)


FEMALE_TOO_MANY = _("Women cannot be more than all.")
HELPED_TOO_MANY = _("No more can be helped than were newly found; count earlier cases as continuing.")
HANDLED_TOO_MANY = _("No more can be advised or handled than were newly found.")


class LogEntry(Record):
    """What happened at a site, or in the unit without one, within a half-month or a month: counts only.

    No free text and no upload, so that nothing about a person can be written here.
    """

    TASKS = ("model.run", "model.extend")
    PREFIX = "log-"
    RELATED = ("task", "unit", "site")
    FROZEN_FIELDS = (
        "site_id", "started_on", "ended_on", "activities", "victims", "victims_female", "victims_helped",
        "victims_continuing", "perpetrators", "perpetrators_female", "perpetrators_handled",
        "funds_granted", "funds_allotted", "funds_spent",
    )  # fmt: skip
    PARTS = (
        ("victims_female", "victims", FEMALE_TOO_MANY),
        ("victims_helped", "victims", HELPED_TOO_MANY),
        ("perpetrators_female", "perpetrators", FEMALE_TOO_MANY),
        ("perpetrators_handled", "perpetrators", HANDLED_TOO_MANY),
    )

    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="log", verbose_name=_("Site"))
    started_on = models.DateField(_("First day"))
    ended_on = models.DateField(_("Last day"))
    counted_on = models.GeneratedField(
        expression=F("ended_on"), output_field=models.DateField(), db_persist=True, db_index=True
    )
    activities = models.PositiveIntegerField(_("Activities of the model"), null=True, blank=True)
    victims = models.PositiveIntegerField(_("Victims newly found"), null=True, blank=True)
    victims_female = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    victims_helped = models.PositiveIntegerField(_("of them helped"), null=True, blank=True)
    victims_continuing = models.PositiveIntegerField(_("Continuing cases (not added up)"), null=True, blank=True)
    perpetrators = models.PositiveIntegerField(_("Perpetrators newly found"), null=True, blank=True)
    perpetrators_female = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    perpetrators_handled = models.PositiveIntegerField(_("of them advised or handled"), null=True, blank=True)
    funds_granted = models.PositiveBigIntegerField(_("Funds granted (VND)"), null=True, blank=True)
    funds_allotted = models.PositiveBigIntegerField(_("Funds allotted locally (VND)"), null=True, blank=True)
    funds_spent = models.PositiveBigIntegerField(_("Funds spent (VND)"), null=True, blank=True)

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("log entry"), _("log entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="log_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            part_within("victims_female", "victims", "victims_female_within", FEMALE_TOO_MANY),
            part_within("victims_helped", "victims", "victims_helped_within", HELPED_TOO_MANY),
            part_within("perpetrators_female", "perpetrators", "perpetrators_female_within", FEMALE_TOO_MANY),
            part_within("perpetrators_handled", "perpetrators", "perpetrators_handled_within", HANDLED_TOO_MANY),
        ]

    def __str__(self):
        days = f"{date_short(self.started_on)}–{date_short(self.ended_on)}"
        return f"{self.site or self.unit}, {days}"

    @property
    def summary(self):
        return counted(
            (self.activities, _("activities")),
            (self.victims, _("victims newly found")),
            (self.perpetrators, _("perpetrators newly found")),
        )

    def clean(self):
        super().clean()
        if self.started_on and self.ended_on:
            if self.ended_on < self.started_on:
                raise ValidationError({"ended_on": _("The last day lies before the first.")})
            if not is_slot_or_month(self.started_on, self.ended_on):
                message = _("A log covers a half-month (1 to 14, 15 to the end) or a month from the 15th to the 14th.")
                raise ValidationError({"ended_on": message})
        if self.site_id and self.site.unit_id != self.unit_id:
            raise ValidationError({"site": _("This site belongs to another unit.")})
        refuse_larger_parts(self, self.PARTS)


def is_slot_or_month(start, end):
    """Whether the days are one half-month, or one reporting month (Decree 09/2019/NĐ-CP, art. 12)."""
    if start == slot_of(start) and end == slot_end(start):
        return True
    return Window(start, end) == window_of(PeriodKind.MONTH, *containing(PeriodKind.MONTH, end))
