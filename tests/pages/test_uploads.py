"""Files that are refused, and days that are: what was typed beside them stays in the form."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from house import filled_in, form_in, typed
from refusing import assert_still_typed, assert_told_at, form_of, refused, words

from communications.models import Campaign
from progress import verbs
from progress.models import Evidence
from reports.composition import compose


def office_file(*names):
    """A Word file that holds members of those names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *names):
            archive.writestr(name, "x")
    return buffer.getvalue()


WRONG_KIND = "Tệp không phải là PDF, Word, Excel, JPEG hoặc PNG, hoặc tên tệp không khớp với nội dung."
TOO_BIG = "Tệp lớn hơn 20 MB. Đề nghị quét lại với độ phân giải thấp hơn."
FILES = (
    ("a program", "bien-ban.pdf", b"MZ\x90\x00" + bytes(100), WRONG_KIND),
    ("a page", "bien-ban.pdf", b"<!doctype html><script>alert(1)</script>", WRONG_KIND),
    ("a picture as PDF", "bien-ban.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100), WRONG_KIND),
    ("a PDF as program", "bien-ban.exe", b"%PDF-1.4", WRONG_KIND),
    ("macros", "bien-ban.docx", office_file("word/vbaProject.bin"), WRONG_KIND),
    ("macros under their own name", "bien-ban.docm", office_file("word/vbaProject.bin"), WRONG_KIND),
    ("a broken archive", "bien-ban.docx", b"PK\x03\x04" + bytes(100), WRONG_KIND),
    ("nothing", "bien-ban.pdf", b"", "Tệp không có nội dung."),
    ("too much", "bien-ban.pdf", b"%PDF-1.4" + bytes(20 * 1024 * 1024), TOO_BIG),
)


@pytest.mark.parametrize(("name", "content", "message"), [one[1:] for one in FILES], ids=[one[0] for one in FILES])
def test_a_wrong_file_is_refused_with_what_was_typed_kept(cast, as_, name, content, message):
    client, path, good = form_of(cast, as_, "communications:")
    page = refused(client, path, good | {"upload": SimpleUploadedFile(name, content)})
    assert_told_at(page, "upload", message)
    assert_still_typed(page, good)


def test_a_right_file_is_kept_under_its_own_name(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    files = {"Biên bản.docx": office_file(), "20MB.PDF": b"%PDF-1.4" + bytes(20 * 1024 * 1024 - 8)}
    for name, content in files.items():
        assert client.post(path, typed(client, path, upload=SimpleUploadedFile(name, content))).status_code == 302
    assert [one.name for one in Evidence.objects.all()] == list(files)
    assert [one.size for one in Evidence.objects.all()] == [len(content) for content in files.values()]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("communications:", "ended_on"),
        ("plans:", "issued_on"),
        ("capacity:", "ended_on"),
        ("models_sites:log-", "ended_on"),
    ],
)
def test_a_day_in_a_closed_window_is_told_with_since_when_and_who_opens_it(cast, as_, name, field):
    client, path, good = form_of(cast, as_, name)
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    kind = path.rpartition("/")[0].rpartition("/")[0].rpartition("/")[0]
    page = refused(client, f"{kind}/new/", good | {"version": "0"})
    message = (
        "Số liệu từ ngày 15/12/2019 đến ngày 14/12/2020 đã khóa từ ngày 18/12/2020 vì báo cáo năm 2020 đã được trình. "
        "Việc mở lại do lãnh đạo Phòng của đơn vị thực hiện."
    )
    assert_told_at(page, field, message)
    assert_still_typed(page, good, but=["version"])


def test_of_two_who_change_a_record_the_second_is_told_and_may_go_on(cast, as_):
    client, path, good = form_of(cast, as_, "communications:")
    mine = good | {"title": "Của tôi", "attendance": "120"}
    assert client.post(path, good | {"title": "Của người khác"}).status_code == 302
    page = refused(client, path, mine)
    (told,) = (words(one) for one in page.xpath("//*[@data-error-summary]//li"))
    assert re.fullmatch(
        r"officer đã sửa mục này lúc \d\d:\d\d, sau khi Ông/Bà mở\. Nội dung Ông/Bà nhập chưa được lưu và vẫn còn "
        r"bên dưới; chọn Lưu lần nữa nếu muốn thay nội dung của người đó\.",
        told,
    )
    assert_still_typed(page, mine, but=["version"])
    assert client.post(path, filled_in(form_in(page))).status_code == 302
    assert [(one.title, one.attendance) for one in Campaign.objects.all()] == [("Của tôi", 120)]
