"""The draft of a report: sections of paragraphs, each with a key by which an edit is matched."""

from typing import NamedTuple

from capacity.wording import narrate_inspections, narrate_review
from communications.wording import narrate_action_month
from core.indicators.catalogue import get_indicator
from core.indicators.figures import figures_from_sums
from core.indicators.rounded import rounded
from core.lib.text.vietnamese import count, join_and
from difficulties.wording import narrate as narrate_difficulties
from difficulties.wording import narrate_units
from filing import areas
from filing.models import Theme
from filing.wording.narrative import Account, DraftedText
from models_sites.wording import narrate_funds
from reports.content.summary_scope import comparison_note
from reports.content.target_results import BEFORE_DATA, targets_of
from reports.content.unit_content import thawed_sums
from reports.drafting.appendix_numbers import appendix_numbers
from reports.drafting.assessment import (
    estimate_paragraphs,
    good_practices,
    next_steps,
    next_steps_of_province,
    propose,
)
from reports.drafting.cost_wording import cost_paragraphs
from reports.drafting.evaluation_sections import appendix_reference, evaluation_items
from reports.drafting.typed_lines import typed_paragraphs


class Section(NamedTuple):
    """A section of the report.

    `level` is "section" (I, II …), "item" (1, 2 … within a section) or "" for the opening. `told` are its paragraphs.
    """

    key: str
    heading: str
    level: str
    told: list


def draft(part):
    """Return the sections of an edition's part of a content (`disclosure_control.part_of`), empty ones included."""
    account = account_of(part)
    told = [DraftedText("opening", part["opening"]), *_who_reported(part), *appendix_reference(appendix_numbers(part))]
    opening = Section("opening", "", "", told)
    return [
        opening,
        *_SECTIONS_BY_THEME.get(part["period"]["theme"], _general_sections)(account, part),
        *_assessment_sections(account, part),
    ]


def account_of(part):
    """Return the data from which sentences are drafted, of an edition's part of a content."""
    figures = {name: figures_from_sums(thawed_sums(sums)) for name, sums in part["figures"].items()}
    period = part["period"]
    return Account(
        current=figures["now"],
        previous=figures["before"],
        so_far=None if period["is_cumulative"] else figures["cumulative"],
        when=period["title"],
        compared_to=period["compared_to"],
        place=part["unit"]["place"],
        is_province=part["unit"]["is_province"],
        filed=part["records"],
        # What the outward edition leaves out of the records was done all the same.
        none=frozenset(part["none"]) - set(part["worked"]),
        # Of the province no sentence says that it need not answer: its units do, each in its own report.
        exempt={} if part["unit"]["is_province"] else part["exempt"],
        units=[
            (unit["place"], unit["communes"], figures_from_sums(thawed_sums(unit["figures"])))
            for unit in part["units"]
            if unit["reported"]
        ],
        reporting=sum(unit["reported"] for unit in part["units"]) if part["missing"] else None,
        own=figures_from_sums(thawed_sums(part.get("own", {}).get("figures", {}))),
        unreported=part.get("unreported", {}),
        **_commune_types(part["unit"]),
    )


def _commune_types(unit):
    """Return the kinds of the unit's communes, where the content says so."""
    types = unit.get("commune_types")
    return {"commune_types": ", ".join(types)} if types else {}


def _who_reported(part):
    if not part["unit"]["is_province"]:
        return []
    reporting, missing = sum(unit["reported"] for unit in part["units"]), len(part["missing"])
    if missing:
        text = f"Đến nay, {count(reporting)}/{count(reporting + missing)} đơn vị có báo cáo được Sở duyệt"
    else:
        text = f"Toàn bộ {count(reporting)} đơn vị thuộc đối tượng báo cáo đã có báo cáo được Sở duyệt"
    has_own_work = any(sums[0] for sums in part.get("own", {}).get("figures", {}).values())
    text += "; số liệu dưới đây gồm cả hoạt động của Sở và các cơ quan cấp tỉnh" if has_own_work else ""
    return [DraftedText("opening.reported", " ".join(filter(None, (f"{text}.", comparison_note(part)))))]


