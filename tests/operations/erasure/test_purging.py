"""What tells of a person goes from everything, by two people, and does not come back with a restore."""

import re
import unicodedata
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.text import camel_case_to_spaces
from making import campaign, hand_in
from reforming import end
from uploading import pdf, upload

from communications.models import Campaign
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.evidence.storage import add_evidence
from filing.models import Evidence, Snapshot, StoredFile
from filing.records.saving import save_record
from filing.submissions import text_verbs, verbs
from filing.submissions.snapshots import digest
from operations.erasure.models import Purge
from operations.erasure.occurrences import occurrences_of
from operations.erasure.searched_columns import searched_columns
from operations.erasure.tombstones import erase_again, tombstones_path
from operations.erasure.verbs import confirm, propose, refuse
from reports.celery_tasks import make_document
from reports.content.summary_content import open_summary
from reports.documents.composition import compose
from reports.documents.queue import request_document
from reports.models import CompilationType, Document, Format

NAME = "Nguyễn Thị Bí Mật"
TEXT = f"Hỗ trợ chị {NAME} ở thôn 3."


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_every_table_that_words_can_stand_in_has_a_name_for_people():
    unnamed = [
        model._meta.label
        for model, *_columns in searched_columns()
        if not hasattr(model, "instance_type")
        and str(model._meta.verbose_name) == camel_case_to_spaces(model._meta.object_name)
    ]
    assert unnamed == []


@pytest.fixture
def told(cast, django_capture_on_commit_callbacks):
    """The name in a record, its past, its file, a difficulty, a report with its documents, and the summary of all."""
    talk = save_record(campaign(cast, title=f"Tọa đàm {NAME.upper()}", outcome=TEXT), by=cast["officer"])
    add_evidence(talk, upload("danh sách.pdf", pdf(NAME)), by=cast["officer"])
    talk.title = "Tọa đàm"
    save_record(talk, by=cast["officer"])
    raise_difficulty(Difficulty(unit=cast.units["nam-dong"], title="Vướng mắc", text=TEXT), by=cast["officer"])
    submission = cast.submission()
    submission.evaluation = TEXT
    text_verbs.save_text(submission, by=cast["officer"])
    hand_in(cast, "nam-dong")
    summary = open_summary(submission.period, by=cast["province"])
    verbs.submit_summary(summary, compose, by=cast["province"])
    with django_capture_on_commit_callbacks(execute=True):
        for source in Snapshot.objects.all():
            written(source, cast)
    assert Document.objects.filter(state="ready").count() == 2
    return talk


def written(snapshot, cast):
    """A report's Word file, asked for and made."""
    of = snapshot.submission
    document = request_document(
        sort=CompilationType.UNIT_REPORT,
        format=Format.DOCX,
        unit=of.unit,
        period=of.period,
        snapshot=snapshot,
        by=cast["province"],
    )
    make_document(str(document.pk))


