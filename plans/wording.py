"""Clauses 1.a to 1.c in a report: plans issued, by number and day, and those on their way."""

import re

from progress.wording.beside import how_many
from progress.wording.narrative import Told
from progress.wording.phrases import bracketed, dated, said
from progress.wording.sentences import Matter, during, joined, paragraphs, sentence, unanswered
from texts.vietnamese import count, join_and

MATTERS = (
    Matter(
        "plan.annual",
        "kế hoạch công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
        ("KH-01",),
    ),
    Matter(
        "plan.politics",
        "kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị",
        ("KH-02",),
    ),
    Matter(
        "plan.action-month",
        "kế hoạch Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
        ("KH-03",),
    ),
)
TASKS = [one.task for one in MATTERS]
LACKING = ("chưa ban hành", "chưa ban hành")
# A title that says what is done is joined by "về việc", one that names a thing by "về".
DOING = ("thực hiện", "triển khai", "tổ chức", "tuyên truyền", "hưởng ứng", "phát động", "tăng cường")


def narrate(account):
    """Paragraphs of the area, none where nothing happened."""
    told = _of_province(account) if account.is_province else _of_unit(account)
    return told + unanswered(account, "plans.unanswered", MATTERS, lacking=LACKING)


def _of_unit(account):
    filed = [record for record in account.filed if record["kind"] == "plans.Plan" and record["task"] in TASKS]
    filed.sort(key=lambda record: (TASKS.index(record["task"]), record["day"]))
    issued = [record for record in filed if record["status"] == "done"]
    told = [Told("plans.issued", _issued(account, issued))] if issued else []
    coming = [_coming(account, record) for record in filed if record["status"] == "under_way"]
    told += [Told("plans.coming", joined(coming))] if coming else []
    return told + _of_communes(account, is_first=not told)


def _of_communes(account, *, is_first):
    body = _communes(account)
    if is_first or not body:
        return paragraphs(account, ("plans.communes", [body]))
    return [Told("plans.communes", sentence(f"bên cạnh đó, {body}"))]


def _issued(account, plans):
    by_committee = all("UBND" in (plan.get("number") or "") for plan in plans)
    who = f"Ủy ban nhân dân {account.place}" if by_committee else f"trên địa bàn {account.place}"
    named = [_with_number(plan) for plan in plans]
    what = named[0] if len(named) == 1 else f"{said(len(named), 'kế hoạch')}: {'; '.join(named)}"
    return sentence(f"{during(account)}, {who} đã ban hành {what}")


def _with_number(plan):
    """`Kế hoạch số 12/KH-UBND ngày 20/02/2020 về công tác …`; as typed where the title has the number."""
    title, number, issued_on = plan["title"].strip(" ."), plan.get("number"), plan.get("issued_on")
    if not number or number in title:
        return title
    name = f"Kế hoạch số {number}" + (f" ngày {dated(issued_on)}" if issued_on else "")
    matter = re.sub(r"^kế hoạch\s*", "", title, flags=re.IGNORECASE)
    lower = matter[:1].lower() + matter[1:]
    if lower.startswith(DOING):
        return f"{name} về việc {lower}"
    if lower.startswith(("về ", "v/v ")):
        return f"{name} {lower.replace('v/v', 'về việc', 1)}"
    if matter == title:
        return f"{name} ({title})"
    return f"{name} về {matter}" if matter else name


def _coming(account, plan):
    title = plan["title"].strip(" .")
    if plan.get("submitted_on"):
        day = dated(plan["submitted_on"])
        return f"dự thảo {title} đã được trình Ủy ban nhân dân {account.place} ngày {day}"
    return f"{title} đang được xây dựng"


def _of_province(account):
    counts = [(account.now[one.keys[0]].value, one) for one in MATTERS]
    named = [said(value, one.words) + _by_how_many(account, one.keys[0]) for value, one in counts if value]
    total = sum(value for value, _one in counts if value)
    what = join_and(named) if len(named) < 2 else f"{said(total, 'kế hoạch')}, gồm {join_and(named)}"
    issued = paragraphs(account, ("plans.issued", [f"đã ban hành {what}" if what else ""]))
    return issued + _of_communes(account, is_first=not issued)


def _communes(account):
    """`có 07/10 xã, phường, thị trấn ban hành kế hoạch năm (70,0%)`."""
    issued, of = account.now["KH-04.1"].value, account.now["KH-04.2"].value
    if not issued or not of:
        return ""
    if issued >= of:
        return f"tất cả {said(of, 'xã, phường, thị trấn')} đã ban hành kế hoạch năm"
    return f"có {count(issued)}/{count(of)} xã, phường, thị trấn đã ban hành kế hoạch năm{bracketed(issued, of)}"


def _by_how_many(account, key):
    does_any = any(figures[key].value for *_one, figures in account.units)
    return f" ({how_many(account, key).removeprefix('có ')})" if does_any else ""
