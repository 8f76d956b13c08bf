"""The acts of a unit's officer and head on its report."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.accounts.permissions import WHO, can_compile_summary, can_file, can_request, can_sign_off
from core.lib.dates.clock import today
from filing.errors import InvalidTransition
from filing.models import SubmissionState
from filing.submissions.acts.forms import ReasonForm
from filing.submissions.acts.transitions import (
    Act,
    as_act,
    freeze,
    hand_in,
    open_days,
    refuse_overtaken,
    require_reason,
)
from filing.submissions.beneath import is_overtaken
from filing.submissions.notifications import DEPARTMENT_ROLES, Notification

# `Trình lãnh đạo`: submit to the head of office.
submit = Act(
    verb="submit",
    sources=(SubmissionState.DRAFT, SubmissionState.RETURNED),
    target=SubmissionState.WITH_HEAD,
    may=can_file,
    who_may=WHO.files,
    notification=Notification(
        (Role.HEAD,), "chờ lãnh đạo duyệt", "Đề nghị anh/chị xem, duyệt và gửi Sở, hoặc trả lại cán bộ lập báo cáo."
    ),
    label=gettext_lazy("Submit to the head of office"),
    question=gettext_lazy("Submit this report to the head of office?"),
    consequence=gettext_lazy("The entries, figures and text are frozen. They open again if the report is returned."),
    done=gettext_lazy("Submitted. The head of office can now approve and send it."),
    change=hand_in,
)


@as_act(
    "send",
    sources=(SubmissionState.WITH_HEAD,),
    target=SubmissionState.SENT,
    may=can_sign_off,
    who_may=WHO.signs_off,
    notification=Notification(DEPARTMENT_ROLES, "đã gửi Sở", "Báo cáo đang chờ Sở xem và duyệt.", by_mail=False),
    label=gettext_lazy("Approve and send to the Department"),
    question=gettext_lazy("Approve this report and send it?"),
    consequence=gettext_lazy("It is sent to the Department as frozen here."),
    done=gettext_lazy("Approved and sent to the Department."),
)
def send(act, submission, compose, by):
    """Approve a report as head and send it to the Department, in one act (`Duyệt và gửi Sở`).

    With `compose(submission)` InvalidTransition where its records changed since it was frozen.
    """
    if compose is not None:
        refuse_overtaken(submission, compose)
    submission.sent_on, submission.decided_on = today(), None
    submission.first_sent_on = submission.first_sent_on or today()
    submission.review_opened_at = submission.review_opened_by = None
    if by.files_from_paper and not submission.from_paper:
        # Whoever typed what: its head signed it on paper, and the frozen report says so.
        closed_through, submission.from_paper = submission.closed_through, True
        freeze(submission, submission.snapshot.content | {"from_paper": True}, by)
        submission.closed_through = closed_through
    return act.conclude(submission, by, snapshot=submission.snapshot)


@as_act(
    "send_back",
    sources=(SubmissionState.WITH_HEAD,),
    target=SubmissionState.DRAFT,
    may=can_sign_off,
    who_may=WHO.signs_off,
    notification=Notification(
        (Role.OFFICER,), "lãnh đạo trả lại", "Đề nghị anh/chị xem lý do trên hệ thống, chỉnh sửa và trình lại."
    ),
    label=gettext_lazy("Return to the specialist"),
    question=gettext_lazy("Return this report to the officer?"),
    consequence=gettext_lazy("The officer can change entries and text again."),
    done=gettext_lazy("Returned to the specialist."),
    form=ReasonForm,
    is_primary=False,
)
def send_back(act, submission, _compose, by, comment=""):
    """Send a report back from the head to the officer, with a reason."""
    require_reason(comment)
    open_days(submission)
    return act.conclude(submission, by, comment)


@as_act(
    "withdraw",
    sources=(SubmissionState.SENT,),
    target=SubmissionState.DRAFT,
    may=lambda user, unit_id: can_request(user, unit_id) or can_file(user, unit_id),
    who_may=WHO.asks,
    notification=Notification(
        DEPARTMENT_ROLES, "đơn vị rút lại", "Đơn vị rút lại báo cáo để chỉnh sửa và sẽ gửi lại.", by_mail=False
    ),
    label=gettext_lazy("Withdraw the report"),
    question=gettext_lazy("Withdraw this report from the Department?"),
    consequence=gettext_lazy(
        "You can change it, and must send it again. You can withdraw it until the Department starts its review."
    ),
    done=gettext_lazy("Report withdrawn. Remember to send it again."),
    is_primary=False,
)
def withdraw(act, submission, _compose, by):
    """Withdraw a sent report, as long as the Department has not begun to read it."""
    if submission.is_under_review:
        raise InvalidTransition(_("The Department has started to review this report. Ask the Department to return it."))
    open_days(submission)
    earlier = submission.steps.filter(verb=send.verb).order_by("-pk")[1:2]
    submission.sent_on = earlier[0].day if earlier else None
    if submission.sent_on is None:
        submission.first_sent_on = None
    return act.conclude(submission, by, snapshot=submission.snapshot)


@as_act(
    "freeze_anew",
    sources=(SubmissionState.WITH_HEAD, SubmissionState.SENT, SubmissionState.WITH_LEADER),
    target=None,
    # Of a unit's report its head, of the summary those who compile it.
    may=lambda user, unit_id: can_sign_off(user, unit_id) or (can_compile_summary(user) and user.unit_id == unit_id),
    who_may=WHO.signs_off,
    of_summary=None,
    notification=Notification(
        DEPARTMENT_ROLES, "chốt lại số liệu", "Số liệu được chốt lại theo nội dung đã đính chính.", by_mail=False
    ),
    label=gettext_lazy("Freeze the figures again"),
    question=gettext_lazy("Freeze the figures of this report again?"),
    consequence=gettext_lazy("It keeps its state, with a new version from the current data."),
    done=gettext_lazy("Figures frozen again."),
    is_primary=False,
)
def freeze_anew(act, submission, compose, by):
    """Freeze a report anew, in its state, where what it was frozen from has changed (`Chốt lại`)."""
    if not is_overtaken(submission, compose):
        raise InvalidTransition(_("Nothing has changed since this report was frozen. It stays as it is."))
    submission.from_paper = submission.from_paper or by.files_from_paper
    freeze(submission, compose(submission), by)
    return act.conclude(submission, by, snapshot=submission.snapshot)
