"""People, bodies and signers in many rows: shown first, then all or none; what became of each letter."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from reading import page_of, words
from set_up_province import set_up_province
from workbooks import rows_of, workbook

from core.accounts.models import AuditEntry, Role, User
from core.lib.dates.clock import now
from core.lib.text.personal_numbers import personal_numbers
from core.units.models import Body, Level, Signer, Unit
from operations.administration.bulk.bodies_sheet import BodiesSheet
from operations.administration.bulk.forms import PastedRowsField
from operations.administration.letters.sending import send_due
from operations.administration.models import Delivery, Letter
from operations.administration.setup.body_templates import FIELDS

PEOPLE, BODIES = "/administration/people/rows/", "/administration/bodies/rows/"
SIGNERS, INVITATIONS = "/administration/bodies/signers/rows/", "/administration/people/invitations/"


def line(*cells):
    return ";".join(cells)


def shown(response):
    """The seen version that the preview carries."""
    return response.context["seen"]


def results(client, path, rows, **more):
    """(status, {line: result}) of a check of the rows."""
    response = client.post(path, {"rows": rows, "preview": "yes"} | more)
    return response.status_code, {row.line: row.reasons or row.effect for row in response.context["rows"]}


@pytest.fixture
def admin(as_):
    return as_("admin")


@pytest.fixture
def hue(db, monkeypatch, settings):
    return set_up_province("46", monkeypatch, settings)


def test_a_phone_number_in_a_cell_is_pointed_out_but_not_in_codes_and_addresses(cast, admin):
    code = cast.units["nam-dong"].code
    rows = line(code, "Cán bộ", "Chị Lan", "lan0905123456@example.vn", "lan")
    assert results(admin, PEOPLE, rows)[0] == 200
    assert not personal_numbers(PastedRowsField().free_text("03456;07890;0912\n03457;07891"))
    with_phone = rows.replace("Chị Lan", "Chị Lan 0905 123 456")
    response = admin.post(PEOPLE, {"rows": with_phone, "preview": "yes"})
    assert response.status_code == 422
    assert "0905 123 456" in str(response.context["form"].errors["rows"])
    from_file = admin.post(PEOPLE, {"upload": SimpleUploadedFile("nguoi.csv", with_phone.encode()), "preview": "yes"})
    assert "0905 123 456" in str(from_file.context["form"].errors["rows"])
    ticked = {"rows": with_phone, "not_a_victim": "on"}
    preview = admin.post(PEOPLE, ticked | {"preview": "yes"})
    assert html.fromstring(preview.content.decode()).xpath("//input[@name='not_a_victim'][@checked]")
    assert admin.post(PEOPLE, ticked | {"make": "yes", "seen": shown(preview)}).status_code == 302


def test_the_forty_communes_of_a_city_with_officer_and_head_in_one_paste(hue, django_capture_on_commit_callbacks):
    communes = list(Unit.objects.filter(level=Level.COMMUNE).order_by("code"))
    assert len(communes) == 40
    rows = "Mã đơn vị\tVai trò\tHọ tên\tThư\n" + "\n".join(
        f"{commune.code}\t{role}\t{role} {commune.name}\t{mark}-{commune.code}@example.vn"
        for commune in communes
        for role, mark in (("Cán bộ", "cb"), ("Lãnh đạo", "ld"))
    )
    preview = hue.post(PEOPLE, {"rows": rows, "preview": "yes"})
    assert (preview.status_code, len(preview.context["rows"]), Letter.objects.count()) == (200, 80, 0)
    assert User.objects.count() == 1
    with django_capture_on_commit_callbacks() as messages, CaptureQueriesContext(connection) as asked:
        answer = hue.post(PEOPLE, {"rows": rows, "make": "yes", "seen": shown(preview)})
    assert (answer.status_code, answer["Location"]) == (302, INVITATIONS)
    # One message to the worker, and but an entry of the audit log for each account.
    assert len([one for one in messages if "letters" in getattr(one, "__qualname__", "")]) == 1
    assert len(asked) < 80 + 60
    assert (Letter.objects.count(), len(mail.outbox)) == (80, 0)
    assert AuditEntry.objects.filter(action="set_up_added").count() == 80
    for commune in communes:
        people = {person.role: person for person in commune.people.all()}
        assert set(people) == {Role.OFFICER, Role.HEAD}
        assert people[Role.OFFICER].username == commune.slug
        assert people[Role.HEAD].username == f"{commune.slug}-lanh-dao"
        assert not people[Role.HEAD].has_usable_password()
    send_due()
    assert len(mail.outbox) == 80
    page = page_of(hue, INVITATIONS)
    assert "Chưa đăng nhập: 80. Thư đã gửi: 80, đang chờ: 0, không gửi được: 0." in words(page.xpath("//main")[0])
    assert len(page.xpath("//tbody/tr")) == 50


def test_a_reason_stands_beside_each_row_and_nothing_is_made(cast, admin):
    User.objects.filter(pk=cast["officer"].pk).update(email="Officer@example.vn")
    rows = [
        line("483", "Cán bộ", "Cán bộ mới", "moi@example.vn"),
        line("99999", "Cán bộ", "Ai đó", "a@example.vn"),
        line("483", "Thư ký", "Ai đó", "b@example.vn"),
        line("46", "Cán bộ", "Ai đó", "c@example.vn"),
        line("483", "Cán bộ", "Ai đó", "officer@EXAMPLE.vn"),
        line("483", "Cán bộ", "Ai đó", "MOI@example.vn"),
        line("483", "Cán bộ", "", "không phải"),
        line("483", "Cán bộ", "Ai đó", "d@example.vn", "OFFICER"),
        line("483", "Cán bộ", "Ai đó", "e@example.vn", "ok", "thừa"),
        line("483", "Cán bộ", "x" * 101, "f@example.vn"),
    ]
    before = User.objects.count()
    status, found = results(admin, PEOPLE, "\n".join(rows))
    assert status == 422
    assert isinstance(found.pop(1), str)
    assert all(isinstance(reasons, list) and reasons for reasons in found.values()), found
    assert "99999" in found[2][0]
    assert "Chuyên viên Sở" in found[3][0]
    assert "1" in found[6][0]
    answer = admin.post(PEOPLE, {"rows": "\n".join(rows), "make": "yes"})
    assert answer.status_code == 422
    assert "officer@EXAMPLE.vn" in answer.content.decode()
    assert (User.objects.count(), Letter.objects.count()) == (before, 0)


def test_people_of_another_province_are_nobody_s_here(cast, admin):
    status, found = results(admin, PEOPLE, line(cast.units["huyen-khac"].code, "Cán bộ", "Ai đó", "a@example.vn"))
    assert status == 422
    assert "Không có đơn vị" in found[1][0]


def test_what_changed_since_the_preview_is_shown_before_it_is_made(cast, admin):
    rows = line("483", "Cán bộ", "Cán bộ mới", "moi@example.vn")
    seen = shown(admin.post(PEOPLE, {"rows": rows, "preview": "yes"}))
    User.objects.create(username="nam-dong", unit=cast.units["nam-dong"], role=Role.OFFICER)
    answer = admin.post(PEOPLE, {"rows": rows, "make": "yes", "seen": seen})
    assert answer.status_code == 422
    assert not User.objects.filter(email="moi@example.vn").exists()


def test_a_file_stands_in_the_field_from_then_on(cast, admin):
    rows = line("483", "Cán bộ", "Cán bộ mới", "moi@example.vn")
    file = SimpleUploadedFile("nguoi-dung.csv", rows.encode("utf-8-sig"))
    answer = admin.post(PEOPLE, {"rows": "", "upload": file, "preview": "yes"})
    assert answer.status_code == 200
    assert answer.context["form"]["rows"].value() == rows
    assert admin.post(PEOPLE, {"rows": rows, "make": "yes", "seen": shown(answer)}).status_code == 302
    assert User.objects.get(email="moi@example.vn").unit == cast.units["nam-dong"]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.docx", b"PK", ".xlsx"),
        ("a.xlsx", b"PK", "Excel"),
        ("a.xlsx", workbook(lambda sheet: sheet.write(500_000, 0, "483")), "1.000"),
        ("a.csv", "Phường".encode()[:5] + b"\xff", "UTF-8"),
        ("a.csv", b"483;x\n" * 10_000, "1.000"),
        ("a.csv", b"x" * 1_100_000, "1 MB"),
        ("a.csv", b"", "dòng"),
    ],
)
def test_a_file_that_is_not_read_is_refused_with_the_reason(admin, name, content, word):
    answer = admin.post(PEOPLE, {"rows": "", "upload": SimpleUploadedFile(name, content), "preview": "yes"})
    assert answer.status_code == 422
    assert word in str(answer.context["form"].errors)


def test_ten_thousand_pasted_lines_are_refused_with_the_number_allowed(admin):
    answer = admin.post(PEOPLE, {"rows": "483;Cán bộ;x;a@example.vn\n" * 10_000, "make": "yes"})
    assert answer.status_code == 422
    told = str(answer.context["form"].errors)
    assert "10.000" in told
    assert "1.000" in told


def test_zeros_that_a_sheet_took_away_are_given_back(monkeypatch, settings, db):
    client = set_up_province("01", monkeypatch, settings)
    commune = Unit.objects.filter(level=Level.COMMUNE, code__startswith="000").order_by("code").first()
    status, _found = results(client, PEOPLE, line(commune.code.lstrip("0"), "Cán bộ", "Ai", "a@example.vn"))
    assert status == 200


def test_a_letter_that_is_given_up_is_told_and_one_that_waits_as_well(cast, admin, settings):
    rows = "\n".join(line("483", "Cán bộ", f"Người {mark}", f"{mark}@example.vn") for mark in "ab")
    assert admin.post(PEOPLE, {"rows": rows, "make": "yes"}).status_code == 302
    Letter.objects.filter(person__email="a@example.vn").update(asked_at=now() - timedelta(days=2))
    Letter.objects.filter(person__email="b@example.vn").update(attempts=3, next_try=now() + timedelta(minutes=8))
    send_due()
    assert not mail.outbox
    cells = {
        words(row.xpath("./td")[1]): words(row.xpath("./td")[2])
        for row in page_of(admin, INVITATIONS).xpath("//tbody/tr")
    }
    assert "không gửi được" in cells["a@example.vn"]
    assert "3" in cells["b@example.vn"]
    assert Delivery.objects.get().person.email == "a@example.vn"
    assert admin.post(f"/administration/people/{Delivery.objects.get().person_id}/link/").status_code == 302
    send_due()
    assert Delivery.objects.get().state == "sent"


def test_bodies_are_set_up_and_changed_in_rows(cast, admin):
    Body.objects.filter(unit=cast.units["a-luoi"]).delete()
    before = Body.objects.get(unit=cast.units["nam-dong"])
    rows = "\n".join(
        [
            line("483", "UBND huyện Nam Đông", "ỦY BAN NHÂN DÂN | HUYỆN NAM ĐÔNG", "UBND", "VT", "Nam Đông"),
            line(cast.units["a-luoi"].code, "UBND huyện A Lưới", "ỦY BAN NHÂN DÂN", "UBND", "VT", "A Lưới", "", "Sở"),
        ]
    )
    preview = admin.post(BODIES, {"rows": rows, "preview": "yes"})
    assert (preview.status_code, preview.context["changes"]) == (200, 1)
    assert Body.objects.get(pk=before.pk).name == before.name
    assert admin.post(BODIES, {"rows": rows, "make": "yes", "seen": shown(preview)}).status_code == 302
    after = Body.objects.get(pk=before.pk)
    assert after.heading.splitlines() == ["ỦY BAN NHÂN DÂN", "HUYỆN NAM ĐÔNG"]
    assert (after.recipients, after.addressees) == (before.recipients, before.addressees)
    made = Body.objects.get(unit=cast.units["a-luoi"])
    assert (made.addressees, made.function, made.bureau) == ("Sở", "labour", "")
    assert {entry.action for entry in AuditEntry.objects.all()} >= {"set_up_added", "set_up_changed"}


def test_every_text_of_a_body_has_a_column_and_the_division_stands_in_lines(cast, admin):
    names = [column.name for column in BodiesSheet.COLUMNS]
    assert {*names[1:]} == {*FIELDS}
    body = Body.objects.get(unit=cast.units["thua-thien-hue"])
    cells = {"code": "46", "bureau": "PHÒNG BẢO VỆ, CHĂM SÓC TRẺ EM | VÀ BÌNH ĐẲNG GIỚI"}
    kept = ("name", "heading", "symbol", "filing", "place")
    cells |= {name: getattr(body, name).replace("\n", " | ") for name in kept}
    rows = line(*(cells.get(name, "") for name in names))
    seen = shown(admin.post(BODIES, {"rows": rows, "preview": "yes"}))
    assert admin.post(BODIES, {"rows": rows, "make": "yes", "seen": seen}).status_code == 302
    body.refresh_from_db()
    assert body.bureau.splitlines() == ["PHÒNG BẢO VỆ, CHĂM SÓC TRẺ EM", "VÀ BÌNH ĐẲNG GIỚI"]


def test_signers_follow_those_of_before(cast, admin):
    body = Body.objects.get(unit=cast.units["nam-dong"])
    former = body.signers.get()
    rows = line("483", "KT. CHỦ TỊCH | PHÓ CHỦ TỊCH", "Lê Thị A", "1/12/2020")
    preview = admin.post(SIGNERS, {"rows": rows, "preview": "yes"})
    assert preview.context["changes"] == 1
    assert admin.post(SIGNERS, {"rows": rows, "make": "yes", "seen": shown(preview)}).status_code == 302
    former.refresh_from_db()
    assert former.valid_to == date(2020, 11, 30)
    signer = Signer.objects.valid_on(date(2020, 12, 18)).get(body=body)
    assert (signer.lines.splitlines(), signer.name) == (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Lê Thị A")
    # The same day again is a correction, and makes no second one.
    admin.post(SIGNERS, {"rows": rows.replace("Lê Thị A", "Lê Thị B"), "make": "yes"})
    assert Signer.objects.get(body=body, valid_to=None).name == "Lê Thị B"


@pytest.mark.parametrize(
    "row",
    [
        "483;x;y;32/1/2020",
        "483;x;y;1/12",
        # Of two digits that a year may end in.
        "483;x;y;20/11",
        "483;x;y;1/1/1900",
        "483;;y;1/12/2020",
        "483;x;y;1/12/2020\n483;z;y;2/12/2020",
    ],
)
def test_a_signer_that_does_not_fit_is_refused(admin, row):
    assert results(admin, SIGNERS, row)[0] == 422


def test_the_units_that_lack_people_stand_in_the_field_to_be_completed(hue):
    rows = page_of(hue, f"{PEOPLE}?missing=yes").xpath("//textarea[@name='rows']")[0].text.strip().splitlines()
    assert rows[:2] == ["46;Chuyên viên Sở;Chuyên viên Sở;", "46;Lãnh đạo Sở;Lãnh đạo Sở;"]
    assert len(rows) == 2 + 80
    code, role, name, email = rows[2].split(";")
    assert (role, email) == ("Cán bộ", "")
    assert name == f"Cán bộ {Unit.objects.get(code=code).name_in_sentence}"
    status, found = results(hue, PEOPLE, "\n".join(f"{row}a{place}@example.vn" for place, row in enumerate(rows)))
    assert (status, len(found)) == (200, 82)


def upload(client, path, content):
    """The answer to a check of a workbook."""
    return client.post(path, {"rows": "", "upload": SimpleUploadedFile("bang.xlsx", content), "preview": "yes"})


def test_a_workbook_as_offices_write_it_is_read(cast, admin):
    rows = [
        ["DANH SÁCH NGƯỜI DÙNG"],
        [],
        ["TT", "Họ tên hoặc chức danh", "Mã đơn vị", "Vai trò", "Địa chỉ thư điện tử", "Ghi chú"],
        [1, "Cán bộ; phụ trách", 483, "cán bộ", "moi@example.vn", "mới"],
        [2],
    ]
    answer = upload(admin, PEOPLE, workbook(lambda sheet: [sheet.write_row(at, 0, row) for at, row in enumerate(rows)]))
    assert answer.status_code == 200, answer.context["form"].errors
    assert [row.cells for row in answer.context["rows"]] == [
        ("483", "cán bộ", "Cán bộ; phụ trách", "moi@example.vn", "")
    ]
    # What is sent from the field is what was previewed.
    sent = {"rows": answer.context["form"]["rows"].value(), "make": "yes", "seen": shown(answer)}
    assert admin.post(PEOPLE, sent).status_code == 302
    assert User.objects.get(email="moi@example.vn").unit == cast.units["nam-dong"]


def test_the_workbook_to_be_filled_in_comes_back_filled_in(hue):
    page = page_of(hue, f"{PEOPLE}?missing=yes")
    (address,) = page.xpath("//a[contains(@href, 'template=')]/@href")
    answer = hue.get(f"{PEOPLE}{address}")
    assert answer["Content-Disposition"] == 'attachment; filename="moi-nguoi-dung.xlsx"'
    head, *rows = rows_of(b"".join(answer.streaming_content))
    assert len(rows) == 82
    filled = [head, *([*row[:3], f"a{place}@example.vn"] for place, row in enumerate(rows))]
    answer = upload(hue, PEOPLE, workbook(lambda sheet: [sheet.write_row(at, 0, row) for at, row in enumerate(filled)]))
    assert (answer.status_code, len(answer.context["rows"])) == (200, 82)


@pytest.mark.parametrize("path", [BODIES, SIGNERS, "/units/changes/rows/"])
def test_each_page_of_rows_offers_its_columns_as_a_workbook(admin, path):
    (head,) = rows_of(b"".join(admin.get(f"{path}?template=xlsx&rows=%22").streaming_content))
    assert head == [str(column.label) for column in admin.get(path).context["columns"]]
