"""The provincial summary: sums of approved snapshots alone, others named, violence counts withheld."""

import pytest
from django.core.exceptions import PermissionDenied
from making import campaign, log_entry

from indicators.counting import Sums
from progress import verbs
from progress.filing import save_record
from reports import editions
from reports.compilation import compile_summary
from reports.composition import compose

PEOPLE = {"nam-dong": ("officer", "head"), "phu-loc": ("neighbour", "neighbour-head")}


def hand_in(cast, slug, *, approve=True):
    officer, head = PEOPLE[slug]
    verbs.submit(cast.submission(slug), compose, by=cast[officer])
    verbs.send(cast.submission(slug), by=cast[head])
    if approve:
        verbs.approve(cast.submission(slug), by=cast["province"])


def texts(tree):
    return "\n".join(block.get("text", "") for block in tree["body"])


def test_it_adds_up_approved_snapshots_and_names_the_others(cast):
    save_record(campaign(cast, attendance=100), by=cast["officer"])
    talk = save_record(campaign(cast, slug="phu-loc", attendance=40, female=10, minority=0), by=cast["neighbour"])
    hand_in(cast, "nam-dong")
    hand_in(cast, "phu-loc", approve=False)
    period = cast.submission().period
    first = compile_summary(period, by=cast["province"])
    assert first.content["figures"]["now"]["TT-02"][0] == 100
    assert "Huyện Phú Lộc" in first.content["missing"]
    assert len(first.content["missing"]) == 8
    assert "huyện Phú Lộc" in texts(first.content["tree"])

    verbs.approve(cast.submission("phu-loc"), by=cast["province"])
    type(talk).objects.filter(pk=talk.pk).update(attendance=9999)
    second = compile_summary(period, by=cast["province"])
    assert second.content["figures"]["now"]["TT-02"][:2] == [140, 70]
    assert {one.submission.unit.slug for one in second.snapshots.all()} == {"nam-dong", "phu-loc"}
    assert compile_summary(period, by=cast["province"]) == second


def test_what_the_department_filed_itself_counts_too(cast):
    hand_in(cast, "nam-dong")
    save_record(campaign(cast, slug="thua-thien-hue", attendance=77), by=cast["province"])
    made = compile_summary(cast.submission().period, by=cast["province"])
    assert made.content["figures"]["now"]["TT-02"][0] == 77


def test_nothing_approved_is_nothing_to_add_up(cast):
    with pytest.raises(verbs.NotNow):
        compile_summary(cast.submission().period, by=cast["province"])


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin", "stranger"])
def test_nobody_else_compiles(cast, name):
    hand_in(cast, "nam-dong")
    with pytest.raises(PermissionDenied):
        compile_summary(cast.submission().period, by=cast[name])


def test_small_counts_of_violence_leave_no_trace(cast):
    given = {"victims": 3, "victims_female": 3, "victims_helped": 2, "perpetrators": 20, "perpetrators_handled": 10}
    save_record(log_entry(cast, perpetrators_female=9, **given), by=cast["officer"])
    hand_in(cast, "nam-dong")
    content = compile_summary(cast.submission().period, by=cast["province"]).content
    for figures in content["figures"].values():
        assert not [key for key in figures if key.startswith("MH-02")]
    assert content["figures"]["now"]["MH-03.1"][0] == 20
    comparison = content["tree"]["appendices"][1]["blocks"][0]
    assert not [column for column in comparison["columns"] if "ạn nhân" in column["label"]]


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
    kept, withheld = editions.outward({"now": sums, "before": {}}, kind)
    assert ("MH-02.1" in kept["now"]) == told
    assert ("MH-02.1" in withheld) != told
    assert "TT-02" in kept["now"]


def test_a_units_own_figures_never_carry_violence_outward():
    sums = {"MH-03.2": Sums(50, 0, 0, 0, 1, 1), "TT-01": Sums(1)}
    assert set(editions.without_sensitive(sums)) == {"TT-01"}
