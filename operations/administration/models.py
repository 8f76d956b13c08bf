"""Letters about accounts that are to be sent.

No link is ever stored: it is made at the moment of sending.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lib.leases import Lease, passed
from core.units.models import Unit

# At most an hour passes between two tries.
LETTER_LEASE = Lease(timedelta(hours=1), until="next_try", holder="")


class LetterKind(models.TextChoices):
    """The subject of a letter."""

    INVITATION = "invitation", _("invitation")
    RESET = "reset", _("password reset")
    CHANGED = "changed", _("password changed")


class LetterQuerySet(models.QuerySet):
    def due(self, moment):
        """Return the letters that are to be sent by then, the longest waiting first."""
        # What was never tried is due from the moment that it was asked for.
        untried = Q(passed("next_try", timedelta(), moment), attempts=0)
        return self.filter(LETTER_LEASE.is_over(moment) | untried).order_by("next_try", "pk")


class Letter(models.Model):
    """A letter to a person, or to whoever has an address that somebody typed into the log-in page.

    Exactly one of `person` and `address` is set. Requested again while it waits, it is the same letter. Written by
    `operations.administration.letters.requests` alone, and deleted once it is sent, and after a day.
    """

    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="letters")
    address = models.EmailField(max_length=254, blank=True)
    asked_at = models.DateTimeField()
    next_try = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["next_try", "pk"]
        verbose_name, verbose_name_plural = _("account email"), _("account emails")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "person"], condition=Q(address=""), name="letter_once_for_each_person"
            ),
            models.UniqueConstraint(
                fields=["kind", "address"], condition=Q(person=None), name="letter_once_for_each_address"
            ),
            models.CheckConstraint(
                condition=Q(person=None, address__gt="") | Q(person__isnull=False, address=""),
                name="letter_to_a_person_or_an_address",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.person_id or 'typed'}"


class DeliveryState(models.TextChoices):
    """What became of an invitation that waits no longer."""

    SENT = "sent", _("handed to the mail server")
    GIVEN_UP = "given_up", _("could not be sent")


class Delivery(models.Model):
    """What became of the last invitation of a person; while a letter waits, that one tells.

    A mail server that took a letter may still bring it back: nobody learns that here.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delivery")
    state = models.CharField(max_length=10, choices=DeliveryState.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("delivery of an invitation"), _("deliveries of invitations")

    def __str__(self):
        return f"{self.person_id}: {self.state}"


class ChangeState(models.TextChoices):
    """How far a change of units has come."""

    WAITING = "waiting", _("Awaiting confirmation by the Department")
    CONFIRMED = "confirmed", _("Confirmed")
    UNDONE = "undone", _("Undone")
    TAKEN_BACK = "taken_back", _("Withdrawn")


class UnitChange(models.Model):
    """A change of units on a day: prepared by the administrator, confirmed by the Department, undone whole.

    `lines` are `operations.administration.changes.lines.Line`, `applied` is `…changes.effects.Applied` or {}.
    `is_in_effect`: what can't wait in the tables for its day (people, drafts, sites) has been done.
    """

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=300)
    day = models.DateField(_("takes effect on"))
    lines = models.JSONField()
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.WAITING)
    applied = models.JSONField(default=dict)
    is_in_effect = models.BooleanField(default=False)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name, verbose_name_plural = _("change of units"), _("changes of units")

    def __str__(self):
        return self.title
