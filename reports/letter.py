"""The official letter (công văn) that urges the units whose report is late, by name."""

from django.utils.translation import gettext as _

from accounts.permissions import WHO, can_compile, require
from calendars.clock import today
from calendars.working_days import add_working_days
from progress.models import DayOff, Submission
from progress.verbs import NotNow
from reports.compilation import freeze
from reports.composition import body_of, paper
from reports.desk.lateness import never_sent, to_be_corrected
from reports.frames import framed
from reports.models import Edition, Sort
from reports.writers import tree
from texts.vietnamese import count, date_long, date_short, join_and

# Working days after the next one that the units are left.
LEFT = 2


def compile_letter(period, *, by, urgency=""):
    """Freeze the letter to those that are late today; `urgency` is "" or one of `tree.URGENCIES`.

    NotNow where nobody is late.
    """
    require(can_compile(by) and period.root_id == by.unit_id, WHO.reviews())
    asked = Submission.objects.filter(period=period).of_districts().select_related("unit", "period")
    asked = list(asked.order_by("unit__code"))
    late, back = never_sent(asked), to_be_corrected(asked)
    if not late and not back:
        raise NotNow(_("No unit is late with this report, so there is nobody to urge."))
    trees = dict.fromkeys(Edition.values, _tree(period, late, back, urgency))
    return freeze(Sort.LETTER, framed(period.root, trees, period=period), unit=period.root, by=by, period=period)


def _tree(period, late, back, urgency):
    body = body_of(period.root, today())
    blocks = [tree.paragraph(text) for text in _text(period, body, late, back)]
    subject = f"V/v đôn đốc gửi báo cáo kết quả công tác bình đẳng giới {period.title}"
    made = paper(body, today(), subject, blocks, type="", symbol="", urgency=urgency)
    urged = sorted([*late, *back], key=lambda one: one.unit.code)
    made["head"] |= {
        "symbol": _symbol(body),
        "addressees": [body_of(one.unit, today()).name for one in urged],
    }
    return made


def _symbol(body):
    """`SLĐTBXH-BĐG`: the body's own, and the part of it that drafts, which is the last that files."""
    _registry, comma, drafter = body.filing.rpartition(",")
    return f"{body.symbol}-{drafter.strip()}" if comma else body.symbol


def _text(period, body, late, back):
    subject = f"{period.asked_subject[:1].lower()}{period.asked_subject[1:]}"
    dates = "" if period.is_free else f" (số liệu từ ngày {date_short(period.start)} đến ngày {date_short(period.end)})"
    # The document that asked need not have set the due date: that is said in a sentence of its own.
    told = [
        f"Thực hiện Công văn số {period.asked_number} {date_long(period.asked_on)} của {body.name} về việc {subject}, "
        f"các đơn vị có trách nhiệm gửi báo cáo kết quả công tác bình đẳng giới {period.title}{dates} về Sở. "
        f"Thời hạn gửi báo cáo là {date_long(period.due_on)}."
    ]
    # Units whose due date was put off are late by fewer days than the others: then none are told.
    days = {one.days_overdue for one in late or back}
    since = f"Đến {date_long(today())}, đã quá thời hạn{f' {count(*days)} ngày' if len(days) == 1 else ''},"
    if late:
        told.append(f"{since} Sở chưa nhận được báo cáo của {_units(late)}.")
    if back:
        names = join_and([one.unit.name_in_sentence for one in back])
        asked = "đã được Sở đề nghị chỉnh sửa, bổ sung báo cáo nhưng chưa gửi lại"
        told.append(f"{'Ngoài ra,' if late else since} {names} {asked}.")
    before, whom = (
        date_long(answer_by(today(), DayOff.objects.of(period.root_id))),
        "đơn vị" if len(late) + len(back) == 1 else "các đơn vị",
    )
    told.append(
        f"Để kịp thời tổng hợp, báo cáo theo quy định, Sở đề nghị {whom} nêu trên khẩn trương hoàn thành và gửi "
        f"báo cáo về Sở trước {before}. Trường hợp có khó khăn, vướng mắc, đề nghị phản ánh về Sở để được hướng dẫn, "
        f"hỗ trợ."
    )
    told.append(f"Đề nghị {whom} quan tâm, phối hợp thực hiện.")
    return told


def answer_by(day, days_off=frozenset()):
    """The day before which the units are to send: two working days after the next one."""
    return add_working_days(day, 1 + LEFT, days_off)


def _units(submissions):
    """`02 đơn vị: huyện A và huyện B`, or the one by its name."""
    names = join_and([one.unit.name_in_sentence for one in submissions])
    return names if len(submissions) == 1 else f"{count(len(submissions))} đơn vị: {names}"
