"""The verbs that change periods and submissions, under one name; nothing else sets a state.

Each locks the unit, so that a report is never frozen while a record of it is being saved.
"""

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import transaction
from django.db.models import Prefetch, Q

from core.accounts.audit import log_action
from core.lib.dates.clock import today
from core.units.reporting import refuse_without_units, reporting_in
from filing import areas
from filing.models import Remark, Submission, SubmissionState
from filing.submissions.acts.review import approve, open_review, reopen, return_
from filing.submissions.acts.summary import approve_summary, send_back_summary, submit_summary
from filing.submissions.acts.unit import freeze_anew, send, send_back, submit, withdraw

__all__ = [
    "approve",
    "approve_summary",
    "freeze_anew",
    "last_return_step",
    "open_period",
    "open_review",
    "reopen",
    "return_",
    "send",
    "send_back",
    "send_back_summary",
    "submit",
    "submit_summary",
    "with_remarks",
    "withdraw",
]


@transaction.atomic
def open_period(period, *, by):
    """Open a period: each unit that owes a report of its days gets a submission to fill in.

    ValidationError where no unit does.
    """
    period.opened_by, period.opened_on = by, today()
    period.full_clean()
    refuse_without_units(period.root, period.end, "end" if period.is_free else "year")
    period.save()
    units = reporting_in(period.root_id, period.window)
    Submission.objects.bulk_create(Submission(period=period, unit=unit) for unit in units)
    log_action("period_opened", period.title, by=by, unit=period.root)
    return period


def last_return_step(submission):
    """Return the step that returned a report which is not corrected yet, with its remarks; else None."""
    if submission.state not in (SubmissionState.RETURNED, SubmissionState.DRAFT):
        return None
    with_superior = [SubmissionState.WITH_HEAD, SubmissionState.WITH_LEADER]
    given_back = Q(target=SubmissionState.RETURNED) | Q(source__in=with_superior, target=SubmissionState.DRAFT)
    return with_remarks(submission.steps.filter(given_back).select_related("by")).order_by("-pk").first()


def with_remarks(steps):
    """Prefetch the remarks of steps and the records they are pinned to, deleted ones included."""
    record_models = [kind.model for kind in areas.record_kinds()]
    records = GenericPrefetch("record", [model.everything.select_related(*model.RELATED) for model in record_models])
    return steps.prefetch_related(Prefetch("remarks", Remark.objects.prefetch_related(records)))
