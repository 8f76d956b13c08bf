"""The first sentence of a report, and what reports are about by their theme."""

import re
from datetime import date

from core.lib.text.vietnamese import date_long, date_short, join_and
from filing.models import Theme
from filing.wording.phrases import in_sentence

SUBJECTS = {
    Theme.GENERAL: "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Kết quả triển khai Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "Tổng kết thực hiện Chiến lược, Chương trình, Đề án về bình đẳng giới",
}
# What the Department itself was to do, as the opening of its own report names it.
WORK = {
    Theme.GENERAL: "nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "việc tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới",
}
# What a document is called before its number, where its subject begins with that.
CITED_KINDS = ("Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Kế hoạch", "Chương trình", "Công văn", "Luật")
OTHER_KIND = "Văn bản"
# `12/KH-UBND`, `908/SLĐTBXH-BĐG`, `09/2019/NĐ-CP`: what has the form of a document's number says nothing else.
DOCUMENT_NUMBER = re.compile(r"\d{1,5}(?:/\d{4})?/[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ][A-ZĐ0-9]*)*")
CITATION = re.compile(
    rf"(?:{'|'.join((*CITED_KINDS, OTHER_KIND))}) số {DOCUMENT_NUMBER.pattern}(?: ngày \d\d/\d\d?/\d{{4}})?"
)


def outward_opening(content, issuer):
    """Return the first sentence without the subjects that somebody typed: documents by number and day alone."""
    period, does = content.asked_period, "tổng hợp, báo cáo" if content.unit.is_province else "báo cáo"
    start, end = (date_short(date.fromisoformat(day)) for day in (period.start, period.end))
    # A free period is named by its dates already.
    dates = "" if period.title.startswith("từ ") else f" (số liệu từ ngày {start} đến ngày {end})"
    what = f"{in_sentence(SUBJECTS[period.theme])} {period.title}{dates}"
    return f"{_lead(content, period)}{issuer} {does} {what} như sau:"


def _lead(content, period):
    number, opening = period.asked_number or "", content.opening or ""
    letter = f"Thực hiện Công văn số {number}"
    # The Department's own letter is no order to itself: it names what that carries out.
    if number and content.unit.is_province and not opening.startswith(letter):
        return f"Thực hiện {join_and(CITATION.findall(opening)) or f'{WORK[period.theme]} năm {period.end[:4]}'}, "
    if not DOCUMENT_NUMBER.fullmatch(number):
        return ""
    day = f" {date_long(date.fromisoformat(period.asked_on))}" if period.asked_on else ""
    return f"{letter}{day}, "
