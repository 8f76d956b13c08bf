"""The dossier for inspectors: a numbered index, the files, the history, in one ZIP that is the same every time."""

import csv
import hashlib
import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from making import campaign, log_entry, plan, training
from paper import opened
from python_calamine import CalamineWorkbook
from uploading import pdf, upload

from core.lib.dates.windows import Window
from filing.evidence.storage import add_evidence
from filing.models import StoredFile
from filing.records.saving import delete_record, save_record
from filing.submissions import verbs
from reports.content.disclosure_control import gate
from reports.content.frozen.content import read
from reports.documents import queue
from reports.documents.composition import compose
from reports.documents.writing import write
from reports.dossiers import gathering
from reports.dossiers.gathering import compile_dossier
from reports.models import CompilationType, Document, DocumentState, Edition, Format

YEAR = Window(date(2019, 12, 15), date(2020, 12, 14))
GIVEN = {"sort": CompilationType.DOSSIER, "format": Format.ZIP, "period": None}


@pytest.fixture
def filed(cast):
    """Plans and talks of two districts, with files of which two have one name, and what lies outside the days."""
    talk = save_record(campaign(cast, title="=Hội thi"), by=cast["officer"])
    first = save_record(plan(cast), by=cast["officer"])
    save_record(campaign(cast, title="Năm trước", started_on=date(2019, 5, 5)), by=cast["officer"])
    save_record(training(cast, slug="phu-loc", title="Lớp Phú Lộc"), by=cast["neighbour"])
    for text in ("một", "hai"):
        add_evidence(talk, upload("Biên bản: họp?.pdf", pdf(text)), by=cast["officer"])
    add_evidence(first, upload("ke-hoach.pdf", pdf("kế hoạch")), by=cast["officer"])
    talk.title = "=Hội thi kiến thức"
    save_record(talk, by=cast["officer"])
    return talk


def made_of(cast, unit="thua-thien-hue", window=YEAR, **more):
    return compile_dossier(cast.units[unit], window, by=cast["province"], **more)


def document_of(cast, made):
    document = queue.request_document(unit=made.unit, compilation=made, by=cast["province"], **GIVEN)
    queue.run(document.pk, write)
    document.refresh_from_db()
    return document


def packed(document):
    with document.file.open() as file:
        data = file.read()
    return data, zipfile.ZipFile(io.BytesIO(data))


def history_in(archive):
    return list(csv.DictReader(io.StringIO(archive.read("lich-su.csv").decode("utf-8-sig"))))


def titles(made):
    return [(row["number"], row["clause"], row["title"]) for row in made.content["index"]]


def test_the_index_is_numbered_through_in_the_order_of_the_clauses(cast, filed):
    made = made_of(cast)
    assert titles(made) == [(1, "1.a", "Kế hoạch năm"), (2, "2.a", "=Hội thi kiến thức"), (3, "3.a", "Lớp Phú Lộc")]
    assert titles(made_of(cast, "phu-loc")) == [(1, "3.a", "Lớp Phú Lộc")]
    assert titles(made_of(cast, tasks=[cast.tasks["comm.policy"]])) == [(1, "2.a", "=Hội thi kiến thức")]
    assert titles(made_of(cast, window=Window(date(2019, 5, 1), date(2019, 5, 31)))) == [
        (1, "comm.policy", "Năm trước")
    ]
    assert (made.unit, made.period) == (cast.units["thua-thien-hue"], None)


def test_a_record_is_found_under_a_clause_that_it_serves_too(cast):
    save_record(campaign(cast, also=["comm.labour-code"]), by=cast["officer"])
    assert titles(made_of(cast, tasks=[cast.tasks["comm.labour-code"]])) == [(1, "2.b", "Buổi truyền thông")]


def test_the_archive_holds_every_file_as_it_was_handed_in(cast, filed):
    document = document_of(cast, made_of(cast))
    assert document.state == DocumentState.READY
    data, archive = packed(document)
    assert (document.size, document.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert archive.testzip() is None
    names = archive.namelist()
    folder = "minh-chung/0002-2.a"
    assert sorted(names) == [
        "00-muc-luc.pdf",
        "01-so-lieu.xlsx",
        "lich-su.csv",
        "minh-chung/0001-1.a/ke-hoach.pdf",
        f"{folder}/Biên bản_ họp_ (2).pdf",
        f"{folder}/Biên bản_ họp_.pdf",
    ]
    assert {archive.read(f"{folder}/Biên bản_ họp_{more}.pdf") for more in ("", " (2)")} == {pdf("một"), pdf("hai")}
    local = timezone.localtime(document.compilation.made_at)
    (day,) = {info.date_time for info in archive.infolist()}
    assert abs((datetime(*day) - local.replace(tzinfo=None)).total_seconds()) < 3
    with opened(archive.read("00-muc-luc.pdf")) as paper:
        pages = [" ".join(page.extract_text().split()) for page in paper.pages]
        index = next(page for page in pages if "MỤC LỤC NỘI DUNG" in page)
        assert paper.pages[pages.index(index)].width > paper.pages[pages.index(index)].height
    assert "03 nội dung với 03 tệp minh chứng" in pages[0]
    assert "Biên bản: họp?.pdf" in index
    with zipfile.ZipFile(io.BytesIO(archive.read("01-so-lieu.xlsx"))) as sheets:
        assert "Lớp Phú Lộc" in "".join(sheets.read(one).decode() for one in sheets.namelist())
    book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("01-so-lieu.xlsx")))
    days = "từ ngày 15/12/2019 đến ngày 14/12/2020"
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[:2]] == [
        f"Công tác bình đẳng giới {days} (phục vụ thanh tra, kiểm tra)",
        f"Chỉ tiêu: {cast.units['thua-thien-hue'].name}, {days}",
    ]


