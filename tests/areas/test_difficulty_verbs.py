"""Who may say what to whom in which state, how long a unit waits, and what the thread keeps."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from making import hand_in

from core.lib.dates.clock import as_of
from difficulties import verbs
from difficulties.models import Difficulty, DifficultyState, Reply
from filing.errors import ClosedDays
from filing.submissions import verbs as filing_verbs

RAISED = date(2020, 11, 2)


def raised(cast, slug="nam-dong", by="officer", day=RAISED, **given):
    fields = {"title": "Thiếu báo cáo viên", "text": "Đề nghị Sở giới thiệu."} | given
    with as_of(day):
        return verbs.raise_difficulty(Difficulty(unit=cast.units[slug], **fields), by=cast[by])


def later(cast, difficulty, day, by, verb, *words):
    """Somebody's act on that day of November 2020; answers the difficulty as it is stored."""
    with as_of(date(2020, 11, day)):
        getattr(verbs, verb)(difficulty, *words, by=cast[by])
    return Difficulty.everything.get(pk=difficulty.pk)


def in_state(cast, state):
    difficulty = raised(cast)
    if state in ("answered", "resolved"):
        difficulty = later(cast, difficulty, 3, "province", "answer", "Sẽ giới thiệu.")
    if state == "resolved":
        difficulty = later(cast, difficulty, 4, "officer", "resolve")
    assert difficulty.state == state
    return difficulty


VERBS = {"answer": ["Sẽ giới thiệu."], "write_again": ["Vẫn thiếu."], "resolve": ["Đã đủ."], "withdraw": []}
# (verb, person, from): to. What is missing is refused: to the person, or now.
LEADS = {
    ("answer", "province", "open"): "answered",
    ("answer", "province", "answered"): "answered",
    ("write_again", "officer", "open"): "open",
    ("write_again", "officer", "answered"): "open",
    ("write_again", "officer", "resolved"): "open",
    ("resolve", "officer", "open"): "resolved",
    ("resolve", "officer", "answered"): "resolved",
    ("resolve", "province", "open"): "resolved",
    ("resolve", "province", "answered"): "resolved",
    ("withdraw", "officer", "open"): "open",
}
MAY = {"answer": {"province"}, "write_again": {"officer"}, "resolve": {"officer", "province"}, "withdraw": {"officer"}}


@pytest.mark.parametrize("state", DifficultyState.values)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "person", ["officer", "head", "neighbour", "neighbour-head", "province", "leader", "admin", "stranger"]
)
def test_who_may_do_what_in_which_state(cast, person, verb, state):
    difficulty = in_state(cast, state)
    words = difficulty.replies.count()
    target = LEADS.get((verb, person, state))
    if target:
        after = later(cast, difficulty, 5, person, verb, *VERBS[verb])
        assert after.state == target
        assert after.replies.count() == words + (verb != "withdraw")
        assert (after.withdrawn_at is not None) == (verb == "withdraw")
        return
    with pytest.raises(ValidationError if person in MAY[verb] else PermissionDenied):
        later(cast, difficulty, 5, person, verb, *VERBS[verb])
    after = Difficulty.objects.get(pk=difficulty.pk)
    assert (after.state, after.replies.count()) == (state, words)


@pytest.mark.parametrize("person", ["head", "neighbour", "province", "leader", "admin", "stranger"])
def test_only_the_units_officer_raises(cast, person):
    with pytest.raises(PermissionDenied):
        raised(cast, by=person)
    assert not Difficulty.everything.exists()


def test_the_department_does_not_raise_with_itself(cast):
    with pytest.raises(PermissionDenied):
        raised(cast, slug="thua-thien-hue", by="province")


def test_a_new_one_waits_from_its_day_whatever_the_caller_sets(cast):
    difficulty = raised(cast, raised_on=date(2019, 1, 1), state=DifficultyState.RESOLVED, waiting_since=None)
    assert (difficulty.state, difficulty.raised_on, difficulty.waiting_since) == ("open", RAISED, RAISED)
    assert difficulty.raised_by == cast["officer"]


@pytest.mark.parametrize("given", [{"title": ""}, {"text": ""}, {"title": "a" * 301}])
def test_what_is_empty_or_too_long_is_refused(cast, given):
    with pytest.raises(ValidationError):
        raised(cast, **given)


def waits_on(difficulty, day):
    with as_of(date(2020, 11, day)):
        return difficulty.days_waiting


def test_days_of_waiting(cast):
    difficulty = raised(cast)
    assert [waits_on(difficulty, day) for day in (2, 3, 20)] == [0, 1, 18]
    # More words of the unit do not set its clock back.
    difficulty = later(cast, difficulty, 4, "officer", "write_again", "Thêm một ý.")
    assert waits_on(difficulty, 7) == 5
    difficulty = later(cast, difficulty, 9, "province", "answer", "Đã rõ.")
    assert waits_on(difficulty, 25) == 7
    # After an answer a new word begins a new wait, from its own day.
    difficulty = later(cast, difficulty, 20, "officer", "write_again", "Chưa được.")
    assert waits_on(difficulty, 23) == 3
    difficulty = later(cast, difficulty, 24, "province", "answer", "Sẽ bổ sung.")
    assert (waits_on(difficulty, 29), difficulty.answered_on) == (7, date(2020, 11, 9))


