"""Dashboards: the numbers of the records, drawn, told in words, in tables and in files; nothing beyond one's sight."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from making import campaign, commune_plan, inspection, log_entry, plan, site, training
from python_calamine import CalamineWorkbook
from reading import page_of, words

from core.directives.models import Exemption
from core.units.models import Level, Placement, Unit
from core.units.tree import rebuild_ancestry
from department.dashboards.chart_figures import scope_of_province
from department.dashboards.chart_files import drawing_of
from department.dashboards.chart_sentences import change, compared
from department.dashboards.contents import charts_of
from department.dashboards.district_map import classed, places_of, positions
from department.dashboards.shelter_occupancy import days_open
from filing.models import Declaration
from filing.records.saving import save_record
from reports.documents import queue, writing
from reports.models import Compilation, CompilationType, Document, Edition

AREA = "/dashboards/communications/"


@pytest.fixture
def filed(cast):
    """Two talks of Nam Đông in two reporting months, one the year before, and one of Phú Lộc."""
    save_record(campaign(cast, attendance=100, female=60, minority=0), by=cast["officer"])
    save_record(
        campaign(cast, started_on=date(2020, 11, 20), attendance=1400, female=700, minority=0), by=cast["officer"]
    )
    save_record(
        campaign(cast, started_on=date(2019, 5, 5), attendance=1000, female=None, minority=None), by=cast["officer"]
    )
    save_record(campaign(cast, slug="phu-loc", attendance=300, female=90, minority=0), by=cast["neighbour"])
    return cast


def figure(client, key, path=AREA):
    return page_of(client, path).xpath("//figure[@data-chart=$key]", key=key)[0]


def table(figure):
    """{label: its cells} of a chart's table."""
    return {words(row.xpath("th")[0]): [words(cell) for cell in row.xpath("td")] for row in figure.xpath(".//tbody/tr")}


def titles(figure):
    return [words(one) for one in figure.xpath(".//*[local-name()='svg']//*[local-name()='title']")]


def test_units_stand_side_by_side_with_the_year_before(filed, as_):
    found = figure(as_("province"), "attendances-units")
    assert table(found)["Huyện Nam Đông"] == ["1.500", "1.000", "tăng 50,0%"]
    assert table(found)["Huyện Phú Lộc"] == ["300", "…", ""]
    assert "Huyện Nam Đông, Năm 2020: 1.500 lượt người" in titles(found)
    assert "Huyện Nam Đông, Năm 2019: 1.000 lượt người" in titles(found)
    told = titles(found)[0]
    assert "Cao nhất: Huyện Nam Đông (1.500 lượt người); thấp nhất: Huyện Phú Lộc (300 lượt người)" in told
    assert "07 đơn vị chưa có số liệu" in told
    assert "toàn tỉnh 1.800 lượt người, tăng 80,0% so với năm 2019" in told


def test_months_end_on_the_14th_and_add_up(filed, as_):
    months = table(figure(as_("province"), "attendances-month"))
    assert list(months)[0] == "14/1"
    assert len(months) == 12
    assert months["14/5"] == ["400", "1.000"]
    assert months["14/12"] == ["1.400", "…"]
    assert months["14/3"] == ["…", "…"]
    together = table(figure(as_("province"), "attendances-so-far"))
    assert [together[f"14/{month}"][0] for month in ("4", "5", "11", "12")] == ["…", "400", "400", "1.800"]


def test_women_are_a_share_of_those_whose_sex_is_known(filed, as_):
    save_record(campaign(filed, attendance=5000, female=None, minority=None), by=filed["officer"])
    found = figure(as_("province"), "women-units")
    assert table(found)["Huyện Nam Đông"] == ["50,7", "760", "1.500", "6.500"]
    assert "01/02 đơn vị từ 50% trở lên" in titles(found)[0]
    assert "chỉ tính trên số đã thống kê theo giới tính" in words(found)
    assert [one for one in found.xpath(".//*[local-name()='text']/text()") if one == "50%"]


def test_cost_is_a_ratio_of_sums(filed, as_):
    found = table(figure(as_("province"), "cost-units"))
    assert found["Huyện Nam Đông"][0] == "1.333"
    assert found["Huyện Phú Lộc"][0] == "3.333"


def test_marks_lead_to_the_records_behind_them(filed, as_):
    client, unit = as_("province"), filed.units["nam-dong"].pk
    found = figure(client, "attendances-units")
    link = found.xpath(".//*[local-name()='a'][*/*[contains(., 'Huyện Nam Đông, Năm 2020')]]/@href")[0]
    assert link == f"/communications/?unit={unit}&year=2020"
    assert len(page_of(client, link).xpath("//tbody//th/a")) == 2
    assert f"/communications/?unit={unit}&year=2019" in found.xpath(".//*[local-name()='svg']//@href")
    assert link in found.xpath(".//tbody//th/a/@href")


