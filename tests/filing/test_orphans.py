"""What no row names goes from the disk after a day; what a row names stays, and so does what is being written."""

from datetime import timedelta

import pytest
from making import campaign
from uploading import pdf, picture, saved, upload

from core.lib.dates import clock
from filing.celery_tasks import tidy
from filing.evidence import orphans
from filing.evidence.storage import add_evidence
from filing.evidence.thumbnails import draw_missing
from filing.models import StoredFile
from filing.records.saving import save_record


@pytest.fixture
def media(cast, settings):
    """The folder of evidence, with a PDF and a picture with its thumbnail in it, and one file that nobody knows."""
    record = save_record(campaign(cast), by=cast["officer"])
    add_evidence(record, upload("a.pdf", pdf()), by=cast["officer"])
    add_evidence(record, upload("b.jpg", saved(picture(), "JPEG")), by=cast["officer"])
    draw_missing()
    folder = settings.MEDIA_ROOT / "evidence"
    (folder / str(record.unit_id) / "nobodys").write_bytes(b"x")
    (settings.MEDIA_ROOT / "elsewhere").write_bytes(b"x")
    return folder


def names(folder):
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_file_of_today_stays(media):
    tidy()
    assert "nobodys" in names(media)


def test_a_file_of_two_days_ago_goes_unless_a_row_names_it(media, monkeypatch):
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(orphans, "now", lambda: later)
    before = names(media)
    assert StoredFile.objects.exclude(thumbnail="").exists()
    tidy()
    assert before - names(media) == {"nobodys"}
    assert (media.parent / "elsewhere").exists()


def test_a_folder_that_is_not_there_yet_is_no_trouble(db):
    tidy()
