"""The provincial summary: sums of approved snapshots alone, others named, violence counts withheld."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from making import campaign, hand_in, log_entry

from core.indicators.counting import Sums
from filing.errors import InvalidTransition
from filing.models import Submission
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.content.disclosure_control import gate
from reports.content.frozen.content import read
from reports.content.summary_content import open_summary
from reports.documents import editions
from reports.documents.composition import compose, draft_summary


def texts(tree):
    return "\n".join(getattr(block, "text", "") for block in tree.body)


def test_it_adds_up_approved_snapshots_and_names_the_others(cast):
    save_record(campaign(cast, attendance=100), by=cast["officer"])
    talk = save_record(campaign(cast, slug="phu-loc", attendance=40, female=10, minority=0), by=cast["neighbour"])
    hand_in(cast, "nam-dong")
    hand_in(cast, "phu-loc", approve=False)
    period = cast.submission().period
    first = draft_summary(period, by=cast["province"])
    assert first.content["figures"]["now"]["TT-02"][0] == 100
    assert "huyện Phú Lộc" in first.content["missing"]
    assert len(first.content["missing"]) == 8
    assert "huyện Phú Lộc" in texts(editions.part_of_source(first, "outward").tree)

    verbs.approve(cast.submission("phu-loc"), compose, by=cast["province"])
    type(talk).objects.filter(pk=talk.pk).update(attendance=9999)
    second = draft_summary(period, by=cast["province"])
    assert second.content["figures"]["now"]["TT-02"][:2] == [140, 70]
    assert {one.submission.unit.slug for one in second.snapshots.all()} == {"nam-dong", "phu-loc"}
    assert draft_summary(period, by=cast["province"]) == second


def test_what_the_department_filed_itself_counts_too(cast):
    hand_in(cast, "nam-dong")
    save_record(campaign(cast, slug="thua-thien-hue", attendance=77), by=cast["province"])
    made = draft_summary(cast.submission().period, by=cast["province"])
    assert made.content["figures"]["now"]["TT-02"][0] == 77


def test_nothing_approved_is_nothing_to_add_up(cast):
    with pytest.raises(InvalidTransition):
        open_summary(cast.submission().period, by=cast["province"])


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin", "stranger"])
def test_nobody_else_compiles(cast, name):
    hand_in(cast, "nam-dong")
    with pytest.raises(PermissionDenied):
        open_summary(cast.submission().period, by=cast[name])


def ask_nobody_else(cast):
    Submission.objects.filter(period=cast.submission().period).exclude(unit=cast.units["nam-dong"]).delete()


def test_while_a_unit_is_missing_no_count_of_violence_goes_outward(cast):
    """Neither the count nor that it is small: of one unit's report alone it would be that unit's own."""
    save_record(log_entry(cast, victims=3, victims_female=3, victims_helped=2), by=cast["officer"])
    hand_in(cast, "nam-dong")
    content = draft_summary(cast.submission().period, by=cast["province"]).content
    outside = editions.part_of_content(read(content), "outward")
    assert outside.withheld == dict.fromkeys(gate.sensitive_keys(), "*")
    assert not outside.figures["now"].keys() & gate.sensitive_keys()


def test_small_counts_of_violence_leave_no_trace(cast):
    given = {"victims": 3, "victims_female": 3, "victims_helped": 2, "perpetrators": 20, "perpetrators_handled": 10}
    save_record(log_entry(cast, perpetrators_female=9, **given), by=cast["officer"])
    hand_in(cast, "nam-dong")
    ask_nobody_else(cast)
    content = draft_summary(cast.submission().period, by=cast["province"]).content
    inside, outside = (editions.part_of_content(read(content), edition) for edition in ("internal", "outward"))
    assert inside.figures["now"]["MH-02.1"][0] == 3
    assert "03 nạn nhân" in texts(inside.tree)
    for figures in outside.figures.values():
        assert not [key for key in figures if key.startswith("MH-02")]
    assert outside.figures["now"]["MH-03.1"][0] == 20
    assert outside.withheld == {"MH-02.1": "<5", "MH-02.2": "<5"}
    assert "nạn nhân bạo lực" not in texts(outside.tree)
    rows = [row for row in outside.tree.appendices[0].blocks[0].rows if isinstance(row, list)]
    row = next(row for row in rows if row[0] == "MH-02.1")
    assert row[3:6] == ["<5", "", ""]
    assert not [record for record in outside.records if record["kind"] == "models_sites.LogEntry"]
    comparison = outside.tree.appendices[1].blocks[0]
    assert not [column for column in comparison.columns if "ạn nhân" in column.label]


@pytest.mark.parametrize(
    ("total", "female", "kind", "told"),
    [
        (20, 10, "year", True),
        (20, 17, "year", False),
        (20, 3, "year", False),
        (4, 0, "half", False),
        (0, 0, "half", True),
        (20, 10, "quarter", False),
        (20, 10, "month", False),
        (20, 10, "thematic", False),
    ],
)
def test_the_rule_of_the_outward_edition(total, female, kind, told):
    sums = {"MH-02.1": Sums(total, female, 0, total, 5, 5), "TT-02": Sums(3, 1, 0, 3, 1, 1)}
    withheld = gate.suppressed_of_province({"now": sums, "before": {}}, kind)
    assert ("MH-02.1" in withheld) != told
    assert "TT-02" not in withheld


def test_a_small_rest_of_those_whose_sex_is_known_is_withheld():
    sums = {"MH-02.1": Sums(20, 12, 0, 15, 5, 5)}
    assert "MH-02.1" in gate.suppressed_of_province({"now": sums}, "year")


def test_a_difference_that_tells_who_was_not_helped_is_withheld_too():
    sums = {"MH-02.1": Sums(20, 0, 0, 0, 5, 5), "MH-02.2": Sums(18, 0, 0, 0, 5, 5)}
    assert gate.suppressed_of_province({"now": sums}, "year") == {"MH-02.2": "*"}


def test_a_small_piece_of_a_published_window_withholds_the_whole():
    """20 in the half-year and 22 in the year would tell the 2 of the other half."""
    year, half = {"MH-02.1": Sums(22, 0, 0, 0, 5, 5)}, {"MH-02.1": Sums(20, 0, 0, 0, 4, 4)}
    rest = {"MH-02.1": Sums(2, 0, 0, 0, 1, 1)}
    assert not gate.suppressed_of_province({"now": year}, "year", [year])
    assert gate.suppressed_of_province({"now": year}, "year", [half, rest])["MH-02.1"] == "*"


def test_pieces_are_cut_where_published_windows_begin_and_end(cast):
    for month, victims in ((date(2020, 3, 1), 20), (date(2020, 9, 1), 2), (date(2019, 9, 1), 9)):
        days = {"started_on": month, "ended_on": month.replace(day=14)}
        entry = log_entry(cast, **days, victims=victims, victims_female=0, victims_helped=0)
        save_record(entry, by=cast["officer"])
    found = gate.pieces([cast.units["nam-dong"].pk], cast.submission().period)
    assert sorted(one["MH-02.1"].total for one in found) == [2, 9, 20]
