"""The Excel file of a report: numbers, days and formulas of its own, and nothing typed is ever one of these."""

import json
import os
import re
import subprocess
import sys
import time
import tracemalloc
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from making import MAKERS
from msgspec import to_builtins
from msgspec.structs import replace
from python_calamine import CalamineWorkbook
from sample_part import campaign, joined, province_part, standing, unit_part
from xlsxwriter.utility import xl_cell_to_rowcol

from core.indicators import catalogue
from filing import areas
from filing.records.saving import save_record
from reports.content.disclosure_control.gate import part_of
from reports.content.figures import figure_cells
from reports.content.figures.figure_cells import COMPARED, OWN_WORK
from reports.content.frozen.content import read
from reports.documents.composition import compose
from reports.models import Edition
from reports.writers.excel.record_sheets import EMPTY, INSIDE
from reports.writers.excel.workbook import FIGURES, UNITS, write_xlsx

MADE_ON = datetime(2020, 12, 18, 9, 30)
ROOT = Path(__file__).resolve().parents[3]
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
CAMPAIGNS, CAPACITY = "Truyền thông", "Nâng cao năng lực"
HEADS = {FIGURES: "Mã", UNITS: "TT"}


@pytest.fixture(autouse=True)
def _area_titles():
    # The sheets bear the areas' Vietnamese titles, whatever language asks.
    with override("en"):
        yield


def book_of(part, **given):
    return write_xlsx(part, **{"made_on": MADE_ON} | given)


def title_of(app):
    with override("vi"):
        return str(areas.area(app).title)


def read_sheet(data, name):
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def table_of(data, name):
    """(heads, rows as dicts) of a sheet; rows end before the first empty one."""
    found = read_sheet(data, name)
    top = next(number for number, row in enumerate(found) if row[0] == HEADS.get(name, "TT"))
    heads, table = found[top], []
    for row in found[top + 1 :]:
        if not any(cell != "" for cell in row):
            break
        table.append(dict(zip(heads, row, strict=True)))
    return heads, table


def figure_rows(data):
    return {row["Mã"]: row for row in table_of(data, FIGURES)[1]}