def test_each_chart_says_what_it_is(filed, as_):
    client = as_("province")
    for key, nature in (
        ("attendances-units", "số trong kỳ (từ 15/12/2019 đến 14/12/2020)"),
        ("attendances-so-far", "số lũy kế từ ngày 15/12/2019"),
    ):
        told = words(figure(client, key))
        assert "Nguồn: số liệu các đơn vị đã nhập (gồm cả chưa duyệt), tính đến" in told
        assert "ngày 18/12/2020" in told
        assert nature in told
    save_record(site(filed), by=filed["officer"])
    assert "số tại ngày 14/12/2020" in words(figure(client, "sites-units", "/dashboards/models-sites/"))


def test_a_map_has_a_tile_for_each_district(filed, as_):
    found = figure(as_("province"), "map")
    assert len(table(found)) == 9
    assert "Nam Đông, Năm 2020: 1.500 lượt người" in titles(found)
    text = words(found.xpath(".//*[local-name()='svg']")[0])
    assert "Nhóm 1 (thấp nhất): 300" in text
    assert "Nhóm 2 (cao nhất): 1.500" in text
    assert "chưa có số liệu" in text


def test_who_is_not_asked_is_not_drawn_as_missing(filed, as_):
    for slug in ("phu-loc", "hue"):
        Exemption.objects.create(
            unit=filed.units[slug], task=filed.tasks["model.run"], valid_from=date(2019, 1, 1), reason="Không hỗ trợ"
        )
    save_record(site(filed), by=filed["officer"])
    found = figure(as_("province"), "sites-units", "/dashboards/models-sites/")
    assert table(found)["Huyện Phú Lộc"][0] == "x"
    assert "06 đơn vị chưa có số liệu" in titles(found)[0]
    assert not [one for one in titles(found)[1:] if "Phú Lộc" in one]


def test_what_did_not_occur_has_the_sign_of_the_report(filed, as_):
    """What a unit declares, and the groups that the others leave no room for; the year before is not known."""
    period, inspecting = filed.submission().period, filed.tasks["cap.inspection"]
    given = {"start": period.start, "end": period.end, "by": filed["neighbour"], "day": period.end}
    Declaration.objects.create(unit=filed.units["phu-loc"], task=inspecting, **given)
    save_record(inspection(filed), by=filed["officer"])
    save_record(training(filed), by=filed["officer"])
    client, path = as_("province"), "/dashboards/capacity/"
    units, groups = (table(figure(client, key, path)) for key in ("inspections-units", "trained-groups"))
    assert units["Huyện Phú Lộc"][:2] == ["-", "…"]
    assert units["Thành phố Huế"][:2] == ["…", "…"]
    assert groups["Cán bộ làm công tác bình đẳng giới"][:2] == ["40", "…"]
    assert groups["Người dân"][:2] == ["-", "…"]


def test_shelters_are_told_by_unit_and_leave_in_no_file(filed, as_):
    home = save_record(
        site(filed, name="Nhà tạm lánh thôn 5", kind_id="shelter", capacity=2, opened_on=date(2020, 12, 5)),
        by=filed["officer"],
    )
    entry = log_entry(filed, site=home, started_on=date(2020, 12, 1), ended_on=date(2020, 12, 14), nights=5)
    save_record(entry, by=filed["officer"])
    client, path = as_("province"), "/dashboards/models-sites/"
    found = figure(client, "shelters", path)
    assert table(found)["Huyện Nam Đông"] == ["1", "2", "20", "5", "25,0", "-"]
    assert "Nhà tạm lánh thôn 5" not in words(found)
    assert "chỉ dùng nội bộ" in words(found)
    assert found.xpath(".//p[@class='chart-files']") == []
    for format in ("png", "svg", "xlsx"):
        assert client.get(f"{path}charts/shelters.{format}").status_code == 404
    client.post(f"{path}document/")
    made = Compilation.objects.get(sort=CompilationType.DASHBOARD).content["trees"]
    assert set(made) == {Edition.INTERNAL}
    assert "nhà tạm lánh so với sức chứa" in str(made[Edition.INTERNAL])


