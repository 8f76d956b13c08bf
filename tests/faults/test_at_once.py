"""Several people at once, or one who presses five times: one order or the other, nothing twice and nothing half."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from faulty_portal import faulty_portal, needs_servers, until
from people import Person
from slow import IS_SLOW_RUN, slow, wide
from uploading import pdf, upload

pytestmark = wide

pytestmark = needs_servers
NEW = "/communications/new/?task=comm.policy"
TALK = {"topic": "policy", "form": "talk", "started_on": "6/6/2020", "attendance": "30", "female": "10"}
# What whoever comes too late reads.
FASTER, CLOSED = "Có thể người khác vừa", "đã khóa từ ngày"
# Which office plays in which test: what one test freezes, another can't save into.
SENT_FIVE_TIMES, SUBMITTED_FIVE_TIMES, SAVED, APPROVED_TWICE, TAKEN_BACK, REWRITTEN, *OF_CONTROLS = range(9)
SAVED_UNLOCKED, TAKEN_BACK_UNLOCKED, REWRITTEN_UNSEEN = OF_CONTROLS
OFFICES = 9 if IS_SLOW_RUN else OF_CONTROLS[0]


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A portal with gates; beside it, for the controls, webs that take no lock, and that don't ask what was seen."""
    folder = tmp_path_factory.mktemp("faults") / "data"
    with faulty_portal("postgresql-redis", folder, paragraphs=1, offices=OFFICES) as portal:
        portal.gates = portal.with_gates()
        portal.come_up("web", *(("web-unlocked", "web-unseen") if IS_SLOW_RUN else ()))
        yield portal


def at_once(portal, gate, first, second):
    """The answers of two: the second begins while the first waits at the gate, which opens once the second must wait
    for the first, or has done without.
    """
    portal.gates.close(gate)
    with ThreadPoolExecutor(2) as threads:
        try:
            one = threads.submit(first)
            until(lambda: portal.gates.is_waited_at(gate), 30, f"somebody is at the gate {gate}", portal.told)
            other = threads.submit(second)
            until(lambda: other.done() or portal.is_waiting_for_a_lock(), 30, "the second waits", portal.told)
        finally:
            portal.gates.open(gate)
    return one.result(), other.result()


def hand_in(portal, office, url=None):
    """The report of that office is sent to the Department."""
    for role, act in (("officer", "submit"), ("head", "send")):
        assert Person(url or portal.url, office[role]).log_in().act(office["report"], act).status == 302


@pytest.mark.parametrize("locked", [True, pytest.param(False, marks=slow)])
def test_one_form_sent_five_times(portal, locked):
    """It is not the unit's lock that keeps it from being saved twice, but the form's own key."""
    officer = Person(portal.url, portal.world["offices"][SENT_FIVE_TIMES]["officer"]).log_in()
    title = f"Gửi năm lần, {locked}"
    fields = officer.form(NEW, title=title, **TALK)
    officer.url = portal.url if locked else portal.unlocked_url
    with ThreadPoolExecutor(5) as threads:
        sent = list(
            threads.map(lambda _n: officer.send(NEW, fields | {"upload": upload("a.pdf", pdf(title))}), range(5))
        )
    assert {answer.status for answer in sent} == {302}
    assert len({answer.leads_to for answer in sent}) == 1
    assert portal.rows(f"SELECT count(*) FROM communications_campaign WHERE title = '{title}'") == [(1,)]
    # Whoever goes back and changes something in the form wants a second one.
    assert officer.send(NEW, fields | {"attendance": "31"}).leads_to not in {answer.leads_to for answer in sent}
    assert portal.rows(f"SELECT count(*) FROM communications_campaign WHERE title = '{title}'") == [(2,)]
    portal.is_whole()


def test_a_report_submitted_five_times(portal):
    office = portal.world["offices"][SUBMITTED_FIVE_TIMES]
    officer, path = Person(portal.url, office["officer"]).log_in(), f"/reports/{office['report']}/submit/"
    fields = officer.form(path)
    with ThreadPoolExecutor(5) as threads:
        sent = list(threads.map(lambda _n: officer.send(path, fields), range(5)))
    assert {answer.status for answer in sent} == {302}
    assert portal.rows(f"SELECT verb FROM progress_step WHERE submission_id = {office['report']}") == [("submit",)]
    assert portal.rows(f"SELECT version FROM progress_snapshot WHERE submission_id = {office['report']}") == [(1,)]
    portal.is_whole(office["report"])


def saved_while_submitted(portal, office, url):
    """One officer saves a record, another submits the report meanwhile; both are told that it is done."""
    officer, other = (Person(url, office["officer"]).log_in() for _n in range(2))
    fields, path = officer.form(NEW, title="Vừa lưu", **TALK), f"/reports/{office['report']}/submit/"
    question = other.form(path)
    sent = at_once(portal, "record", lambda: officer.send(NEW, fields), lambda: other.send(path, question))
    assert [answer.status for answer in sent] == [302, 302]


def test_a_report_is_submitted_while_a_record_is_saved(portal):
    office = portal.world["offices"][SAVED]
    saved_while_submitted(portal, office, portal.url)
    portal.is_whole(office["report"])
    [(content,)] = portal.rows(f"SELECT content::text FROM progress_snapshot WHERE submission_id = {office['report']}")
    assert "Vừa lưu" in content


