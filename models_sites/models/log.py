"""What happened at the sites, as counts for each half-month or month."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.lib.dates.windows import PeriodKind, Window, period_containing, slot_end, slot_of, window_of
from core.lib.text.vietnamese import date_short
from filing.models.parts import PREDATES, LaterHeldNumbers, all_of, held, part_within
from filing.models.records import Record, Status, counting_day
from filing.models.spending import sum_of
from filing.wording.counts import counted
from models_sites.models.log_rules import (
    AGED_TOO_MANY,
    AGES_TOO_MANY,
    ANSWER_TOO_MANY,
    FEMALE_TOO_MANY,
    HANDLED_TOO_MANY,
    HELPED_TOO_MANY,
    LOG_RULES,
    PERPETRATOR_AGES,
    PERPETRATOR_ANSWERS,
    SPENT,
    VICTIM_AGES,
    VICTIM_HELP,
    WAY_TOO_MANY,
)
from models_sites.models.sites import Site
from models_sites.models.transfers import sites_logged_by

# By which site and days a log entry lies where it does.
PLACED = ("site_id", "started_on", "ended_on", "status")


def _count_field(label):
    return models.PositiveIntegerField(label, null=True, blank=True)


def _money_field(label):
    return models.PositiveBigIntegerField(label, null=True, blank=True)


def _part_constraints(parts, whole, message):
    return [part_within(part, whole, f"{part}_within", message) for part in parts]


def _ages_within(ages, whole):
    """Return the condition that age bands together are at most the whole; null, which passes, for an unknown whole."""
    return Q(**{f"{whole}__gte": sum((Coalesce(F(age), 0) for age in ages[1:]), Coalesce(F(ages[0]), 0))})


class LogEntry(LaterHeldNumbers, Record):
    """The counts of a half-month or a month at a site, or in the unit without a site.

    It has no free text and no upload, so that nothing about a person can be written here.
    """

    TASKS = ("model.run", "model.extend")
    PREFIX = "log-"
    RELATED = ("task", "unit", "site")
    FROZEN_FIELDS = (
        "site_id",
        "started_on",
        "ended_on",
        "activities",
        "victims",
        "victims_female",
        *VICTIM_AGES,
        *VICTIM_HELP,
        "victims_continuing",
        "perpetrators",
        "perpetrators_female",
        *PERPETRATOR_AGES,
        *PERPETRATOR_ANSWERS,
        "nights",
        "staff_trained",
        "funds_granted",
        "funds_allotted",
        "funds_spent",
        "meets_requirement",
        "meets_objective",
        "meets_schedule",
    )
    SEARCHED = ("site",)
    TOTALS = ("activities", "victims", "victims_helped", "perpetrators", "perpetrators_handled", "funds_spent")
    RULES = LOG_RULES

    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="log", verbose_name=_("Place of support")
    )
    started_on = models.DateField(_("First day"))
    ended_on = models.DateField(_("Last day"))
    counted_on = counting_day("ended_on")
    activities = _count_field(_("Activities of the model"))
    victims = _count_field(_("Victims newly found"))
    victims_female = _count_field(_("of whom women"))
    victims_under_16 = _count_field(_("of whom under 16"))
    victims_16_to_59 = _count_field(_("of whom 16 to 59"))
    victims_60_up = _count_field(_("of whom 60 and older"))
    victims_helped = _count_field(_("of whom helped"))
    victims_advised = _count_field(_("advised"))
    victims_sheltered = _count_field(_("sheltered"))
    victims_referred = _count_field(_("referred"))
    victims_continuing = _count_field(_("Continuing cases (not added up)"))
    perpetrators = _count_field(_("Perpetrators newly found"))
    perpetrators_female = _count_field(_("of whom women"))
    perpetrators_under_18 = _count_field(_("of whom under 18"))
    perpetrators_18_up = _count_field(_("of whom 18 and older"))
    perpetrators_handled = _count_field(_("of whom advised or handled"))
    perpetrators_counselled = _count_field(_("counselled"))
    perpetrators_punished = _count_field(_("handled by law"))
    nights = _count_field(_("Nights of shelter"))
    staff_trained = _count_field(_("Staff of the model trained"))
    funds_granted = _money_field(_("Funds granted (VND)"))
    funds_allotted = _money_field(_("Funds allotted locally (VND)"))
    spent_district = _money_field(_("Spent from the district or commune budget (VND)"))
    spent_province = _money_field(_("Spent from the province (VND)"))
    spent_central = _money_field(_("Spent from the central budget (VND)"))
    spent_other = _money_field(_("Spent from other sources (VND)"))
    funds_spent = models.GeneratedField(
        verbose_name=_("Funds spent (VND)"),
        expression=sum_of(SPENT),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )
    meets_requirement = models.BooleanField(_("Requirement met"), null=True, blank=True)
    meets_objective = models.BooleanField(_("Objective met"), null=True, blank=True)
    meets_schedule = models.BooleanField(_("On schedule"), null=True, blank=True)

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("entry in the log of the model"), _("entries in the log of the model")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="log_ends_after_it_begins",
                violation_error_message=_("The last day is before the first day."),
            ),
            *_part_constraints(["victims_female"], "victims", FEMALE_TOO_MANY),
            *_part_constraints(VICTIM_AGES, "victims", AGED_TOO_MANY),
            *_part_constraints(VICTIM_HELP, "victims", HELPED_TOO_MANY),
            *_part_constraints(["perpetrators_female"], "perpetrators", FEMALE_TOO_MANY),
            *_part_constraints(PERPETRATOR_AGES, "perpetrators", AGED_TOO_MANY),
            *_part_constraints(PERPETRATOR_ANSWERS, "perpetrators", HANDLED_TOO_MANY),
            *(
                part_within(way, "victims_helped", f"{way}_of_helped", WAY_TOO_MANY, unless=PREDATES)
                for way in VICTIM_HELP[1:]
            ),
            *(
                part_within(answer, "perpetrators_handled", f"{answer}_of_handled", ANSWER_TOO_MANY, unless=PREDATES)
                for answer in PERPETRATOR_ANSWERS[1:]
            ),
            held(_ages_within(VICTIM_AGES, "victims") | PREDATES, "victims_ages_within", AGES_TOO_MANY),
            held(_ages_within(PERPETRATOR_AGES, "perpetrators") | PREDATES, "perpetrators_ages_within", AGES_TOO_MANY),
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
                raise ValidationError({"ended_on": _("The last day is before the first day.")})
            if not is_slot_or_month(self.started_on, self.ended_on):
                message = _(
                    "A log entry covers a half-month (1 to 14, or 15 to the end) or a month from the 15th to the 14th."
                )
                raise ValidationError({"ended_on": message})
        is_other = self.site_id and self.site.unit_id != self.unit_id
        if is_other and not sites_logged_by(self.unit).filter(pk=self.site_id).exists():
            raise ValidationError({"site": _("This place of support belongs to another unit.")})
        stored = LogEntry.everything.filter(pk=self.pk).first() if self.pk else None
        # What was filed so before can still be corrected in its numbers.
        if stored is None or any(getattr(self, name) != getattr(stored, name) for name in PLACED):
            self.check_beside()

    def check_beside(self):
        if not self.site_id or not self.started_on or not self.ended_on or self.status == Status.CANCELLED:
            return
        # As stored: the form's own was read before the unit was locked.
        site = Site.everything.get(pk=self.site_id)
        why = site.out_of_service(self.started_on, self.ended_on)
        if why == "closed_on":
            message = _("This place of support closed on %s. Nothing can be logged from that day.")
            raise ValidationError({"started_on": message % date_short(site.closed_on)})
        if why:
            raise ValidationError({"started_on": _("This place of support was paused on all these days.")})

    @property
    def victims_by_age(self):
        return all_of(self, VICTIM_AGES)

    @property
    def perpetrators_by_age(self):
        return all_of(self, PERPETRATOR_AGES)

    @property
    def victims_by_way(self):
        return all_of(self, VICTIM_HELP[1:])

    @property
    def perpetrators_by_answer(self):
        return all_of(self, PERPETRATOR_ANSWERS[1:])

    @property
    def nights_possible(self):
        """The nights of all who may have slept there on all these days; None where nobody is known to have."""
        people = (self.victims_sheltered or 0) + (self.victims_continuing or 0)
        return people * ((self.ended_on - self.started_on).days + 1) or None


def is_slot_or_month(start, end):
    """Return whether the days are a half-month or a reporting month (Decree 09/2019/NĐ-CP, art. 12)."""
    if start == slot_of(start) and end == slot_end(start):
        return True
    return Window(start, end) == window_of(PeriodKind.MONTH, *period_containing(PeriodKind.MONTH, end))
