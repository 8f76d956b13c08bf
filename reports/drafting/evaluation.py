"""Drafts of what went well and what did not, from tasks, targets and the figures that changed most.

No cause is ever drafted: only people know it, and they type it. Each function returns a list of DraftedText, empty
where there is nothing to say. A task is a `TaskResult`; a target is one of
`reports.content.figures.target_results.targets_of`.
"""

from core.lib.text.vietnamese import count
from filing.wording.narrative import DraftedText
from filing.wording.phrases import (
    ATTENDANCES,
    count_with_noun,
    exact_multiple,
    is_about_same,
    is_startling,
    records_known,
    share,
    target_name,
    target_phrase,
)
from filing.wording.sentences import join_sentences, whole
from reports.drafting.lists import task_phrases, with_names

MAIN = (
    ("TT-02", "số lượt người tham dự truyền thông trực tiếp", ATTENDANCES, "cuộc"),
    ("NL-02", "số lượt người được tập huấn", ATTENDANCES, "cuộc, lớp"),
    ("MH-01.3", "số hoạt động của các mô hình", "hoạt động", ""),
)
# What each unit is to do, as a summary says it where all of them did.
DUTIES = (
    ("KH-01", "ban hành kế hoạch công tác bình đẳng giới và vì sự tiến bộ của phụ nữ"),
    ("KH-02", "ban hành kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị"),
    ("KH-03", "ban hành kế hoạch Tháng hành động"),
    ("TT-01", "tổ chức truyền thông trực tiếp"),
    ("TT-05.1", "tuyên truyền trên hệ thống truyền thanh"),
    ("TT-08.1", "tổ chức phát động Tháng hành động"),
    ("NL-01", "tổ chức hội nghị, hội thảo, tập huấn"),
    ("NL-09.1", "kiểm tra việc thực hiện pháp luật về bình đẳng giới"),
)
ASSIGNED = "chỉ tiêu được giao"
# How a source begins that is no document: `Chỉ tiêu Sở giao`.
TARGETS = "Chỉ tiêu "
# Rates on victims and perpetrators stay within the Department (see the rules on safety).
PEOPLE = ("MH-02", "MH-03")
# Statuses that are neither a merit nor a shortcoming.
NEUTRAL = (
    ("in_progress", "đang thực hiện {number}"),
    ("not_due", "có {number} chưa đến thời gian thực hiện"),
    ("awaits_guidance", "có {number} chờ hướng dẫn của cấp tỉnh"),
    ("none_declared", "có {number} không có hoạt động trong kỳ"),
)
OPEN = (("overdue", "có {number} quá hạn"), ("not_started", "có {number} chưa thực hiện"))


def standing_of_work(tasks, targets, sources=()):
    """Return what is neither a merit nor a shortcoming: work under way or not due, targets that can't be judged.

    `sources` say who set the targets.
    """
    of_work, _people = _people_apart(targets)
    open_ = _open_targets(of_work, "chỉ tiêu" if _has_judged(of_work) else _assigned("chỉ tiêu", sources))
    return _non_empty_texts(("evaluation.status", _statements(tasks, NEUTRAL)), ("evaluation.targets-open", open_))


def strengths(account, tasks, targets, sources=()):
    """Return what was completed and reached, and the main figures that rose."""
    of_work, of_people = _people_apart(targets)
    return _non_empty_texts(
        ("evaluation.tasks", _completed_sentence(account, tasks)),
        ("evaluation.by-all", _done_by_all(account)),
        ("evaluation.targets", _met(of_work, _assigned(ASSIGNED, sources))),
        ("evaluation.people", _met(of_people)),
        ("evaluation.compared", _changes(account, 1)),
    )


def weaknesses(account, tasks, targets, sources=()):
    """Return what is left undone or was missed, and the main figures that fell."""
    of_work, of_people = _people_apart(targets)
    assigned = ASSIGNED if _targets_where(of_work, is_met=True) else _assigned(ASSIGNED, sources)
    return _non_empty_texts(
        ("evaluation.unfinished", _nothing_completed(account, tasks) + _statements(tasks, OPEN)),
        ("evaluation.targets-missed", _missed_sentence(of_work, assigned)),
        ("evaluation.people-missed", _missed_sentence(of_people)),
        ("evaluation.fallen", _changes(account, -1)),
    )


def _non_empty_texts(*groups):
    return [DraftedText(key, join_sentences(bodies)) for key, bodies in groups if bodies]


def _people_apart(targets):
    people = [target for target in targets if target["key"].startswith(PEOPLE)]
    return [target for target in targets if target not in people], people


def _applicable(tasks):
    return [task for task in tasks if task.status != "not_applicable"]


def _statements(tasks, statuses):
    named = [(text, task_phrases(tasks, status)) for status, text in statuses]
    return [
        with_names(text.format(number=count_with_noun(len(names), "nhiệm vụ")), names) for text, names in named if names
    ]


def _lead(account):
    return f"đến thời điểm báo cáo, {whole(account, later=True)}"


def _completed_sentence(account, tasks):
    applicable, completed = _applicable(tasks), task_phrases(tasks, "done")
    if not completed:
        return []
    total = count_with_noun(len(applicable), "nhiệm vụ được giao")
    if len(completed) == len(applicable):
        subject = with_names("nhiệm vụ được giao", completed) if len(completed) == 1 else f"toàn bộ {total}"
        return [f"{_lead(account)} đã hoàn thành {subject}"]
    return [with_names(f"{_lead(account)} đã hoàn thành {count(len(completed))}/{total}", completed)]


