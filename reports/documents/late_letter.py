"""The official letter (công văn) to the units whose report is late."""

from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import WHO, can_compile_summary, require
from core.lib.dates.clock import today
from core.lib.dates.working_days import NONE_DECLARED, add_working_days
from core.lib.text.paper_language import in_paper_language
from core.lib.text.vietnamese import count, date_long, date_short, join_and
from core.units.bodies import body_of
from filing.errors import InvalidTransition
from filing.models import DayOff, Submission
from reports.content.bare_content import bare_content
from reports.content.summary_content import freeze
from reports.desk.timeliness import overdue_returned, overdue_unsent
from reports.documents.composition import paper
from reports.models import CompilationType, Edition
from reports.writers import tree

# Working days after the next one that the units are left.
WORKING_DAYS_TO_ANSWER = 2


@in_paper_language
def compile_letter(period, *, by, urgency=""):
    """Freeze the letter to the units that are late today.

    `urgency` is "" or one of `tree.URGENCIES`. InvalidTransition if nobody is late.
    """
    require(can_compile_summary(by) and period.root_id == by.unit_id, WHO.reviews())
    submissions = Submission.objects.filter(period=period).of_districts().select_related("unit", "period")
    submissions = list(submissions.order_by("unit__code"))
    late, returned = overdue_unsent(submissions), overdue_returned(submissions)
    if not late and not returned:
        raise InvalidTransition(_("No unit is late with this report, so no letter is needed."))
    trees = {Edition.INTERNAL.value: _tree(period, late, returned, urgency)}
    return freeze(
        CompilationType.LETTER, bare_content(period.root, trees, period=period), unit=period.root, by=by, period=period
    )


def _tree(period, late, returned, urgency):
    body = body_of(period.root, today())
    blocks = [tree.paragraph(text) for text in _body_paragraphs(period, body, late, returned)]
    subject = f"V/v đôn đốc gửi báo cáo kết quả công tác bình đẳng giới {period.title}"
    document = paper(body, today(), subject, blocks, type="", symbol="", urgency=urgency)
    urged = sorted([*late, *returned], key=lambda submission: submission.unit.code)
    document.head.symbol = _symbol(body)
    document.head.addressees = [body_of(submission.unit, today()).name for submission in urged]
    return document


def _symbol(body):
    """Return `SLĐTBXH-BĐG`: the body's symbol, and the drafting unit, which stands last in the filing line."""
    _registry, comma, drafter = body.filing.rpartition(",")
    return f"{body.symbol}-{drafter.strip()}" if comma else body.symbol


def _body_paragraphs(period, body, late, returned):
    subject = f"{period.asked_subject[:1].lower()}{period.asked_subject[1:]}"
    dates = "" if period.is_free else f" (số liệu từ ngày {date_short(period.start)} đến ngày {date_short(period.end)})"
    # The document that asked need not have set the due date: that is said in a sentence of its own.
    paragraphs = [
        f"Thực hiện Công văn số {period.asked_number} {date_long(period.asked_on)} của {body.name} về việc {subject}, "
        f"các đơn vị có trách nhiệm gửi báo cáo kết quả công tác bình đẳng giới {period.title}{dates} về Sở. "
        f"Thời hạn gửi báo cáo là {date_long(period.due_on)}."
    ]
    # Units whose due date was put off are late by fewer days than the others: then none are told.
    days = {submission.days_overdue for submission in late or returned}
    since = f"Đến {date_long(today())}, đã quá thời hạn{f' {count(*days)} ngày' if len(days) == 1 else ''},"
    if late:
        paragraphs.append(f"{since} Sở chưa nhận được báo cáo của {_unit_names(late)}.")
    if returned:
        names = join_and([submission.unit.name_in_sentence for submission in returned])
        reminder = "đã được Sở đề nghị chỉnh sửa, bổ sung báo cáo nhưng chưa gửi lại"
        paragraphs.append(f"{'Ngoài ra,' if late else since} {names} {reminder}.")
    deadline, units = (
        date_long(answer_by(today(), DayOff.objects.of(period.root_id))),
        "đơn vị" if len(late) + len(returned) == 1 else "các đơn vị",
    )
    paragraphs.append(
        f"Để kịp thời tổng hợp, báo cáo theo quy định, Sở đề nghị {units} nêu trên khẩn trương hoàn thành và gửi "
        f"báo cáo về Sở trước {deadline}. Trường hợp có khó khăn, vướng mắc, đề nghị phản ánh về Sở để được hướng dẫn, "
        f"hỗ trợ."
    )
    paragraphs.append(f"Đề nghị {units} quan tâm, phối hợp thực hiện.")
    return paragraphs


def answer_by(day, days_off=NONE_DECLARED):
    """Return the day before which the units are to send: two working days after the next one."""
    return add_working_days(day, 1 + WORKING_DAYS_TO_ANSWER, days_off)


def _unit_names(submissions):
    """Return `02 đơn vị: huyện A và huyện B`, or the only unit's name."""
    names = join_and([submission.unit.name_in_sentence for submission in submissions])
    return names if len(submissions) == 1 else f"{count(len(submissions))} đơn vị: {names}"
