"""Drafts of evaluation, next steps and proposals: pure functions on plain data.

No cause is ever drafted: only people know it, and they type it into the paragraph. Each function returns a list of
DraftedText, empty where there is nothing to say. A task is {"clause", "task", "title", "status"}; its status is a
value of `reports.content.task_status.TaskStatus`.
"""

from core.lib.text.vietnamese import count, join_and
from filing.wording.narrative import DraftedText
from filing.wording.phrases import (
    ATTENDANCES,
    amount,
    count_with_noun,
    exact_multiple,
    format_day,
    in_sentence,
    is_about_same,
    is_startling,
    share,
    target_phrase,
)
from filing.wording.sentences import join_sentences, sentence, whole

# More names than these would be a list, not a sentence.
NAMED, PRACTICES = 5, 10
# A told outcome is quoted by its whole sentences up to about this length.
QUOTED = 300
MAIN = (
    ("TT-02", "số lượt người tham dự truyền thông trực tiếp", ATTENDANCES),
    ("NL-02", "số lượt người được tập huấn", ATTENDANCES),
    ("MH-01.3", "số hoạt động của các mô hình", "hoạt động"),
)
# What becomes of planned work, by the kind of its record.
VERBS = {"plans.Plan": "ban hành", "communications.Campaign": "tổ chức", "capacity.Training": "tổ chức"}
# What it is called where its title isn't released.
NOUNS = {
    "plans.Plan": "kế hoạch",
    "communications.Campaign": "hoạt động truyền thông",
    "capacity.Training": "hội nghị, tập huấn",
    "capacity.Inspection": "kiểm tra",
}
# Rates on victims and perpetrators stay within the Department (see the rules on safety).
PEOPLE = ("MH-02", "MH-03")


def assess(account, tasks, targets):
    """Return the results of tasks and targets, and the main figures that changed most.

    `targets` are {"key", "name", "value", "target", "unit", "met"}; one without a value is left out.
    """
    measured_targets = [target for target in targets if target["value"] is not None]
    people = [target for target in measured_targets if target["key"].startswith(PEOPLE)]
    paragraphs = [
        DraftedText("evaluation.tasks", join_sentences(_task_statements(account, tasks))),
        DraftedText(
            "evaluation.targets",
            join_sentences(_target_statements([target for target in measured_targets if target not in people])),
        ),
        DraftedText("evaluation.people", join_sentences(_target_statements(people))),
        DraftedText("evaluation.compared", join_sentences(_change_statements(account))),
    ]
    return [paragraph for paragraph in paragraphs if paragraph.text]


def next_steps(account, tasks, planned):
    """Return the unfinished tasks and the planned records ({"title", "day", "kind"}), the earliest first."""
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
    of_units = [(place, _waiting(raised)) for place, raised in raised_by]
    open_of = [(place, waiting) for place, waiting in of_units if waiting]
    bodies = []
    if missing:
        units = missing[0] if len(missing) == 1 else f"{count(len(missing))} đơn vị chưa có báo cáo được duyệt"
        bodies.append(f"đôn đốc {units} hoàn thành báo cáo để tổng hợp số liệu toàn {area}")
    if open_of:
        number, places = sum(len(waiting) for _place, waiting in open_of), [place for place, _waiting in open_of]
        bodies.append(f"xem xét, trả lời {count_with_noun(number, 'khó khăn, vướng mắc')} của {join_and(places)}")
    return [DraftedText("next_steps.department", join_sentences(bodies))] if bodies else []


def propose(raised, place):
    """Return the proposal that the Department answer the open ones of the difficulties `raised`."""
    waiting = _waiting(raised)
    if not waiting:
        return []
    subject = "khó khăn, vướng mắc" if len(waiting) == 1 else count_with_noun(len(waiting), "khó khăn, vướng mắc")
    titles = [f"“{_trim(difficulty['title'])}”" for difficulty in waiting if difficulty["title"]]
    named = f": {_list_names(titles, 'nội dung')}" if titles else ""
    return [
        DraftedText("proposals.difficulties", sentence(f"đề nghị Sở xem xét, trả lời {subject} của {place}{named}"))
    ]


def _waiting(raised):
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


def _task_statements(account, tasks):
    applicable = [task for task in tasks if task["status"] != "not_applicable"]
    if not applicable:
        return []
    going_on = _titles(applicable, "in_progress")
    bodies = _completed_statements(account, applicable)
    bodies += (
        [f"đang thực hiện {count_with_noun(len(going_on), 'nhiệm vụ')}: {_list_names(going_on)}"] if going_on else []
    )
    for status, words in (
        ("overdue", "quá hạn"),
        ("not_started", "chưa thực hiện"),
        ("awaits_guidance", "chờ hướng dẫn của tỉnh"),
        ("none_declared", "không phát sinh trong kỳ"),
    ):
        titles = _titles(applicable, status)
        bodies += [f"có {count_with_noun(len(titles), 'nhiệm vụ')} {words}: {_list_names(titles)}"] if titles else []
    return bodies


