"""The charts of each dashboard: for each area those of a province with its units, or of one unit."""

from dataclasses import replace
from datetime import timedelta

from core.accounts.permissions import units_in_sight
from core.indicators import catalogue
from core.lib.dates.clock import today
from core.lib.dates.windows import reporting_year
from core.lib.text.vietnamese import sentence_case
from core.units.bodies import body_of
from core.units.models import Unit
from department.dashboards import monthly_charts, share_charts, unit_charts
from department.dashboards.chart_figures import read_figures
from department.dashboards.charts import LEGEND, boundaries_words
from filing import areas
from reports.content.bare_content import bare_content
from reports.content.summary_content import freeze
from reports.desk.screens import screen_of_units
from reports.documents.composition import paper
from reports.models import CompilationType, Edition
from reports.writers import tree

YEARS_BACK = 4
# Until its first month has closed, a year has next to nothing to show.
FIRST_MONTH = timedelta(days=31)
PLANS = ("KH-01", "KH-02", "KH-03")
GROUPS = tuple(f"NL-02.{number}" for number in range(1, 7))
BY_MONTH = ("TT-02", "TT-09.1", "TT-09.2", "NL-02", "MH-01.3")
FULL = {"full": 100}


def years():
    """Return the reporting years that can be chosen, the newest first."""
    latest = reporting_year(today())
    return [latest - ago for ago in range(YEARS_BACK + 1)]


def default_year():
    """Return the year that is shown unless another is chosen: the running one from its second month on."""
    return reporting_year(today() - FIRST_MONTH)


def units_for(user):
    """Return the units whose own dashboards a person may choose among: districts, or whichever level reports."""
    if user.is_district:
        return Unit.objects.filter(pk=user.unit_id)
    return units_in_sight(user).filter(pk__in=Unit.objects.reporting_to(user.unit, today()).values("pk"))


def charts_of(scope, app=None):
    """Return [(area, its charts)] of a scope, of one area or of all four, with all units; a fixed number of queries."""
    return charts_from(read_figures(scope, BY_MONTH), app)


def charts_on_screen(scope, app, query):
    """Return (screen, `charts_of`): of many units one screen, which the query asks for, with the words of all."""
    figures = read_figures(scope, BY_MONTH)
    # By the boundaries of another day these are other units than those of the scope.
    units = figures.scope.units
    screen = screen_of_units(units, query)
    hidden = {unit.pk for unit in units} - {unit.pk for unit in screen.page}
    return screen, charts_from(replace(figures, hidden=frozenset(hidden)), app)


def charts_from(figures, app):
    """Return [(area, its charts)] drawn from the figures, of one area or of all four."""
    charts_by_area = OF_UNIT if figures.scope.is_one else OF_PROVINCE
    return [(area, charts_by_area[area.app](figures)) for area in areas.all_areas() if app in (None, area.app)]


def freeze_dashboard(scope, groups, *, by):
    """Freeze a dashboard as a compilation, for a document inside: its charts with tables and sources."""
    trees = {Edition.INTERNAL.value: _tree(scope, groups)}
    return freeze(CompilationType.DASHBOARD, bare_content(scope.unit, trees), unit=scope.unit, by=by)


def _plans(figures):
    return [
        *[
            unit_charts.by_unit(figures, catalogue.get_indicator(key), f"plans-{key.lower()}", task=task)
            for key, task in zip(PLANS, ("plan.annual", "plan.politics", "plan.action-month"), strict=True)
        ],
        unit_charts.by_unit(figures, catalogue.get_indicator("KH-04"), "plans-communes", **FULL),
        unit_charts.unit_map(figures, catalogue.get_indicator("KH-04"), "map"),
    ]


def _communications(figures):
    attended = catalogue.get_indicator("TT-02")
    return [
        monthly_charts.by_month(figures, attended, "attendances-month"),
        monthly_charts.cumulative(figures, attended, "attendances-so-far"),
        unit_charts.by_unit(figures, attended, "attendances-units"),
        unit_charts.unit_map(figures, attended, "map"),
        share_charts.women_by_unit(figures, attended, "women-units"),
        unit_charts.by_unit(figures, catalogue.get_indicator("TT-09"), "cost-units"),
        unit_charts.by_unit(figures, catalogue.get_indicator("TT-05.2"), "broadcasts-units", task="comm.radio"),
    ]


