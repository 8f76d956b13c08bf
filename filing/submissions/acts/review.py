"""The acts of the Department on the report of a unit."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.permissions import WHO, can_compile_summary, can_review
from core.lib.dates.clock import official_now, today
from core.units.keeping import kept_units, units_standing_for
from filing.models import Submission, SubmissionState
from filing.submissions.acts.forms import ApproveForm, ReasonForm, ReturnForm
from filing.submissions.acts.transitions import Act, as_act, freeze, open_days, refuse_overtaken, require_reason
from filing.submissions.beneath import is_overtaken
from filing.submissions.notifications import UNIT_ROLES, Notification
from filing.submissions.own_filing import refuse_own_filing


@transaction.atomic
def open_review(submission, *, by):
    """Begin the Department's review of a sent report; from then on the unit cannot withdraw it."""
    submission = return_.begin(submission, by)
    if submission.review_opened_at is None:
        submission.review_opened_at, submission.review_opened_by = official_now(), by
        submission.save(update_fields=["review_opened_at", "review_opened_by"])
    return submission


@as_act(
    "return",
    sources=(SubmissionState.SENT,),
    target=SubmissionState.RETURNED,
    may=can_review,
    who_may=WHO.reviews,
    notification=Notification(
        UNIT_ROLES, "Sở yêu cầu chỉnh sửa, bổ sung", "Đề nghị đơn vị xem lý do trên hệ thống, chỉnh sửa và gửi lại."
    ),
    label=gettext_lazy("Return"),
    question=gettext_lazy("Return this report for correction?"),
    consequence=gettext_lazy("The unit can only change what you pinned. Without pins, the whole period is opened."),
    done=gettext_lazy("Returned to the unit."),
    form=ReturnForm,
    is_primary=False,
)
def return_(act, submission, _compose, by, comment="", correct_by=None):
    """Return a report to the unit for corrections, due by the day `correct_by` if set (`Trả lại`).

    With remarks pinned in the review (`filing.submissions.pins`) only what they are pinned to is open to the unit,
    whatever its day; without any the whole window is open, and a reason is compulsory.
    """
    remarks = submission.remarks.pending()
    if not remarks.exists():
        require_reason(comment)
    if correct_by and correct_by < today():
        raise ValidationError({"correct_by": _("This date has passed.")})
    submission.decided_on, submission.correct_by = today(), correct_by
    step = act.conclude(submission, by, comment, submission.snapshot)
    remarks.update(step=step)
    submission.correction = step
    open_days(submission)
    submission.save(update_fields=["correction", "closed_through"])
    return step


@as_act(
    "approve",
    sources=(SubmissionState.SENT,),
    target=SubmissionState.APPROVED,
    may=can_review,
    who_may=WHO.reviews,
    notification=Notification(UNIT_ROLES, "Sở đã duyệt", "Đơn vị có thể in, ký và phát hành báo cáo."),
    label=gettext_lazy("Approve"),
    question=gettext_lazy("Approve this report?"),
    consequence=gettext_lazy(
        "The unit's data for this period stays closed, and the report is added to the provincial summary."
    ),
    done=gettext_lazy("Approved."),
    form=ApproveForm,
    follows_reading=True,
)
def approve(act, submission, compose, by):
    """Approve a sent report as the Department (`Duyệt`).

    InvalidTransition where its records changed since it was frozen. A correction may have changed records that other
    reports of the unit contain: those that are frozen are frozen again as a new version by `compose(submission)`, and
    what was issued stays as it is.
    """
    refuse_own_filing(submission, by)
    refuse_overtaken(submission, compose)
    was_corrected, submission.decided_on = submission.correction_id is not None, today()
    submission.correction = submission.correct_by = None
    submission.remarks.pending().delete()
    step = act.conclude(submission, by, snapshot=submission.snapshot)
    if was_corrected:
        _freeze_again(submission, compose, by)
    return step


def _freeze_again(corrected, compose, by):
    """Freeze a new version of the unit's other frozen reports whose records have changed; each keeps its state."""
    related = Q(unit__in=units_standing_for(corrected.unit_id)) | Q(unit__in=kept_units(corrected.unit_id))
    others = Submission.objects.filter(related, state__in=FREEZE_AGAIN.sources).exclude(pk=corrected.pk)
    # The province's own tells no other's records but in its summary, which follows the reports it adds up.
    others = others.exclude(unit=F("period__root"))
    for other in others.select_related("period", "period__root", "unit", "snapshot"):
        closed_through = other.closed_through
        if is_overtaken(other, compose):
            freeze(other, compose(other), by)
            other.closed_through = closed_through
            comment = _("Data was corrected with the report of %s.") % corrected.period.title
            FREEZE_AGAIN.conclude(other, by, comment, other.snapshot)


FREEZE_AGAIN = Act(
    verb="freeze_again",
    sources=(SubmissionState.WITH_HEAD, SubmissionState.SENT, SubmissionState.APPROVED),
    target=None,
    may=can_review,
    who_may=WHO.reviews,
)


@as_act(
    "reopen",
    sources=(SubmissionState.APPROVED,),
    target=SubmissionState.RETURNED,
    # The Department's own report, the summary, is opened by those who compile it.
    may=lambda user, unit_id: can_review(user, unit_id) or (can_compile_summary(user) and user.unit_id == unit_id),
    who_may=WHO.reviews,
    of_summary=None,
    notification=Notification(
        UNIT_ROLES, "Sở đã mở lại", "Đề nghị đơn vị xem lý do trên hệ thống, chỉnh sửa và gửi lại."
    ),
    label=gettext_lazy("Reopen"),
    question=gettext_lazy("Reopen this approved report?"),
    consequence=gettext_lazy(
        "The data and text can be changed again. The issued version stays as it is, and the next version names it."
    ),
    done=gettext_lazy("The report has been reopened."),
    form=ReasonForm,
    is_primary=False,
)
def reopen(act, submission, _compose, by, comment=""):
    """Reopen an approved report for correction, with a reason (`Mở lại`).

    What was issued stays as it is.
    """
    require_reason(comment)
    submission.closed_through, submission.correct_by, submission.decided_on = None, None, today()
    submission.correction = act.conclude(submission, by, comment, submission.snapshot)
    submission.save(update_fields=["correction"])
    return submission.correction
