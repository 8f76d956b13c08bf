"""PostgreSQL and Redis are restarted, emptied, or killed while people work: nothing that was acknowledged is lost."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Event

import pytest
from faulty_portal import faulty_portal, needs_servers, own_database, until
from people import Person
from redis import Redis
from slow import slow

pytestmark = [needs_servers, slow]
NEW = "/communications/new/?task=comm.policy"
TALK = {"topic": "policy", "form": "talk", "started_on": "6/6/2020", "attendance": "30", "female": "10"}
# Seconds within which a person has an answer, whatever the broker does; and within which saving works again.
PATIENCE, BACK = 3, 15
# So many people save at once; one more office hands its report in.
SAVING = 5
AWAY, MAYBE_LOST = "Hệ thống tạm thời gián đoạn", "Nội dung vừa gửi có thể chưa được lưu"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults") / "data"
    with (
        own_database() as database,
        faulty_portal("postgresql-redis", folder, paragraphs=4, offices=SAVING + 1, database=database) as portal,
    ):
        portal.database, portal.gates = database, portal.with_gates()
        portal.come_up("web", "worker", "beat")
        yield portal
        # The same processes all the time: nobody started one anew.
        assert {name: process.poll() for name, process in portal.processes.items()} == dict.fromkeys(portal.processes)


class Savers:
    """People who file records one after the other, and send a form again where the portal was out of order."""

    def __init__(self, portal, name):
        self.name, self.over, self.saved, self.troubles = name, Event(), [], []
        offices = portal.world["offices"][:SAVING]
        self.people = [Person(portal.url, office["officer"]).log_in() for office in offices]

    def save_until_over(self, person):
        number = 0
        while not self.over.is_set():
            title = f"{self.name} {person.name} {number}"
            fields = person.form(NEW, title=title, **TALK)
            answer, troubles = person.patiently(lambda fields=fields: self.send(person, fields))
            assert answer.status == 302, answer.text
            assert answer.leads_to.startswith("/communications/"), answer
            self.saved.append(title)
            number += 1

    def send(self, person, fields):
        answer = person.send(NEW, fields)
        if answer.is_trouble:
            self.troubles.append(answer)
        return answer

    def have_saved(self, more):
        goal = len(self.saved) + more
        until(lambda: len(self.saved) >= goal, BACK, f"{more} more records are saved")


def restart(portal, savers):
    portal.database.go()
    until(lambda: len(savers.troubles) >= SAVING, 30, "everybody who saves meets with it", portal.told)
    portal.database.come_back()


def crash(portal, savers):
    """As often as it takes until it hits somebody in the middle."""

    def has_hit():
        portal.database.crash()
        portal.database.until_ready()
        return savers.troubles

    until(has_hit, 30, "somebody meets with it", portal.told)


@pytest.mark.parametrize(("fault", "edition"), [(restart, "internal"), (crash, "outward")], ids=["fast", "crash"])
def test_postgresql_is_restarted_while_people_save(portal, fault, edition):
    savers = Savers(portal, fault.__name__)
    _taken, pk = portal.ask(edition=edition, report="summary")
    with ThreadPoolExecutor(SAVING) as threads:
        running = [threads.submit(savers.save_until_over, person) for person in savers.people]
        try:
            savers.have_saved(SAVING)
            fault(portal, savers)
            savers.have_saved(2 * SAVING)
        finally:
            savers.over.set()
    for one in running:
        one.result()
    assert {answer.status for answer in savers.troubles} == {503}
    assert all(AWAY in answer.text and MAYBE_LOST in answer.text for answer in savers.troubles)
    found = portal.rows(f"SELECT title FROM communications_campaign WHERE title LIKE '{savers.name} %'")
    assert sorted(title for (title,) in found) == sorted(savers.saved)
    portal.reaches(pk, "ready")
    portal.is_whole()


@pytest.mark.parametrize("kept", [True, False])
def test_an_answer_is_lost_after_the_commit(portal, kept):
    """The record is there, the person is told that it may not be: sent again it is not doubled.

    The control is the same form without its key.
    """
    officer, title = Person(portal.url, portal.world["offices"][0]["officer"]).log_in(), f"Mất trả lời, {kept}"
    # With a draft, as browsers keep one: the answer then writes into the session.
    fields = officer.form(NEW, title=title, draft="a1b2c3d4", **TALK)
    if not kept:
        del fields["form_id"]
    portal.gates.close("committed")
    with ThreadPoolExecutor(1) as threads:
        try:
            sending = threads.submit(officer.send, NEW, fields)
            until(lambda: portal.gates.is_waited_at("committed"), 30, "the record is committed", portal.told)
            portal.database.crash()
            portal.database.until_ready()
        finally:
            portal.gates.open("committed")
    assert sending.result().status == 503
    assert MAYBE_LOST in sending.result().text
    answer, _troubles = officer.patiently(lambda: officer.send(NEW, fields))
    assert answer.status == 302
    count = f"SELECT count(*) FROM communications_campaign WHERE title = '{title}'"
    assert portal.rows(count) == [(1 if kept else 2,)]


def restart_redis(portal):
    portal.broker.go()
    began = time.monotonic()
    assert portal.get("/")[0] == 200
    _taken, pk = portal.ask(edition="internal", format="pdf")
    assert time.monotonic() - began < PATIENCE
    portal.broker.come_back()
    return [pk]


def empty_redis(portal):
    portal.broker.lose_messages()
    assert portal.get("/")[0] == 200
    return []


@pytest.mark.parametrize(("fault", "edition"), [(restart_redis, "internal"), (empty_redis, "outward")])
def test_redis_loses_the_jobs_that_are_queued(portal, fault, edition):
    worker = portal.processes["worker"].pid
    os.killpg(worker, signal.SIGSTOP)
    try:
        wanted = list(product(("submission", "summary"), ("docx", "xlsx")))
        asked = [portal.ask(report=report, edition=edition, format=form)[1] for report, form in wanted]
        with Redis.from_url(portal.broker.url) as redis:
            assert redis.llen("documents") + redis.llen("unacked") >= len(asked) - 1
        asked += fault(portal)
    finally:
        os.killpg(worker, signal.SIGCONT)
    for pk in asked:
        assert portal.reaches(pk, "ready")["attempts"] == 1
    portal.is_whole()


def test_a_report_is_handed_in_while_redis_is_away(portal):
    office = portal.world["offices"][SAVING]
    officer, path = Person(portal.url, office["officer"]).log_in(), f"/reports/{office['report']}"
    question = officer.form(f"{path}/submit/")
    document = {"edition": "internal", "format": "pdf", "csrfmiddlewaretoken": question["csrfmiddlewaretoken"]}
    portal.broker.go()
    began = time.monotonic()
    assert officer.send(f"{path}/submit/", question).status == 302
    assert officer.send(f"{path}/document/", document).status == 302
    assert time.monotonic() - began < 2 * PATIENCE
    assert portal.rows(f"SELECT state FROM progress_submission WHERE id = {office['report']}") == [("with_head",)]
    told = f"SELECT count(*) FROM notices_notice WHERE mail = 'sent' AND path = '{path}/'"
    assert portal.rows(told) == [(0,)]
    portal.broker.come_back()
    [(pk,)] = portal.rows(
        "SELECT replace(CAST(d.id AS text), '-', '') FROM reports_document d JOIN progress_snapshot s "
        f"ON s.id = d.snapshot_id WHERE s.submission_id = {office['report']}"
    )
    assert portal.reaches(pk, "ready")["attempts"] == 1
    # The head has been told, by mail too.
    until(lambda: portal.rows(told) == [(1,)], 60, "the head's mail is sent", portal.told)
    portal.is_whole()
