"""The acts on the provincial summary, of the Department's officer and leader."""

from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.accounts.permissions import WHO, can_approve_summary, can_file
from core.lib.dates.clock import today
from filing.models import SubmissionState
from filing.submissions.acts.forms import ReasonForm, SubmitSummaryForm
from filing.submissions.acts.transitions import Act, as_act, hand_in, refuse_overtaken, require_reason
from filing.submissions.notifications import DEPARTMENT_ROLES, Notification

submit_summary = Act(
    verb="submit_summary",
    sources=(SubmissionState.DRAFT, SubmissionState.RETURNED),
    target=SubmissionState.WITH_LEADER,
    may=can_file,
    who_may=WHO.files,
    of_summary=True,
    notification=Notification(
        (Role.PROVINCE_LEADER,), "chờ lãnh đạo Sở duyệt", "Đề nghị anh/chị xem, duyệt hoặc trả lại người lập báo cáo."
    ),
    label=gettext_lazy("Submit to the leader"),
    question=gettext_lazy("Submit this summary to the leader of the Department?"),
    consequence=gettext_lazy(
        "The figures, the reports it adds up and the text are frozen. They open again if it is returned."
    ),
    done=gettext_lazy("Submitted. The leader of the Department can now approve it."),
    form=SubmitSummaryForm,
    change=hand_in,
)


@as_act(
    "approve_summary",
    sources=(SubmissionState.WITH_LEADER,),
    target=SubmissionState.APPROVED,
    may=can_approve_summary,
    who_may=WHO.approves_summary,
    of_summary=True,
    notification=Notification(DEPARTMENT_ROLES, "lãnh đạo Sở đã duyệt", "Báo cáo có thể được in, ký và phát hành."),
    label=gettext_lazy("Approve the summary"),
    question=gettext_lazy("Approve this summary?"),
    consequence=gettext_lazy("It can be issued as frozen here."),
    done=gettext_lazy(
        "Approved. The number, date and signature are given outside the system and recorded here afterwards."
    ),
)
def approve_summary(act, submission, _compose, by):
    """Approve the summary as the Department's leader; InvalidTransition where a report that it adds up is gone."""
    refuse_overtaken(submission)
    submission.sent_on = submission.decided_on = today()
    submission.first_sent_on = submission.first_sent_on or today()
    return act.conclude(submission, by, snapshot=submission.snapshot)


@as_act(
    "send_back_summary",
    sources=(SubmissionState.WITH_LEADER,),
    target=SubmissionState.DRAFT,
    may=can_approve_summary,
    who_may=WHO.approves_summary,
    of_summary=True,
    notification=Notification(
        DEPARTMENT_ROLES, "lãnh đạo Sở trả lại", "Đề nghị anh/chị xem lý do trên hệ thống, chỉnh sửa và trình lại."
    ),
    label=gettext_lazy("Return to the specialist"),
    question=gettext_lazy("Return this summary to the specialist?"),
    consequence=gettext_lazy("The specialist can change the text again."),
    done=gettext_lazy("Returned to the specialist."),
    form=ReasonForm,
    is_primary=False,
)
def send_back_summary(act, submission, _compose, by, comment=""):
    """Send the summary back from the Department's leader to the officer, with a reason."""
    require_reason(comment)
    submission.closed_through = None
    return act.conclude(submission, by, comment)
