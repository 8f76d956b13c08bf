"""The status of a task: the first rule that is true holds."""

from datetime import date

import pytest

from core.directives.models import Clause
from core.indicators.figures import NO_DATA, Figure
from core.lib.dates.clock import as_of
from reports.content.task_status import status_of

DAY = date(2020, 12, 18)
CLAUSE = {"indicator": "TT-01", "threshold": 12, "due_on": date(2020, 12, 21)}


@pytest.mark.parametrize(
    ("clause", "figure", "records", "declared", "exempt", "expected"),
    [
        ({}, NO_DATA, 0, False, False, "not_started"),
        ({}, Figure(11), 3, False, False, "in_progress"),
        ({}, Figure(12), 3, False, False, "done"),
        ({}, NO_DATA, 1, False, False, "in_progress"),
        ({}, NO_DATA, 0, True, False, "none_declared"),
        ({}, Figure(3), 1, True, False, "in_progress"),
        ({}, Figure(12), 3, False, True, "not_applicable"),
        ({"due_on": date(2020, 12, 18)}, NO_DATA, 0, False, False, "not_started"),
        ({"due_on": date(2020, 12, 17)}, NO_DATA, 0, False, False, "overdue"),
        ({"due_on": date(2020, 12, 17)}, Figure(3), 3, False, False, "overdue"),
        ({"due_on": date(2020, 12, 17)}, Figure(12), 3, False, False, "done"),
        ({"due_on": date(2020, 12, 17)}, NO_DATA, 0, True, False, "none_declared"),
        ({"due_on": date(2020, 12, 17), "awaits_guidance": True}, NO_DATA, 0, False, False, "awaits_guidance"),
        ({"due_on": None}, NO_DATA, 0, False, False, "not_started"),
        ({"indicator": "", "threshold": None}, NO_DATA, 2, False, False, "in_progress"),
        ({"indicator": "MH-04.2", "threshold": 1}, Figure(999_999), 1, False, False, "in_progress"),
        ({"indicator": "MH-04.2", "threshold": 1}, Figure(1_000_000), 1, False, False, "done"),
    ],
)
def test_status(clause, figure, records, declared, exempt, expected):
    with as_of(DAY):
        assert status_of(Clause(**CLAUSE | clause), figure, records, declared, exempt) == expected
