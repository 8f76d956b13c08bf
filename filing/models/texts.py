"""What people write into a report: edited paragraphs and estimates."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from filing.models.submissions import Submission


class Edit(models.Model):
    """A paragraph written by a person in place of the drafted one; an empty text omits it.

    `key` is that of the `filing.wording.narrative.DraftedText`; `drafted` is its text at the time of writing, so that
    figures which have changed since can be pointed out.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="edits")
    key = models.CharField(max_length=60)
    text = models.TextField(_("Text"), max_length=10_000, blank=True)
    drafted = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("edited paragraph of a report")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "key"], name="paragraph_edited_once")]

    def __str__(self):
        return f"{self.submission_id}/{self.key}"


class Estimate(models.Model):
    """The expected value of a figure at the period's end (ước thực hiện), for reports due earlier.

    `value` is in the figure's own unit: pieces, attendances, đồng.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="estimates")
    indicator = models.CharField(max_length=20)
    value = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("estimate")
        ordering = ["indicator"]
        constraints = [models.UniqueConstraint(fields=["submission", "indicator"], name="estimated_once")]

    def __str__(self):
        return f"{self.indicator}: {self.value}"
