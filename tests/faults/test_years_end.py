"""The last day of a year and the first of the next, with two beats and two workers, as the clock has it."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from email import message_from_bytes
from zoneinfo import ZoneInfo

import pytest
from clock import Clock
from faulty_portal import faulty_portal, needs_servers, until
from mail_server import serving
from people import Person
from slow import slow

pytestmark = [needs_servers, slow]
NEW = "/communications/new/?task=comm.policy"
TALK = {"topic": "policy", "form": "talk", "attendance": "30", "female": "10"}
OFFICES = 20
PROCESSES = ("web", "worker", "worker-2", "beat", "beat-2")


def at(day, month, year, *time_of_day):
    return datetime(year, month, day, *time_of_day, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def mails():
    with serving() as server:
        yield server


@pytest.fixture
def portal(tmp_path, mails):
    host, port = mails.server_address
    env = {"EMAIL_URL": f"smtp://{host}:{port}", "SWEEP_SECONDS": "2"}
    with faulty_portal("postgresql-redis", tmp_path / "data", paragraphs=1, offices=OFFICES, **env) as portal:
        portal.env.pop("DEMO_TODAY")
        portal.also("worker-2", "worker", "--hostname", "second@%h")
        portal.also("beat-2", "beat", "--schedule", f"{portal.data_dir}/second-beat")
        portal.clock = Clock(portal, at(31, 12, 2020, 8, 50))
        portal.come_up(*PROCESSES)
        yield portal


def test_over_the_years_end(portal, mails):
    # Outside of the demonstration the Department works with a second factor.
    province = Person(portal.url, "province").log_in().set_up_second_factor(portal.clock.timestamp())
    period = ask_for_the_year(portal, province)
    portal.clock.jump(at(31, 12, 2020, 9, 5))
    told_of_the_day(portal, mails, "2020-12-31", people=2 * OFFICES)
    hand_in_within_the_last_minute(portal, period)
    late_by_a_breath(portal, period)
    summary_made_once(portal, period)
    nightly_tasks_once(portal)
    # The report of the other period has been late by another five working days since.
    portal.clock.jump(at(6, 1, 2021, 9, 5))
    told_of_the_day(portal, mails, "2021-01-06", people=2 * OFFICES)
    portal.is_whole()
    assert {name: portal.processes[name].poll() for name in PROCESSES} == dict.fromkeys(PROCESSES)


def ask_for_the_year(portal, province):
    """The Department asks for the calendar year, due on its last day, and for a summary at 23:59; sent five times."""
    fields = province.form(
        "/reports/periods/new/",
        kind="calendar_year",
        year="2020",
        number="1",
        due_on="31/12/2020",
        asked_number="1/SLĐTBXH",
        asked_on="1/12/2020",
        asked_subject="Báo cáo năm",
    )
    with ThreadPoolExecutor(5) as threads:
        sent = list(threads.map(lambda _n: province.send("/reports/periods/new/", fields), range(5)))
    assert [answer.status for answer in sent] == [302] * 5, sent[0].text
    [(period,)] = portal.rows("SELECT id FROM progress_period WHERE kind = 'calendar_year'")
    [(reader,)] = portal.rows("SELECT id FROM accounts_user WHERE username = 'leader'")
    schedule = province.form("/reports/schedules/new/", working_days="0", at="23:59", people=str(reader))
    assert province.send("/reports/schedules/new/", schedule).status == 302
    return period


def told_of_the_day(portal, mails, day, people):
    """Each of them has one digest of that day and one mail of it, though two beats asked and two workers sent."""
    of_day = f"SELECT mail FROM notices_notice WHERE occasion = 'digest:{day}' AND mail <> 'none'"
    until(lambda: len(portal.rows(of_day)) >= people, 60, f"everybody has a digest of {day}", portal.told)
    until(lambda: set(portal.rows(of_day)) == {("sent",)}, 60, "all mails are sent", portal.told)
    assert len(portal.rows(of_day)) == people
    ids = Counter(message_from_bytes(mail)["Message-ID"] for mail in list(mails.mails))
    assert set(ids.values()) == {1}
    [(sent,)] = portal.rows("SELECT count(*) FROM notices_notice WHERE mail = 'sent'")
    assert sent == len(ids)


def hand_in_within_the_last_minute(portal, period):
    """20 officers submit and their heads send, all after 23:59 of the due date."""
    reports = dict(
        portal.rows(
            "SELECT p.username, s.id FROM progress_submission s JOIN accounts_user p ON p.unit_id = s.unit_id "
            f"WHERE s.period_id = {period}"
        )
    )
    offices = portal.world["offices"]
    portal.clock.jump(at(31, 12, 2020, 23, 40))
    people = [[Person(portal.url, office[role]).log_in() for role in ("officer", "head")] for office in offices]
    portal.clock.jump(at(31, 12, 2020, 23, 59))
    began = time.monotonic()
    with ThreadPoolExecutor(OFFICES) as threads:
        taken = list(threads.map(lambda pair: hand_in(began, reports, *pair), people))
    print(
        f"\n{OFFICES} reports handed in within {max(taken):.1f} s, the median after {sorted(taken)[OFFICES // 2]:.1f} s"
    )
    mine = [reports[office["officer"]] for office in offices]
    found = portal.rows(
        "SELECT state, first_sent_on::text, closed_through::text, (SELECT count(*) FROM progress_snapshot n "
        f"WHERE n.submission_id = s.id) FROM progress_submission s WHERE id IN ({', '.join(map(str, mine))})"
    )
    assert found == [("sent", "2020-12-31", "2020-12-31", 1)] * OFFICES
    portal.is_whole(*mine)


def hand_in(began, reports, officer, head):
    """Seconds after the beginning at which this report had been sent."""
    for person, act in ((officer, "submit"), (head, "send")):
        answer = person.act(reports[person.name], act)
        assert answer.status == 302, answer.text
    return time.monotonic() - began


def late_by_a_breath(portal, period):
    """A form that was opened before midnight is saved after it, in the same session; the report is of the next day."""
    officer, head = (Person(portal.url, name).log_in() for name in ("neighbour", "neighbour-head"))
    fields = officer.form(NEW, title="Đêm giao thừa", started_on="31/12/2020", **TALK)
    portal.clock.jump(at(1, 1, 2021, 0, 0, 5))
    assert officer.send(NEW, fields).status == 302
    [(report,)] = portal.rows(
        f"SELECT s.id FROM progress_submission s JOIN units_unit u ON u.id = s.unit_id "
        f"WHERE s.period_id = {period} AND u.slug = 'phu-loc'"
    )
    hand_in(0, {officer.name: report, head.name: report}, officer, head)
    found = portal.rows(
        f"SELECT first_sent_on::text, closed_through::text FROM progress_submission WHERE id = {report}"
    )
    assert found == [("2021-01-01", "2020-12-31")]
    [(content,)] = portal.rows(f"SELECT content::text FROM progress_snapshot WHERE submission_id = {report}")
    assert "Đêm giao thừa" in content


def summary_made_once(portal, period):
    """The schedule of 23:59 has run once, whatever beat asked: one draft, one document, one notice."""
    made = f"SELECT replace(CAST(id AS text), '-', '') FROM reports_document WHERE period_id = {period}"
    until(lambda: portal.rows("SELECT 1 FROM reports_scheduledrun"), 90, "the schedule has run", portal.told)
    assert portal.rows("SELECT count(*) FROM reports_scheduledrun") == [(1,)]
    assert portal.rows("SELECT count(*) FROM notices_notice WHERE occasion LIKE 'summary:%'") == [(1,)]
    for (pk,) in portal.rows(made):
        assert portal.reaches(pk, "ready")["attempts"] == 1


def nightly_tasks_once(portal):
    """Each beat asks for each of the nightly tasks once in the night."""
    portal.clock.jump(at(1, 1, 2021, 3, 10, 5))
    asked = {"evidence (progress.tidy)": 1, "signed (reports.tidy)": 0}
    until(lambda: nightly(portal) == [asked] * 2, 60, "the first has been asked for", portal.told)
    portal.clock.jump(at(1, 1, 2021, 3, 20, 5))
    asked["signed (reports.tidy)"] = 1
    until(lambda: nightly(portal) == [asked] * 2, 60, "the second has been asked for", portal.told)


def nightly(portal):
    """What each of the two beats has asked for so far, and how often."""
    told = [portal.logs[beat].read_text() for beat in ("beat", "beat-2")]
    return [
        {name: text.count(f"Sending due task {name}") for name in ("evidence (progress.tidy)", "signed (reports.tidy)")}
        for text in told
    ]
