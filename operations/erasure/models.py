from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Purge(models.Model):
    """A request to erase words and files everywhere, proposed by one person and confirmed by another.

    `words` are kept until the second person has decided, then emptied: what stays tells that something was erased, by
    whom and from where (`found`: {what: how many}), not what it was. `files` are keys such as `evidence:17` and
    `issue:3` (`operations.erasure.occurrences`).
    """

    class Why(models.TextChoices):
        VICTIM = "victim", _("Reveals who a victim or an informant is")
        PERSON = "person", _("Private details of a person (address, identity number, health)")
        PLACE = "place", _("Reveals where a protected person is")
        OTHER = "other", _("Other personal data")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Awaiting the second person")
        DONE = "done", _("Data removed")
        REFUSED = "refused", _("Refused")

    words = models.CharField(max_length=200, blank=True)
    files = models.JSONField(default=list)
    why = models.CharField(_("Reason"), max_length=10, choices=Why.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    found = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name, verbose_name_plural = _("removal of personal data"), _("removals of personal data")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("proposed_by")), name="purge_by_two_people"
            ),
            models.CheckConstraint(condition=Q(state="proposed") | Q(words=""), name="purge_keeps_no_words"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.get_state_display()}"