def _done_by_all(account):
    """Return `cả 06 đơn vị có báo cáo được duyệt đã ban hành kế hoạch …; tổ chức …` of a summary."""
    done = [words for key, words in DUTIES if all(figures[key].value for *_place, figures in account.units)]
    if len(account.units) < 2 or not done:
        return []
    units = f"{count_with_noun(len(account.units), 'đơn vị')}{' có báo cáo được duyệt' if account.reporting else ''}"
    return [f"cả {units} đã {'; '.join(done)}"]


def _nothing_completed(account, tasks):
    applicable = _applicable(tasks)
    # What is not due, or did not occur, is nothing that the unit has left undone.
    waits = {"none_declared", "awaits_guidance", "not_due"}
    if task_phrases(tasks, "done") or {task.status for task in applicable} <= waits:
        return []
    if len(applicable) == 1:
        return [f"{_lead(account)} chưa hoàn thành nhiệm vụ được giao"]
    number = count_with_noun(len(applicable), "nhiệm vụ")
    return [f"{_lead(account)} chưa hoàn thành nhiệm vụ nào trong số {number} được giao"]


def _met(targets, assigned=ASSIGNED):
    """Return `trong 05 chỉ tiêu được giao (theo …), đã đạt 03: …`, or `đã đạt cả 02 chỉ tiêu được giao: …`."""
    met, total = _targets_where(targets, is_met=True), count(len(targets))
    if not met:
        return []
    named = "; ".join(map(target_phrase, met))
    if len(met) < len(targets):
        return [f"trong {total} {assigned}, đã đạt {count(len(met))}: {named}"]
    return [f"đã đạt {f'cả {total} ' if len(met) > 1 else ''}{assigned}: {named}"]


def _missed_sentence(targets, assigned=ASSIGNED):
    missed, total = _targets_where(targets, is_met=False), count(len(targets))
    if not missed:
        return []
    named = "; ".join(map(target_phrase, missed))
    if len(targets) == 1:
        return [f"chưa đạt {assigned}: {named}"]
    number = f"cả {total}" if len(missed) == len(targets) else f"{count(len(missed))}/{total}"
    return [f"chưa đạt {number} {assigned}: {named}"]


def _targets_where(targets, *, is_met):
    return [target for target in targets if target["met"] is is_met]


def _has_judged(targets):
    return any(target["met"] is not None for target in targets)


def _open_targets(targets, assigned="chỉ tiêu"):
    """Return the targets of which nothing can be said: without figures, of a whole year, or of units not all in."""
    open_ = [target for target in targets if target["met"] is None]
    partial = [target for target in open_ if target["is_due"] and target["value"] is not None]
    groups = (
        ([target for target in open_ if not target["is_due"]], "giao cho cả năm, chưa đến kỳ đánh giá"),
        ([target for target in open_ if target["is_due"] and target["value"] is None], "chưa có số liệu để đánh giá"),
        (partial, "chưa đánh giá do còn đơn vị chưa có báo cáo được duyệt"),
    )
    told = [(group, why) for group, why in groups if group]
    return [
        f"có {count(len(group))} {assigned if place == 0 else 'chỉ tiêu'} {why}: {'; '.join(map(target_name, group))}"
        for place, (group, why) in enumerate(told)
    ]


def _assigned(words, sources):
    """Return `chỉ tiêu được giao (Sở giao; theo Quyết định …)`, or `chỉ tiêu Sở giao` where that is the one source."""
    named = list(dict.fromkeys(source.strip(" .;") for source in sources if source.strip()))
    targets = [name.removeprefix(TARGETS) for name in named if name.startswith(TARGETS)]
    documents = [name for name in named if not name.startswith(TARGETS)]
    if len(targets) == 1 and not documents:
        return f"chỉ tiêu {targets[0]}"
    told = targets + [f"theo {'; '.join(documents)}"] * bool(documents)
    return f"{words} ({'; '.join(told)})" if told else words


def _changes(account, sign):
    """Return the main figures that rose (1) or fell (-1), the largest change first: `… tăng 12,0%`.

    The numbers themselves stand in the section on the work.
    """
    changes = []
    for key, words, noun, event in MAIN:
        current, previous = account.current[key], account.previous[key]
        if current.value and previous.value and (current.value - previous.value) * sign > 0:
            size = abs(current.value - previous.value) / previous.value
            text = _change(words, current.value, previous.value, noun)
            changes += [(size, text + _basis(account, current, previous, event))] if text else []
    texts = [text for _size, text in sorted(changes, key=lambda change: -change[0])]
    return [f"so với {account.compared_to}, {'; '.join(texts)}"] if texts else []


def _change(words, now, before, noun):
    verb, between = ("tăng", "lên") if now > before else ("giảm", "xuống còn")
    if is_startling(now, before):
        return f"{words} {verb} từ {count(before)} {between} {count_with_noun(now, noun)}"
    if exact_multiple(now, before):
        return f"{words} {exact_multiple(now, before)}"
    if is_about_same(now, before):
        return ""
    return f"{words} {verb} {share(abs(now - before), before) or f'{count(abs(now - before))} {noun}'}"


def _basis(account, current, previous, event):
    """Return ` (số liệu của 10/11 cuộc; năm 2019: số liệu của 09/12 cuộc)` of what not every record says."""
    if not event:
        return ""
    before = records_known(previous, event)
    known = [records_known(current, event), before and f"{account.compared_to}: {before}"]
    return f" ({'; '.join(filter(None, known))})" if any(known) else ""
