"""What a returned report leaves open to changes, also on days closed by an earlier report.

Without remarks on single things it is the whole window, new records included. With remarks the rest of the window
stays closed: one on a record opens the record; one on a figure opens the records that the figure is counted from, new
ones too; one on a paragraph opens that paragraph.
"""

from core.indicators.catalogue import sources_of
from core.units.keeping import all_standing_for
from filing.models import FROZEN_STATES, Pinned, Submission


def is_partial(submission):
    """Return whether a report was returned with remarks on single things, so that the rest is closed."""
    return submission.correction is not None and submission.correction.remarks.exists()


def is_open_record(record):
    """Return whether a correction that the unit owes opens the record."""
    return any(
        _opens(submission, record, record.closing_day in submission.period.window)
        for submission in _owed_corrections(record)
    )


def is_open_change(record, stored):
    """Return whether a correction that the unit owes opens what the change reaches into."""
    return any(
        _opens(submission, record, record.reaches_into(submission.period.window, stored))
        for submission in _owed_corrections(record)
    )


def _owed_corrections(record):
    units = all_standing_for(record.counted_under)
    owed = Submission.objects.filter(unit__in=units, correction__isnull=False).exclude(state__in=FROZEN_STATES)
    return owed.select_related("period").prefetch_related("correction__remarks__content_type")


def _opens(submission, record, is_within):
    remarks = submission.correction.remarks.all()
    return any(_concerns(remark, record, is_within) for remark in remarks) if remarks else is_within


def _concerns(remark, record, is_within):
    if remark.target == Pinned.FIGURE:
        return is_within and record._meta.label in sources_of(remark.key)
    return (
        remark.target == Pinned.RECORD
        and remark.object_id == record.pk
        and remark.content_type.model_class() is type(record)
    )


def open_paragraphs(submission):
    """Return the keys of the paragraphs that may be edited; None while all may.

    Paragraphs edited before stay open too: a corrected record can contradict them.
    """
    if not is_partial(submission):
        return None
    pinned = submission.correction.remarks.filter(target=Pinned.PARAGRAPH).values_list("key", flat=True)
    return {*pinned, *submission.edits.values_list("key", flat=True)}


def is_open_text(submission, name):
    """Return whether one of the officer's own texts (`evaluation` …) may be edited.

    The keys of its paragraphs are `name.typed-1` …
    """
    keys = open_paragraphs(submission)
    return keys is None or any(key.startswith(f"{name}.typed-") for key in keys)


def can_estimate(submission):
    """Return whether figures may be estimated anew: all is open, or a remark is on a figure."""
    remarks = submission.correction.remarks if is_partial(submission) else None
    return remarks is None or remarks.filter(target=Pinned.FIGURE).exists()
