"""What was issued on paper: recorded once for each version, never changed, replaced by a report that names it."""

import hashlib
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from making import campaign, hand_in
from PIL import Image
from signing import Identity, plain_pdf

from filing.errors import InvalidTransition
from filing.records.saving import save_record
from filing.submissions import verbs
from reports.documents.composition import compose
from reports.models import Issue, TrustedRoot
from reports.papers.issuing import record_issue

DAY = date(2020, 12, 17)


@pytest.fixture
def submission(cast):
    save_record(campaign(cast), by=cast["officer"])
    hand_in(cast, "nam-dong")
    return cast.submission()


def issue(cast, submission, by="officer", **given):
    return record_issue(submission, **{"number": "05/BC-LĐTBXH", "issued_on": DAY} | given, by=cast[by])


def upload(data, name):
    return SimpleUploadedFile(name, data)


def test_number_and_day_are_recorded_once(cast, submission):
    made = issue(cast, submission)
    assert (made.snapshot, made.replaces, made.signatures) == (submission.snapshot, None, [])
    with pytest.raises(InvalidTransition):
        issue(cast, submission, number="06/BC-LĐTBXH")
    assert Issue.objects.get().number == "05/BC-LĐTBXH"


@pytest.mark.parametrize("name", ["neighbour", "neighbour-head", "province", "leader", "admin", "stranger"])
def test_nobody_else_records(cast, submission, name):
    with pytest.raises(PermissionDenied):
        issue(cast, submission, by=name)


def test_only_what_is_approved_is_issued(cast):
    save_record(campaign(cast), by=cast["officer"])
    hand_in(cast, "nam-dong", approve=False)
    with pytest.raises(InvalidTransition):
        issue(cast, cast.submission(), by="head")


def test_a_signed_pdf_is_checked_against_the_loaded_roots_alone(cast, submission):
    authority = Identity("CA thử nghiệm")
    data = Identity("Phòng LĐTBXH", issuer=authority).sign(plain_pdf())
    TrustedRoot.objects.create(
        name="CA", pem=authority.pem, sha256="0" * 64, added_by=cast["admin"], added_at="2020-12-01T00:00Z"
    )
    made = issue(cast, submission, upload=upload(data, "bao-cao.pdf"))
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    assert [(one["intact"], one["trusted"]) for one in made.signatures] == [(True, True)]
    assert made.file.open().read() == data


def test_a_scan_is_taken_as_such(cast, submission):
    picture = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(picture, "JPEG")
    made = issue(cast, submission, upload=upload(picture.getvalue(), "scan.jpg"))
    assert (made.signatures, made.checked_at) == ([], None)
    assert made.sha256 == hashlib.sha256(picture.getvalue()).hexdigest()


@pytest.mark.parametrize(("data", "name"), [(b"", "a.pdf"), (b"MZ", "a.pdf"), (b"<svg/>", "a.svg")])
def test_what_is_no_paper_is_refused_at_the_file(cast, submission, data, name):
    with pytest.raises(ValidationError) as refusal:
        issue(cast, submission, upload=upload(data, name))
    assert "file" in refusal.value.message_dict
    assert not Issue.objects.exists()


def test_the_report_that_replaces_an_issued_one_names_it(cast, submission):
    first = issue(cast, submission)
    frozen = submission.snapshot.content
    verbs.reopen(submission, comment="Sai số liệu.", by=cast["province"])
    talk = campaign(cast, attendance=7, female=3, minority=0)
    save_record(talk, by=cast["officer"])
    hand_in(cast, "nam-dong")
    again = cast.submission()
    body = [block["text"] for block in again.snapshot.content["trees"]["internal"]["body"]]
    assert body[-1] == "Báo cáo này thay thế Báo cáo số 05/BC-LĐTBXH ngày 17 tháng 12 năm 2020."
    second = issue(cast, again, number="07/BC-LĐTBXH")
    assert second.replaces == first
    first.snapshot.refresh_from_db()
    assert first.snapshot.content == frozen
    assert compose(again)["figures"] != frozen["figures"]
