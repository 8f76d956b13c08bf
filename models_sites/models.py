from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from calendars.clock import today
from calendars.sensible import is_sensible, sensible_range
from calendars.windows import PeriodKind, Window, containing, slot_end, slot_of, window_of
from progress.records import (
    Entry,
    Record,
    Spending,
    Status,
    Work,
    part_within,
    refuse_larger_parts,
    sum_of,
)
from progress.rows import Column, RowsField
from progress.wording.words import counted
from texts.vietnamese import date_short
from units.models import Unit


class SiteKind(models.Model):
    """A kind of support model: data, so that the Department adds one without a new version of the portal.

    `helps_people` marks places that a person in need turns to (TT-07), `shelters_overnight` those where people
    sleep, whose street address is never published (Law 02/2007/QH12, art. 5.1.d).
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    helps_people = models.BooleanField(_("people in need turn to it"), default=False)
    shelters_overnight = models.BooleanField(_("people sleep there"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["order", "name"]
        verbose_name, verbose_name_plural = _("kind of site"), _("kinds of sites")

    def __str__(self):
        return self.name


class State(models.TextChoices):
    """How a site stands on a day; it follows from the days that are filed."""

    PREPARING = "preparing", _("Preparing")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Site(Entry):
    """A support model in a commune: a register that lives on; only its dated log is counted and locked.

    No street address is kept here: where victims sleep stays secret (Law 02/2007/QH12, art. 5.1.d).
    """

    RELATED = ("unit", "commune", "kind")
    SEARCHED = ("name", "commune", "managing_body", "in_charge", "phone")

    name = models.CharField(_("Name"), max_length=200)
    kind = models.ForeignKey(SiteKind, models.PROTECT, to_field="code", related_name="+", verbose_name=_("Kind"))
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Commune"))
    managing_body = models.CharField(_("Managing body"), max_length=200)
    in_charge = models.CharField(_("People in charge"), max_length=300, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    capacity = models.PositiveIntegerField(_("Places (people at a time)"), null=True, blank=True)
    founded_on = models.DateField(_("Founded on"), null=True, blank=True)
    opened_on = models.DateField(_("Running since"), null=True, blank=True)
    pauses = RowsField(
        _("Pauses"),
        columns=(
            Column("since", _("From"), "day", is_required=True),
            Column("until", _("Running again on"), "day"),
            Column("why", _("Reason")),
        ),
    )
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    closed_why = models.CharField(_("Why it was closed"), max_length=300, blank=True)
    published_on = models.DateField(_("Contact made public on"), null=True, blank=True)
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
        days = [day for since, until in spells(self.pauses) for day in (since, until)]
        return (self.opened_on, self.closed_on, self.published_on, *days)

    def state_on(self, day):
        """The `State` on that day."""
        if not self.opened_on or day < self.opened_on:
            return State.PREPARING
        if self.closed_on and self.closed_on <= day:
            return State.CLOSED
        paused = any(since <= day and (until is None or day < until) for since, until in spells(self.pauses))
        return State.PAUSED if paused else State.RUNNING

    @property
    def summary(self):
        """The state today, and since when where that is one day."""
        state = self.state_on(today())
        if state == State.CLOSED:
            return _("closed on %s") % date_short(self.closed_on)
        if state == State.RUNNING:
            return _("running since %s") % date_short(self.opened_on)
        return state.label

    def clean(self):
        super().clean()
        errors = {}
        for name in ("founded_on", "opened_on", "closed_on", "published_on"):
            if getattr(self, name) and not is_sensible(getattr(self, name)):
                errors[name] = _("This date lies outside %(earliest)s to %(latest)s.") % sensible_range()
        if not errors:
            errors |= self._orders()
        if errors:
            raise ValidationError(errors)

    def _orders(self):
        """Faults in the order of the days, by field."""
        errors = {}
        if self.closed_on and (not self.opened_on or self.closed_on <= self.opened_on):
            errors["closed_on"] = _("A site closes after it has opened.")
        if self.founded_on and self.opened_on and self.opened_on < self.founded_on:
            errors["opened_on"] = _("A site runs after it was founded.")
        if self.published_on and (not self.opened_on or self.published_on < self.opened_on):
            errors["published_on"] = _("A contact is made public once the site runs.")
        last = self.opened_on
        for since, until in spells(self.pauses):
            if last is None or since < last or (until and until <= since):
                errors["pauses"] = _("Pauses lie after the opening, one after the other, each ending after it began.")
                break
            last = until
        return errors


def spells(pauses):
    """(first day, day when it runs again or None) of each row of a site's pauses."""
    days = [tuple(row.get(name) and date.fromisoformat(row[name]) for name in ("since", "until")) for row in pauses]
    return [(since, until or None) for since, until in days]


