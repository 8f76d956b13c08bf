"""The report on clauses 1.a to 1.c: plans issued, with number and day, and those under way."""

import re

from core.lib.text.vietnamese import count, join_and
from filing.wording.narrative import DraftedText
from filing.wording.phrases import bracketed_share, count_with_noun, format_day
from filing.wording.sentences import Matter, during, join_sentences, paragraphs, sentence, unanswered
from filing.wording.unit_comparison import by_level, units_with

MATTERS = (
    Matter(
        "plan.annual",
        "kế hoạch công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
        ("KH-01",),
        lack="chưa ban hành",
    ),
    Matter(
        "plan.politics",
        "kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị",
        ("KH-02",),
        lack="chưa ban hành",
    ),
    Matter(
        "plan.action-month",
        "kế hoạch Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
        ("KH-03",),
        lack="chưa ban hành",
    ),
)
NAMES = {matter.task: matter.words for matter in MATTERS}
TASKS = list(NAMES)
# A title that begins with a verb is joined by "về việc", one that names a thing by "về".
ACTION_VERBS = ("thực hiện", "triển khai", "tổ chức", "tuyên truyền", "hưởng ứng", "phát động", "tăng cường")
# What a plan is of follows without a word between: `kế hoạch truyền thông về …`.
PLAIN_SUBJECTS = ("truyền thông", "công tác", "hành động", "kiểm tra", "phối hợp")


def narrate(account):
    """Return the paragraphs of the area; none where nothing happened."""
    paragraphs_of_plans = _province_paragraphs(account) if account.is_province else _unit_paragraphs(account)
    return paragraphs_of_plans + unanswered(account, "plans.unanswered", MATTERS)


def _unit_paragraphs(account):
    filed = [record for record in account.filed if record["kind"] == "plans.Plan" and record["task"] in TASKS]
    filed.sort(key=lambda record: (TASKS.index(record["task"]), record["day"]))
    issued = [record for record in filed if record["status"] == "done"]
    drafts = [DraftedText("plans.issued", _issued_sentence(account, issued))] if issued else []
    coming = [_under_way_body(account, record) for record in filed if record["status"] == "under_way"]
    drafts += [DraftedText("plans.coming", join_sentences(coming))] if coming else []
    return drafts + _commune_paragraphs(account, is_first=not drafts)


def _commune_paragraphs(account, *, is_first):
    body = _communes_body(account)
    if is_first or not body:
        return paragraphs(account, ("plans.communes", [body]))
    return [DraftedText("plans.communes", sentence(f"bên cạnh đó, {body}"))]


def _issued_sentence(account, plans):
    by_committee = all("UBND" in (plan.get("number") or "") for plan in plans)
    who = f"Ủy ban nhân dân {account.place}" if by_committee else f"trên địa bàn {account.place}"
    named = [_with_number(plan) for plan in plans]
    what = named[0] if len(named) == 1 else f"{count_with_noun(len(named), 'kế hoạch')}: {'; '.join(named)}"
    return sentence(f"{during(account)}, {who} đã ban hành {what}")


def _with_number(plan):
    """Return `Kế hoạch số 12/KH-UBND ngày 20/02/2020 về công tác …`; the title itself where it has the number.

    A plan whose title is not told is named by its task.
    """
    title, number, issued_on = plan["title"].strip(" ."), plan.get("number"), plan.get("issued_on")
    if not title and not number:
        return f"{NAMES[plan['task']]} (ngày {format_day(plan['day'])})"
    if title and (not number or number in title):
        return title
    name = f"Kế hoạch số {number}" + (f" ngày {format_day(issued_on)}" if issued_on else "")
    title = title or NAMES[plan["task"]]
    subject = re.sub(r"^kế hoạch\s*", "", title, flags=re.IGNORECASE)
    lower = subject[:1].lower() + subject[1:]
    if lower.startswith(ACTION_VERBS):
        return f"{name} về việc {lower}"
    if lower.startswith(("về ", "v/v ")):
        return f"{name} {lower.replace('v/v', 'về việc', 1)}"
    if subject == title:
        return f"{name} ({title})"
    if lower.startswith(PLAIN_SUBJECTS) and " về " in lower:
        return f"{name} {lower}"
    return f"{name} về {subject}" if subject else name


def _under_way_body(account, plan):
    title = plan["title"].strip(" .") or NAMES[plan["task"]]
    if plan.get("submitted_on"):
        day = format_day(plan["submitted_on"])
        return f"dự thảo {title} đã được trình Ủy ban nhân dân {account.place} ngày {day}"
    return f"{title} đang được xây dựng"


def _province_paragraphs(account):
    counts = [(account.current[matter.keys[0]].value, matter) for matter in MATTERS]
    named = [
        count_with_noun(value, matter.words) + _bracketed_units(account, matter.keys[0])
        for value, matter in counts
        if value
    ]
    total = sum(value for value, _matter in counts if value)
    what = join_and(named) if len(named) < 2 else f"{count_with_noun(total, 'kế hoạch')}, gồm {join_and(named)}"
    of = [matter.keys[0] for matter in MATTERS]
    issued = paragraphs(account, ("plans.issued", [f"đã ban hành {what}" if what else ""]), of=of)
    return issued + _commune_paragraphs(account, is_first=not issued)


def _communes_body(account):
    """Return `có 07/10 xã, thị trấn đã ban hành kế hoạch năm (70,0%)`."""
    issued, total = account.current["KH-04.1"].value, account.current["KH-04.2"].value
    # The one commune is the unit itself, whose plans are told.
    if not issued or not total or total == 1:
        return ""
    if issued >= total:
        return f"tất cả {count_with_noun(total, account.commune_types)} đã ban hành kế hoạch năm"
    ratio = bracketed_share(issued, total)
    return f"có {count(issued)}/{count_with_noun(total, account.commune_types)} đã ban hành kế hoạch năm{ratio}"


def _bracketed_units(account, key):
    is_any = any(figures[key].value for *_place, figures in account.units)
    units = units_with(account, key).removeprefix("có ") if is_any else ""
    aside = "; ".join(filter(None, (by_level(account, key)[2:-1], units)))
    return f" ({aside})" if aside else ""