def test_pauses_and_closing_shorten_what_a_shelter_could_offer(cast):
    window = cast.submission().period.window
    home = site(cast, opened_on=date(2020, 1, 1), closed_on=date(2020, 3, 1))
    assert days_open(home, window) == 60
    home.pauses = [{"since": "2020-02-01", "until": "2020-02-11"}]
    assert days_open(home, window) == 50
    home.pauses = [{"since": "2020-02-01", "until": ""}]
    assert days_open(home, window) == 31
    home = site(cast, opened_on=date(2019, 1, 1))
    assert days_open(home, window) == window.days


def test_no_chart_counts_victims(filed, as_):
    save_record(log_entry(filed, victims=7891, victims_female=7890), by=filed["officer"])
    for path in ("/dashboards/models-sites/", f"/dashboards/units/{filed.units['nam-dong'].pk}/"):
        page = page_of(as_("province"), path)
        assert "7.891" not in words(page)
        assert "Nạn nhân" not in words(page)


def test_without_numbers_there_is_a_next_step(cast, as_):
    page = page_of(as_("province"), f"{AREA}?year=2017")
    assert len(page.xpath("//figure")) == 7
    assert page.xpath("//figure//*[local-name()='svg'][.//*[local-name()='title']]") == []
    assert len(page.xpath("//figure//a[@class='go'][starts-with(@href, '/communications/')]")) == 7


@pytest.mark.parametrize("asked", ["", "?year=", "?year=abc", "?year=1066", "?year=2020;drop", "?year=%00"])
def test_an_odd_year_is_the_usual_one(filed, as_, asked):
    page = page_of(as_("province"), f"{AREA}{asked}")
    assert page.xpath("//select[@name='year']/option[@selected]/@value") == ["2020"]
    assert page_of(as_("province"), f"{AREA}?year=2019").xpath("//option[@selected]/@value") == ["2019"]


def test_a_district_reads_its_own_alone(filed, as_):
    client, own = as_("officer"), filed.units["nam-dong"].pk
    for path in ("/dashboards/", AREA):
        assert client.get(path)["Location"] == f"/dashboards/units/{own}/"
    page = page_of(client, f"/dashboards/units/{own}/")
    assert [one.get("data-chart") for one in page.xpath("//figure")][:2] == ["plans", "attendances-month"]
    assert "Phú Lộc" not in words(page)
    assert not {one for one in page.xpath("//main//@href") if one.startswith(AREA)}
    other = filed.units["phu-loc"].pk
    for path in ("", "charts/attendances-month.xlsx"):
        assert client.get(f"/dashboards/units/{other}/{path}").status_code == 404
    assert client.get(f"{AREA}charts/attendances-units.xlsx").status_code == 403
    assert client.post(f"{AREA}document/").status_code == 403
    assert as_("admin").get("/dashboards/").status_code == 403


