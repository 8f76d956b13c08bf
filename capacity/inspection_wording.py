"""The report on clause 3.c: inspections, what they found, and what they propose."""

from collections import Counter

from capacity.models import Violation
from core.lib.text.vietnamese import join_and
from filing.wording.phrases import comparison, count_with_noun, format_day, year_to_date_phrase
from filing.wording.quoting import typed_phrase
from filing.wording.sentences import Matter, paragraphs, unanswered
from filing.wording.unit_comparison import among_units, by_level

INSPECTED = "capacity.Inspection"
INSPECTION = (
    Matter(
        "cap.inspection",
        "kiểm tra việc thực hiện pháp luật về bình đẳng giới",
        ("NL-09.1",),
        "cuộc",
        lack="chưa tổ chức",
    ),
)
# The fields of violations within a sentence.
FIELDS = {
    Violation.POLITICS: "chính trị",
    Violation.ECONOMY: "kinh tế",
    Violation.LABOUR: "lao động",
    Violation.EDUCATION: "giáo dục và đào tạo",
    Violation.HEALTH: "y tế",
    Violation.CULTURE: "văn hóa, thông tin",
    Violation.FAMILY: "gia đình",
    Violation.OTHER: "lĩnh vực khác",
}


def narrate_inspections(account):
    """Return the paragraphs of the section on inspections and violations."""
    bodies = [
        _inspected(account),
        typed_phrase(account, INSPECTED, "subject", "nội dung kiểm tra"),
        typed_phrase(account, INSPECTED, "inspected", "cơ quan, đơn vị được kiểm tra"),
        typed_phrase(account, INSPECTED, "findings", "kết quả kiểm tra"),
        _solutions(account),
    ]
    inspected = paragraphs(account, ("capacity.inspected", bodies if bodies[0] else []), later=True)
    return [*inspected, *unanswered(account, "capacity.inspections-unanswered", INSPECTION)]


def _solutions(account):
    """Return `giải pháp đề xuất: …; đã trình Ủy ban nhân dân huyện … ngày 12/5/2020` (clause 3.c)."""
    solutions = typed_phrase(account, INSPECTED, "proposals", "giải pháp đề xuất")
    records = account.done_records(INSPECTED)
    days = sorted({record["submitted_on"] for record in records if record.get("submitted_on")})
    if not solutions or not days:
        return solutions
    return f"{solutions}; đã trình Ủy ban nhân dân {account.place} ngày {join_and([format_day(day) for day in days])}"


def _inspected(account):
    held = account.current["NL-09.1"].value
    if not held:
        return ""
    bodies = [record.get("bodies") for record in account.done_records(INSPECTED)]
    text = f"đã tổ chức {count_with_noun(held, 'cuộc')} kiểm tra việc thực hiện pháp luật về bình đẳng giới"
    text += by_level(account, "NL-09.1", "cuộc")
    if not account.is_province and len(bodies) == held and None not in bodies and sum(bodies):
        text += f" tại {count_with_noun(sum(bodies), 'cơ quan, đơn vị')}"
        text += comparison(account, "NL-09.1", "cuộc", mark="; số cuộc")
    else:
        text += comparison(account, "NL-09.1", "cuộc")
    text += _violations(account) + year_to_date_phrase(account, ("NL-09.1", "cuộc"))
    return text + among_units(account, "NL-09.1", "cuộc", "tổ chức kiểm tra")


def _by_field(account, found):
    """Return ` (lao động 02 vụ; gia đình 01 vụ)`, where the inspections list all that were found."""
    listed: Counter[str] = Counter()
    for record in account.done_records(INSPECTED):
        for row in record.get("violations") or ():
            listed[row.get("kind")] += row.get("found") or 0
    if listed.total() != found or not listed.keys() <= FIELDS.keys():
        return ""
    named = [f"{FIELDS[kind]} {count_with_noun(times, 'vụ')}" for kind, times in listed.most_common() if times]
    return f" ({'; '.join(named)})"


def _violations(account):
    """Return `; phát hiện 03 vụ vi phạm, đã xử lý 02 vụ`; "none" only where every inspection says so."""
    found, handled = account.current["NL-09.2"], account.current["NL-09.3"]
    if found.value is None:
        return ""
    if not found.value:
        return "; qua kiểm tra không phát hiện vi phạm" if found.valued == found.records else ""
    text = f"; phát hiện {count_with_noun(found.value, 'vụ vi phạm')}{_by_field(account, found.value)}"
    if handled.value is None:
        return text
    if not handled.value:
        return f"{text}, chưa xử lý xong" if handled.valued == handled.records else text
    if handled.value == found.value:
        return f"{text}, đã xử lý {'xong' if found.value == 1 else 'toàn bộ'}"
    return f"{text}, đã xử lý {count_with_noun(handled.value, 'vụ')}"