def _capacity(figures):
    trained = catalogue.get_indicator("NL-02")
    return [
        monthly_charts.by_month(figures, trained, "trained-month"),
        monthly_charts.cumulative(figures, trained, "trained-so-far"),
        unit_charts.by_unit(figures, trained, "trained-units"),
        unit_charts.unit_map(figures, trained, "map"),
        share_charts.women_by_unit(figures, trained, "trained-women"),
        share_charts.women_by_unit(figures, catalogue.get_indicator("NL-05.2"), "party-women"),
        unit_charts.side_by_side(
            figures, _indicators(GROUPS), "trained-groups", "Lượt người được tập huấn theo nhóm ưu tiên"
        ),
        unit_charts.by_unit(figures, catalogue.get_indicator("NL-09.1"), "inspections-units"),
    ]


def _models_sites(figures):
    return [
        unit_charts.by_unit(figures, catalogue.get_indicator("MH-01.1"), "sites-units"),
        unit_charts.unit_map(figures, catalogue.get_indicator("MH-01.1"), "map"),
        monthly_charts.by_month(figures, catalogue.get_indicator("MH-01.3"), "activities-month"),
        unit_charts.by_unit(figures, catalogue.get_indicator("TT-07"), "published-units", **FULL),
        unit_charts.by_unit(figures, catalogue.get_indicator("MH-04.3"), "funds-units"),
        share_charts.shelters(figures, "shelters"),
    ]


def _plans_of_unit(figures):
    return [unit_charts.side_by_side(figures, _indicators(PLANS), "plans", "Kế hoạch đã ban hành")]


def _communications_of_unit(figures):
    attended = catalogue.get_indicator("TT-02")
    return [
        monthly_charts.by_month(figures, attended, "attendances-month"),
        monthly_charts.cumulative(figures, attended, "attendances-so-far"),
        share_charts.women_by_month(figures, attended, "women-month"),
        monthly_charts.by_month(figures, catalogue.get_indicator("TT-09"), "cost-month"),
    ]


def _capacity_of_unit(figures):
    return [
        monthly_charts.by_month(figures, catalogue.get_indicator("NL-02"), "trained-month"),
        unit_charts.side_by_side(
            figures, _indicators(GROUPS), "trained-groups", "Lượt người được tập huấn theo nhóm ưu tiên"
        ),
    ]


def _models_sites_of_unit(figures):
    return [
        monthly_charts.by_month(figures, catalogue.get_indicator("MH-01.3"), "activities-month"),
        share_charts.shelters(figures, "shelters"),
    ]


def _indicators(keys):
    return [catalogue.get_indicator(key) for key in keys]


OF_PROVINCE = {"plans": _plans, "communications": _communications, "capacity": _capacity, "models_sites": _models_sites}
OF_UNIT = {
    "plans": _plans_of_unit,
    "communications": _communications_of_unit,
    "capacity": _capacity_of_unit,
    "models_sites": _models_sites_of_unit,
}


def _tree(scope, groups):
    body, blocks = body_of(scope.unit, today()), []
    for area, charts in groups:
        shown = [chart for chart in charts if chart.block]
        if shown:
            blocks.append(tree.item(area.number, area.heading))
        for chart in shown:
            blocks += [chart.block, tree.paragraph(chart.summary), table_of(chart)]
    if not blocks:
        blocks = [tree.paragraph(f"Năm {scope.year} chưa có số liệu để vẽ biểu đồ.")]
    heading = sentence_case(groups[0][0].heading.lower()) if len(groups) == 1 else "Công tác bình đẳng giới"
    subject = ", ".join(filter(None, [f"{heading} năm {scope.year}", scope.whose, boundaries_words(scope)]))
    document = paper(body, today(), subject, blocks, type="BIỂU ĐỒ SỐ LIỆU")
    document.head.symbol, document.head.addressees, document.recipients = "", [], []
    document.signature = tree.signature(["Người lập"])
    return document


def table_of(chart):
    """Return the chart's table as a block, with its source below."""
    columns = [tree.column(chart.of_lines, width=34), *(tree.column(name, "right") for name in chart.head)]
    legend = f"{chart.about[:-1]}. {LEGEND}."
    return tree.table(columns, [[line.label, *line.cells] for line in chart.lines], legend=legend)
