"""Reasons pinned in a review to records, figures and paragraphs; `progress.verbs.return_` tells them to the unit."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from calendars.clock import now
from progress.models import Pinned, Remark
from progress.verbs import open_review

LABEL = 200


def pin_record(submission, record, text, *, by):
    """Tie a reason to a record of the submission's unit; the one that it has in this review is replaced."""
    if record.unit_id != submission.unit_id:
        raise ValueError("A remark on another unit's record.")
    on = {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}
    return _pin(submission, Pinned.RECORD, on, str(record), text, by)


def pin_figure(submission, indicator, text, *, by):
    """Tie a reason to a figure, by its declaration: it opens the records that the figure is counted from."""
    return _pin(submission, Pinned.FIGURE, {"key": indicator.key}, f"{indicator.key} {indicator.name}", text, by)


def pin_paragraph(submission, key, label, text, *, by):
    """Tie a reason to a paragraph; `label` is how it begins."""
    return _pin(submission, Pinned.PARAGRAPH, {"key": key}, label, text, by)


@transaction.atomic
def _pin(submission, target, on, label, text, by):
    submission = open_review(submission, by=by)
    if not text.strip():
        raise ValidationError({"text": _("Say what is to be corrected.")})
    remark = submission.remarks.pending().filter(target=target, **on).first()
    remark = remark or Remark(submission=submission, target=target, **on)
    remark.label, remark.text, remark.by, remark.at = Truncator(label).chars(LABEL), text.strip(), by, now()
    remark.full_clean()
    remark.save()
    return remark


@transaction.atomic
def unpin(remark, *, by):
    """Take a reason away again that the unit was not told yet."""
    open_review(remark.submission, by=by)
    remark.submission.remarks.pending().filter(pk=remark.pk).delete()
