"""The sections of what a unit is asked for once a year, there when it has something to say."""

from core.lib.dates.windows import WHOLE_YEARS
from reports.content.frozen.rows import ReportSection
from reports.content.part import Part
from reports.drafting.typed_lines import typed_paragraphs

# Section → the text that it prints, and its heading.
ITEMS = {
    "general": ("situation", "Tình hình chung"),
    "committee": ("committee", "Ban Vì sự tiến bộ của phụ nữ, cán bộ làm công tác bình đẳng giới"),
    "objectives": ("objectives", "Kết quả thực hiện các mục tiêu, chỉ tiêu"),
    "mainstreaming": ("mainstreaming", "Lồng ghép vấn đề bình đẳng giới"),
    "other_bodies": ("other_bodies", "Hoạt động của các cơ quan, ban, ngành, đoàn thể"),
}


def situation_sections(part: Part) -> list[ReportSection]:
    """Return the section on the situation with its items; none but of a whole year."""
    if not _is_asked(part):
        return []
    return [ReportSection("situation", "Đặc điểm, tình hình", "section", []), *_items(part, "general", "committee")]


def result_items(part: Part) -> list[ReportSection]:
    """Return the items among the results; none but of a whole year."""
    return _items(part, "objectives", "mainstreaming", "other_bodies") if _is_asked(part) else []


def _is_asked(part: Part) -> bool:
    return part.asked_period.kind in WHOLE_YEARS


def _items(part: Part, *keys: str) -> list[ReportSection]:
    return [
        ReportSection(key, heading, "item", typed_paragraphs(part.yearly.get(name, ""), name))
        for key, (name, heading) in ((key, ITEMS[key]) for key in keys)
    ]
