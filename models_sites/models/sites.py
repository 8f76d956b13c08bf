"""The register of sites: the support models of the communes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lib.dates.clock import today
from core.lib.dates.valid_days import is_valid_day, valid_range
from core.lib.text.alphabetical import in_order
from core.lib.text.vietnamese import date_short
from core.units.models import Unit
from filing.models.entries import Entry
from filing.models.rows_field import RowColumn, RowsField
from models_sites.models.kinds import SiteKind


class SiteState(models.TextChoices):
    """The state of a site on a day, which follows from the filed days."""

    PREPARING = "preparing", _("In preparation")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Site(Entry):
    """A support model in a commune, an entry of the register.

    The register stays open, but for what a closed window counts (`reaches_into`). No street address is kept here: where
    victims sleep stays secret (Law 02/2007/QH12, art. 5.1.d).
    """

    RELATED = ("unit", "commune", "kind")
    SEARCHED = ("name", "commune", "managing_body", "in_charge", "phone")
    DATED_BY = ("closed_on", "opened_on", "pauses", "kind")

    name = models.CharField(_("Name"), max_length=200)
    kind = models.ForeignKey(SiteKind, models.PROTECT, to_field="code", related_name="+", verbose_name=_("Kind"))
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Commune"))
    managing_body = models.CharField(_("Managing body"), max_length=200)
    in_charge = models.CharField(_("People in charge"), max_length=300, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    capacity = models.PositiveIntegerField(_("Capacity (people at a time)"), null=True, blank=True)
    founded_on = models.DateField(_("Founded on"), null=True, blank=True)
    opened_on = models.DateField(_("Running since"), null=True, blank=True)
    pauses = RowsField(
        _("Pauses"),
        columns=(
            RowColumn("since", _("From"), "day", is_required=True),
            RowColumn("until", _("Reopened on"), "day"),
            RowColumn("why", _("Reason")),
        ),
    )
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    closed_why = models.CharField(_("Reason for closing"), max_length=300, blank=True)
    # Typed before releases of the public directory were counted; no form asks for it any more.
    published_on = models.DateField(_("Contact made public on"), null=True, blank=True)
    is_funded = models.BooleanField(_("Funded by the programme"), default=False)

    class Meta(Entry.Meta):
        abstract = False
        ordering = ["unit__code", in_order("name")]
        verbose_name, verbose_name_plural = _("place of support"), _("places of support")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")),
                name="site_closes_after_it_opens",
                violation_error_message=_("The closing date must be after the opening date."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def dated_in_life(self):
        """The opening; what happens to it later is its unit's even after the unit's end."""
        return ("opened_on", self.opened_on) if self.opened_on else None

    @property
    def marked_days(self):
        days = [day for since, until in pause_intervals(self.pauses) for day in (since, until)]
        return (self.opened_on, self.closed_on, *days, *(row.on for row in self.past_transfers))

    @property
    def counted_under(self):
        return [self.unit_id, *(row.former_id for row in self.past_transfers)]

    @property
    def past_transfers(self):
        """The transfers of the site, the earliest first; none of one that is not stored yet."""
        return self.transfers.all() if self.pk else ()

    def unit_id_on(self, day):
        """Return the id of the unit whose site it was on that day."""
        return next((row.former_id for row in self.past_transfers if day < row.on), self.unit_id)

    def reaches_into(self, window, stored):
        was, is_now = (_counted_in(row, window) for row in (stored, self))
        return was != is_now

    def state_on(self, day):
        """Return the `SiteState` on a day."""
        if not self.opened_on or day < self.opened_on:
            return SiteState.PREPARING
        if self.closed_on and self.closed_on <= day:
            return SiteState.CLOSED
        paused = any(since <= day and (until is None or day < until) for since, until in pause_intervals(self.pauses))
        return SiteState.PAUSED if paused else SiteState.RUNNING

    @property
    def summary(self):
        """The state today, with its first day where it is running or closed."""
        state = self.state_on(today())
        if state == SiteState.CLOSED:
            return _("closed on %s") % date_short(self.closed_on)
        if state == SiteState.RUNNING:
            return _("running since %s") % date_short(self.opened_on)
        return state.label

    def clean(self):
        super().clean()
        errors = {}
        for name in ("founded_on", "opened_on", "closed_on"):
            if getattr(self, name) and not is_valid_day(getattr(self, name)):
                errors[name] = _("The date must be between %(earliest)s and %(latest)s.") % valid_range()
        if not errors:
            errors |= self._order_errors()
        errors = errors or self._log_errors()
        if errors:
            raise ValidationError(errors)

    def _order_errors(self):
        """Return {field: error} for days in a wrong order."""
        errors = {}
        if self.closed_on and (not self.opened_on or self.closed_on <= self.opened_on):
            errors["closed_on"] = _("The closing date must be after the opening date.")
        if self.founded_on and self.opened_on and self.opened_on < self.founded_on:
            errors["opened_on"] = _("The opening date cannot be before the founding date.")
        last = self.opened_on
        for since, until in pause_intervals(self.pauses):
            if last is None or since < last or (until and until <= since):
                errors["pauses"] = _(
                    "Pauses must come after the opening, one after another, each ending after it starts."
                )
                break
            last = until
        return errors

    def _log_errors(self):
        """Return {field: error} where an end or a pause, newly set, leaves log entries without a running site."""
        stored = Site.everything.filter(pk=self.pk).first() if self.pk else None
        if stored is None or (self.closed_on, self.pauses) == (stored.closed_on, stored.pauses):
            return {}
        entries = self.log.exclude(status="cancelled").order_by("-ended_on")
        for entry in entries:
            field = self.out_of_service(entry.started_on, entry.ended_on)
            if field:
                message = _("The log has an entry for %(start)s to %(end)s: the place of support was running then.")
                return {field: message % {"start": date_short(entry.started_on), "end": date_short(entry.ended_on)}}
        return {}

    def out_of_service(self, start, end):
        """Return the field by which the site ran on none of the days: `closed_on`, `pauses`, or an empty text."""
        if self.closed_on and start >= self.closed_on:
            return "closed_on"
        paused = any(since <= start and (until is None or end < until) for since, until in pause_intervals(self.pauses))
        return "pauses" if paused else ""


def _counted_in(site, window):
    """Return what a window counts of a site: its changes on days within, and how it stands at the end."""
    if site is None or site.deleted_at:
        return frozenset()
    end, days = window.end, set()
    pauses = pause_intervals(site.pauses)
    changes = [("opened", site.opened_on), ("closed", site.closed_on)]
    changes += [pair for since, until in pauses for pair in (("paused", since), ("resumed", until))]
    days |= {(name, day) for name, day in changes if day and window.start <= day <= end}
    days |= {site.state_on(end)} & {SiteState.RUNNING, SiteState.PAUSED}
    # Whether people in need turn to it depends on the kind.
    return frozenset({*days, site.kind_id} if days else ())


def pause_intervals(pauses):
    """Return (first day, day when it runs again or None) for each row of a site's pauses."""
    days = [tuple(row.get(name) and date.fromisoformat(row[name]) for name in ("since", "until")) for row in pauses]
    return [(since, until or None) for since, until in days]
