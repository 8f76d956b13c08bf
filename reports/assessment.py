"""Evaluation, next steps and proposals, drafted from what was filed: pure functions on plain data.

A cause is never given: only people know it, and they type it into the paragraph. Every function answers a list of
`Told`, empty where there is nothing to say. A task is {"clause", "task", "title", "status"}; its status one of
`reports.desk.standings.TaskStatus`.
"""

from progress.wording.narrative import Told
from progress.wording.phrases import ATTENDANCES, amount, dated, in_sentence, measured, said, share, startles, times
from progress.wording.sentences import joined, sentence, whole
from texts.vietnamese import count, join_and, percent

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
# Rates on victims and perpetrators stay within the Department (see the rules on safety).
PEOPLE = ("MH-02", "MH-03")


def assess(account, tasks, targets):
    """What came of the tasks and targets, and which main figures rose or fell most.

    `targets` are {"key", "name", "value", "target", "unit", "met"}; one without a value is left out.
    """
    known = [one for one in targets if one["value"] is not None]
    people = [one for one in known if one["key"].startswith(PEOPLE)]
    told = [
        Told("evaluation.tasks", joined(_on_tasks(account, tasks))),
        Told("evaluation.targets", joined(_on_targets([one for one in known if one not in people]))),
        Told("evaluation.people", joined(_on_targets(people))),
        Told("evaluation.compared", joined(_on_change(account))),
    ]
    return [one for one in told if one.text]


def next_steps(account, tasks, planned):
    """The tasks to go on with, and planned records: {"title", "day", "kind"}, the earliest first."""
    told = [
        Told("next_steps.unfinished", joined(_unfinished(tasks))),
        Told("next_steps.planned", joined(_planned(account, planned))),
    ]
    return [one for one in told if one.text]


def next_steps_of_province(missing, raised_by):
    """What the Department itself has still to do: the places whose reports it waits for, and what waits for an answer.

    `raised_by` are (place, what `difficulties.wording.raised_in` answered) pairs of the units whose reports are in.
    """
    of_units = [(place, _waiting(raised)) for place, raised in raised_by]
    open_of = [(place, waiting) for place, waiting in of_units if waiting]
    bodies = []
    if missing:
        units = missing[0] if len(missing) == 1 else f"{count(len(missing))} đơn vị chưa có báo cáo được duyệt"
        bodies.append(f"đôn đốc {units} hoàn thành báo cáo để tổng hợp số liệu toàn tỉnh")
    if open_of:
        number, places = sum(len(waiting) for _place, waiting in open_of), [place for place, _waiting in open_of]
        bodies.append(f"xem xét, trả lời {said(number, 'khó khăn, vướng mắc')} của {join_and(places)}")
    return [Told("next_steps.department", joined(bodies))] if bodies else []


def propose(raised, place):
    """Asks the Department to answer what is not answered yet, of what `difficulties.wording.raised_in` answered."""
    waiting = _waiting(raised)
    if not waiting:
        return []
    what = "khó khăn, vướng mắc" if len(waiting) == 1 else said(len(waiting), "khó khăn, vướng mắc")
    titles = _named([f"“{_plain(one['title'])}”" for one in waiting], "nội dung")
    return [Told("proposals.difficulties", sentence(f"đề nghị Sở xem xét, trả lời {what} của {place}: {titles}"))]


def _waiting(raised):
    return [one for one in raised if not one["answered_on"] and one.get("state") != "resolved"]


def estimated(estimates, end):
    """What is reckoned to be reached on the last day of the period: (name, noun, value); `end` is a date."""
    told = [
        f"{in_sentence(name)} {amount(value, noun) if value else 'không phát sinh'}"
        for name, noun, value in estimates
        if value is not None
    ]
    if not told:
        return []
    return [Told("evaluation.estimated", sentence(f"ước thực hiện đến ngày {dated(str(end))}: {'; '.join(told)}"))]


def good_practices(filed):
    """What was marked as good practice among frozen records, with its outcome; each with its unit where it has one."""
    found = [one for one in filed if one.get("is_good_practice") and one.get("status") == "done"]
    if not found:
        return []
    lead = f"trong kỳ, ghi nhận {said(len(found), 'cách làm hay, sáng tạo')}"
    practices, more = [_practice(one) for one in found[:PRACTICES]], len(found) - PRACTICES
    units = [in_sentence(one.get("unit_name") or "") for one in found]
    if len(found) == 1:
        bodies = [f"{lead}{f' của {units[0]}' if units[0] else ''}: {practices[0]}"]
    else:
        named = zip(units, practices, strict=False)
        bodies = [lead, *(f"{unit}: {practice}" if unit else practice for unit, practice in named)]
    bodies += [f"ngoài ra, còn {said(more, 'cách làm khác')}"] if more > 0 else []
    return [Told("communications.practices", joined(bodies))]


def _on_tasks(account, tasks):
    asked = [one for one in tasks if one["status"] != "not_applicable"]
    if not asked:
        return []
    going_on = _titles(asked, "in_progress")
    bodies = _done(account, asked)
    bodies += [f"đang thực hiện {said(len(going_on), 'nhiệm vụ')}: {_named(going_on)}"] if going_on else []
    for status, words in (
        ("overdue", "quá hạn"),
        ("not_started", "chưa thực hiện"),
        ("awaits_guidance", "chờ hướng dẫn của tỉnh"),
        ("none_declared", "không phát sinh trong kỳ"),
    ):
        titles = _titles(asked, status)
        bodies += [f"có {said(len(titles), 'nhiệm vụ')} {words}: {_named(titles)}"] if titles else []
    return bodies