def test_the_history_says_who_changed_what_and_is_never_a_formula(cast, filed):
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send_back(cast.submission(), comment="=SUM(A1) sai", by=cast["head"])
    _data, archive = packed(document_of(cast, made_of(cast)))
    rows = history_in(archive)
    talk = [row for row in rows if row["STT"] == "2"]
    assert [row["Người thực hiện"] for row in talk] == ["officer", "officer"]
    assert (talk[1]["Trước"], talk[1]["Sau"]) == ("'=Hội thi", "'=Hội thi kiến thức")
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=SUM(A1) sai" in [row["Ý kiến"] for row in rows]


def test_the_same_dossier_has_the_same_bytes(cast, filed):
    made = made_of(cast)
    assert made_of(cast) == made
    document = document_of(cast, made)
    with write(document, lambda percent: None) as again:
        assert hashlib.sha256(again.read()).hexdigest() == document.sha256


def test_what_is_missing_or_another_is_named(cast, filed):
    gone, other = StoredFile.objects.filter(sha256__in=[hashlib.sha256(pdf(one)).hexdigest() for one in ("một", "hai")])
    gone.file.storage.delete(gone.file.name)
    with open(other.file.path, "wb") as file:
        file.write(b"%PDF-1.4 tampered")
    document = document_of(cast, made_of(cast))
    assert document.state == DocumentState.READY
    _data, archive = packed(document)
    missing = archive.read("thieu-tep.txt").decode("utf-8-sig").splitlines()
    assert len(missing) == 2
    assert [line for line in missing if gone.sha256 in line and "không còn trên máy chủ" in line]
    assert [line for line in missing if other.sha256 in line and "SHA-256 khác" in line]
    with opened(archive.read("00-muc-luc.pdf")) as paper:
        assert "02 tệp minh chứng bị thiếu" in " ".join(paper.pages[0].extract_text().split())


def test_what_was_deleted_and_what_another_province_has_is_not_in_it(cast, filed):
    delete_record(filed, by=cast["officer"])
    save_record(campaign(cast, slug="huyen-khac", title="Nơi khác"), by=cast["far-officer"])
    assert [title for _number, _clause, title in titles(made_of(cast))] == ["Kế hoạch năm", "Lớp Phú Lộc"]
    with pytest.raises(PermissionDenied):
        made_of(cast, "huyen-khac")


def test_there_is_no_outward_edition(cast):
    save_record(log_entry(cast, victims=37, victims_female=37, victims_helped=31), by=cast["officer"])
    made = made_of(cast)
    with pytest.raises(ValueError, match="outward"):
        gate.part_of(read(made.content), Edition.OUTWARD)
    document = queue.request_document(
        unit=made.unit, compilation=made, by=cast["province"], edition=Edition.OUTWARD, **GIVEN
    )
    with pytest.raises(ValueError, match="outward"):
        write(document, lambda percent: None)


def test_too_much_and_nothing_are_refused_in_words(cast, filed, monkeypatch):
    with pytest.raises(ValidationError):
        made_of(cast, "phu-loc", Window(date(2012, 1, 1), date(2012, 1, 2)))
    monkeypatch.setattr(gathering, "MAX_RECORDS", 2)
    with pytest.raises(ValidationError) as refusal:
        made_of(cast)
    assert str(len(cast.submission().period.submissions.all())) in refusal.value.messages[0]
    assert Document.objects.count() == 0


def test_more_bytes_than_a_document_holds_are_refused(cast, filed):
    StoredFile.objects.update(size=800_000_000)
    with pytest.raises(ValidationError) as refusal:
        made_of(cast)
    assert "2.400" in refusal.value.messages[0]
    StoredFile.objects.update(size=500_000_000)
    assert made_of(cast)


@pytest.mark.parametrize("name", ["officer", "head", "leader", "admin", "stranger"])
def test_nobody_but_the_departments_officer(cast, filed, name):
    with pytest.raises(PermissionDenied):
        compile_dossier(cast.units["nam-dong"], YEAR, by=cast[name])
