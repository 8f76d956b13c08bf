"""A figure without a number is none where the figures beside it say so, and unknown where they don't."""

import pytest
from telling import figures

from core.indicators.catalogue import get_indicator
from reports.content.figures.figure_cells import NO_DATA, NOT_APPLICABLE, OCCURRED_NONE, cell

GROUPS = {"NL_02__1": 40, "NL_02__2": 60}


@pytest.mark.parametrize(
    ("key", "beside", "given", "sign"),
    [
        # The groups add up to all: nobody is left for the others.
        ("NL-02.3", {"NL_02": 100, **GROUPS}, {}, OCCURRED_NONE),
        ("NL-02.3", {"NL_02": 101, **GROUPS}, {}, NO_DATA),
        ("NL-02.3", {"NL_02": 100}, {}, NO_DATA),
        # The women with potential are one of these groups, under a second code.
        ("NL-03", {"NL_02": 100, **GROUPS}, {}, OCCURRED_NONE),
        ("NL-03", {"NL_02": 101, **GROUPS}, {}, NO_DATA),
        # A part of none.
        ("NL-09.3", {"NL_09__2": 0}, {}, OCCURRED_NONE),
        ("NL-09.3", {"NL_09__2": 2}, {}, NO_DATA),
        ("MH-02.2", {"MH_02__1": 0}, {}, OCCURRED_NONE),
        ("TT-07", {"TT_07__2": 0}, {}, OCCURRED_NONE),
        # Nobody at events of which none was held.
        ("TT-08.2", {}, {"worked": {"comm.action-month"}}, OCCURRED_NONE),
        ("TT-08.2", {}, {}, NO_DATA),
        ("TT-08.2", {"TT_08__1": 1}, {"worked": {"comm.action-month"}}, NO_DATA),
        ("TT-02", {}, {"worked": {"comm.policy"}}, OCCURRED_NONE),
        ("NL-09.2", {"NL_09__1": 0}, {}, OCCURRED_NONE),
        # What is new in a register is as known as what stands in it, whatever work was done beside it.
        ("MH-01.2", {"MH_01__1": 2}, {}, OCCURRED_NONE),
        ("MH-01.2", {}, {"worked": {"model.run"}}, NO_DATA),
        ("MH-01.1", {}, {"worked": {"model.run"}}, NO_DATA),
        ("MH-01.2", {}, {"none": {"model.run"}}, OCCURRED_NONE),
        ("MH-01.1", {}, {"none": {"model.run"}}, OCCURRED_NONE),
        # What is not asked is not asked, whatever stands beside it.
        ("MH-04.1", {"MH_04__2": 0}, {"exempt": {"MH-04"}}, NOT_APPLICABLE),
        ("NL-05.1", {"NL_02": 100, **GROUPS}, {}, NO_DATA),
    ],
)
def test_the_sign_beside_other_figures(key, beside, given, sign):
    beside = figures(**beside)
    signs = {name: frozenset(values) for name, values in given.items()}
    assert cell(get_indicator(key), beside[key], **signs, beside=beside) == sign
