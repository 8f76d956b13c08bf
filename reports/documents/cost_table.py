"""The table of money by area and source."""

from core.lib.rounding import exact
from core.lib.text.vietnamese import number, sentence_case
from filing.wording.phrases import MILLION
from reports.content.costs import SOURCES
from reports.content.figure_cells import OCCURRED_NONE
from reports.content.frozen_rows import Costs
from reports.content.part import Part
from reports.drafting.cost_wording import cost_rows
from reports.writers import tree


def cost_table(part: Part):
    """Return the table of what was spent, in million đồng, with what the plans foresee below it."""
    costs = part.costs or Costs()
    columns = [tree.column("Nội dung"), *(tree.column(sentence_case(source), "right", width=13) for source in SOURCES)]
    columns.append(tree.column("Tổng cộng", "right", width=13))
    rows = cost_rows(costs)
    table = [[name, *map(_cell, sums), _cell(sum(sums))] for name, sums in rows]
    by_source = [sum(column) for column in zip(*(sums for _name, sums in rows), strict=True)]
    table.append(tree.total_row(["Đã chi", *map(_cell, by_source), _cell(sum(by_source))]))
    if costs.planned is not None:
        table.append(["Dự kiến trong các kế hoạch đã ban hành", *[""] * len(SOURCES), _cell(costs.planned)])
    return tree.table(columns, table, unit_note="Đơn vị tính: triệu đồng", legend="Ghi chú: “-” không phát sinh.")


def _cell(amount):
    return number(exact(amount) / MILLION, 1) if amount else OCCURRED_NONE
