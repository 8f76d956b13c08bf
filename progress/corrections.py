"""What a report that came back with remarks on single things leaves open, while the rest of its days stays closed.

A remark opens its record, also one that an earlier report closed; on a figure it opens the records that the figure is
counted from, new ones too; on a paragraph it opens that paragraph.
"""

from indicators.catalogue import sources_of
from progress.models import FROZEN, Pinned, Submission


def opens(record):
    """Whether a correction that the unit owes asks for this record, or for a figure that it counts in."""
    return any(_is_asked_for(record, one) for one in _owed(record.unit_id))


def _owed(unit_id):
    owed = Submission.objects.filter(unit=unit_id, correction__isnull=False).exclude(state__in=FROZEN)
    return owed.select_related("period").prefetch_related("correction__remarks__content_type")


def _is_asked_for(record, submission):
    is_within = record.closing_day in submission.period.window
    return any(_ties(remark, record, is_within) for remark in submission.correction.remarks.all())


def _ties(remark, record, is_within):
    if remark.target == Pinned.FIGURE:
        return is_within and record._meta.label in sources_of(remark.key)
    return (
        remark.target == Pinned.RECORD
        and remark.object_id == record.pk
        and remark.content_type.model_class() is type(record)
    )


def open_paragraphs(submission):
    """The keys of the paragraphs that may be written; None while all may.

    What a person wrote before stays open with them: a corrected record can contradict it.
    """
    if submission.correction_id is None:
        return None
    pinned = submission.correction.remarks.filter(target=Pinned.PARAGRAPH).values_list("key", flat=True)
    return {*pinned, *submission.edits.values_list("key", flat=True)}


def opens_text(submission, name):
    """Whether one of the officer's own texts (`evaluation` …) may be written; its paragraphs are `name.typed-1` …"""
    keys = open_paragraphs(submission)
    return keys is None or any(key.startswith(f"{name}.typed-") for key in keys)


def opens_figures(submission):
    """Whether figures may be estimated anew: all is open, or a remark is tied to one."""
    return submission.correction_id is None or submission.correction.remarks.filter(target=Pinned.FIGURE).exists()
