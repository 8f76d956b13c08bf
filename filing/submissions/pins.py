"""Reasons pinned in a review to records, figures and paragraphs of a report.

The unit receives them with `filing.submissions.verbs.return_`.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.lib.dates.clock import official_now
from core.lib.text.paper_language import paper_language
from filing.models import Pinned, Remark
from filing.submissions.acts.review import open_review
from filing.submissions.scopes import scope_of

LABEL_LENGTH = 200


def pin_record(submission, record, text, *, by):
    """Pin a reason to a record of the unit; it replaces the one from this review."""
    if record.unit_id != submission.unit_id and record.unit_id not in scope_of(submission):
        raise ValueError("A remark on another unit's record.")
    pinned_to = {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}
    with paper_language():
        label = str(record)
    return _pin(submission, Pinned.RECORD, pinned_to, label, text, by)


def pin_figure(submission, indicator, text, *, by):
    """Pin a reason to a figure, given by its declaration; it opens the records counted in it."""
    return _pin(submission, Pinned.FIGURE, {"key": indicator.key}, f"{indicator.key} {indicator.name}", text, by)


def pin_paragraph(submission, key, label, text, *, by):
    """Pin a reason to a paragraph; `label` is its beginning."""
    return _pin(submission, Pinned.PARAGRAPH, {"key": key}, label, text, by)


@transaction.atomic
def _pin(submission, target, pinned_to, label, text, by):
    submission = open_review(submission, by=by)
    if not text.strip():
        raise ValidationError({"text": _("Say what must be corrected.")})
    remark = submission.remarks.pending().filter(target=target, **pinned_to).first()
    remark = remark or Remark(submission=submission, target=target, **pinned_to)
    remark.label, remark.text, remark.by, remark.at = (
        Truncator(label).chars(LABEL_LENGTH),
        text.strip(),
        by,
        official_now(),
    )
    remark.full_clean()
    remark.save()
    return remark


@transaction.atomic
def unpin(remark, *, by):
    """Remove a pinned reason that the unit has not received yet."""
    open_review(remark.submission, by=by)
    remark.submission.remarks.pending().filter(pk=remark.pk).delete()
