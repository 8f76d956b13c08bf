"""Units, bodies and kinds: what the administrator sets up holds at once, in the tree and on paper; nothing is lost."""

from datetime import date

import pytest
from house import typed
from making import site
from reading import page_of, words

from core.accounts.models import AuditEntry, Role, User
from core.units.bodies import body_of
from core.units.models import Body, Placement, Signer, Unit
from filing.records.saving import save_record
from models_sites.models import SiteKind
from operations.administration.open_points import open_points
from reports.documents.composition import paper

UNITS, BODIES = "/administration/units/", "/administration/bodies/"


@pytest.fixture
def admin(as_):
    return as_("admin")


def told(client, path, **changed):
    """The page after its form was sent with those fields changed; (answer, {field: error} of form or rows)."""
    response = client.post(path, typed(client, path, **changed))
    if response.status_code == 302:
        return response, {}
    assert response.status_code == 422
    given = response.context
    errors = dict(given["form"].errors) if "form" in given else {}
    for row in given.get("rows") or given.get("signers") or ():
        errors |= {f"{row.prefix}-{name}": messages for name, messages in row.errors.items()}
    return response, errors


def names(client, query=""):
    return [words(link) for link in page_of(client, f"{UNITS}{query}").xpath("//tbody//th/a")]


def test_the_tree_is_shown_down_to_the_districts_and_searched_without_accents(cast, admin):
    shown = names(admin)
    assert shown[0] == "Tỉnh Thừa Thiên Huế"
    assert "Huyện Nam Đông" in shown
    assert not [name for name in shown if name.startswith("Xã")]
    communes = names(admin, f"?within={cast.units['nam-dong'].pk}")
    assert (communes[0], len(communes)) == ("Huyện Nam Đông", 11)
    # What the list links to can be chosen, so that it narrows: the province too.
    province = cast.units["thua-thien-hue"].pk
    page = page_of(admin, f"{UNITS}?within={province}")
    assert page.xpath("//select[@name='within']/option[@selected]/@value") == [str(province)]
    assert names(admin, "?q=khe+tre") == ["Thị trấn Khe Tre"]
    assert names(admin, "?q=huyen+khac") == []
    assert names(admin, "?state=ended") == []


def test_a_new_unit_lies_where_it_was_put(cast, admin):
    given = {"code": "998", "name": "Huyện Mới", "short_name": "Mới", "kind": "Huyện", "level": "district"}
    given |= {"valid_from": "1/1/2020", "parent": cast.units["thua-thien-hue"].pk}
    assert told(admin, f"{UNITS}new/", **given)[0].status_code == 302
    new = Unit.objects.get(code="998")
    assert new.slug == "moi"
    assert new in Unit.objects.under(cast.units["thua-thien-hue"], date(2020, 6, 1))
    # A code that another has at the time, and a parent of another province, are told at their fields.
    assert "code" in told(admin, f"{UNITS}new/", **given)[1]
    assert "parent" in told(admin, f"{UNITS}new/", **given | {"parent": cast.units["tinh-khac"].pk, "code": "997"})[1]
    assert "parent" in told(admin, f"{UNITS}new/", **given | {"level": "province", "code": "997"})[1]


def test_names_are_set_right_and_a_last_day_needs_an_empty_unit(cast, admin):
    unit = cast.units["nam-dong"]
    path = f"{UNITS}{unit.pk}/edit/"
    assert told(admin, path, name="Huyện Nam Đông (sửa)")[0].status_code == 302
    entry = AuditEntry.objects.get(action="set_up_changed")
    assert (entry.by, entry.unit, entry.reason) == (cast["admin"], unit, "tên đầy đủ")
    assert "valid_to" in told(admin, path, valid_to="1/1/2018")[1]
    assert "valid_to" in told(admin, path, valid_to="31/12/2020")[1]
    assert "code" in told(admin, path, code="474")[1]
    unit.refresh_from_db()
    assert (unit.valid_to, unit.code) == (None, "483")


def test_where_a_unit_lies_is_told_row_by_row(cast, admin):
    commune = Unit.objects.get(name="Thị trấn Khe Tre")
    path = f"{UNITS}{commune.pk}/placements/"
    moved = {"placements-1-parent": cast.units["phu-loc"].pk, "placements-1-valid_from": "1/1/2021"}
    answer, errors = told(admin, path, **moved)
    assert "31/12/2020" in words_of(errors["placements-0-valid_to"])
    assert "1/1/2021" in answer.content.decode()
    assert told(admin, path, **moved | {"placements-0-valid_to": "31/12/2020"})[0].status_code == 302
    assert commune in Unit.objects.under(cast.units["phu-loc"], date(2021, 1, 1))
    assert commune not in Unit.objects.under(cast.units["nam-dong"], date(2021, 1, 1))
    assert commune in Unit.objects.under(cast.units["nam-dong"], date(2020, 6, 1))


