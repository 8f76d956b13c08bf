"""The draft of a report: sections of paragraphs, each with a key by which an edit is matched."""

from collections.abc import Callable

from capacity.inspection_wording import narrate_inspections
from capacity.wording import narrate_review
from communications.wording import narrate_action_month
from core.indicators.catalogue import get_indicator
from core.indicators.rounded import rounded
from core.lib.text.vietnamese import count, join_and
from difficulties.wording import narrate as narrate_difficulties
from difficulties.wording import narrate_units
from filing import areas
from filing.models import Theme
from filing.wording.narrative import Account, DraftedText
from filing.wording.sentences import unit_type
from models_sites.wording import narrate_funds
from reports.content.figures.target_results import targets_of
from reports.content.frozen.rows import ReportSection
from reports.content.part import Part
from reports.content.summary_scope import comparison_note
from reports.drafting.appendix_numbers import appendix_numbers
from reports.drafting.assessment import (
    estimate_paragraphs,
    good_practices,
    next_steps,
    next_steps_of_province,
)
from reports.drafting.cost_wording import cost_paragraphs
from reports.drafting.edits import apply_edits
from reports.drafting.evaluation_sections import appendix_reference, evaluation_items
from reports.drafting.numbering import numbered
from reports.drafting.own_tasks import own_task_paragraphs
from reports.drafting.proposals import asked_of_department, proposal_paragraphs
from reports.drafting.typed_lines import typed_paragraphs
from reports.drafting.yearly_sections import result_items, situation_sections


def draft(part: Part) -> list[ReportSection]:
    """Return the sections of an edition's part of a content (`gate.part_of`), empty ones included."""
    account = part.account
    told = [
        DraftedText("opening", part.opening or ""),
        *_who_reported(part),
        *appendix_reference(appendix_numbers(part)),
    ]
    opening = ReportSection("opening", "", "", told)
    return [
        opening,
        *_SECTIONS_BY_THEME.get(part.asked_period.theme, _general_sections)(account, part),
        *_assessment_sections(account, part),
    ]


def drafted(part: Part) -> list[ReportSection]:
    """Return the drafted sections, numbered: as they were frozen, drafted now where they weren't."""
    return numbered(draft(part), part.edits) if part.sections is None else part.sections


def printed(part: Part) -> list[ReportSection]:
    """Return the sections of a part as they are printed, each paragraph with its key."""
    return apply_edits(drafted(part), part.edits)


def _who_reported(part: Part):
    note = comparison_note(part)
    if not part.unit.is_province:
        return [DraftedText("opening.not-compared", note)] if note else []
    reporting, missing = sum(unit.reported for unit in part.units), len(part.missing)
    if missing:
        text = f"Đến nay, {count(reporting)}/{count(reporting + missing)} đơn vị có báo cáo được Sở duyệt"
    else:
        text = f"Toàn bộ {count(reporting)} đơn vị thuộc đối tượng báo cáo đã có báo cáo được Sở duyệt"
    also = [
        words
        for work, words in ((part.own, "Sở và các cơ quan cấp tỉnh"), (part.former, "các đơn vị đã kết thúc hoạt động"))
        if work is not None and any(sums[0] for sums in work.figures.values())
    ]
    text += f"; số liệu dưới đây gồm cả hoạt động của {', '.join(also)}" if also else ""
    return [DraftedText("opening.reported", " ".join(filter(None, (f"{text}.", note))))]


def _general_sections(account: Account, part: Part):
    plans, communications, capacity, models = areas.all_areas()
    return [
        *situation_sections(part),
        ReportSection("plans", plans.heading, "section", _area_paragraphs(plans, account, part)),
        ReportSection("results", "Kết quả thực hiện", "section", []),
        ReportSection(
            "communications", communications.heading, "item", _area_paragraphs(communications, account, part)
        ),
        ReportSection("capacity", capacity.heading, "item", _area_paragraphs(capacity, account, part)),
        ReportSection("models", models.heading, "item", _area_paragraphs(models, account, part)),
        ReportSection("inspections", "Kiểm tra, xử lý vi phạm", "item", narrate_inspections(account)),
        *result_items(part),
        ReportSection(
            "funds",
            "Kinh phí thực hiện",
            "item",
            [*cost_paragraphs(account, part.costs), *narrate_funds(account)],
        ),
        ReportSection("practices", "Cách làm hay, sáng tạo", "item", good_practices(account.filed)),
    ]


def _area_paragraphs(area, account: Account, part: Part):
    return [*area.narrate(account), *own_task_paragraphs(account, part, area.app)]


def _action_month_sections(account: Account, part: Part):
    plans = [
        paragraph
        for paragraph in areas.area("plans").narrate(account)
        if paragraph.key in ("plans.issued", "plans.coming")
    ]
    return [
        ReportSection("plans", "Công tác chỉ đạo, ban hành văn bản", "section", plans),
        ReportSection("communications", "Kết quả thực hiện", "section", narrate_action_month(account)),
        ReportSection("practices", "Cách làm hay, sáng tạo", "section", good_practices(account.filed)),
    ]


_SECTIONS_BY_THEME: dict[str, Callable] = {
    Theme.ACTION_MONTH: _action_month_sections,
    Theme.CLOSING_REVIEW: lambda account, part: [
        ReportSection("capacity", "Kết quả thực hiện", "section", narrate_review(account))
    ],
}


def _assessment_sections(account: Account, part: Part):
    """Return evaluation, next steps, proposals and missing units: what people typed, then what the records say."""
    is_general = part.asked_period.theme == Theme.GENERAL
    tasks = part.tasks if is_general else []
    targets = targets_of(account, part.targets) if is_general else []
    general, items = evaluation_items(
        account, part.text, tasks, targets, part.target_sources, _difficulty_paragraphs(part), is_general
    )
    estimates = [_estimate(key, value) for key, value in part.estimates.items()]
    return [
        ReportSection(
            "evaluation",
            "Đánh giá, khó khăn, vướng mắc và nguyên nhân",
            "section",
            [*general, *estimate_paragraphs(estimates, part.asked_period.end)],
        ),
        *(ReportSection(key, heading, "item", told) for key, heading, told in items),
        ReportSection(
            "next_steps",
            "Phương hướng, nhiệm vụ thời gian tới",
            "section",
            [
                *typed_paragraphs(part.text.get("next_steps", ""), "next_steps"),
                *next_steps(account, tasks, part.planned),
                *_department_steps(part),
            ],
        ),
        ReportSection(
            "proposals",
            "Đề xuất, kiến nghị",
            "section",
            proposal_paragraphs(part),
        ),
        ReportSection("missing", "Đơn vị chưa có báo cáo được duyệt", "section", _missing_units(part)),
    ]


def _estimate(key, value):
    indicator = get_indicator(key)
    return indicator.name, indicator.unit, rounded(indicator, value)


def _difficulty_paragraphs(part: Part):
    if not part.unit.is_province:
        return narrate_difficulties(part.difficulties)
    return [*narrate_units(_difficulties_by_place(part)), *asked_of_department(part.units)]


def _difficulties_by_place(part: Part):
    return [(unit.place, unit.difficulties) for unit in part.units if unit.reported]


def _department_steps(part: Part):
    if not part.unit.is_province:
        return []
    return next_steps_of_province(part.missing, _difficulties_by_place(part), unit_type(part.unit.place))


def _missing_units(part: Part):
    if not part.missing:
        return []
    text = f"Số liệu của các đơn vị sau chưa được tổng hợp: {join_and(part.missing)}."
    return [DraftedText("missing", text)]