FEMALE_TOO_MANY = _("Women cannot be more than all.")
AGED_TOO_MANY = _("This part cannot be more than all.")
HELPED_TOO_MANY = _("No more can be helped than were newly found; count earlier cases as continuing.")
HANDLED_TOO_MANY = _("No more can be advised or handled than were newly found.")
VICTIM_AGES = ("victims_under_16", "victims_16_to_59", "victims_60_up")
VICTIM_HELP = ("victims_helped", "victims_advised", "victims_sheltered", "victims_referred")
PERPETRATOR_AGES = ("perpetrators_under_18", "perpetrators_18_up")
PERPETRATOR_ANSWERS = ("perpetrators_handled", "perpetrators_counselled", "perpetrators_punished")


def _count(label):
    return models.PositiveIntegerField(label, null=True, blank=True)


def _money(label):
    return models.PositiveBigIntegerField(label, null=True, blank=True)


def _within(parts, whole, message):
    return [part_within(part, whole, f"{part}_within", message) for part in parts]


class LogEntry(Record):
    """What happened at a site, or in the unit without one, within a half-month or a month: counts only.

    No free text and no upload, so that nothing about a person can be written here.
    """

    TASKS = ("model.run", "model.extend")
    PREFIX = "log-"
    RELATED = ("task", "unit", "site")
    FROZEN_FIELDS = (
        "site_id", "started_on", "ended_on", "activities", "victims", "victims_female", *VICTIM_AGES, *VICTIM_HELP,
        "victims_continuing", "perpetrators", "perpetrators_female", *PERPETRATOR_AGES, *PERPETRATOR_ANSWERS,
        "nights", "staff_trained", "funds_granted", "funds_allotted", "funds_spent", "meets_requirement",
        "meets_objective", "meets_schedule",
    )  # fmt: skip
    SEARCHED = ("site",)
    TOTALS = ("activities", "victims", "victims_helped", "perpetrators", "perpetrators_handled", "funds_spent")
    PARTS = (
        ("victims_female", "victims", FEMALE_TOO_MANY),
        *((part, "victims", AGED_TOO_MANY) for part in VICTIM_AGES),
        *((part, "victims", HELPED_TOO_MANY) for part in VICTIM_HELP),
        ("perpetrators_female", "perpetrators", FEMALE_TOO_MANY),
        *((part, "perpetrators", AGED_TOO_MANY) for part in PERPETRATOR_AGES),
        *((part, "perpetrators", HANDLED_TOO_MANY) for part in PERPETRATOR_ANSWERS),
    )
    # Bands that are parts of one whole: together never more than it.
    BANDS = ((VICTIM_AGES, "victims"), (PERPETRATOR_AGES, "perpetrators"))

    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="log", verbose_name=_("Site"))
    started_on = models.DateField(_("First day"))
    ended_on = models.DateField(_("Last day"))
    counted_on = models.GeneratedField(
        expression=F("ended_on"), output_field=models.DateField(), db_persist=True, db_index=True
    )
    activities = _count(_("Activities of the model"))
    victims = _count(_("Victims newly found"))
    victims_female = _count(_("of them women"))
    victims_under_16 = _count(_("of them under 16"))
    victims_16_to_59 = _count(_("of them 16 to 59"))
    victims_60_up = _count(_("of them 60 and older"))
    victims_helped = _count(_("of them helped"))
    victims_advised = _count(_("advised"))
    victims_sheltered = _count(_("sheltered"))
    victims_referred = _count(_("referred"))
    victims_continuing = _count(_("Continuing cases (not added up)"))
    perpetrators = _count(_("Perpetrators newly found"))
    perpetrators_female = _count(_("of them women"))
    perpetrators_under_18 = _count(_("of them under 18"))
    perpetrators_18_up = _count(_("of them 18 and older"))
    perpetrators_handled = _count(_("of them advised or handled"))
    perpetrators_counselled = _count(_("counselled"))
    perpetrators_punished = _count(_("handled by law"))
    nights = _count(_("Nights of shelter"))
    staff_trained = _count(_("Staff of the model trained"))
    funds_granted = _money(_("Funds granted (VND)"))
    funds_allotted = _money(_("Funds allotted locally (VND)"))
    spent_district = _money(_("Spent from the district (VND)"))
    spent_province = _money(_("Spent from the province (VND)"))
    spent_central = _money(_("Spent from the central budget (VND)"))
    spent_other = _money(_("Spent from other sources (VND)"))
    funds_spent = models.GeneratedField(
        verbose_name=_("Funds spent (VND)"),
        expression=sum_of(("spent_district", "spent_province", "spent_central", "spent_other")),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )
    meets_requirement = models.BooleanField(_("Requirement met"), null=True, blank=True)
    meets_objective = models.BooleanField(_("Objective met"), null=True, blank=True)
    meets_schedule = models.BooleanField(_("Schedule kept"), null=True, blank=True)

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
            *_within(["victims_female"], "victims", FEMALE_TOO_MANY),
            *_within(VICTIM_AGES, "victims", AGED_TOO_MANY),
            *_within(VICTIM_HELP, "victims", HELPED_TOO_MANY),
            *_within(["perpetrators_female"], "perpetrators", FEMALE_TOO_MANY),
            *_within(PERPETRATOR_AGES, "perpetrators", AGED_TOO_MANY),
            *_within(PERPETRATOR_ANSWERS, "perpetrators", HANDLED_TOO_MANY),
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
        for bands, whole in self.BANDS:
            known = [getattr(self, band) for band in bands if getattr(self, band) is not None]
            if sum(known) > (getattr(self, whole) or 0):
                raise ValidationError({whole: _("The age bands together are more than this.")})