def words_of(errors):
    return " ".join(map(str, errors))


@pytest.mark.parametrize("parent", ["Thị trấn Khe Tre", "Huyện Phú Lộc"])
def test_no_unit_lies_in_a_lower_one(cast, admin, parent):
    district, wrong = cast.units["nam-dong"], Unit.objects.get(name=parent)
    path = f"{UNITS}{district.pk}/placements/"
    _answer, errors = told(admin, path, **{"placements-0-parent": wrong.pk})
    assert "cấp cao hơn" in words_of(errors["placements-0-parent"]) or errors["placements-0-parent"]
    assert not Placement.objects.filter(parent=wrong, unit=district).exists()


def test_a_ring_is_refused_in_words_and_leaves_nothing(cast, admin):
    """Where levels do not stop it: a province that lies in a unit of the country that lies in it."""
    country, province = Unit.objects.get(code="VN"), cast.units["thua-thien-hue"]
    Unit.objects.filter(pk=cast.units["nam-dong"].pk).update(level="country")
    path = f"{UNITS}{province.pk}/placements/"
    answer, errors = told(admin, path, **{"placements-0-parent": cast.units["nam-dong"].pk})
    assert errors == {}
    assert answer.context["rows"].non_form_errors()
    assert Placement.objects.get(unit=province).parent == country


def test_a_body_is_printed_as_it_is_set_up(cast, admin):
    body = Body.objects.get(unit=cast.units["nam-dong"])
    path = f"{BODIES}{body.pk}/"
    given = {"heading": "PHÒNG NỘI VỤ\nHUYỆN NAM ĐÔNG", "symbol": "NV", "signers-0-valid_to": "17/12/2020"}
    given |= {"signers-1-lines": "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG", "signers-1-name": "Nguyễn Văn A"}
    given |= {"signers-1-valid_from": "18/12/2020"}
    assert told(admin, path, **given)[0].status_code == 302
    document = paper(body_of(cast.units["nam-dong"], date(2020, 12, 18)), date(2020, 12, 18), "Kết quả", [])
    assert document.head.symbol == "BC-NV"
    assert document.signature.name == "Nguyễn Văn A"
    sheet = page_of(admin, path).find_class("sheet")[0]
    for line in ("PHÒNG NỘI VỤ", "HUYỆN NAM ĐÔNG", "KT. TRƯỞNG PHÒNG", "Nguyễn Văn A"):
        assert line in words(sheet)
    # The one who signed before stands in the rows, not on the paper.
    assert "TRƯỞNG PHÒNG" not in [words(one) for one in sheet.xpath(".//*[@data-signer='lines']/span")]
    assert Signer.objects.filter(body=body).count() == 2
    assert AuditEntry.objects.get(action="set_up_changed").unit == body.unit


def test_two_do_not_sign_at_a_time(cast, admin):
    body = Body.objects.get(unit=cast.units["nam-dong"])
    given = {"signers-1-lines": "PHÓ TRƯỞNG PHÒNG", "signers-1-valid_from": "18/12/2020"}
    answer, errors = told(admin, f"{BODIES}{body.pk}/", heading="KHÁC", **given)
    assert "17/12/2020" in words_of(errors["signers-0-valid_to"])
    # What was typed stays, on the page and on the paper beside it.
    assert answer.content.decode().count("KHÁC") >= 2
    body.refresh_from_db()
    assert body.heading != "KHÁC"


def test_a_body_of_the_own_units_alone(cast, admin):
    given = {"function": "labour", "name": "Mới", "heading": "MỚI", "symbol": "M", "filing": "VT", "place": "Huế"}
    given |= {"valid_from": "15/12/2018"}
    for slug in ("huyen-khac", "tinh-khac"):
        assert "unit" in told(admin, f"{BODIES}new/", unit=cast.units[slug].pk, **given)[1]
    assert "valid_from" in told(admin, f"{BODIES}new/", unit=cast.units["hue"].pk, **given)[1]
    given |= {"signers-0-lines": "CHỦ TỊCH", "signers-0-valid_from": "1/1/2020", "function": "committee"}
    assert told(admin, f"{BODIES}new/", unit=cast.units["hue"].pk, **given)[0].status_code == 302
    assert Body.objects.get(name="Mới").signers.get().lines == "CHỦ TỊCH"


