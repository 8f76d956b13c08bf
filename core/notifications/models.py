"""Notices to users, once for each occasion; the rows are also the outbox of mails, by their mail state."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.lib.leases import passed

# The wait before the same mail is tried again.
RETRY_AFTER = timedelta(minutes=5)


class MailState(models.TextChoices):
    """The state of a notice's mail, changed in `core.notifications.outbox` alone."""

    NONE = "none", _("no email")
    QUEUED = "queued", _("email waiting to be sent")
    SENDING = "sending", _("email being sent")
    SENT = "sent", _("email sent")
    # The server may have taken the mail but gave no answer: sending again could deliver it twice.
    UNKNOWN = "unknown", _("not known whether the email arrived")
    FAILED = "failed", _("email could not be sent")


class NoticeQuerySet(models.QuerySet):
    """Look-ups of notices."""

    def visible_to(self, user):
        """Return the user's own notices, whatever their role."""
        return self.filter(person_id=user.pk)

    def unseen(self):
        return self.filter(seen_at=None)

    def due(self, moment):
        """Return the notices whose mail is due at the moment, the longest waiting first."""
        return self.filter(passed("next_try", RETRY_AFTER, moment), mail=MailState.QUEUED).order_by("next_try", "pk")


class Notice(models.Model):
    """A notice of one occasion to one person, in Vietnamese; `path` is the page it leads to, after log-in.

    A reminder (`is_reminder`) is mailed to those who want reminders by mail, any other notice to those who want
    notices. `about` are the keys of its contents, for senders who must know what was said before. `message_id` is
    derived from person and occasion, so that mail servers too recognise a mail that comes twice. `token` and
    `leased_until` are the claim of the worker that sends the mail.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    occasion = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    is_reminder = models.BooleanField(default=False)
    about = models.JSONField(default=list, blank=True)
    # A path of the portal, with neither scheme nor host.
    path = models.CharField(max_length=500, validators=[RegexValidator(r"\A/(?![/\\])[^\s\\]*\Z")])
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=MailState.choices)
    message_id = models.CharField(max_length=320)
    sent_at = models.DateTimeField(null=True, blank=True)
    next_try = models.DateTimeField()
    token = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name, verbose_name_plural = _("notification"), _("notifications")
        constraints = [models.UniqueConstraint(fields=["person", "occasion"], name="notice_once_for_each_occasion")]
        indexes = [
            models.Index(fields=["person"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["mail", "next_try"], name="notice_outbox"),
        ]

    def __str__(self):
        return self.subject


class MailChoice(models.Model):
    """A person's choice of mails: notices at once, and the day's reminders; without a row both are sent."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    by_mail = models.BooleanField(_("Also send me notifications by email"), default=True)
    reminders_by_mail = models.BooleanField(
        _("Also send me reminders by email"),
        default=True,
        help_text=_("At most one email on each working day, between 7:30 and 17:00, with everything that is due."),
    )

    def __str__(self):
        return f"{self.by_mail}, {self.reminders_by_mail}"
