"""What lies after the period: tasks that are not due yet, and planned work of the next period alone."""

from datetime import date

import pytest
from making import campaign
from reading import acts_of, page_of, status_in, tasks_on

from core.directives.models import Clause
from core.lib.dates.clock import as_of
from core.lib.dates.windows import Window, window_after, window_of
from filing.models import Period
from filing.records.saving import save_record
from reports.content.unit_content import records_and_plans, tasks_of


@pytest.fixture
def half(cast):
    year = cast.submission().period
    window = window_of("half", 2020)
    given = {name: getattr(year, name) for name in ("root", "asked_number", "asked_on", "asked_subject", "opened_by")}
    return Period.objects.create(
        **given,
        kind="half",
        year=2020,
        start=window.start,
        end=window.end,
        due_on=date(2020, 6, 17),
        opened_on=window.end,
    )


def statuses(cast, period):
    return {task.task: task.status for task in tasks_of(cast.units["nam-dong"], period, [cast.units["nam-dong"].pk])}


@pytest.mark.parametrize("day", [date(2020, 6, 15), date(2020, 12, 18)])
def test_in_june_the_action_month_is_not_due_and_the_years_work_is_not_begun(cast, half, day):
    """So it is in a report on June that is written in December."""
    Clause.objects.filter(code="2.d").update(awaits_guidance=False)
    with as_of(day):
        found = statuses(cast, half)
    assert found["comm.action-month"] == found["plan.action-month"] == found["plan.politics"] == "not_due"
    assert found["comm.policy"] == "not_started"


def test_the_home_and_the_overview_say_so_too(cast, half, as_):
    Clause.objects.filter(code="2.d").update(awaits_guidance=False)
    with as_of(date(2020, 6, 15)):
        tasks = tasks_on(page_of(as_("officer")))
        overview = page_of(as_("province"), f"/reports/periods/{cast.submission().period_id}/")
    assert status_in(tasks["2.d"].find_class("task-status")[0]) == ("not_due", "Chưa đến thời gian thực hiện")
    # What is not due yet can't be declared away.
    assert not [act for act in acts_of(tasks["2.d"]) if "/none/" in act]
    assert overview.find_class("square status-not_due")


def test_at_the_years_end_nothing_is_ahead(cast):
    Clause.objects.filter(code="2.d").update(awaits_guidance=False)
    found = statuses(cast, cast.submission().period)
    assert "not_due" not in found.values()


def test_planned_work_is_that_of_the_next_period(cast, half):
    for day in (date(2020, 6, 30), date(2020, 12, 14), date(2020, 12, 20), date(2021, 7, 1)):
        save_record(campaign(cast, status="planned", started_on=day, ended_on=day), by=cast["officer"])
    ids, year = [cast.units["nam-dong"].pk], cast.submission().period
    assert [row.day for row in records_and_plans(ids, half)[1]] == ["2020-06-30", "2020-12-14"]
    assert [row.day for row in records_and_plans(ids, year)[1]] == ["2020-12-20", "2021-07-01"]


@pytest.mark.parametrize(
    ("kind", "window", "following"),
    [
        ("half", window_of("half", 2020, 1), window_of("half", 2020, 2)),
        ("half", window_of("half", 2020, 2), window_of("half", 2021, 1)),
        ("quarter", window_of("quarter", 2020, 4), window_of("quarter", 2021, 1)),
        ("month", window_of("month", 2020, 12), window_of("month", 2021, 1)),
        ("year", window_of("year", 2020), window_of("year", 2021)),
        ("thematic", Window(date(2020, 11, 15), date(2020, 12, 14)), Window(date(2020, 12, 15), date(2021, 1, 13))),
    ],
)
def test_the_period_that_follows(kind, window, following):
    assert window_after(kind, window) == following