def test_a_kind_is_added_and_keeps_its_code(cast, admin):
    path = "/administration/kinds/"
    assert told(admin, f"{path}new/", code="moi", name="Loại mới", order="9")[0].status_code == 302
    kind = SiteKind.objects.get(code="moi")
    assert "code" in told(admin, f"{path}new/", code="moi", name="Loại khác", order="9")[1]
    assert told(admin, f"{path}{kind.pk}/", code="khac", name="Tên khác")[0].status_code == 302
    kind.refresh_from_db()
    assert (kind.code, kind.name) == ("moi", "Tên khác")


def test_a_kind_whose_places_are_counted_counts_them_as_before(cast, admin):
    """What a report froze is never counted otherwise without a correction."""
    save_record(site(cast, opened_on=date(2020, 3, 1)), by=cast["officer"])
    kind = SiteKind.objects.get(code=site(cast).kind_id)
    path = f"/administration/kinds/{kind.pk}/"
    changed = "" if kind.helps_people else "on"
    assert "helps_people" in told(admin, path, helps_people=changed)[1]
    assert told(admin, path, name="Tên khác")[0].status_code == 302
    assert SiteKind.objects.get(pk=kind.pk).helps_people == kind.helps_people
    unused = SiteKind.objects.create(code="moi", name="Loại mới")
    assert told(admin, f"/administration/kinds/{unused.pk}/", helps_people="on")[0].status_code == 302


def test_typed_text_is_taken_in_clean(cast, admin):
    unit = cast.units["nam-dong"]
    told(admin, f"{UNITS}{unit.pk}/edit/", short_name="Nam\u200b Đo\u0302ng")
    unit.refresh_from_db()
    assert unit.short_name == "Nam Đông"


def test_the_home_tells_what_needs_somebody(cast, admin):
    User.objects.exclude(username="admin").update(is_active=False)
    Signer.objects.filter(body__unit=cast.units["hue"]).delete()
    Body.objects.filter(unit=cast.units["phu-loc"]).delete()
    found = {need.url or need.first[0][1]: need for need in open_points(cast["admin"])}
    officers = found["/administration/people/rows/?missing=yes"]
    assert officers.number == 9
    assert found[f"{BODIES}?state=unsigned"].number == 1
    assert found["/administration/people/?state=without-factor"].number == 1
    # What ended is nobody's to sign for, and its bodies stand below.
    Unit.objects.filter(pk=cast.units["hue"].pk).update(valid_to=date(2020, 12, 1))
    assert f"{BODIES}?state=unsigned" not in {need.url for need in open_points(cast["admin"])}
    assert "Đơn vị đã kết thúc" in words(page_of(admin, BODIES).xpath("//tbody/tr[last()]")[0])
    Unit.objects.filter(pk=cast.units["hue"].pk).update(valid_to=None)
    page = page_of(admin)
    assert f"{BODIES}new/?unit={cast.units['phu-loc'].pk}" in page.xpath("//main//a/@href")
    assert not open_points(cast["province"])
    # From there one comes to a form that knows for whom it is.
    offered = page_of(admin, f"/administration/people/new/?unit={cast.units['hue'].pk}&role=head")
    assert offered.xpath("//select[@name='unit']/option[@selected]/@value") == [str(cast.units["hue"].pk)]
    assert offered.xpath("//select[@name='role']/option[@selected]/@value") == [Role.HEAD]


def test_the_files_of_a_unit_that_ended_are_kept_by_another(cast, admin):
    keeper, unit = cast.units["phu-loc"], Unit.objects.get(name="Thị trấn Khe Tre")
    path = f"{UNITS}{unit.pk}/edit/"
    assert "kept_by" in told(admin, path, kept_by=keeper.pk)[1]
    assert "kept_by" in told(admin, path, kept_by=cast.units["huyen-khac"].pk, valid_to="31/12/2020")[1]
    assert told(admin, path, kept_by=keeper.pk, valid_to="31/12/2020")[0].status_code == 302
    unit.refresh_from_db()
    assert unit.kept_by == keeper
    assert "Huyện Phú Lộc" in words(page_of(admin, f"{UNITS}{unit.pk}/"))
    # None keeps itself by way of another.
    Unit.objects.filter(pk=keeper.pk).update(kept_by=unit, valid_to=date(2020, 12, 31))
    assert "kept_by" in told(admin, path, name="Thị trấn Khác")[1]