def _done(account, asked):
    done, who = _titles(asked, "done"), f"đến thời điểm báo cáo, {whole(account)}"
    if len(done) == len(asked):
        what = said(len(asked), "nhiệm vụ được giao")
        return [f"{who} đã hoàn thành {f'nhiệm vụ được giao: {done[0]}' if len(done) == 1 else f'toàn bộ {what}'}"]
    if done:
        return [f"{who} đã hoàn thành {count(len(done))}/{said(len(asked), 'nhiệm vụ được giao')}: {_named(done)}"]
    # What did not occur, or must wait, is nothing that the unit has left undone.
    if {one["status"] for one in asked} <= {"none_declared", "awaits_guidance"}:
        return []
    none = "nhiệm vụ" if len(asked) == 1 else f"nhiệm vụ nào trong số {said(len(asked), 'nhiệm vụ')}"
    return [f"{who} chưa hoàn thành {none} được giao"]


def _on_targets(targets):
    met, missed = ([one for one in targets if bool(one["met"]) is wanted] for wanted in (True, False))
    bodies = []
    for verb, some in (("đã đạt", met), ("chưa đạt", missed)):
        if some:
            total = f"/{count(len(targets))}" if len(some) < len(targets) and verb == "đã đạt" else ""
            number_of = "" if len(targets) == 1 else f"{count(len(some))}{total} "
            bodies.append(f"{verb} {number_of}chỉ tiêu: {'; '.join(map(measured, some))}")
    return bodies


def _on_change(account):
    """`so với năm 2019, số lượt người … tăng 12,0% (từ 100 lên 112 lượt người); …`, the largest change first."""
    found = []
    for key, words, noun in MAIN:
        now, before = account.now[key].value, account.before[key].value
        if now and before and now != before:
            found.append((abs(now - before) / before, _changed(now, before, words, noun)))
    told = [text for _size, text in sorted(found, key=lambda one: -one[0]) if text]
    return [f"so với {account.compared_to}, {'; '.join(told)}"] if told else []


def _changed(now, before, words, noun):
    verb, between = ("tăng", "lên") if now > before else ("giảm", "xuống còn")
    from_to = f"từ {count(before)} {between} {said(now, noun)}"
    if startles(now, before):
        return f"{words} {verb} {from_to}"
    if times(now, before):
        return f"{words} {times(now, before)} ({from_to})"
    if percent(abs(now - before), before) == "0,0%":
        return ""
    return f"{words} {verb} {share(abs(now - before), before)} ({from_to})"


def _unfinished(tasks):
    bodies = []
    for status, before, after in (
        ("in_progress", "tiếp tục thực hiện", ""),
        ("overdue", "khẩn trương hoàn thành", " đã quá hạn"),
        ("not_started", "tổ chức thực hiện", ""),
        ("awaits_guidance", "thực hiện", " khi có hướng dẫn của tỉnh"),
    ):
        titles = _titles(tasks, status)
        if titles:
            what = "nhiệm vụ" if len(titles) == 1 else "các nhiệm vụ"
            bodies.append(f"{before} {what}{after}: {_named(titles)}")
    return bodies


def _planned(account, planned):
    coming = sorted(planned, key=lambda one: str(one["day"]))
    named = [f"{_work(one)} (ngày {dated(str(one['day']))})" for one in coming]
    return [f"thời gian tới, {account.place} dự kiến {_named(named, 'hoạt động')}"] if named else []


def _work(planned):
    """`tổ chức “Hội nghị tập huấn”`; a title that says what will be done stands as it is."""
    verb, title = VERBS.get(planned.get("kind"), "thực hiện"), _plain(planned["title"])
    return in_sentence(title) if title.lower().startswith(f"{verb} ") else f"{verb} “{title}”"


def _practice(one):
    """`“…”; kết quả: …`; where no outcome was told, what made the practice a good one."""
    text = f"“{_plain(one['title'])}”"
    for name, words in (("outcome", "kết quả"), ("good_practice_why", "điểm nổi bật")):
        told = in_sentence(_quotable(one.get(name) or ""))
        if told:
            return f"{text}; {words}: {told}"
    return text


def _quotable(text):
    """The text, or as many of its first sentences as may be quoted; empty where the first is too long already."""
    text = _plain(text)
    return text if len(text) <= QUOTED else text[:QUOTED].rpartition(". ")[0]


def _plain(text):
    return " ".join(text.split()).strip(" .;")


def _titles(tasks, status):
    # A semicolon within a title would look like the next one's beginning.
    titles = [[part.strip() for part in one["title"].split(";")] for one in tasks if one["status"] == status]
    return [in_sentence(join_and(list(filter(None, parts)))) for parts in titles]


def _named(names, noun="nhiệm vụ", most=NAMED):
    """`a; b; c`, or the first of them `và 04 nhiệm vụ khác`."""
    text, more = "; ".join(names[:most]), len(names) - most
    return join_and([text, f"{said(more, noun)} khác"]) if more > 0 else text
