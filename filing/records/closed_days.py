"""What reports have closed to changes: the days of records, and what registers counted as of them."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO
from core.lib.dates.windows import Window
from core.lib.text.markup import vi
from core.lib.text.vietnamese import date_short
from filing.errors import ClosedDays
from filing.models import Submission, SubmissionState
from filing.submissions import corrections


def refuse_closed(record):
    """Raise ClosedDays where a report has closed the record's day."""
    closing = closing_submission(record)
    if closing:
        raise ClosedDays(closed_message(closing))


def refuse_reaching(record, stored):
    """Raise ClosedDays where a change of what holds on after its day changes the figures of a frozen report."""
    for unit_id in record.counted_under:
        for submission in Submission.objects.closing_any(unit_id).select_related("period", "snapshot"):
            window = Window(submission.period.start, submission.closed_through)
            if record.reaches_into(window, stored) and not corrections.is_open_change(record, stored):
                raise ClosedDays(closed_message(submission))


def closing_submission(record):
    """Return the submission that makes a record read-only, or None.

    What a returned report asks to be corrected is open.
    """
    if not record.closing_day:
        return None
    closing = (
        Submission.objects.closing(record.unit_id, record.closing_day).select_related("period", "snapshot").first()
    )
    return None if closing is None or corrections.is_open_record(record) else closing


def closed_message(submission):
    """Return why the days are closed, since when, and who can reopen them."""
    period, last = submission.period, submission.snapshot
    if not submission.is_frozen:
        returned = _("The Department returned the report of {} with pinned remarks. You can only change those items.")
        # The period is named in Vietnamese, whatever the language of the page.
        return format_html(returned, vi(period.title))
    who = WHO.signs_off() if submission.state == SubmissionState.WITH_HEAD else WHO.reviews()
    return _(
        "The data from %(start)s to %(end)s has been closed since %(since)s because the report of "
        "%(period)s was handed in. It can be reopened by: %(who)s."
    ) % {
        "start": date_short(period.start),
        "end": date_short(submission.closed_through),
        "since": date_short(last.day),
        "period": period.title,
        "who": who,
    }
