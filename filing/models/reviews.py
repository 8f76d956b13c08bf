"""Remarks of the Department on a report, and requests of the unit about it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import units_in_sight
from filing.models.submissions import Step, Submission


class Pinned(models.TextChoices):
    """What a remark is pinned to."""

    RECORD = "record", _("record")
    FIGURE = "figure", _("figure")
    PARAGRAPH = "paragraph", _("paragraph")


class RemarkQuerySet(models.QuerySet):
    def pending(self):
        """Return the remarks of a review that is not decided yet; the unit sees none of them."""
        return self.filter(step=None)

    def on(self, record):
        """Return the remarks on a record that the unit has received, the newest first."""
        content_type = ContentType.objects.get_for_model(record)
        received = self.filter(content_type=content_type, object_id=record.pk, step__isnull=False)
        return received.select_related("step").order_by("-pk")


class Remark(models.Model):
    """A reason pinned to one record, figure or paragraph of a report under review.

    The unit receives it when the report is returned: `step` is that return, null while the review goes on. `key` is
    the figure's (TT-02) or the paragraph's (plans.issued), empty for a record; `label` is its Vietnamese name at the
    time when it was pinned.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    step = models.ForeignKey(Step, models.CASCADE, null=True, blank=True, related_name="remarks")
    target = models.CharField(max_length=10, choices=Pinned.choices, default=Pinned.RECORD)
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    record = GenericForeignKey()
    key = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=400, blank=True)
    text = models.CharField(_("Remark"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=Pinned.RECORD, content_type__isnull=False, object_id__isnull=False, key="")
                | (~Q(target=Pinned.RECORD) & ~Q(key="") & Q(content_type=None, object_id=None)),
                name="remark_on_one_thing",
            ),
            models.UniqueConstraint(
                fields=["submission", "content_type", "object_id"],
                condition=Q(step=None, target=Pinned.RECORD),
                name="record_pinned_once_in_a_review",
            ),
            models.UniqueConstraint(
                fields=["submission", "target", "key"],
                condition=Q(step=None) & ~Q(key=""),
                name="key_pinned_once_in_a_review",
            ),
        ]

    def __str__(self):
        return self.text


class RequestKind(models.TextChoices):
    """The kinds of requests to the Department."""

    EXTENSION = "extension", _("an extension")
    REOPENING = "reopening", _("to reopen the approved report")


class RequestState(models.TextChoices):
    """The states of a request; only `filing.submissions.requests` changes them."""

    OPEN = "open", _("Waiting for an answer")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "taken_back", _("Withdrawn")


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return the requests of the units that the person may see."""
        return self.filter(submission__unit__in=units_in_sight(user))

    def waiting(self):
        return self.filter(state=RequestState.OPEN)


class Request(models.Model):
    """A request of a unit, with its reason and the Department's answer.

    It asks for a later due date (xin gia hạn) or to reopen an approved report (đề nghị mở lại). `until` is the day
    asked for, `granted_until` the day granted; both only for an extension.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="requests")
    wish = models.CharField(max_length=12, choices=RequestKind.choices)
    reason = models.TextField(_("Reason"), max_length=2000)
    until = models.DateField(_("Until"), null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.OPEN)
    answer = models.TextField(_("Answer"), max_length=2000, blank=True)
    granted_until = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "wish"],
                condition=Q(state=RequestState.OPEN),
                name="request_waits_once",
                violation_error_message=_("You have already asked and are waiting for an answer."),
            ),
        ]

    def __str__(self):
        return f"{self.submission}: {self.get_wish_display()}"