@slow
def test_without_the_lock_the_snapshot_misses_it(portal):
    """The control of the test above."""
    office = portal.world["offices"][SAVED_UNLOCKED]
    saved_while_submitted(portal, office, portal.unlocked_url)
    with pytest.raises(AssertionError, match="records are not those of the snapshot"):
        portal.is_whole(office["report"])


def test_two_approve_while_the_officer_saves(portal):
    office = portal.world["offices"][APPROVED_TWICE]
    officer, path = Person(portal.url, office["officer"]).log_in(), f"/reports/{office['report']}/approve/"
    late = officer.form(NEW, title="Quá muộn", **TALK)
    hand_in(portal, office)
    reviewers = [Person(portal.url, name, portal.world["sessions"][name]) for name in ("province", "province-2")]
    questions = [reviewer.form(path) for reviewer in reviewers]
    with ThreadPoolExecutor(2) as threads:
        sent = threads.map(lambda pair: pair[0].send(path, pair[1]), zip(reviewers, questions, strict=True))
        saved = officer.send(NEW, late)
    assert {answer.status for answer in sent} == {302}
    # Who was slower is told so, in words.
    told = [reviewer.messages() for reviewer in reviewers]
    assert sum("Đã duyệt." in words for words in told) == 1
    assert sum(FASTER in words for words in told) == 1
    assert saved.status == 422
    assert CLOSED in saved.text
    verbs = portal.rows(f"SELECT verb FROM progress_step WHERE submission_id = {office['report']} ORDER BY id")
    assert verbs == [("submit",), ("send",), ("approve",)]
    portal.is_whole(office["report"])


def approved_while_taken_back(portal, office, url):
    """The Department approves, the head takes the report back meanwhile."""
    hand_in(portal, office)
    reviewer = Person(url, "province", portal.world["session"])
    head, path = Person(url, office["head"]).log_in(), f"/reports/{office['report']}"
    approval, withdrawal = reviewer.form(f"{path}/approve/"), head.form(f"{path}/withdraw/")
    at_once(
        portal,
        "step",
        lambda: reviewer.send(f"{path}/approve/", approval),
        lambda: head.send(f"{path}/withdraw/", withdrawal),
    )
    return head


def test_a_report_is_approved_while_it_is_taken_back(portal):
    office = portal.world["offices"][TAKEN_BACK]
    head = approved_while_taken_back(portal, office, portal.url)
    assert portal.rows(f"SELECT state FROM progress_submission WHERE id = {office['report']}") == [("approved",)]
    assert FASTER in head.messages()
    portal.is_whole(office["report"])


@slow
def test_without_the_lock_both_are_told_that_it_is_done(portal):
    """The control of the test above."""
    office = portal.world["offices"][TAKEN_BACK_UNLOCKED]
    approved_while_taken_back(portal, office, portal.unlocked_url)
    with pytest.raises(AssertionError, match="withdraw from sent, where it was approved"):
        portal.is_whole(office["report"])


def approved_while_it_is_sent_anew(portal, office, url):
    """The Department's page stands open; the unit has taken its report back, and is just sending another when the
    Department approves: (the answer to the approval, the report's state).
    """
    hand_in(portal, office)
    reviewer = Person(url, "province", portal.world["session"])
    path = f"/reports/{office['report']}"
    approval = reviewer.form(f"{path}/approve/")
    officer, head = (Person(portal.url, office[role]).log_in() for role in ("officer", "head"))
    assert head.act(office["report"], "withdraw").status == 302
    text = officer.form(f"{path}/text/", evaluation="Viết lại.")
    assert officer.send(f"{path}/text/", text).status == 302
    assert officer.act(office["report"], "submit").status == 302
    sending = head.form(f"{path}/send/")
    _sent, answer = at_once(
        portal,
        "step",
        lambda: head.send(f"{path}/send/", sending),
        lambda: reviewer.send(f"{path}/approve/", approval),
    )
    [(state,)] = portal.rows(f"SELECT state FROM progress_submission WHERE id = {office['report']}")
    return answer, state


def test_what_was_not_seen_is_not_approved(portal):
    office = portal.world["offices"][REWRITTEN]
    answer, state = approved_while_it_is_sent_anew(portal, office, portal.url)
    assert (answer.status, state) == (422, "sent")
    assert "Viết lại." in answer.text
    portal.is_whole(office["report"])


@slow
def test_without_asking_what_was_seen_it_is_approved(portal):
    """The control of the test above."""
    office = portal.world["offices"][REWRITTEN_UNSEEN]
    answer, state = approved_while_it_is_sent_anew(portal, office, portal.unseen_url)
    assert (answer.status, state) == (302, "approved")


def test_ten_at_once_ask_for_one_document(portal):
    with ThreadPoolExecutor(10) as threads:
        asked = list(threads.map(lambda _n: portal.ask(format="docx"), range(10)))
    assert len({pk for _taken, pk in asked}) == 1
    assert portal.rows("SELECT count(*) FROM reports_document WHERE format = 'docx'") == [(1,)]
    portal.come_up("worker")
    row = portal.reaches(asked[0][1], "ready")
    assert row["attempts"] == 1
    portal.content_of(row)
