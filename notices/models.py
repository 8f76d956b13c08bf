"""What the portal tells a person, each occasion once. The row is also the outbox: its mail state says what is owed."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """How far the mail of a notice has come; a state is changed in `notices.outbox` alone."""

    NONE = "none", _("no mail")
    QUEUED = "queued", _("mail waits to be sent")
    SENDING = "sending", _("mail is being sent")
    SENT = "sent", _("mail sent")
    # The server had the mail in its hands and gave no answer: sending again could give the person two.
    UNKNOWN = "unknown", _("not known whether the mail arrived")
    FAILED = "failed", _("mail could not be sent")


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own notices, whatever their role."""
        return self.filter(person_id=user.pk)

    def unseen(self):
        return self.filter(seen_at=None)

    def due(self, moment):
        """Those whose mail is to be sent by then, the longest waiting first."""
        return self.filter(mail=MailState.QUEUED, next_try__lte=moment).order_by("next_try", "pk")


class Notice(models.Model):
    """One occasion told to one person. `subject` and `text` are Vietnamese; `path` is where it leads, after log-in.

    A reminder (`is_reminder`) comes by mail to whoever wants reminders by mail, any other notice to whoever wants
    notices. `about` are the keys of what was told in it, for whoever must know whether a thing was told already.
    `message_id` follows from person and occasion, so that mail servers too know a mail that comes twice.
    `token` and `leased_until` are the claim of the worker that sends the mail.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    occasion = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    is_reminder = models.BooleanField(default=False)
    about = models.JSONField(default=list, blank=True)
    # Never another site's address: neither scheme nor host.
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
        verbose_name, verbose_name_plural = _("notice"), _("notices")
        constraints = [models.UniqueConstraint(fields=["person", "occasion"], name="notice_once_for_each_occasion")]
        indexes = [
            models.Index(fields=["person"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["mail", "next_try"], name="notice_outbox"),
        ]

    def __str__(self):
        return self.subject


class MailChoice(models.Model):
    """What a person wants by mail too: each notice at once, the day's reminders; who has not chosen gets both."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    by_mail = models.BooleanField(_("Send me my notices by mail too"), default=True)
    reminders_by_mail = models.BooleanField(
        _("Send me reminders by mail too"),
        default=True,
        help_text=_("One mail a day at most, on working days between 7:30 and 17:00, with all that is due."),
    )

    def __str__(self):
        return f"{self.by_mail}, {self.reminders_by_mail}"