def xml_of(data, name):
    """The sheet's XML, found by its name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [
            sheet.get("name")
            for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{{{NS['m']}}}sheet")
        ]
        return ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))


def formulas(data, name):
    """{cell: (formula, kept value)} of a sheet."""
    cells = xml_of(data, name).iter(f"{{{NS['m']}}}c")
    return {
        cell.get("r"): (cell.find("m:f", NS).text, cell.find("m:v", NS).text)
        for cell in cells
        if cell.find("m:f", NS) is not None
    }


def test_a_sheet_for_the_figures_and_one_for_each_area():
    expected = [FIGURES, *(title_of(area.app) for area in areas.all_areas())]
    assert CalamineWorkbook.from_filelike(BytesIO(book_of(unit_part()))).sheet_names == expected
    names = CalamineWorkbook.from_filelike(BytesIO(book_of(province_part()))).sheet_names
    assert names == [*expected, UNITS]
    assert names[1:5] == ["Kế hoạch", CAMPAIGNS, CAPACITY, "Mô hình thúc đẩy bình đẳng giới"]


def test_all_figures_stand_in_the_departments_order():
    _heads, table = table_of(book_of(unit_part()), FIGURES)
    assert [row["Mã"] for row in table] == [one.key for one in catalogue.visible_indicators()]


def test_numbers_are_numbers_and_signs_are_signs():
    found = figure_rows(book_of(unit_part()))
    talks = found["TT-02"]
    assert (talks["Kỳ này"], talks["Trong đó nữ"], talks["Số đã thống kê giới tính"]) == (400, 260, 380)
    assert (talks["Trong đó DTTS"], talks["Năm 2019"]) == (31, 500)
    assert talks["Tỷ lệ nữ"] == pytest.approx(260 / 380)
    assert talks["So với năm 2019"] == pytest.approx(400 / 500)
    assert found["TT-09"]["Kỳ này"] == 9_000_000 / 375
    assert found["MH-04.3"]["Kỳ này"] == 12.5
    assert found["NL-02"]["Kỳ này"] == 0
    assert found["NL-09.1"]["Kỳ này"] == figure_cells.OCCURRED_NONE
    assert found["MH-01.4"]["Kỳ này"] == figure_cells.NOT_APPLICABLE
    assert found["NL-04.1"]["Kỳ này"] == figure_cells.NO_DATA
    assert found["NL-02"]["So với năm 2019"] == found["NL-09.1"]["So với năm 2019"] == ""


def test_what_is_only_told_where_there_is_something_to_tell():
    assert not {"Lũy kế từ đầu năm", "Ước thực hiện đến hết kỳ"} & set(table_of(book_of(unit_part()), FIGURES)[0])
    figures = unit_part().figures | {"cumulative": {"TT-02": [900, 0, 0, 0, 9, 9]}}
    period = replace(unit_part().period, is_cumulative=False)
    given = {"figures": figures, "period": period, "estimates": {"TT-02": 450, "MH-04.3": 20_000_000}}
    found = figure_rows(book_of(unit_part(**given)))
    assert found["TT-02"]["Lũy kế từ đầu năm"] == 900
    assert found["TT-02"]["Ước thực hiện đến hết kỳ"] == 450
    assert found["MH-04.3"]["Ước thực hiện đến hết kỳ"] == 20
    assert found["TT-02"]["So với năm 2019"] == pytest.approx(400 / 500)


def test_what_is_withheld_leaves_no_number():
    outward = {
        name: {key: one for key, one in sums.items() if key != "MH-02.1"} for name, sums in unit_part().figures.items()
    }
    part = unit_part(edition="outward", figures=outward, withheld={"MH-02.1": "<5", "MH-02.2": "*"})
    data = book_of(part)
    found = figure_rows(data)
    assert (found["MH-02.1"]["Kỳ này"], found["MH-02.1"]["Năm 2019"]) == ("<5", "*")
    assert found["MH-02.2"]["Kỳ này"] == "*"
    assert not [
        cell for row in (found["MH-02.1"], found["MH-02.2"]) for cell in row.values() if isinstance(cell, float)
    ]
    said = "\n".join(str(row[0]) for row in read_sheet(data, FIGURES))
    assert "“<5”" in said
    assert "Bản công bố" in said
    assert "“<5”" not in "\n".join(str(row[0]) for row in read_sheet(book_of(unit_part()), FIGURES))


def test_every_sheet_says_what_it_is():
    data = book_of(province_part())
    for name in CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names:
        title, about, made = (row[0] for row in read_sheet(data, name)[:3])
        assert title == unit_part().tree.head.subject
        assert about.endswith("Tỉnh Thừa Thiên Huế, năm 2020 (từ ngày 15/12/2019 đến ngày 14/12/2020)")
        assert made == "Bản nội bộ. Lập từ số liệu đã chốt ngày 18/12/2020."


def test_headings_stay_in_sight_and_are_printed_on_each_page():
    data = book_of(province_part())
    names = CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names
    with zipfile.ZipFile(BytesIO(data)) as archive:
        defined = ElementTree.fromstring(archive.read("xl/workbook.xml")).findall(".//m:definedName", NS)
    titles = [int(one.get("localSheetId")) for one in defined if one.get("name") == "_xlnm.Print_Titles"]
    assert sorted(titles) == list(range(len(names)))
    for name in names:
        sheet = xml_of(data, name)
        assert sheet.find(".//m:pane", NS).get("state") == "frozen"
        assert sheet.find("m:pageSetup", NS).attrib.items() >= {"orientation": "landscape", "paperSize": "9"}.items()
        assert sheet.find("m:pageSetup", NS).get("fitToHeight") == "0"
        assert sheet.find(".//m:pageSetUpPr", NS).get("fitToPage") == "1"
    # The filter covers head and records, not the totals below.
    assert xml_of(data, CAMPAIGNS).find("m:autoFilter", NS).get("ref").startswith("A5:")
    assert xml_of(data, CAMPAIGNS).find("m:autoFilter", NS).get("ref").endswith("7")


def test_a_wrapped_text_is_seen_whole_where_the_program_that_opens_it_sets_no_height():
    data = book_of(unit_part())
    heights = {int(row.get("r")): float(row.get("ht", 15)) for row in xml_of(data, FIGURES).iter(f"{{{NS['m']}}}row")}
    labels = {number: str(row[1]) for number, row in enumerate(read_sheet(data, FIGURES), start=1)}
    long = {number for number, label in labels.items() if len(label) > 52}
    assert long
    assert {heights[number] for number in long} == {30}
    assert {heights[number] for number, label in labels.items() if label and len(label) < 40 and number > 5} == {15}


def test_records_have_days_numbers_and_words():
    data = book_of(unit_part(records=[campaign(is_good_practice=True), joined()]))
    _heads, (talk, commune, total) = table_of(data, CAMPAIGNS)
    assert talk["Ngày tính vào kỳ"] == date(2020, 5, 6)
    with override("vi"):
        model = areas.area("communications").kinds[0].model
        label = {field.name: str(field.verbose_name) for field in model._meta.fields}
        choices = {name: dict(model._meta.get_field(name).choices) for name in ("form", "topic")}
        form, topic = str(choices["form"]["talk"]), str(choices["topic"]["policy"])
    assert talk[label["started_on"]] == date(2020, 5, 5)
    assert (talk[label["attendance"]], talk[label["cost"]]) == (120, 1_500_000)
    assert talk[label["form"]] == form
    assert talk[label["topic"]] == topic
    assert len(talk[label["audiences"]].splitlines()) == 2
    assert talk[label["product_list"]].splitlines()[0].endswith("1.500 · =phát tại chợ")
    assert talk["Nhiệm vụ"] == "Phổ biến, giáo dục chính sách, pháp luật về bình đẳng giới"
    assert "comm" not in talk[label["also"]]
    # Nobody filled it, so nobody has to look at it.
    assert label["minority"] not in talk
    assert commune["Nội dung"] == "Hương Phú, 2020"
    assert commune[label["attendance"]] == ""
    assert total[label["attendance"]] == 120


def test_totals_add_what_adds_up():
    data = book_of(unit_part(records=[campaign(), campaign(attendance=30, female=None), joined(), standing()]))
    heads, table = table_of(data, CAMPAIGNS)
    made = formulas(data, CAMPAIGNS)
    assert all(text.startswith("SUBTOTAL(9,") for text, _value in made.values())
    sums = {
        head: sum(row[head] for row in table[:-1] if row[head] != "")
        for head in heads
        if table[-1][head] != "" and head != "Nội dung"
    }
    assert {head: table[-1][head] for head in sums} == sums
    assert 150 in sums.values()
    assert len(made) == len(sums)
    # Views are not people, years are not added, and what stands on a day is no flow.
    assert not {900.0, 2020.0} & {float(value) for _text, value in made.values()}
    assert not formulas(data, CAPACITY)


WHOLE = "Cộng cấp tỉnh và 02 đơn vị có báo cáo được duyệt"


def test_units_side_by_side():
    data = book_of(province_part())
    heads, table = table_of(data, UNITS)
    assert len(heads) == 2 + len(COMPARED)
    by_name = {row["Đơn vị"]: row for row in table}
    talks = next(head for head in heads if head.startswith(catalogue.get_indicator("TT-02").name))
    cost = next(head for head in heads if head.startswith(catalogue.get_indicator("TT-09").name))
    assert [row["Đơn vị"] for row in table] == [
        "Huyện Nam Đông",
        "Huyện Phú Lộc",
        "Huyện A Lưới",
        OWN_WORK,
        WHOLE,
    ]
    assert [by_name[name][talks] for name in by_name] == [250, 100, figure_cells.NO_DATA, 50, 400]
    assert (by_name[WHOLE][cost], by_name[OWN_WORK][cost]) == (24_000, figure_cells.NO_DATA)
    made = formulas(data, UNITS)
    # What no unit tells is no sum of 0: of the figures that add up, four are told.
    assert len(made) == 4
    radio = next(head for head in heads if head.startswith(catalogue.get_indicator("TT-05.2").name))
    assert by_name[WHOLE][radio] == figure_cells.NO_DATA
    assert ("SUM(D6:D9)", "400") in made.values()
    assert "Đơn vị" in table_of(data, CAMPAIGNS)[0]
    assert "Đơn vị" not in table_of(book_of(unit_part()), CAMPAIGNS)[0]


def computed(text, at):
    """What a formula of ours comes to, by the other cells: `at` gives a cell's value, N() of a text is 0."""

    def known(cell):
        return at(cell) if isinstance(at(cell), float) else 0

    if found := re.fullmatch(r"(?:SUM|SUBTOTAL)\((?:9,)?([A-Z]+)(\d+):\1(\d+)\)", text):
        column, first, last = found.groups()
        return sum(known(f"{column}{row}") for row in range(int(first), int(last) + 1))
    functions = {
        "IF": lambda condition, then, otherwise: then if condition else otherwise,
        "AND": lambda *conditions: all(conditions),
        "OR": lambda *conditions: any(conditions),
        "N": known,
        "ISNUMBER": lambda cell: isinstance(at(cell), float),
        # No value here lies on a half.
        "ROUND": round,
        "divided": lambda above, below: known(above) / known(below) if known(below) else 0,
        "known": known,
    }
    cell = r"([A-Z]+\d+)"
    text = re.sub(rf"{cell}/{cell}", r"divided('\1','\2')", text)
    text = re.sub(rf"(N|ISNUMBER)\({cell}\)", r"\1('\2')", text)
    text = re.sub(rf"(?<!['A-Z]){cell}(?!['\d])", r"known('\1')", text)
    text = re.sub("(?<![<>!])=", "==", text.replace("<>", "!="))
    return eval(text, {"__builtins__": {}}, functions)  # noqa: S307