def test_files_hold_the_same_numbers(filed, as_):
    client = as_("province")
    sheet = client.get(f"{AREA}charts/attendances-units.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.getvalue())).get_sheet_by_index(0).to_python()
    assert book[0][0] == "Lượt người tham dự truyền thông trực tiếp theo đơn vị"
    assert ["Huyện Nam Đông", 1500.0, 1000.0, "tăng 50,0%"] in [row[:4] for row in book]
    assert any(str(row[0]).startswith("Nguồn: ") for row in book)
    drawing = client.get(f"{AREA}charts/attendances-units.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    root = etree.fromstring(drawing.getvalue())
    assert root.xpath("//*[local-name()='a'] | //@href") == []
    assert "Nguồn: " in " ".join(root.itertext())
    assert "1.500" in " ".join(root.itertext())
    picture = client.get(f"{AREA}charts/attendances-units.png").getvalue()
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["nothing.png", "attendances-units.gif", "attendances-units.html", "cost-month.svg"])
def test_what_is_no_chart_is_not_found(filed, as_, name):
    assert as_("province").get(f"{AREA}charts/{name}").status_code == 404


def test_a_chart_without_numbers_is_no_picture(cast, as_):
    client = as_("province")
    assert client.get(f"{AREA}charts/attendances-units.png").status_code == 404
    assert client.get(f"{AREA}charts/attendances-units.xlsx").status_code == 200


@pytest.mark.parametrize(("name", "path"), [("leader", AREA), ("head", "")])
def test_a_dashboard_becomes_a_document(filed, as_, name, path):
    path = path or f"/dashboards/units/{filed.units['nam-dong'].pk}/"
    response = as_(name).post(f"{path}document/", {"year": "2020"})
    document = Document.objects.get(sort=CompilationType.DASHBOARD)
    assert response["Location"] == f"/reports/documents/{document.pk}/"
    queue.run(document.pk, writing.write)
    document.refresh_from_db()
    assert document.state == "ready"
    assert document.file_name.startswith("bieu-do-")
    with document.file.open() as file:
        assert file.read(5) == b"%PDF-"
    blocks = document.compilation.content["trees"]["internal"]["body"]
    drawn = [one for one in blocks if one["type"] == "chart"]
    assert drawn
    assert all("links" not in one for one in drawn)


def test_titles_from_names_are_letters(cast, as_):
    """A unit's name is data: nothing of it is markup, in the drawing neither."""
    Unit.objects.filter(pk=cast.units["nam-dong"].pk).update(name="Huyện <script>x</script>", short_name="<b>N</b>")
    save_record(campaign(cast), by=cast["officer"])
    page = as_("province").get(AREA).content.decode()
    assert "<script>x" not in page
    assert "<b>N" not in page
    assert "&lt;script&gt;x" in page


def _many(cast, number):
    """So many districts more, each with a record of its own."""
    since, root = cast.units["nam-dong"].valid_from, cast.units["thua-thien-hue"]
    for at in range(number):
        unit = Unit.objects.create(
            code=f"8{at:02}",
            name=f"Huyện Số {at}",
            short_name=f"Số {at}",
            kind="Huyện",
            slug=f"so-{at}",
            level=Level.DISTRICT,
            valid_from=since,
        )
        Placement.objects.create(unit=unit, parent=root, valid_from=since)
        cast.units[unit.slug] = unit
    rebuild_ancestry()


def _file_everything(cast, slugs, number):
    for slug in slugs:
        unit = cast.units[slug]
        for at in range(number):
            for made in (campaign(cast), training(cast), plan(cast, number=f"{at}/KH-{slug}"), log_entry(cast)):
                made.unit = unit
                made.save()


@pytest.mark.parametrize("app", ["plans", "communications", "capacity", "models-sites"])
def test_it_asks_as_often_for_many_units_and_records_as_for_few(cast, as_, app):
    client, path = as_("province"), f"/dashboards/{app}/"
    own = f"/dashboards/units/{cast.units['nam-dong'].pk}/"
    _file_everything(cast, ["nam-dong"], 1)
    asked = []
    for _round in range(2):
        for where in (path, own):
            client.get(where)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(where).status_code == 200
            asked.append(len(queries))
        if len(asked) == 2:
            _many(cast, 21)
            _file_everything(cast, [f"so-{at}" for at in range(21)], 3)
            save_record(commune_plan(cast), by=cast["officer"])
            assert len(page_of(client, path).xpath("//figure")) > 3
    assert asked[:2] == asked[2:]
    assert max(asked) <= 22


def test_a_drawing_is_kept_by_its_content(filed, as_):
    """What the cache holds for a chart is shown; another number is another drawing."""
    scope = scope_of_province(filed.units["thua-thien-hue"], 2020)
    ((_area, charts),) = charts_of(scope, "communications")
    kept = drawing_of(charts[0])
    assert kept in as_("province").get(AREA).content.decode()
    save_record(campaign(filed, attendance=77, female=7, minority=0), by=filed["officer"])
    assert kept not in as_("province").get(AREA).content.decode()


def test_every_district_has_a_tile_of_its_own():
    assert len(positions()) == 9
    assert len(set(positions().values())) == 9
    assert places_of(["hue", "so-1", "hue", "so-2"]) == [[1, 1], [0, 2], [1, 2], [2, 2]]
    assert places_of(["so-1"]) == [[0, 0]]


def test_classes_are_four_at_most_and_equal_values_share_one():
    made = classed([5, 1, None, 1, 9, 7, 3], 0)
    assert len(made["names"]) == 4
    assert made["of"][1] == made["of"][3] == 0
    assert made["of"][2] is None
    assert made["of"][4] == 3
    assert classed([None, None], 0) == {"names": [], "of": [None, None]}
    assert classed([2, 2], 0)["of"] == [0, 0]


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (120, 100, "tăng 20,0%"),
        (80, 100, "giảm 20,0%"),
        (100, 100, "không đổi"),
        (5, 2, "tăng 03"),
        (1000, 100, "tăng 900"),
        (None, 100, ""),
        (7, None, ""),
        (7, 0, ""),
        (0, 100, "giảm 100"),
    ],
)
def test_change_in_words(now, before, told):
    assert change(now, before) == told


def test_equal_units_are_named_together():
    lines = [("A", 3), ("B", 3), ("C", None), ("D", 1)]
    assert compared(lines, "cuộc", 0) == [
        "cao nhất: A và B (03 cuộc)",
        "thấp nhất: D (01 cuộc)",
        "01 đơn vị chưa có số liệu",
    ]
    assert compared([("A", None)], "cuộc", 0) == ["01 đơn vị chưa có số liệu"]
