"""What the dashboards show: for each area the charts of a province with its units, or of one unit."""

from datetime import timedelta

from accounts.permissions import units_in_sight
from calendars.clock import today
from calendars.windows import reporting_year
from indicators import catalogue
from progress import areas
from reports.compilation import freeze
from reports.composition import body_of, paper
from reports.frames import framed
from reports.models import Edition, Sort
from reports.writers import tree
from steering import chart_kinds as kinds
from steering.numbers import gather
from units.models import Unit

YEARS_BACK = 4
# Until its first month has closed, a year has next to nothing to show.
FIRST_MONTH = timedelta(days=31)
PLANS = ("KH-01", "KH-02", "KH-03")
GROUPS = tuple(f"NL-02.{number}" for number in range(1, 7))
BY_MONTH = ("TT-02", "TT-09.1", "TT-09.2", "NL-02", "MH-01.3")
FULL = {"full": 100}


def years():
    """The reporting years that can be chosen, the newest first."""
    latest = reporting_year(today())
    return [latest - ago for ago in range(YEARS_BACK + 1)]


def usual_year():
    """The year that is shown unless another is asked for: the running one from its second month on."""
    return reporting_year(today() - FIRST_MONTH)


def units_for(user):
    """The units whose own dashboards a person may choose among: districts, or whichever level reports."""
    if user.is_district:
        return Unit.objects.filter(pk=user.unit_id)
    return units_in_sight(user).filter(pk__in=Unit.objects.reporting_to(user.unit, today()).values("pk"))


def charts_of(scope, app=None):
    """[(area, its charts)] of a scope, of one area or of all four; a fixed number of queries."""
    numbers = gather(scope, BY_MONTH)
    chosen = [one for one in areas.all_areas() if app in (None, one.app)]
    of = OF_UNIT if scope.is_one else OF_PROVINCE
    return [(area, of[area.app](numbers)) for area in chosen]


def frozen(scope, groups, *, by):
    """The dashboard as a compilation of its own, for a document: what was drawn, with its tables and sources.

    What is internal is left out of the outward edition.
    """
    trees = {edition: _paper(scope, groups, edition) for edition in Edition.values}
    return freeze(Sort.DASHBOARD, framed(scope.unit, trees), unit=scope.unit, by=by)


def _plans(numbers):
    return [
        *[kinds.by_unit(numbers, catalogue.get(key), f"plans-{key.lower()}", task=task)
          for key, task in zip(PLANS, ("plan.annual", "plan.politics", "plan.action-month"), strict=True)],
        kinds.by_unit(numbers, catalogue.get("KH-04"), "plans-communes", **FULL),
        kinds.on_map(numbers, catalogue.get("KH-04"), "map"),
    ]  # fmt: skip


def _communications(numbers):
    attended = catalogue.get("TT-02")
    return [
        kinds.by_month(numbers, attended, "attendances-month"),
        kinds.so_far(numbers, attended, "attendances-so-far"),
        kinds.by_unit(numbers, attended, "attendances-units"),
        kinds.on_map(numbers, attended, "map"),
        kinds.women_by_unit(numbers, attended, "women-units"),
        kinds.by_unit(numbers, catalogue.get("TT-09"), "cost-units"),
        kinds.by_unit(numbers, catalogue.get("TT-05.2"), "broadcasts-units", task="comm.radio"),
    ]


def _capacity(numbers):
    trained = catalogue.get("NL-02")
    return [
        kinds.by_month(numbers, trained, "trained-month"),
        kinds.so_far(numbers, trained, "trained-so-far"),
        kinds.by_unit(numbers, trained, "trained-units"),
        kinds.on_map(numbers, trained, "map"),
        kinds.women_by_unit(numbers, trained, "trained-women"),
        kinds.women_by_unit(numbers, catalogue.get("NL-05.2"), "party-women"),
        kinds.side_by_side(numbers, _of(GROUPS), "trained-groups", "Lượt người được tập huấn theo nhóm ưu tiên"),
        kinds.by_unit(numbers, catalogue.get("NL-09.1"), "inspections-units"),
    ]


def _models_sites(numbers):
    return [
        kinds.by_unit(numbers, catalogue.get("MH-01.1"), "sites-units"),
        kinds.on_map(numbers, catalogue.get("MH-01.1"), "map"),
        kinds.by_month(numbers, catalogue.get("MH-01.3"), "activities-month"),
        kinds.by_unit(numbers, catalogue.get("TT-07"), "published-units", **FULL),
        kinds.by_unit(numbers, catalogue.get("MH-04.3"), "funds-units"),
        kinds.shelters(numbers, "shelters"),
    ]


def _plans_of_unit(numbers):
    return [kinds.side_by_side(numbers, _of(PLANS), "plans", "Kế hoạch đã ban hành")]


def _communications_of_unit(numbers):
    attended = catalogue.get("TT-02")
    return [
        kinds.by_month(numbers, attended, "attendances-month"),
        kinds.so_far(numbers, attended, "attendances-so-far"),
        kinds.women_by_month(numbers, attended, "women-month"),
        kinds.by_month(numbers, catalogue.get("TT-09"), "cost-month"),
    ]


def _capacity_of_unit(numbers):
    return [
        kinds.by_month(numbers, catalogue.get("NL-02"), "trained-month"),
        kinds.side_by_side(numbers, _of(GROUPS), "trained-groups", "Lượt người được tập huấn theo nhóm ưu tiên"),
    ]


def _models_sites_of_unit(numbers):
    return [
        kinds.by_month(numbers, catalogue.get("MH-01.3"), "activities-month"),
        kinds.shelters(numbers, "shelters"),
    ]


def _of(keys):
    return [catalogue.get(key) for key in keys]


OF_PROVINCE = {
    "plans": _plans, "communications": _communications, "capacity": _capacity, "models_sites": _models_sites
}  # fmt: skip
OF_UNIT = {
    "plans": _plans_of_unit, "communications": _communications_of_unit, "capacity": _capacity_of_unit,
    "models_sites": _models_sites_of_unit,
}  # fmt: skip


def _paper(scope, groups, edition):
    body, blocks = body_of(scope.unit, today()), []
    for area, charts in groups:
        told = [one for one in charts if one.block and not (one.internal and edition == Edition.OUTWARD)]
        if told:
            blocks.append(tree.item(area.number, area.heading))
        for one in told:
            blocks += [one.block, tree.paragraph(one.summary), table_of(one)]
    if not blocks:
        blocks = [tree.paragraph(f"Năm {scope.year} chưa có số liệu để vẽ biểu đồ.")]
    headings = groups[0][0].heading.lower() if len(groups) == 1 else "công tác bình đẳng giới"
    made = paper(body, today(), f"{headings} năm {scope.year}, {scope.whose}", blocks, type="BIỂU ĐỒ SỐ LIỆU")
    made["head"]["addressees"], made["recipients"] = [], ["Lưu hồ sơ công việc"]
    made["signature"] = tree.signature(["Người lập"])
    return made


def table_of(chart):
    """The chart's table as a block, with its source below."""
    columns = [tree.column("", width=34), *(tree.column(name, "right") for name in chart.head)]
    legend = f"{chart.about[:-1]}. {kinds.LEGEND}."
    return tree.table(columns, [[one.label, *one.cells] for one in chart.lines], legend=legend)
