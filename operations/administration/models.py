"""Letters about accounts that are to be sent.

No link is ever stored: it is made at the moment of sending.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lib.leases import Lease, passed

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
