"""The report as the records draft it: sections of paragraphs, each with a key by which a person's wording finds it."""

from typing import NamedTuple

from capacity.wording import narrate_inspections, narrate_review
from communications.wording import narrate_action_month
from difficulties.wording import narrate as narrate_difficulties
from difficulties.wording import narrate_units
from indicators.catalogue import get
from indicators.figures import read
from models_sites.wording import narrate_funds
from progress import areas
from progress.models import Theme
from progress.wording.narrative import Account, Told
from reports.assessment import assess, estimated, good_practices, next_steps, next_steps_of_province, propose
from reports.content import thawed_sums
from reports.targets import BEFORE_DATA, targets_of
from texts.vietnamese import count, join_and


class Section(NamedTuple):
    """A part of the report; `level` is "section" (I, II …), "item" (1, 2 … within one) or "" above the first."""

    key: str
    heading: str
    level: str
    told: list


def draft(part):
    """The sections of one edition's content (`editions.part_of`), also those of which nothing can be said."""
    account = account_of(part)
    opening = Section("opening", "", "", [Told("opening", part["opening"]), *_who_reported(part)])
    return [opening, *_MATTER.get(part["period"]["theme"], _general)(account, part), *_own(account, part)]


def account_of(part):
    """The matter of the sentences out of one edition's content."""
    figures = {name: read(thawed_sums(sums)) for name, sums in part["figures"].items()}
    period = part["period"]
    return Account(
        now=figures["now"],
        before=figures["before"],
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
            (one["place"], one["communes"], read(thawed_sums(one["figures"])))
            for one in part["units"]
            if one["reported"]
        ],
        reporting=sum(one["reported"] for one in part["units"]) if part["missing"] else None,
    )


def _who_reported(part):
    if not part["unit"]["is_province"]:
        return []
    told, missing = sum(one["reported"] for one in part["units"]), len(part["missing"])
    if missing:
        text = f"Đến nay, {count(told)}/{count(told + missing)} đơn vị có báo cáo được Sở duyệt"
    else:
        text = f"Toàn bộ {count(told)} đơn vị thuộc đối tượng báo cáo đã có báo cáo được Sở duyệt"
    own = any(one[0] for one in part.get("own", {}).get("figures", {}).values())
    text += "; số liệu dưới đây gồm cả hoạt động của Sở và các cơ quan cấp tỉnh" if own else ""
    return [Told("opening.reported", f"{text}.")]


def _general(account, part):
    plans, communications, capacity, models = areas.all_areas()
    return [
        Section("plans", plans.heading, "section", plans.narrate(account)),
        Section("results", "Kết quả thực hiện", "section", []),
        Section("communications", communications.heading, "item", communications.narrate(account)),
        Section("capacity", capacity.heading, "item", capacity.narrate(account)),
        Section("models", models.heading, "item", models.narrate(account)),
        Section("inspections", "Kiểm tra, xử lý vi phạm", "item", narrate_inspections(account)),
        Section("funds", "Kinh phí thực hiện", "item", narrate_funds(account)),
        Section("practices", "Cách làm hay, sáng tạo", "item", good_practices(account.filed)),
    ]


def _action_month(account, part):
    plans = [one for one in areas.area("plans").narrate(account) if one.key in ("plans.issued", "plans.coming")]
    return [
        Section("plans", "Công tác chỉ đạo, ban hành văn bản", "section", plans),
        Section("communications", "Kết quả thực hiện", "section", narrate_action_month(account)),
        Section("practices", "Cách làm hay, sáng tạo", "section", good_practices(account.filed)),
    ]


def _closing_review(account, part):
    return [Section("capacity", "Kết quả thực hiện", "section", narrate_review(account))]


_MATTER = {Theme.ACTION_MONTH: _action_month, Theme.CLOSING_REVIEW: _closing_review}


def _own(account, part):
    """What a person judges, with what the records can tell towards it."""
    is_general = part["period"]["theme"] == Theme.GENERAL
    tasks = part["tasks"] if is_general else []
    evaluation = assess(account, tasks, targets_of(account, part.get("targets", BEFORE_DATA))) if is_general else []
    evaluation += estimated([_estimate(key, value) for key, value in part["estimates"].items()], part["period"]["end"])
    return [
        Section(
            "evaluation", "Đánh giá, khó khăn, vướng mắc và nguyên nhân", "section",
            [*_typed(part, "evaluation"), *evaluation, *_typed(part, "difficulties"), *_raised(part)],
        ),
        Section(
            "next_steps", "Phương hướng, nhiệm vụ thời gian tới", "section",
            [*_typed(part, "next_steps"), *next_steps(account, tasks, part["planned"]), *_of_department(part)],
        ),
        Section(
            "proposals", "Đề xuất, kiến nghị", "section",
            [*_typed(part, "proposals"), *propose(part["difficulties"], account.place)],
        ),
        Section("missing", "Đơn vị chưa có báo cáo được duyệt", "section", _missing(part)),
    ]  # fmt: skip


def _estimate(key, value):
    indicator = get(key)
    return indicator.name, indicator.unit, value if indicator.scale == 1 else round(value / indicator.scale, 1)


def _typed(part, name):
    lines = [line.strip() for line in part["text"][name].splitlines()]
    return [Told(f"{name}.typed-{place}", line) for place, line in enumerate(filter(None, lines), start=1)]


def _raised(part):
    is_province = part["unit"]["is_province"]
    return narrate_units(_raised_by(part)) if is_province else narrate_difficulties(part["difficulties"])


def _raised_by(part):
    return [(one["place"], one["difficulties"]) for one in part["units"] if one["reported"]]


def _of_department(part):
    return next_steps_of_province(part["missing"], _raised_by(part)) if part["unit"]["is_province"] else []


def _missing(part):
    if not part["missing"]:
        return []
    text = f"Số liệu của các đơn vị sau chưa được tổng hợp: {join_and(part['missing'])}."
    return [Told("missing", text)]
