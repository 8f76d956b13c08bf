"""The three signs for a number that isn't there, and how numbers are written."""

import pytest

from core.indicators.catalogue import get_indicator
from core.indicators.figures import NO_DATA, Figure
from reports.content.figures.figure_cells import cell, change_cell, share_cell


@pytest.mark.parametrize(
    ("key", "figure", "given", "expected"),
    [
        ("TT-02", Figure(1234), {}, "1.234"),
        ("TT-02", NO_DATA, {}, "…"),
        ("TT-02", Figure(None, records=2), {}, "…"),
        ("TT-02", NO_DATA, {"none": {"comm.policy"}}, "-"),
        ("TT-01", NO_DATA, {"worked": {"comm.policy"}}, "-"),
        ("TT-02", NO_DATA, {"worked": {"comm.policy"}}, "…"),
        ("TT-08.1", Figure(0), {}, "-"),
        ("MH-01.1", NO_DATA, {"exempt": {"MH-01"}}, "x"),
        ("MH-01.3", NO_DATA, {"exempt": {"model.run"}}, "x"),
        ("MH-02.1", NO_DATA, {"exempt": {"model.run"}}, "…"),
        ("MH-04.1", Figure(60_500_000), {}, "60,5"),
        ("TT-09", Figure(15384.6), {}, "15.385"),
    ],
)
def test_cell(key, figure, given, expected):
    signs = {name: frozenset(values) for name, values in given.items()}
    assert cell(get_indicator(key), figure, **signs) == expected


def test_a_share_is_taken_over_those_whose_sex_is_known():
    assert share_cell(Figure(200, female=60, sexed=100)) == "60/100 (60,0%)"
    assert share_cell(Figure(100, female=60, sexed=100)) == "60 (60,0%)"
    assert share_cell(Figure(200)) == ""
    assert share_cell(Figure(0, female=0, sexed=0)) == ""


def test_a_comparison_needs_both():
    assert change_cell(Figure(412), Figure(520)) == "79,2%"
    assert change_cell(Figure(412), NO_DATA) == ""
    assert change_cell(Figure(412), Figure(0)) == ""
