"""The sentence on money: what was spent by area and source, beside what the plans foresee."""

from core.lib.text.vietnamese import join_and, sentence_case
from filing import areas
from filing.wording.narrative import Account, DraftedText
from filing.wording.phrases import bracketed_share, in_sentence, millions
from filing.wording.sentences import during, join_sentences
from reports.content.frozen.rows import Costs


def sources_of(account: Account):
    """Return where money comes from, in the order of `COST_SOURCES`."""
    return (f"ngân sách {account.units_level}", "ngân sách cấp tỉnh", "ngân sách trung ương", "nguồn khác")


def cost_paragraphs(account: Account, costs: Costs | None):
    """Return the paragraph (one or none) of a content's `costs`; None of what was frozen before there were any."""
    spent = costs.spent if costs else {}
    total = sum(map(sum, spent.values()))
    if costs is None or not total:
        return []
    by_source = [sum(column) for column in zip(*spent.values(), strict=True)]
    sources = sources_of(account)
    named = [
        f"{source} {_money(amount)}{bracketed_share(amount, total) if amount < total else ''}"
        for source, amount in zip(sources, by_source, strict=True)
        if amount
    ]
    when = during(account, later=True)
    only = [source for source, amount in zip(sources, by_source, strict=True) if amount == total]
    origin = f"toàn bộ từ {only[0]}" if only else f"từ {join_and(named)}"
    bodies = [f"{when}, kinh phí đã chi cho các hoạt động là {_money(total)}, {origin}"]
    if len(spent) > 1:
        bodies[0] += f"; gồm: {'; '.join(f'{in_sentence(name)} {_money(sum(sums))}' for name, sums in _by_area(spent))}"
    if costs.planned:
        bodies.append(f"kinh phí dự kiến trong các kế hoạch đã ban hành là {_money(costs.planned)}")
    return [DraftedText("funds.spent", join_sentences(bodies))]


def cost_rows(costs: Costs):
    """Return (name, sums by source) of each area, in the order of the directive."""
    return [(sentence_case(name), sums) for name, sums in _by_area(costs.spent)]


def _by_area(spent):
    return [(area.heading, spent[area.app]) for area in areas.all_areas() if area.app in spent]


def _money(amount):
    return millions(amount, "triệu đồng")
