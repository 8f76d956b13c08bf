"""What a report that came back leaves open, also of days that an earlier report of the unit has closed.

Without remarks on single things it is the whole window, with all that is new in it. With some, the rest of the window
stays closed: a remark opens its record; on a figure it opens the records that the figure is counted from, new ones too;
on a paragraph it opens that paragraph.
"""

from indicators.catalogue import sources_of
from progress.models import FROZEN, Pinned, Submission


def asks_for_single_things(submission):
    """Whether it came back with remarks on single things; the rest of it is closed then."""
    return submission.correction is not None and submission.correction.remarks.exists()


def opens(record):
    """Whether a correction that the unit owes asks for this record, for a figure that it counts in, or for all."""
    return any(_is_asked_for(record, one) for one in _owed(record.unit_id))


def _owed(unit_id):
    owed = Submission.objects.filter(unit=unit_id, correction__isnull=False).exclude(state__in=FROZEN)
    return owed.select_related("period").prefetch_related("correction__remarks__content_type")


def _is_asked_for(record, submission):
    is_within = record.closing_day in submission.period.window
    remarks = submission.correction.remarks.all()
    return any(_ties(remark, record, is_within) for remark in remarks) if remarks else is_within


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
    if not asks_for_single_things(submission):
        return None
    pinned = submission.correction.remarks.filter(target=Pinned.PARAGRAPH).values_list("key", flat=True)
    return {*pinned, *submission.edits.values_list("key", flat=True)}


def opens_text(submission, name):
    """Whether one of the officer's own texts (`evaluation` …) may be written; its paragraphs are `name.typed-1` …"""
    keys = open_paragraphs(submission)
    return keys is None or any(key.startswith(f"{name}.typed-") for key in keys)


def opens_figures(submission):
    """Whether figures may be estimated anew: all is open, or a remark is tied to one."""
    pinned = submission.correction.remarks if asks_for_single_things(submission) else None
    return pinned is None or pinned.filter(target=Pinned.FIGURE).exists()