def test_every_formula_comes_to_the_value_that_is_kept_with_it():
    data, checked = book_of(province_part()), 0
    for name in CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names:
        found = read_sheet(data, name)

        def at(cell, found=found):
            row, column = xl_cell_to_rowcol(cell)
            return found[row][column]

        for cell, (text, value) in formulas(data, name).items():
            assert computed(text, at) == (pytest.approx(float(value)) if value else ""), (name, cell, text)
            checked += 1
    assert checked > 2 * len(catalogue.visible_indicators())


HOSTILE = [
    "=1+1",
    "+84",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "<r><t>x</r>",
    "<r></r>",
    "http://a.vn",
    "1e5",
    "{=A1}",
    "\t=1",
    "_x0041_",
    "😀 người",
    "a\x00\x07b\x1f",
    "\ud83d",
    "\ufffe\uffff",
    "x" * 40_000,
    "\u202eabc",
    "]]>&<",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_what_is_typed_is_a_text(text):
    part = province_part()
    part.records = [campaign(unit_name=text, title=text, place=text, note=text, task=text)]
    part.units[0].name = text
    part.tree.head.subject = part.tree.head.issuer = text
    part.period.title = part.period.compared_to = text
    data = book_of(part)
    typed = "".join(
        letter
        for letter in text
        if letter >= " " and not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff" or letter == "\t"
    )[:32_767]
    _heads, (record, _total) = table_of(data, CAMPAIGNS)
    assert record["Nội dung"].strip() == typed.strip()
    assert read_sheet(data, FIGURES)[0][0].strip() in (typed.strip(), "Số liệu công tác bình đẳng giới")
    assert {text.partition("(")[0] for text, _value in formulas(data, CAMPAIGNS).values()} == {"SUBTOTAL"}
    assert {text.partition("(")[0] for text, _value in formulas(data, UNITS).values()} == {"SUM"}
    assert {text.partition("(")[0] for text, _value in formulas(data, FIGURES).values()} == {"IF"}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        assert not [name for name in archive.namelist() if "externalLink" in name or "hyperlink" in name]


SCRIPT = """
import django, json, sys
django.setup()
from datetime import datetime
from msgspec import convert
from reports.content.part import Part
from reports.writers.excel.record_sheets import EMPTY
from reports.writers.excel.workbook import write_xlsx
sys.stdout.buffer.write(write_xlsx(convert(json.load(sys.stdin), Part), made_on=datetime.fromisoformat(sys.argv[1])))
"""


def test_two_processes_write_the_same_bytes():
    def made(zone, seed, umask):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
        environment["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"
        return subprocess.run(
            [sys.executable, "-c", SCRIPT, "2020-12-18T09:30:00+07:00"],
            input=json.dumps(to_builtins(province_part())).encode(),
            env=environment,
            umask=umask,
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout

    first = made("Asia/Ho_Chi_Minh", "1", 0o022)
    assert first == made("America/New_York", "2", 0o077)
    assert first == book_of(province_part(), made_on=datetime.fromisoformat("2020-12-18T02:30:00+00:00"))
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert b"2020-12-18T09:30:00" in archive.read("docProps/core.xml")
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_an_empty_part_is_a_whole_file():
    figures = {"now": {}, "before": {}, "cumulative": {}}
    for part in (unit_part(records=[], figures=figures), province_part(records=[], figures=figures, units=[])):
        data = book_of(part)
        assert EMPTY in [row[0] for row in read_sheet(data, CAMPAIGNS)]
        assert figure_rows(data)["TT-02"]["So với năm 2019"] == ""


def test_the_outward_sheet_says_why_a_record_has_no_words():
    for edition, title, is_said in (("outward", "", True), ("outward", "Nói chuyện", False), ("internal", "", False)):
        data = book_of(unit_part(edition=edition, records=[campaign(title=title)]))
        assert (INSIDE in [row[0] for row in read_sheet(data, CAMPAIGNS)]) == is_said


def test_what_is_not_compared_says_why():
    note = "Không so sánh với số liệu năm 2019 vì địa giới đã thay đổi."
    for why, is_said in (("địa giới đã thay đổi", True), (None, False)):
        told = [row[0] for row in read_sheet(book_of(unit_part(not_compared=why)), FIGURES) if row]
        assert (note in told) == is_said


def test_many_records_take_little_time_and_memory():
    note = "Người dân hiểu rõ hơn. " * 20
    records = [campaign(id=number, note=note, title=f"Buổi {number}") for number in range(5000)]
    part = unit_part(records=records)
    started = time.process_time()
    data = book_of(part)
    assert time.process_time() - started < 20
    assert len(table_of(data, CAMPAIGNS)[1]) == 5001
    tracemalloc.start()
    try:
        book_of(part)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Held whole, the cells take three times as much.
    assert most < 4_000_000


@pytest.mark.django_db
def test_every_kind_of_record_is_listed_under_its_area(cast):
    for prefix, make in MAKERS.items():
        if prefix != "models_sites:":
            save_record(make(cast), by=cast["officer"])
    content = compose(cast.submission())
    for edition in Edition.values:
        part = part_of(read(content), edition)
        data = book_of(part)
        for area in areas.all_areas():
            labels = {kind.model._meta.label for kind in area.kinds}
            titles = sorted(record["title"] for record in part.records if record["kind"] in labels)
            _heads, table = table_of(data, title_of(area.app))
            assert sorted(row["Nội dung"] for row in table if row["TT"] != "") == titles
    # The last was the outward edition: what the log counts is not in it.
    assert not any("15/3/2020" in title for title in titles)
    _heads, logged = table_of(book_of(part_of(read(content), Edition.INTERNAL)), title_of("models_sites"))
    assert any("15/3/2020" in row["Nội dung"] for row in logged)
