"""The row is the truth about a job: claimed once, made once, sent again when lost, given up with a word."""

from datetime import timedelta

import pdfplumber
import pytest
from kombu.exceptions import OperationalError
from making import campaign

from core.lib.dates.clock import now
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.celery_tasks import make_document
from reports.documents import memory, queue
from reports.documents.composition import compose
from reports.models import Beat, CompilationType, Document, DocumentState
from reports.writers.part_errors import PartFailed


@pytest.fixture
def submission(cast):
    save_record(campaign(cast), by=cast["officer"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    return cast.submission()


@pytest.fixture
def document(cast, submission):
    return ask(cast, submission)


def ask(cast, submission):
    return queue.request_document(
        sort=CompilationType.UNIT_REPORT,
        unit=submission.unit,
        period=submission.period,
        snapshot=submission.snapshot,
        by=cast["officer"],
    )


def fail(source, step):
    raise OSError("disk full")


def test_a_worker_makes_the_file_from_the_snapshot_alone(cast, submission, document):
    type(campaign(cast)).objects.all().update(attendance=9_999)
    make_document(str(document.pk))
    document.refresh_from_db()
    assert (document.state, document.progress, document.attempts) == (DocumentState.READY, 100, 1)
    with document.file.open() as file, pdfplumber.open(file) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "100 lượt người" in text
    assert "9.999" not in text


def test_what_was_asked_for_before_there_were_codes_is_made_without_a_seal(document):
    Document.objects.update(code="")
    make_document(str(document.pk))
    document.refresh_from_db()
    assert document.state == DocumentState.READY
    with document.file.open() as file, pdfplumber.open(file) as pdf:
        assert "Mã tra cứu" not in pdf.pages[-1].extract_text()


def test_asking_twice_gives_one_document(cast, submission, document):
    assert ask(cast, submission) == document
    make_document(str(document.pk))
    assert ask(cast, submission) == document
    assert Document.objects.count() == 1


def test_the_job_is_sent_after_the_commit_only(cast, submission, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        document = ask(cast, submission)
        assert document.sent_at is None
    assert len(callbacks) == 1


def test_two_workers_never_make_one_document_twice(document):
    assert queue.claim(document.pk)
    assert queue.claim(document.pk) is None
    queue.run(document.pk, lambda source, step: b"second")
    document.refresh_from_db()
    assert document.state == DocumentState.RUNNING


def test_a_worker_that_lost_its_lease_writes_nothing(document, settings):
    def overtaken(source, step):
        Document.objects.filter(pk=document.pk).update(leased_until=now() - timedelta(seconds=1))
        queue.run(document.pk, lambda source, step: b"%PDF the other")
        return b"%PDF the late one"

    queue.run(document.pk, overtaken)
    document.refresh_from_db()
    assert document.file.read() == b"%PDF the other"
    assert [path.name for path in (settings.MEDIA_ROOT / "documents").iterdir()] == [document.file.name.split("/")[1]]


def test_a_failing_job_is_tried_three_times_and_then_says_so(document):
    for _attempt in range(queue.MAX_ATTEMPTS):
        queue.run(document.pk, fail)
    document.refresh_from_db()
    assert (document.state, document.attempts, document.message) == (DocumentState.FAILED, 3, queue.FAILED)
    queue.retry(document)
    queue.run(document.pk, lambda source, step: b"%PDF")
    document.refresh_from_db()
    assert (document.state, document.attempts, document.message) == (DocumentState.READY, 1, "")


def test_a_failing_part_names_itself_to_the_person(document, as_):
    def fail_in_part(document, step):
        raise PartFailed("II. KẾT QUẢ THỰC HIỆN / 1. Truyền thông")

    for _attempt in range(queue.MAX_ATTEMPTS):
        queue.run(document.pk, fail_in_part)
    document.refresh_from_db()
    assert (document.state, document.failed_part) == ("failed", "II. KẾT QUẢ THỰC HIỆN / 1. Truyền thông")
    page = as_("officer").get(f"/reports/documents/{document.pk}/").content.decode()
    assert "II. KẾT QUẢ THỰC HIỆN / 1. Truyền thông" in page
    queue.retry(document)
    document.refresh_from_db()
    assert document.failed_part == ""


@pytest.mark.parametrize(
    ("row", "sent"),
    [
        ({"state": "queued", "sent_at": None}, True),
        ({"state": "queued", "sent_at": timedelta(seconds=-60)}, True),
        ({"state": "queued", "sent_at": timedelta(seconds=-1)}, False),
        ({"state": "running", "attempts": 1, "leased_until": timedelta(seconds=-1)}, True),
        ({"state": "running", "attempts": 1, "leased_until": timedelta(seconds=30)}, False),
        # A clock that was set back by an hour; one that another host's differs from by little.
        ({"state": "queued", "sent_at": timedelta(hours=1)}, True),
        ({"state": "running", "attempts": 1, "leased_until": timedelta(hours=1)}, True),
        ({"state": "queued", "sent_at": timedelta(seconds=30)}, False),
        ({"state": "running", "attempts": 1, "leased_until": queue.LEASE.length + timedelta(seconds=30)}, False),
        ({"state": "ready"}, False),
    ],
)
def test_the_sweep_sends_what_is_owed_and_nothing_else(document, row, sent):
    moment = now()
    given = {name: moment + value if isinstance(value, timedelta) else value for name, value in row.items()}
    Document.objects.filter(pk=document.pk).update(**given)
    queue.sweep()
    document.refresh_from_db()
    assert (document.sent_at is not None and moment <= document.sent_at <= now()) == sent
    assert Beat.objects.get().at >= moment


def test_a_lease_of_a_time_still_to_come_is_void(document):
    Document.objects.filter(pk=document.pk).update(state="running", attempts=1, leased_until=now() + timedelta(days=1))
    assert queue.claim(document.pk)
    assert queue.claim(document.pk) is None


def test_a_job_that_memory_does_not_suffice_to_begin_is_given_up_with_a_word(document, monkeypatch):
    def no_memory(pk):
        raise MemoryError

    monkeypatch.setattr(queue, "claim", no_memory)
    monkeypatch.setattr(memory, "open_reserve", lambda: None)
    for attempt in range(1, queue.MAX_ATTEMPTS + 1):
        with pytest.raises(RuntimeError):
            make_document(document.pk)
        document.refresh_from_db()
        assert document.attempts == attempt
    assert (document.state, document.message) == (DocumentState.FAILED, queue.TOO_LARGE)
    queue.sweep()
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED


def test_the_sweep_gives_up_what_died_three_times(document):
    past = now() - timedelta(seconds=1)
    Document.objects.filter(pk=document.pk).update(state="running", attempts=3, leased_until=past)
    queue.sweep()
    document.refresh_from_db()
    assert (document.state, document.message) == (DocumentState.FAILED, queue.FAILED)


def test_a_broker_that_is_away_is_survived(document, monkeypatch):
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    # The connections that this process has already are put aside.
    monkeypatch.setattr(make_document.app, "_pool", None)
    monkeypatch.setattr(make_document.app.amqp, "_producer_pool", None)
    with pytest.raises(OperationalError):
        make_document.delay(str(document.pk))
    queue.send_job(document.pk)
    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED
