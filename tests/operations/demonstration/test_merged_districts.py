"""Two districts of the demonstration become one: what was filed until then is in every total afterwards."""

from datetime import date

import pytest
from django.db import transaction
from reforming import merge

from core.accounts.models import User
from core.indicators.figures import add_sums, sums_by_scope
from core.lib.dates.clock import as_of
from core.units.models import Unit
from department.dashboards.chart_figures import read_figures, scope_of_province
from department.targets import progress
from filing.models import Period
from filing.submissions.scopes import scopes_of
from filing.submissions.verbs import open_period
from reports.desk.overview import overview_of

pytestmark = pytest.mark.django_db
NEXT_MONTH = {"kind": "month", "year": 2021, "start": date(2020, 12, 15), "end": date(2021, 1, 14)}
CALENDAR_YEAR = {"kind": "calendar_year", "year": 2020, "start": date(2020, 1, 1), "end": date(2020, 12, 31)}


def opened(desk, **given):
    asked = {"asked_number": "1/BĐG", "asked_on": date(2021, 1, 4), "asked_subject": "Báo cáo"}
    return open_period(Period(root=desk.unit, due_on=date(2021, 1, 20), **asked, **given), by=desk)


def told(desk):
    """What the Department reads of the next month, the calendar year, its targets and its dashboards."""
    found = {}
    with transaction.atomic():
        for given in (NEXT_MONTH, CALENDAR_YEAR):
            period = opened(desk, **given)
            for figure in overview_of(period, desk)["key_figures"]:
                values = figure.current.value, figure.previous.value, figure.so_far.value
                found[given["kind"], figure.indicator.key] = values
            reports = {unit: ids for unit, ids in scopes_of(period).items() if unit != desk.unit_id}
            sums = add_sums(sums_by_scope(reports, period.window).values())
            found[given["kind"], "reports"] = {key: sums[key].total for key in ("TT-01", "TT-02", "MH-01.1", "KH-04.1")}
        transaction.set_rollback(True)
    for indicator, rows in progress.board(desk, 2020):
        found["target", indicator.key] = [row.value for row in rows if row.target.unit == desk.unit]
    for year in (2020, 2021):
        drawn = read_figures(scope_of_province(desk.unit, year), ("TT-02",))
        found["drawn", year] = drawn.whole["TT-02"], drawn.whole_previous["TT-02"], drawn.whole["MH-01.1"]
        of_lines = [drawn.current[unit_id]["TT-02"].value or 0 for _name, unit_id in drawn.lines]
        assert sum(of_lines) == drawn.whole["TT-02"].value
    return found


def test_a_merger_loses_nothing(demonstration):
    desk = User.objects.filter(role="province_officer").first()
    districts = {unit.slug: unit for unit in Unit.objects.filter(level="district")}
    with as_of(date(2021, 1, 20)):
        before = told(desk)
        merge([districts["phu-loc"], districts["nam-dong"]], desk.unit, date(2021, 1, 1))
        after = told(desk)
    assert after == before
    assert after["month", "MH-01.1"][0] == after["month", "reports"]["MH-01.1"] == 7
    assert after["calendar_year", "reports"]["TT-01"] == 163