def _general_sections(account, part):
    plans, communications, capacity, models = areas.all_areas()
    return [
        Section("plans", plans.heading, "section", plans.narrate(account)),
        Section("results", "Kết quả thực hiện", "section", []),
        Section("communications", communications.heading, "item", communications.narrate(account)),
        Section("capacity", capacity.heading, "item", capacity.narrate(account)),
        Section("models", models.heading, "item", models.narrate(account)),
        Section("inspections", "Kiểm tra, xử lý vi phạm", "item", narrate_inspections(account)),
        Section(
            "funds",
            "Kinh phí thực hiện",
            "item",
            [*cost_paragraphs(account, part.get("costs")), *narrate_funds(account)],
        ),
        Section("practices", "Cách làm hay, sáng tạo", "item", good_practices(account.filed)),
    ]


def _action_month_sections(account, part):
    plans = [
        paragraph
        for paragraph in areas.area("plans").narrate(account)
        if paragraph.key in ("plans.issued", "plans.coming")
    ]
    return [
        Section("plans", "Công tác chỉ đạo, ban hành văn bản", "section", plans),
        Section("communications", "Kết quả thực hiện", "section", narrate_action_month(account)),
        Section("practices", "Cách làm hay, sáng tạo", "section", good_practices(account.filed)),
    ]


def _closing_review_sections(account, part):
    return [Section("capacity", "Kết quả thực hiện", "section", narrate_review(account))]


_SECTIONS_BY_THEME = {Theme.ACTION_MONTH: _action_month_sections, Theme.CLOSING_REVIEW: _closing_review_sections}


def _assessment_sections(account, part):
    """Return evaluation, next steps, proposals and missing units: what people typed, then what the records say."""
    is_general = part["period"]["theme"] == Theme.GENERAL
    tasks = part["tasks"] if is_general else []
    targets = targets_of(account, part.get("targets", BEFORE_DATA)) if is_general else []
    general, items = evaluation_items(
        account, part["text"], tasks, targets, part.get("target_sources", []), _difficulty_paragraphs(part), is_general
    )
    estimates = [_estimate(key, value) for key, value in part["estimates"].items()]
    return [
        Section(
            "evaluation",
            "Đánh giá, khó khăn, vướng mắc và nguyên nhân",
            "section",
            [*general, *estimate_paragraphs(estimates, part["period"]["end"])],
        ),
        *(Section(key, heading, "item", told) for key, heading, told in items),
        Section(
            "next_steps",
            "Phương hướng, nhiệm vụ thời gian tới",
            "section",
            [
                *typed_paragraphs(part["text"]["next_steps"], "next_steps"),
                *next_steps(account, tasks, part["planned"]),
                *_department_steps(part),
            ],
        ),
        Section(
            "proposals",
            "Đề xuất, kiến nghị",
            "section",
            [*typed_paragraphs(part["text"]["proposals"], "proposals"), *propose(part["difficulties"], account.place)],
        ),
        Section("missing", "Đơn vị chưa có báo cáo được duyệt", "section", _missing_units(part)),
    ]


def _estimate(key, value):
    indicator = get_indicator(key)
    return indicator.name, indicator.unit, rounded(indicator, value)


def _difficulty_paragraphs(part):
    is_province = part["unit"]["is_province"]
    return narrate_units(_difficulties_by_place(part)) if is_province else narrate_difficulties(part["difficulties"])


def _difficulties_by_place(part):
    return [(unit["place"], unit["difficulties"]) for unit in part["units"] if unit["reported"]]


def _department_steps(part):
    return next_steps_of_province(part["missing"], _difficulties_by_place(part)) if part["unit"]["is_province"] else []


def _missing_units(part):
    if not part["missing"]:
        return []
    text = f"Số liệu của các đơn vị sau chưa được tổng hợp: {join_and(part['missing'])}."
    return [DraftedText("missing", text)]
