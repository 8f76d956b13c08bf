"""Who is told what of a report on its way and of requests: whoever's turn it is, and whoever waits for the answer.

Each act is told once, by the key of its step or request, and never to who did it. A typed reason may say anything and
a mail leaves the portal, so reasons stay on the page that the notice leads to. What districts send comes in by the
dozen on the day it is due: it stands in the Department's notices at once and in the mail of the next morning
(`steering.reminders`), in no mail of its own.
"""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Role, User
from notices.verbs import tell
from progress.models import Answer, Wish
from texts.vietnamese import date_short, sentence_case

OF_UNIT = (Role.OFFICER, Role.HEAD)
OF_DEPARTMENT = (Role.PROVINCE_OFFICER,)


@dataclass(frozen=True)
class News:
    """To which roles of the unit and of the Department, in which words; the report's name is put before `what`."""

    roles: tuple
    what: str
    text: str
    by_mail: bool = True


STEPS = {
    "submit": News(
        (Role.HEAD,), "chờ lãnh đạo duyệt", "Đề nghị anh/chị xem, duyệt và gửi Sở, hoặc trả lại cán bộ lập báo cáo."
    ),
    "send_back": News(
        (Role.OFFICER,), "lãnh đạo trả lại", "Đề nghị anh/chị xem lý do trên cổng, chỉnh sửa và trình lại."
    ),
    "send": News(OF_DEPARTMENT, "đã gửi Sở", "Báo cáo đang chờ Sở xem và duyệt.", by_mail=False),
    "withdraw": News(
        OF_DEPARTMENT, "đơn vị rút lại", "Đơn vị rút lại báo cáo để chỉnh sửa và sẽ gửi lại.", by_mail=False
    ),
    "return": News(
        OF_UNIT, "Sở yêu cầu chỉnh sửa, bổ sung", "Đề nghị đơn vị xem lý do trên cổng, chỉnh sửa và gửi lại."
    ),
    "approve": News(OF_UNIT, "Sở đã duyệt", "Đơn vị có thể in, ký và phát hành báo cáo."),
    "reopen": News(OF_UNIT, "Sở đã mở lại", "Đề nghị đơn vị xem lý do trên cổng, chỉnh sửa và gửi lại."),
    "submit_summary": News(
        (Role.PROVINCE_LEADER,), "chờ lãnh đạo Sở duyệt", "Đề nghị anh/chị xem, duyệt hoặc trả lại người lập báo cáo."
    ),
    "send_back_summary": News(
        OF_DEPARTMENT, "lãnh đạo Sở trả lại", "Đề nghị anh/chị xem lý do trên cổng, chỉnh sửa và trình lại."
    ),
    "approve_summary": News(OF_DEPARTMENT, "lãnh đạo Sở đã duyệt", "Báo cáo có thể được in, ký và phát hành."),
}


def tell_of_step(step):
    """Tell of an act on a report; nothing of an act that is nobody's turn."""
    news, submission = STEPS.get(step.verb), step.submission
    if news is None:
        return
    text = news.text
    if step.verb == "return" and submission.correct_by:
        text += f" Thời hạn gửi lại: {date_short(submission.correct_by)}."
    _tell(news, submission, f"step:{step.pk}", text, reverse("reports:submission", args=[submission.pk]), step.by)


def tell_of_request(request):
    """Tell the Department that a unit asks, or no longer does; tell the unit the answer.

    That a report was opened again is told by the step itself.
    """
    if request.state == Answer.GRANTED and request.wish == Wish.REOPENING:
        return
    by = request.asked_by if request.state == Answer.OPEN else request.decided_by
    path = reverse("steering:request", args=[request.pk])
    occasion = f"request:{request.pk}:{request.state}"
    news = _news_of(request)
    _tell(news, request.submission, occasion, news.text, path, by)


def _news_of(request):
    wish = "gia hạn" if request.wish == Wish.EXTENSION else "mở lại báo cáo"
    if request.state == Answer.OPEN:
        until = f" đến {date_short(request.until)}" if request.until else ""
        return News(OF_DEPARTMENT, f"đề nghị {wish}{until}", "Đề nghị anh/chị xem lý do trên cổng và trả lời đơn vị.")
    if request.state == Answer.TAKEN_BACK:
        text = "Đơn vị không còn đề nghị. Sở không cần trả lời."
        return News(OF_DEPARTMENT, f"rút đề nghị {wish}", text, by_mail=False)
    if request.state == Answer.REFUSED:
        text = "Đề nghị đơn vị xem lý do trên cổng."
        return News(OF_UNIT, f"Sở không đồng ý {wish}", text)
    until = date_short(request.granted_until)
    return News(OF_UNIT, f"Sở đồng ý gia hạn đến {until}", f"Thời hạn mới của báo cáo là {until}.")


def _tell(news, submission, occasion, text, path, by):
    # A role belongs to one level, so that of the two units each role names people of one alone.
    people = User.objects.filter(
        unit__in={submission.unit_id, submission.period.root_id}, role__in=news.roles, is_active=True
    ).exclude(pk=by.pk)
    name = name_of(submission)
    tell(
        people,
        occasion=occasion,
        subject=f"{name}: {news.what}",
        text=f"{name}: {news.what}.\n{text}",
        path=path,
        by_mail=news.by_mail,
    )


def name_of(submission):
    """The report as mails call it: `Báo cáo năm 2020 của huyện Nam Đông`; needs period and unit."""
    kind = "Báo cáo tổng hợp" if submission.is_summary else "Báo cáo"
    return sentence_case(f"{kind} {submission.period.title} của {submission.unit.name_in_sentence}")
