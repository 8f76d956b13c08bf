"""Notifications about the steps of a report and about requests, to whoever has to act or waits for an answer.

Each act is notified once, by the key of its step or request, and never to the person who did it. A typed reason may
say anything and a mail leaves the portal, so reasons stay on the page that the notice links to. Districts send reports
by the dozen on the day they are due: these stand in the Department's notices at once and in the mail of the next
morning (`department.deadlines.digests`), in no mail of their own.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from core.accounts.models import Role, User
from core.lib.text.vietnamese import date_short, sentence_case
from core.notifications.verbs import notify
from core.units.keeping import units_standing_for
from filing.models import RequestKind, RequestState, SubmissionState

UNIT_ROLES = (Role.OFFICER, Role.HEAD)
DEPARTMENT_ROLES = (Role.PROVINCE_OFFICER,)


@dataclass(frozen=True)
class Notification:
    """The recipients' roles and the text of a notification; the report's name precedes `what`."""

    roles: tuple
    what: str
    text: str
    by_mail: bool = True


def notify_of_step(step, notification):
    """Notify of a step of a report; some steps need nobody's attention, so that `notification` is None."""
    if notification is None:
        return
    submission, text = step.submission, notification.text
    if step.target == SubmissionState.RETURNED and submission.correct_by:
        text += f" Thời hạn gửi lại: {date_short(submission.correct_by)}."
    path = reverse("reports:submission", args=[submission.pk])
    _notify(notification, submission, f"step:{step.pk}", text, path, step.by)


def notify_of_request(request):
    """Notify the Department of a new or withdrawn request, or the unit of the answer.

    The step of reopening notifies of a granted reopening itself.
    """
    if request.state == RequestState.GRANTED and request.wish == RequestKind.REOPENING:
        return
    by = request.asked_by if request.state == RequestState.OPEN else request.decided_by
    path = reverse("steering:request", args=[request.pk])
    occasion = f"request:{request.pk}:{request.state}"
    notification = _notification_for(request)
    _notify(notification, request.submission, occasion, notification.text, path, by)


def _notification_for(request):
    wish = "gia hạn" if request.wish == RequestKind.EXTENSION else "mở lại báo cáo"
    if request.state == RequestState.OPEN:
        until = f" đến {date_short(request.until)}" if request.until else ""
        return Notification(
            DEPARTMENT_ROLES, f"đề nghị {wish}{until}", "Đề nghị anh/chị xem lý do trên hệ thống và trả lời đơn vị."
        )
    if request.state == RequestState.TAKEN_BACK:
        text = "Đơn vị không còn đề nghị. Sở không cần trả lời."
        return Notification(DEPARTMENT_ROLES, f"rút đề nghị {wish}", text, by_mail=False)
    if request.state == RequestState.REFUSED:
        text = "Đề nghị đơn vị xem lý do trên hệ thống."
        return Notification(UNIT_ROLES, f"Sở không đồng ý {wish}", text)
    until = date_short(request.granted_until)
    return Notification(UNIT_ROLES, f"Sở đồng ý gia hạn đến {until}", f"Thời hạn mới của báo cáo là {until}.")


def _notify(notification, submission, occasion, text, path, by):
    # A role belongs to one level, so each role selects people of only one of the two units.
    people = User.objects.filter(
        Q(unit__in=units_standing_for(submission.unit_id)) | Q(unit=submission.period.root_id),
        role__in=notification.roles,
        is_active=True,
    ).exclude(pk=by.pk)
    name = name_of_report(submission)
    notify(
        people,
        occasion=occasion,
        subject=f"{name}: {notification.what}",
        text=f"{name}: {notification.what}.\n{text}",
        path=path,
        by_mail=notification.by_mail,
    )


def name_of_report(submission):
    """Return the report's name for mails: `Báo cáo năm 2020 của huyện Nam Đông`."""
    kind = "Báo cáo tổng hợp" if submission.is_summary else "Báo cáo"
    return sentence_case(f"{kind} {submission.period.title} của {submission.unit.name_in_sentence}")