def test_ended_without_an_answer_has_no_wait(cast):
    difficulty = later(cast, raised(cast), 5, "officer", "resolve")
    assert (difficulty.days_waiting, difficulty.answered_on, difficulty.resolved_on) == (None, None, date(2020, 11, 5))


def test_writing_again_opens_what_was_resolved(cast):
    difficulty = later(cast, in_state(cast, "resolved"), 20, "officer", "write_again", "Lại thiếu.")
    assert (difficulty.state, difficulty.resolved_on, difficulty.waiting_since) == ("open", None, date(2020, 11, 20))
    assert difficulty.answered_on == date(2020, 11, 3)


def test_the_department_owes_a_word_while_the_unit_waits(cast):
    difficulty = raised(cast)
    with pytest.raises(ValidationError):
        later(cast, difficulty, 5, "province", "resolve", "  ")
    difficulty = later(cast, difficulty, 5, "province", "resolve", "Đã giới thiệu.")
    assert (difficulty.state, difficulty.answered_on) == ("resolved", date(2020, 11, 5))
    again = later(cast, raised(cast), 6, "province", "answer", "Sẽ giới thiệu.")
    assert later(cast, again, 7, "province", "resolve").state == "resolved"


def test_the_thread_keeps_who_when_and_what(cast):
    difficulty = in_state(cast, "answered")
    difficulty = later(cast, difficulty, 5, "officer", "write_again", " Cảm ơn. ")
    difficulty = later(cast, difficulty, 6, "officer", "resolve")
    told = [(one.by.username, one.day.day, one.text, one.is_answer, one.resolves) for one in difficulty.replies.all()]
    assert told == [
        ("province", 3, "Sẽ giới thiệu.", True, False),
        ("officer", 5, "Cảm ơn.", False, False),
        ("officer", 6, "", False, True),
    ]
    assert all(one.at.tzinfo for one in difficulty.replies.all())


@pytest.mark.parametrize(("verb", "by"), [("answer", "province"), ("write_again", "officer")])
@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_word_is_refused(cast, verb, by, text):
    difficulty = raised(cast)
    with pytest.raises(ValidationError):
        later(cast, difficulty, 5, by, verb, text)
    assert not Reply.objects.exists()


def test_withdrawn_is_out_of_sight_and_comes_back_as_it_was(cast):
    difficulty = raised(cast)
    before = Difficulty.objects.values().get()
    later(cast, difficulty, 9, "officer", "withdraw")
    assert not Difficulty.objects.visible_to(cast["officer"]).exists()
    with pytest.raises(ValidationError):
        later(cast, difficulty, 9, "province", "answer", "Sẽ giới thiệu.")
    for other in ("head", "neighbour", "province"):
        with pytest.raises(PermissionDenied):
            verbs.restore(difficulty, by=cast[other])
    verbs.restore(difficulty, by=cast["officer"])
    assert Difficulty.objects.values().get() == before


def test_what_stands_in_a_report_is_not_withdrawn_and_nothing_comes_back_into_it(cast):
    told, withdrawn = raised(cast), raised(cast)
    withdrawn = later(cast, withdrawn, 9, "officer", "withdraw")
    hand_in(cast, "nam-dong", approve=False)
    for act in (partial(verbs.withdraw, told), partial(verbs.restore, withdrawn)):
        with pytest.raises(ClosedDays):
            act(by=cast["officer"])
    assert [row["title"] for row in cast.submission().snapshot.content["difficulties"]] == [told.title]
    filing_verbs.return_(cast.submission(), comment="Bổ sung.", by=cast["province"])
    verbs.withdraw(told, by=cast["officer"])


def test_what_was_answered_once_stays_though_it_waits_again(cast):
    difficulty = later(cast, in_state(cast, "answered"), 5, "officer", "write_again", "Chưa được.")
    with pytest.raises(ValidationError):
        later(cast, difficulty, 6, "officer", "withdraw")


def test_the_longest_wait_of_those_in_sight(cast, django_assert_num_queries):
    assert Difficulty.objects.visible_to(cast["officer"]).wait() == {"number": 0, "days": 0}
    raised(cast, day=date(2020, 12, 13))
    raised(cast, day=date(2020, 12, 16))
    in_state(cast, "answered")
    raised(cast, slug="phu-loc", by="neighbour", day=date(2020, 1, 1))
    with django_assert_num_queries(1):
        assert Difficulty.objects.visible_to(cast["officer"]).wait() == {"number": 2, "days": 5}
    assert Difficulty.objects.visible_to(cast["province"]).wait() == {"number": 3, "days": 352}


@pytest.mark.parametrize(
    "broken",
    [
        {"waiting_since": None},
        {"state": "answered"},
        {"state": "answered", "waiting_since": None},
        {"state": "resolved", "waiting_since": None},
        {"resolved_on": RAISED},
        {"answered_on": date(2020, 11, 1)},
        {"answered_on": RAISED, "withdrawn_at": "2020-11-05T00:00Z"},
    ],
)
def test_the_database_holds_what_belongs_together(cast, broken):
    difficulty = raised(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Difficulty.everything.filter(pk=difficulty.pk).update(**broken)