def is_slot_or_month(start, end):
    """Whether the days are one half-month, or one reporting month (Decree 09/2019/NĐ-CP, art. 12)."""
    if start == slot_of(start) and end == slot_end(start):
        return True
    return Window(start, end) == window_of(PeriodKind.MONTH, *containing(PeriodKind.MONTH, end))


class Decision(models.TextChoices):
    """What became of a proposal."""

    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")


class Extension(Work, Spending):
    """A proposal to extend what works to another place, and what was decided (clause 4.b).

    Under way until it is decided, done once it is agreed, cancelled where it is refused. It counts on the day of its
    latest step; the cost is what is asked for.
    """

    TASKS = ("model.extend",)
    PREFIX = "extensions-"
    RELATED = ("task", "unit", "commune", "kind")
    DATED_BY = ("decided_on", "submitted_on", "proposed_on")
    SEARCHED = (*Work.SEARCHED, "commune", "decision_number")
    TOTALS = ("cost",)
    FROZEN_FIELDS = (
        "kind_id", "proposed_on", "submitted_on", "decision", "decided_on", "decision_number", "cost",
    )  # fmt: skip

    kind = models.ForeignKey(SiteKind, models.PROTECT, to_field="code", related_name="+", verbose_name=_("Kind"))
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Commune"))
    proposed_on = models.DateField(_("Proposed on"))
    submitted_on = models.DateField(_("Handed to the People's Committee on"), null=True, blank=True)
    decision = models.CharField(_("Decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    decision_number = models.CharField(_("Number and symbol"), max_length=60, blank=True)
    counted_on = models.GeneratedField(
        expression=Coalesce("decided_on", "submitted_on", "proposed_on"),
        output_field=models.DateField(),
        db_persist=True,
        db_index=True,
    )

    class Meta(Work.Meta):
        abstract = False
        ordering = ["-counted_on", "-pk"]
        verbose_name, verbose_name_plural = _("proposal to extend"), _("proposals to extend")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.DONE) | Q(decision="agreed", decided_on__isnull=False),
                name="extension_done_once_agreed",
                violation_error_message=_("A proposal is done once it is agreed, with the day."),
            ),
        ]

    @property
    def summary(self):
        """How far it has come."""
        if self.decision and self.decided_on:
            return f"{self.get_decision_display()} {date_short(self.decided_on)}"
        if self.submitted_on:
            return _("handed to the People's Committee %s") % date_short(self.submitted_on)
        return _("proposed %s") % date_short(self.proposed_on)

    def clean(self):
        super().clean()
        if self.status == Status.DONE and (self.decision != Decision.AGREED or not self.decided_on):
            raise ValidationError({"decision": _("A proposal is done once it is agreed, with the day.")})
        if bool(self.decision) != bool(self.decided_on):
            raise ValidationError({"decided_on": _("A decision has its day, and a day its decision.")})
        steps = [day for day in (self.proposed_on, self.submitted_on, self.decided_on) if day]
        if steps != sorted(steps):
            raise ValidationError({"submitted_on": _("It is proposed first, then handed over, then decided.")})