def _completed_statements(account, applicable):
    completed, lead = _titles(applicable, "done"), f"đến thời điểm báo cáo, {whole(account)}"
    total = count_with_noun(len(applicable), "nhiệm vụ được giao")
    if len(completed) == len(applicable):
        subject = f"nhiệm vụ được giao: {completed[0]}" if len(completed) == 1 else f"toàn bộ {total}"
        return [f"{lead} đã hoàn thành {subject}"]
    if completed:
        return [f"{lead} đã hoàn thành {count(len(completed))}/{total}: {_list_names(completed)}"]
    # What did not occur, or must wait, is nothing that the unit has left undone.
    if {task["status"] for task in applicable} <= {"none_declared", "awaits_guidance"}:
        return []
    none = (
        "nhiệm vụ" if len(applicable) == 1 else f"nhiệm vụ nào trong số {count_with_noun(len(applicable), 'nhiệm vụ')}"
    )
    return [f"{lead} chưa hoàn thành {none} được giao"]


def _target_statements(targets):
    met, missed = ([target for target in targets if bool(target["met"]) is is_met] for is_met in (True, False))
    bodies = []
    for verb, group in (("đã đạt", met), ("chưa đạt", missed)):
        if group:
            total = f"/{count(len(targets))}" if len(group) < len(targets) and verb == "đã đạt" else ""
            number_of = "" if len(targets) == 1 else f"{count(len(group))}{total} "
            bodies.append(f"{verb} {number_of}chỉ tiêu: {'; '.join(map(target_phrase, group))}")
    return bodies


def _change_statements(account):
    """Return the main figures that changed, the largest change first.

    `so với năm 2019, số lượt người … tăng 12,0% (từ 100 lên 112 lượt người); …`
    """
    changes = []
    for key, words, noun in MAIN:
        current, previous = account.current[key].value, account.previous[key].value
        if current and previous and current != previous:
            changes.append((abs(current - previous) / previous, _change_phrase(current, previous, words, noun)))
    texts = [text for _size, text in sorted(changes, key=lambda change: -change[0]) if text]
    return [f"so với {account.compared_to}, {'; '.join(texts)}"] if texts else []


def _change_phrase(current, previous, words, noun):
    verb, between = ("tăng", "lên") if current > previous else ("giảm", "xuống còn")
    from_to = f"từ {count(previous)} {between} {count_with_noun(current, noun)}"
    if is_startling(current, previous):
        return f"{words} {verb} {from_to}"
    if exact_multiple(current, previous):
        return f"{words} {exact_multiple(current, previous)} ({from_to})"
    if is_about_same(current, previous):
        return ""
    return f"{words} {verb} {share(abs(current - previous), previous)} ({from_to})"


def _unfinished_statements(tasks):
    bodies = []
    for status, lead, ending in (
        ("in_progress", "tiếp tục thực hiện", ""),
        ("overdue", "khẩn trương hoàn thành", " đã quá hạn"),
        ("not_started", "tổ chức thực hiện", ""),
        ("awaits_guidance", "thực hiện", " khi có hướng dẫn của tỉnh"),
    ):
        titles = _titles(tasks, status)
        if titles:
            subject = "nhiệm vụ" if len(titles) == 1 else "các nhiệm vụ"
            bodies.append(f"{lead} {subject}{ending}: {_list_names(titles)}")
    return bodies


def _planned_statements(account, planned):
    coming = sorted(planned, key=lambda record: str(record["day"]))
    named = [f"{_work_phrase(record)} (ngày {format_day(str(record['day']))})" for record in coming]
    return [f"thời gian tới, {account.place} dự kiến {_list_names(named, 'hoạt động')}"] if named else []


def _work_phrase(planned):
    """Return `tổ chức “Hội nghị tập huấn”`; a title that begins with the verb stands as it is."""
    verb, title = VERBS.get(planned.get("kind"), "thực hiện"), _trim(planned["title"])
    if not title:
        return f"{verb} {NOUNS.get(planned.get('kind'), 'hoạt động')}"
    return in_sentence(title) if title.lower().startswith(f"{verb} ") else f"{verb} “{title}”"


def _practice_phrase(record):
    """Return `“…”; kết quả: …`, or without an outcome what is good about the practice."""
    title = _trim(record["title"])
    text = f"“{title}”" if title else f"hoạt động ngày {format_day(record['day'])}"
    for name, words in (("outcome", "kết quả"), ("good_practice_why", "điểm nổi bật")):
        first, *lines = _quotation(record.get(name) or "").split("\n")
        if first:
            return "\n".join([f"{text}; {words}: {in_sentence(first)}", *lines])
    return text


def _quotation(text):
    """Return the whole sentences that fit into a quotation, in its lines; empty if the first is too long."""
    text = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines()))).strip(" .;\n")
    return text if len(text) <= QUOTED else text[:QUOTED].rpartition(". ")[0]


def _trim(text):
    return " ".join(text.split()).strip(" .;")


def _titles(tasks, status):
    # A semicolon within a title would look like the next one's beginning.
    titles = [[part.strip() for part in task["title"].split(";")] for task in tasks if task["status"] == status]
    return [in_sentence(join_and(list(filter(None, parts)))) for parts in titles]


def _list_names(names, noun="nhiệm vụ", most=NAMED):
    """Return `a; b; c`, or the first names `và 04 nhiệm vụ khác`."""
    text, more = "; ".join(names[:most]), len(names) - most
    return join_and([text, f"{count_with_noun(more, noun)} khác"]) if more > 0 else text
