"""Hotlines, listings of places of help, and the releases by which two people publish them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lib.choices_field import ManyField
from core.lib.dates.clock import today
from core.lib.dates.official_time_field import OfficialTimeField
from core.lib.text.alphabetical import in_order
from core.units.models import Unit
from filing.models import OfUnitQuerySet
from models_sites.models import Site


class Hotline(models.Model):
    """A number that anybody may call, with the day on which the Department last tried it, if it ever did."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    about = models.CharField(_("what it is for"), max_length=300)
    about_en = models.CharField(_("what it is for, in English"), max_length=300)
    hours = models.CharField(_("hours"), max_length=60, default="24/7")
    is_free = models.BooleanField(_("free call"), default=True)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    is_shown = models.BooleanField(_("shown to the public"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        ordering = ["order", "number"]
        verbose_name, verbose_name_plural = _("hotline"), _("hotlines")

    def __str__(self):
        return self.number

    def clean(self):
        super().clean()
        if self.checked_on and self.checked_on > today():
            raise ValidationError({"checked_on": _("This date is in the future.")})


class Help(models.TextChoices):
    """Kinds of help."""

    ADVICE = "advice", _("Advice, someone to talk to")
    SHELTER = "shelter", _("A safe place to stay for a few days")
    HEALTH = "health", _("Taking you to a clinic")
    LAW = "law", _("Help with the police and legal matters")
    MEDIATION = "mediation", _("Mediation in the family")
    CHILDREN = "children", _("Help for children")


class Part(models.TextChoices):
    """The fields of a listing that can be released; the area is published with any of them."""

    HOST = "host", _("Host body")
    PHONE = "phone", _("Phone")
    HOURS = "hours", _("Hours")
    ADDRESS = "address", _("Street address")
    HELP = "help", _("Kinds of help")
    ANSWERS = "who_answers", _("Who answers")
    CALL = "what_happens", _("What happens when you call")


class Listing(models.Model):
    """What a site's keeper says of it for the public, and what the host consented to; not public by itself.

    The street address is kept nowhere else, and only of a place recorded as sheltering nobody overnight: where
    victims sleep stays secret (Law 02/2007/QH12, art. 5.1.d).
    """

    site = models.OneToOneField(Site, models.CASCADE, related_name="listing")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    host = models.CharField(_("Host body"), max_length=200)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    hours = models.CharField(_("Hours"), max_length=120, blank=True)
    shelters_nobody = models.BooleanField(_("Nobody is sheltered there overnight"), default=False)
    address = models.CharField(_("Street address"), max_length=200, blank=True)
    help = ManyField(_("Kinds of help"), options=Help.choices)
    who_answers = models.CharField(_("Who answers"), max_length=200, blank=True)
    what_happens = models.CharField(_("What happens when you call"), max_length=500, blank=True)
    consent_by = models.CharField(_("Consent given by (job title)"), max_length=200, blank=True)
    consent_on = models.DateField(_("Consent given on"), null=True, blank=True)
    consent_to = ManyField(_("Consent to publish"), options=Part.choices)
    keeper = models.CharField(_("Contact for this information (job title)"), max_length=200)
    reviewed_on = models.DateField(_("Last confirmed on"), null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    changed_at = OfficialTimeField(auto_now=True)

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("public details of a place of support")
        ordering = ["unit__code", in_order("site__name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(address="") | Q(shelters_nobody=True), name="listing_address_where_nobody_sleeps"
            ),
        ]

    def __str__(self):
        return str(self.site)

    def clean(self):
        super().clean()
        errors = {}
        if self.address and (self.site.kind.shelters_overnight or not self.shelters_nobody):
            errors["address"] = _("A street address can only be kept for a place where nobody stays overnight.")
        if bool(self.consent_by) != bool(self.consent_on):
            errors["consent_on"] = _("A consent needs the person who gave it and its date.")
        if self.consent_on and self.consent_on > today():
            errors["consent_on"] = _("This date is in the future.")
        if errors:
            raise ValidationError(errors)


class ReleaseQuerySet(models.QuerySet):
    def standing(self):
        """Return the releases that are confirmed and not withdrawn."""
        return self.filter(confirmed_on__isnull=False, withdrawn_on=None)

    def pending(self):
        """Return the releases that wait for a second person."""
        return self.filter(confirmed_on=None, withdrawn_on=None)


class Release(models.Model):
    """A decision of two people to publish parts of a listing, and its withdrawal.

    `content` holds the released words alone, frozen when they were proposed; the public reads nothing else.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="releases")
    parts = ManyField(_("Public details"), options=Part.choices)
    content = models.JSONField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    why = models.CharField(_("Reason"), max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of a place of support")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="release_by_two_people"
            ),
            models.UniqueConstraint(
                fields=["listing"], condition=Q(confirmed_on=None, withdrawn_on=None), name="release_pending_once"
            ),
            models.UniqueConstraint(
                fields=["listing"],
                condition=Q(confirmed_on__isnull=False, withdrawn_on=None),
                name="release_standing_once",
            ),
        ]

    def __str__(self):
        return f"{self.listing}, {self.proposed_on}"


class WrongEntry(models.Model):
    """An official's notice that something public is wrong; the Department checks and closes it."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="wrong_entries")
    text = models.CharField(_("What is wrong"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("report of wrong information")
        ordering = ["closed_on", "-pk"]

    def __str__(self):
        return self.text