def holding(words, media):
    """Every table and every file in which the words still stand, read past the program under test."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            cells = " ".join(str(cell) for row in cursor.fetchall() for cell in row)
            # SQLite keeps JSON as it is written: in ASCII.
            cells = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), cells)
            if words.lower() in cells.lower():
                found.append(table)
    for path in media.rglob("*"):
        if path.is_file() and words.encode() in path.read_bytes():
            found.append(path.name)
    return sorted(set(found))


def taken_out(cast, run, words=NAME):
    files = [key for key, _name in occurrences_of(words, cast["province"].unit_id).files]
    purge = propose(words, Purge.Why.VICTIM, files, by=cast["province"])
    with run(execute=True):
        return confirm(purge, by=cast["leader"])


def test_nothing_holds_the_words_any_more(cast, told, settings, django_capture_on_commit_callbacks):
    before = holding(NAME, settings.MEDIA_ROOT)
    assert {
        "communications_campaign",
        "communications_historicalcampaign",
        "progress_snapshot",
        "difficulties_difficulty",
        "progress_submission",
    } <= set(before)
    purge = taken_out(cast, django_capture_on_commit_callbacks)
    assert holding(NAME, settings.MEDIA_ROOT) == []
    assert NAME not in tombstones_path().read_text()
    assert (purge.state, purge.words) == ("done", "")
    assert purge.found["tệp"] == 1
    assert not StoredFile.objects.exists()
    assert not Evidence.objects.exists()
    talk = Campaign.objects.get(pk=told.pk)
    assert talk.outcome == "Hỗ trợ chị [đã gỡ bỏ] ở thôn 3."
    assert talk.history.last().title == "Tọa đàm [đã gỡ bỏ]"
    assert "bi mat" not in talk.searched
    # Whoever has the form open with the old words meets a conflict.
    assert talk.version > told.version


def test_what_stays_is_whole(cast, told, django_capture_on_commit_callbacks):
    figures = [one.content["figures"] for one in Snapshot.objects.order_by("pk")]
    taken_out(cast, django_capture_on_commit_callbacks)
    of_district, of_province = Snapshot.objects.order_by("pk")
    assert [of_district.content["figures"], of_province.content["figures"]] == figures
    for one in (of_district, of_province):
        assert one.sha256 == digest(one.content)
    assert of_province.content["snapshots"] == [[of_district.pk, of_district.sha256]]
    # The documents are gone, and are made anew when somebody asks.
    assert not Document.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        written(of_district, cast)
    assert Document.objects.get().state == "ready"


def test_it_takes_two(cast, told):
    purge = propose(NAME, Purge.Why.VICTIM, [], by=cast["province"])
    with pytest.raises(ValidationError):
        confirm(purge, by=cast["province"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Purge.objects.update(state="done", words="", decided_by=purge.proposed_by_id)
    for name in ("officer", "head"):
        with pytest.raises(PermissionDenied):
            confirm(purge, by=cast[name])
    assert Campaign.objects.get(pk=told.pk).outcome == TEXT


def test_a_refused_one_changes_nothing_and_keeps_no_words(cast, told, settings):
    before = holding(NAME, settings.MEDIA_ROOT)
    purge = refuse(propose(NAME, Purge.Why.VICTIM, [], by=cast["province"]), by=cast["leader"])
    assert holding(NAME, settings.MEDIA_ROOT) == before
    assert (purge.words, purge.found) == ("", {})
    with pytest.raises(ValidationError):
        confirm(purge, by=cast["leader"])


@pytest.mark.parametrize("words", ["Bí", "Trần Văn Không Có", ""])
def test_words_that_are_too_short_or_stand_nowhere(cast, told, words):
    with pytest.raises(ValidationError) as refusal:
        propose(words, Purge.Why.VICTIM, [], by=cast["province"])
    assert "words" in refusal.value.message_dict


def test_a_restore_takes_them_out_again(cast, told, settings, django_capture_on_commit_callbacks):
    """What an older backup brings back, in other places too, goes again; nobody has to know the words."""
    taken_out(cast, django_capture_on_commit_callbacks)
    Campaign.objects.update(outcome=TEXT, note=f"{NAME}, {NAME}")
    other = save_record(campaign(cast, title=NAME, started_on=date(2020, 12, 16)), by=cast["officer"])
    assert holding(NAME, settings.MEDIA_ROOT)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_again() == 1
    assert holding(NAME, settings.MEDIA_ROOT) == []
    assert Campaign.objects.get(pk=other.pk).title == "[đã gỡ bỏ]"
    # Done twice it finds nothing more.
    assert erase_again() == 1


def test_no_purge_no_tombstones(cast):
    assert erase_again() == 0


def test_a_proposal_on_the_pages(cast, told, as_, settings):
    client = as_("province")
    # As a phone or a Mac may write it: marks apart from their letters, and what nobody sees among them.
    typed = f"{unicodedata.normalize('NFD', NAME)}\u200b"
    looked = client.post("/purges/new/", {"words": typed, "why": "victim"}).content.decode()
    assert "danh sách.pdf" in looked
    assert not Purge.objects.exists()
    answer = client.post("/purges/new/", {"words": NAME, "why": "victim", "propose": "yes"})
    assert answer.status_code == 302
    purge = Purge.objects.get()
    assert "Rút đề nghị" in client.get(f"/purges/{purge.pk}/").content.decode()
    second = as_("admin")
    assert NAME in second.get(f"/purges/{purge.pk}/").content.decode()
    assert second.post(f"/purges/{purge.pk}/", {"confirm": "yes"}).status_code == 302
    assert holding(NAME, settings.MEDIA_ROOT / "documents") == []
    # Of another province nobody learns that there was one.
    assert as_("stranger").get(f"/purges/{purge.pk}/").status_code == 404
    assert as_("head").get("/purges/").status_code == 403


def test_words_in_the_work_of_a_province_that_went_into_this_one_are_found(cast):
    save_record(campaign(cast, "huyen-khac", title=NAME), by=cast["far-officer"])
    root = cast.units["thua-thien-hue"]
    assert not occurrences_of(NAME, root.pk)
    end(cast.units["huyen-khac"], date(2020, 12, 1), None, parts=None)
    end(cast.units["tinh-khac"], date(2020, 12, 1), root)
    assert occurrences_of(NAME, root.pk)
