"""A report that is frozen and not yet approved says what a correction changed beneath it, and is frozen anew first."""

from datetime import date

import pytest
from closed_twice import changed, close_twice, half_of, send
from making import site
from reading import page_of, words

from core.lib.dates.clock import as_of
from department.proxy_filing import verbs as proxy_filing
from filing.errors import InvalidTransition
from filing.models import SubmissionState
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.content.staleness import changed_beneath
from reports.documents.composition import compose


@pytest.fixture(scope="module")
def built(standing_on):
    return standing_on(close_twice)


@pytest.fixture
def cast(dwelling):
    return dwelling[0]


@pytest.fixture
def closed_twice(dwelling):
    return dwelling[1]


@pytest.fixture
def overtaken(cast, closed_twice):
    """The year of Nam Đông is sent with 300; its half-year was opened again, and its talk has 1.100 people now."""
    verbs.reopen(half_of(cast), comment="Bổ sung.", by=cast["province"])
    return changed(closed_twice["talk"], cast, attendance=1100)


def attendances(submission):
    return submission.snapshot.content["figures"]["now"]["TT-02"][0]


@pytest.mark.parametrize(("name", "page"), [("head", ""), ("province", ""), ("province", "review/")])
def test_the_pages_say_what_changed(cast, as_, overtaken, name, page):
    notice = page_of(as_(name), f"/reports/{cast.submission().pk}/{page}").get_element_by_id("beneath")
    told = [words(change) for change in notice.xpath(".//*[@data-changed]")]
    assert any("TT-02" in one and "300" in one and "1.300" in one for one in told)
    assert any("Hội nghị" in one for one in told)


def test_it_is_not_approved_before_it_is_frozen_anew(cast, overtaken):
    """The head freezes it anew; it stays with the Department, as a new version."""
    before = cast.submission().snapshot
    with pytest.raises(InvalidTransition):
        verbs.approve(cast.submission(), compose, by=cast["province"])
    verbs.freeze_anew(cast.submission(), compose, by=cast["head"])
    year = cast.submission()
    assert (year.state, year.snapshot.version) == (SubmissionState.SENT, before.version + 1)
    assert (attendances(year), attendances_of(before)) == (1300, 300)
    verbs.approve(year, compose, by=cast["province"])
    assert cast.submission().state == SubmissionState.APPROVED


def test_who_freezes_it_anew_in_the_heads_place_does_not_approve_it_too(cast, overtaken):
    """The unit handed it in itself; the Department's officer freezes it anew while filing in its name."""
    person = cast["province"]
    proxy_filing.begin(cast.units["nam-dong"], "Văn bản số 12/BC", by=person)
    verbs.freeze_anew(cast.submission(), compose, by=person)
    proxy_filing.end(by=person)
    assert cast.submission().snapshot.content["from_paper"]
    with pytest.raises(InvalidTransition):
        verbs.approve(cast.submission(), compose, by=person)
    assert cast.submission().state == SubmissionState.SENT


def attendances_of(snapshot):
    return snapshot.content["figures"]["now"]["TT-02"][0]


def test_the_act_is_offered_where_something_changed_and_does_nothing_else(cast, as_, closed_twice):
    path = f"/reports/{cast.submission().pk}/"
    assert not page_of(as_("head"), path).xpath("//a[contains(@href, 'freeze-anew')]")
    with pytest.raises(InvalidTransition):
        verbs.freeze_anew(cast.submission(), compose, by=cast["head"])
    verbs.reopen(half_of(cast), comment="Bổ sung.", by=cast["province"])
    changed(closed_twice["talk"], cast, attendance=1100)
    assert page_of(as_("head"), path).xpath("//a[contains(@href, 'freeze-anew')]")
    assert not page_of(as_("province"), path).xpath("//a[contains(@href, 'freeze-anew')]")
    assert as_("head").post(f"{path}freeze-anew/").status_code == 302
    assert not page_of(as_("head"), path).xpath("//*[@id='beneath']")


def test_the_approval_of_the_correction_freezes_it_anew(cast, overtaken):
    half = half_of(cast)
    verbs.submit(half, compose, by=cast["officer"])
    verbs.send(half, by=cast["head"])
    verbs.approve(half_of(cast), compose, by=cast["province"])
    year = cast.submission()
    assert (year.state, attendances(year)) == (SubmissionState.SENT, 1300)
    verbs.approve(year, compose, by=cast["province"])


def test_the_head_sends_no_report_that_is_overtaken(cast, as_, closed_twice):
    verbs.withdraw(cast.submission(), by=cast["head"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.reopen(half_of(cast), comment="Bổ sung.", by=cast["province"])
    changed(closed_twice["talk"], cast, attendance=1100)
    as_("head").post(f"/reports/{cast.submission().pk}/send/")
    assert cast.submission().state == SubmissionState.WITH_HEAD


def test_a_register_is_told_of_a_report_from_before_the_periods_end(cast, closed_twice):
    """Its own days are compared, though the figures of the whole period go on."""
    verbs.withdraw(cast.submission(), by=cast["head"])
    verbs.reopen(half_of(cast), comment="Bổ sung.", by=cast["province"])
    with as_of(date(2020, 11, 20)):
        place = save_record(site(cast, opened_on=date(2020, 3, 1)), by=cast["officer"])
        send(cast)
        save_record(site(cast, name="Câu lạc bộ mới", opened_on=date(2020, 11, 21)), by=cast["officer"])
        assert changed_beneath(cast.submission()) is None
    with as_of(date(2020, 11, 25)):
        changed(place, cast, closed_on=date(2020, 5, 1))
        _old, new = changed_beneath(cast.submission())
        assert new.figures["now"]["MH-01.1"][0] == 1
        with pytest.raises(InvalidTransition):
            verbs.approve(cast.submission(), compose, by=cast["province"])
        verbs.freeze_anew(cast.submission(), compose, by=cast["head"])
        verbs.approve(cast.submission(), compose, by=cast["province"])
