"""The tables of money: by area and source, and of a summary by unit."""

import re

from core.lib.rounding import exact
from core.lib.text.vietnamese import number, sentence_case
from filing.areas import all_areas
from filing.models.spending import COST_SOURCES
from filing.wording.phrases import MILLION
from reports.content.figures.figure_cells import NO_DATA, OCCURRED_NONE
from reports.content.frozen.rows import Costs
from reports.content.part import Part
from reports.content.summary_scope import total_name
from reports.drafting.cost_wording import cost_rows, sources_of
from reports.writers import tree


def cost_table(part: Part):
    """Return the table of what was spent, in million đồng, with what the plans foresee below it."""
    costs = part.costs or Costs()
    columns = [
        tree.column("Nội dung"),
        *(tree.column(_head(source), "right", width=13) for source in sources_of(part.account)),
    ]
    columns.append(tree.column("Tổng cộng", "right", width=13))
    rows = cost_rows(costs)
    table = [[name, *map(_cell, sums), _cell(sum(sums))] for name, sums in rows]
    by_source = [sum(column) for column in zip(*(sums for _name, sums in rows), strict=True)]
    table.append(tree.total_row(["Đã chi", *map(_cell, by_source), _cell(sum(by_source))]))
    if costs.planned is not None:
        table.append(["Dự kiến trong các kế hoạch đã ban hành", *[""] * len(COST_SOURCES), _cell(costs.planned)])
    return tree.table(columns, table, unit_note="Đơn vị tính: triệu đồng", legend="Ghi chú: “-” không phát sinh.")


def unit_cost_table(part: Part):
    """Return the table (one or none) of what each unit of a summary planned and spent, by area and source."""
    money = [(unit.name, unit.costs) for unit in part.units]
    if part.costs is None or not any(costs for _name, costs in money):
        return []
    money += [
        (name, work.costs)
        for name, work in part.work_without_report
        if work.costs and (work.costs.spent or work.costs.planned)
    ]
    areas = [area for area in all_areas() if area.app in part.costs.spent]
    columns = [tree.column("Đơn vị", width=17), tree.column("Dự kiến trong kế hoạch", "right", width=10)]
    columns += [tree.column(sentence_case(area.heading), "right", group="Đã chi theo nội dung") for area in areas]
    # Wide enough for the longest word of the head.
    columns += [
        tree.column(_head(source), "right", group="Đã chi theo nguồn", width=9) for source in sources_of(part.account)
    ]
    columns.append(tree.column("Tổng đã chi", "right", width=10))
    table = [[name, *_unit_cells(costs, areas)] for name, costs in money]
    table.append(tree.total_row([total_name(part), *_unit_cells(part.costs, areas)]))
    legend = "Ghi chú: “-” không phát sinh; “…” chưa có số liệu."
    notes = {"caption": "Kinh phí theo đơn vị", "unit_note": "Đơn vị tính: triệu đồng", "legend": legend}
    return [tree.table(columns, table, **notes)]


def _head(source):
    """Return a source's name as the head of a column, whose lines part no level from its word."""
    return re.sub(r"(cấp|trung) ", "\\1\u00a0", sentence_case(source))


def _unit_cells(costs, areas):
    """Return a unit's cells; `…` without its report, or where it was frozen before money was kept."""
    if costs is None:
        return [NO_DATA] * (len(areas) + len(COST_SOURCES) + 2)
    by_source = [sum(column) for column in zip(*costs.spent.values(), strict=True)] or [0] * len(COST_SOURCES)
    by_area = [sum(costs.spent.get(area.app, ())) for area in areas]
    planned = NO_DATA if costs.planned is None else _cell(costs.planned)
    return [planned, *map(_cell, by_area), *map(_cell, by_source), _cell(sum(by_source))]


def _cell(amount):
    return number(exact(amount) / MILLION, 1) if amount else OCCURRED_NONE
