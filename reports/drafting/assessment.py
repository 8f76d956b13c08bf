"""Drafts of next steps, estimates and good practices: pure functions on plain data.

Each returns a list of DraftedText, empty where there is nothing to say. Tasks and planned records are those of
`reports.content.frozen.content`; a task's status is a value of `reports.content.task_status.TaskStatus`.
"""

from core.lib.text.vietnamese import count, join_and
from filing.wording.narrative import DraftedText
from filing.wording.phrases import amount, count_with_noun, format_day, in_sentence
from filing.wording.quoting import event_phrase, quotation, quoted
from filing.wording.sentences import join_sentences, sentence
from reports.drafting.lists import list_names, task_phrases, trim, with_names

PRACTICES = 10
# What becomes of planned work, by the kind of its record.
VERBS = {"plans.Plan": "ban hành", "communications.Campaign": "tổ chức", "capacity.Training": "tổ chức"}
# What it is called where its title isn't released.
NOUNS = {
    "plans.Plan": "kế hoạch",
    "communications.Campaign": "hoạt động truyền thông",
    "capacity.Training": "hội nghị, tập huấn",
    "capacity.Inspection": "kiểm tra",
}


def next_steps(account, tasks, planned):
    """Return the unfinished tasks and the planned records, the earliest first."""
    paragraphs = [
        DraftedText("next_steps.unfinished", join_sentences(_unfinished_statements(tasks))),
        DraftedText("next_steps.planned", join_sentences(_planned_statements(account, planned))),
    ]
    return [paragraph for paragraph in paragraphs if paragraph.text]


def next_steps_of_province(missing, raised_by, area="tỉnh"):
    """Return the Department's next steps: units whose reports are missing, and difficulties without an answer.

    `raised_by` are (place, result of `difficulties.wording.raised_in`) of the units whose reports are in; `area` is
    the kind of the whole, `tỉnh` or `thành phố`.
    """
    of_units = [(place, waiting(raised)) for place, raised in raised_by]
    open_of = [(place, unanswered) for place, unanswered in of_units if unanswered]
    bodies = []
    if missing:
        units = missing[0] if len(missing) == 1 else f"{count(len(missing))} đơn vị chưa có báo cáo được duyệt"
        bodies.append(f"đôn đốc {units} hoàn thành báo cáo để tổng hợp số liệu toàn {area}")
    if open_of:
        number, places = sum(len(unanswered) for _place, unanswered in open_of), [place for place, _waiting in open_of]
        bodies.append(f"xem xét, trả lời {count_with_noun(number, 'khó khăn, vướng mắc')} của {join_and(places)}")
    return [DraftedText("next_steps.department", join_sentences(bodies))] if bodies else []


def waiting(raised):
    """Return the difficulties that are neither answered nor resolved."""
    return [
        difficulty for difficulty in raised if not difficulty["answered_on"] and difficulty.get("state") != "resolved"
    ]


def estimate_paragraphs(estimates, end):
    """Return the paragraph on estimates, (name, noun, value) each, for the period's last day `end`, a date."""
    statements = [
        f"{in_sentence(name)} {amount(value, noun) if value else 'không phát sinh'}"
        for name, noun, value in estimates
        if value is not None
    ]
    if not statements:
        return []
    return [
        DraftedText(
            "evaluation.estimated", sentence(f"ước thực hiện đến ngày {format_day(str(end))}: {'; '.join(statements)}")
        )
    ]


def good_practices(filed):
    """Return the paragraph on records marked as good practice, each with its outcome and, in a summary, its unit."""
    records = [record for record in filed if record.get("is_good_practice") and record.get("status") == "done"]
    if not records:
        return []
    lead = f"trong kỳ, ghi nhận {count_with_noun(len(records), 'cách làm hay, sáng tạo')}"
    practices, more = [_practice_phrase(record) for record in records[:PRACTICES]], len(records) - PRACTICES
    units = [in_sentence(record.get("unit_name") or "") for record in records]
    if len(records) == 1:
        bodies = [f"{lead}{f' của {units[0]}' if units[0] else ''}: {practices[0]}"]
    else:
        named = zip(units, practices, strict=False)
        bodies = [lead, *(f"{unit}: {practice}" if unit else practice for unit, practice in named)]
    bodies += [f"ngoài ra, còn {count_with_noun(more, 'cách làm khác')}"] if more > 0 else []
    return [DraftedText("communications.practices", join_sentences(bodies))]


def _unfinished_statements(tasks):
    bodies = []
    for status, lead, ending in (
        ("in_progress", "tiếp tục thực hiện", ""),
        ("overdue", "khẩn trương hoàn thành", " đã quá hạn"),
        ("not_started", "tổ chức thực hiện", ""),
        ("not_due", "thực hiện", " theo thời gian quy định"),
        ("awaits_guidance", "thực hiện", " khi có hướng dẫn của cấp tỉnh"),
    ):
        titles = task_phrases(tasks, status)
        if titles:
            subject = "nhiệm vụ" if len(titles) == 1 else "các nhiệm vụ"
            subject = subject if any(titles) else count_with_noun(len(titles), "nhiệm vụ được giao")
            bodies.append(with_names(f"{lead} {subject}{ending}", titles))
    return bodies


def _planned_statements(account, planned):
    coming = sorted(planned, key=lambda record: record.day)
    named = [f"{_work_phrase(record)} (ngày {format_day(record.day)})" for record in coming]
    return [f"thời gian tới, {account.place} dự kiến {list_names(named, 'hoạt động')}"] if named else []


def _work_phrase(planned):
    """Return `tổ chức hội nghị tập huấn`; a title that begins with the verb stands as it is."""
    verb, title = VERBS.get(planned.kind, "thực hiện"), trim(planned.title)
    if not title:
        return f"{verb} {NOUNS.get(planned.kind, 'hoạt động')}"
    return in_sentence(title) if title.lower().startswith(f"{verb} ") else f"{verb} {event_phrase(title)}"


def _practice_phrase(record):
    """Return `“…”; điểm nổi bật: …; kết quả: …`, as far as that was typed."""
    title = trim(record["title"])
    text = quoted(title) if title else f"hoạt động ngày {format_day(record['day'])}"
    why = quotation(record.get("good_practice_why") or "")
    text += f"; điểm nổi bật: {in_sentence(why)}" if why else ""
    first, *lines = quotation(record.get("outcome") or "").split("\n")
    return "\n".join([f"{text}; kết quả: {in_sentence(first)}", *lines]) if first else text
