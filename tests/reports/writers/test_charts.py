"""Charts: what is drawn, in which numbers, letters and colours, and that no text of theirs is markup."""

import io
import subprocess
import sys

import pikepdf
import pytest
from lxml import etree
from msgspec import ValidationError, convert, to_builtins
from paper import MM, face, found, opened, pdf_of
from PIL import Image
from sample_tree import sample_chart, sample_tree

from reports.content.document import Chart
from reports.writers.charts.drawing import png, svg
from reports.writers.charts.sanitising import ATTRIBUTES, ELEMENTS
from reports.writers.markup import block_contexts
from reports.writers.pdf import render_to_string
from reports.writers.tree import chart, paragraph, section
from reports.writers.validation import validate

HOSTILE = "<script>alert(1)</script> \"'&amp; {{ x }} \u202e\x00漢"


def drawn(block):
    return etree.fromstring(svg(block))


def texts(root):
    return [" ".join(element.itertext()) for element in root.iter("{*}text")]


def bars(root, colour):
    return [element for element in root.iter("{*}path") if element.get("fill") == colour and "h" in element.get("d")]


def test_figures_stand_at_the_bars_as_vietnamese_writes_them():
    said = texts(drawn(sample_chart(3)))
    assert {"1.235,5", "1.236,5", "…", "0,0", "7,0", "14,0", "lượt người", "Năm 2020", "Năm 2019"} <= set(said)
    whole = chart("a", "%", ["A", "B"], [{"name": "n", "values": [1000, 25]}], summary="s")
    assert {"1.000", "25"} <= set(texts(drawn(whole)))


def test_bars_are_as_long_as_their_figures():
    block = chart("a", "%", ["A", "B", "C"], [{"name": "n", "values": [100, 50, -25]}], summary="s")
    lengths = [float(bar.get("d").partition("h")[2].partition("v")[0]) for bar in bars(drawn(block), "#174a8c")]
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=0.01)
    assert len(lengths) == 3


def test_a_missing_figure_has_no_bar_and_all_missing_can_be_drawn():
    block = chart("a", "%", ["A", "B"], [{"name": "n", "values": [None, None]}], summary="s")
    assert texts(drawn(block)).count("…") == 2


def test_labels_are_letters_and_nothing_else():
    block = chart(HOSTILE, HOSTILE, [HOSTILE], [{"name": HOSTILE, "values": [1]}] * 2, summary=HOSTILE)
    page = render_to_string("reports/documents/_blocks.html", {"blocks": block_contexts([block])})
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 5
    root = drawn(block)
    assert {etree.QName(element).localname for element in root.iter()} <= set(ELEMENTS)
    names = {name for element in root.iter() for name in element.attrib}
    assert names <= {*ATTRIBUTES, "role", "font-family"}
    assert not names & {"style", "class", "href", "onclick"}
    assert root.findtext("{*}title").startswith("<script>")
    assert root.get("role") == "img"


def test_a_long_label_breaks_into_centred_lines():
    name = "Trung tâm Công tác xã hội và Bảo trợ trẻ em thuộc Sở Lao động - Thương binh và Xã hội tỉnh"
    root = drawn(chart("a", "%", [name], [{"name": "n", "values": [1]}], summary="s"))
    label = next(element for element in root.iter("{*}text") if len(element) > 1)
    assert " ".join(label.itertext()) == name
    moves = [float(line.get("dy")) for line in label]
    assert moves[0] == pytest.approx(-sum(moves[1:]) / 2, abs=0.01)


def test_png_is_the_same_drawing():
    block = sample_chart()
    width, height = drawn(block).get("viewBox").split()[2:]
    with Image.open(io.BytesIO(png(block))) as image:
        assert image.size == pytest.approx((float(width) * 3, float(height) * 3), abs=2)
        assert (0x17, 0x4A, 0x8C) in {colour[:3] for _, colour in image.getcolors(1 << 20)}


def test_the_library_is_loaded_only_for_a_drawing():
    code = "import django; django.setup(); import sys, reports.writers.pdf; sys.exit('vl_convert' in sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "gender_equality.settings", "SECRET_KEY": "x", "DEBUG": "1"}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


@pytest.fixture(scope="module")
def charted():
    """A page of text with a chart, and a chart of as many labels as are let in."""
    body = [section("I", "Kết quả"), sample_chart(), sample_chart(45, "Biểu đồ 2"), paragraph("Hết.")]
    return pdf_of(sample_tree(body=body, appendices=[]))


def test_chart_is_vector_with_a_caption_and_the_words_for_who_cannot_see_it(charted):
    with pikepdf.open(io.BytesIO(charted)) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert {str(figure.Alt) for figure in figures} == {"Xã Thượng Lộ 1 có nhiều lượt người nhất."}
        assert len(figures) == 2
        assert not any(one.get("/Subtype") == "/Image" for one in pdf.objects if isinstance(one, pikepdf.Stream))
    with opened(charted) as pdf:
        caption = found(pdf.pages[0], "Biểu đồ 1. Lượt người dự truyền thông")
        assert (caption["size"], caption["face"]) == (12, "Bold")
        assert (caption["x0"] + caption["x1"]) / 2 == pytest.approx(110, abs=0.3)
        assert {face(char) for page in pdf.pages for char in page.chars} <= {"", "Bold", "Italic", "Bold-Italic"}
        assert not any(page.images for page in pdf.pages)


def test_chart_keeps_the_margins_and_is_never_cut(charted):
    with opened(charted) as pdf:
        last = next(page for page in pdf.pages if page.search("Biểu đồ 2", regex=False))
        label, unit = (last.search(words)[0] for words in (r"Xã\s?Thượng\s?Lộ\s?45", r"lượt\s?người"))
        blue = [path for page in pdf.pages for path in page.rects + page.curves]
    assert label["bottom"] < unit["bottom"] < 277 * MM
    assert min(char["size"] for char in label["chars"]) > 5.6
    assert min(path["x0"] for path in blue) / MM >= 29.9
    assert max(path["x1"] for path in blue) / MM <= 190.1


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"labels": []}, "0 labels"),
        ({"labels": ["x"] * 46}, "46 labels"),
        ({"labels": ["x" * 121]}, r"chart.labels\[0\] has 121"),
        ({"series": []}, "0 series"),
        ({"series": [{"name": "a", "values": [1, 2]}]}, r"series\[0\] has 2 values for 1 labels"),
        ({"series": [{"name": "a", "values": ["1"]}]}, r"series\[0\].values"),
        ({"series": [{"name": "a", "values": [True]}]}, r"series\[0\].values"),
        ({"series": [{"name": "a", "values": [float("nan")]}]}, "finite numbers"),
        ({"series": [{"values": [1]}]}, r"name.*series\[0\]"),
        ({"series": ["a"]}, r"series\[0\]"),
        ({"unit": None}, r"\.unit"),
        ({"summary": ""}, "chart.summary"),
    ],
)
def test_validation_names_what_is_wrong_with_a_chart(changes, named):
    block = chart("a", "%", ["A"], [{"name": "n", "values": [1]}], summary="s")
    with pytest.raises((ValueError, ValidationError), match=named):
        validate(sample_tree(body=[convert(to_builtins(block) | changes, Chart)]))


MONTHS = ["14/01", "14/02", "14/03"]


def over_months(form, values=(1200, None, 300), before=(5, 6, 7)):
    series = [{"name": "Năm 2020", "values": list(values)}, {"name": "Năm 2019", "values": list(before)}]
    return chart("a", "lượt người", MONTHS, series, summary="s", form=form, along="Chốt đến ngày")


def marks(root):
    return [element.findtext("{*}title") for element in root.iter("{*}path") if element.find("{*}title") is not None]


@pytest.mark.parametrize("form", ["columns", "lines"])
def test_each_mark_over_time_says_which_it_is_and_a_gap_has_none(form):
    root = drawn(over_months(form))
    assert set(MONTHS) | {"Năm 2020", "Năm 2019", "Chốt đến ngày"} <= set(texts(root))
    assert "14/01, Năm 2020: 1.200 lượt người" in marks(root)
    assert "14/02, Năm 2019: 6 lượt người" in marks(root)
    assert not [one for one in marks(root) if one.startswith("14/02, Năm 2020")]
    assert len(marks(root)) == 5


@pytest.mark.parametrize("form", ["columns", "lines"])
def test_a_month_without_any_number_keeps_its_place(form):
    assert set(MONTHS) <= set(texts(drawn(over_months(form, (None, None, 3), (None, None, 4)))))


def test_lines_are_told_apart_without_colour():
    root = drawn(over_months("lines", (1, 2, 3)))
    dashes = {element.get("stroke-dasharray") for element in root.iter("{*}path") if element.get("stroke-dasharray")}
    assert "6,4" in dashes


def tiles_of(values=(10, None, 30), of=(0, None, 1)):
    classes = {"names": ["Nhóm 1: 10", "Nhóm 2: 30"], "of": list(of)}
    return chart(
        "a",
        "cuộc",
        ["Huế", "A Lưới", "Nam Đông"],
        [{"name": "Năm 2020", "values": list(values)}],
        summary="s",
        form="tiles",
        places=[[1, 0], [0, 1], [1, 1]],
        classes=classes,
    )


def test_tiles_say_their_value_and_class_in_words():
    root = drawn(tiles_of())
    assert {"Huế", "10", "…", "30", "Nhóm 1: 10", "Nhóm 2: 30"} <= set(texts(root))
    told = [group.findtext("{*}title") for group in root.iter("{*}g") if group.find("{*}title") is not None]
    assert told == ["Huế, Năm 2020: 10 cuộc", "A Lưới, Năm 2020: … cuộc", "Nam Đông, Năm 2020: 30 cuộc"]
    assert {etree.QName(element).localname for element in root.iter()} <= set(ELEMENTS)
    with Image.open(io.BytesIO(png(tiles_of()))) as image:
        assert (0x17, 0x4A, 0x8C) in {colour[:3] for _, colour in image.getcolors(1 << 20)}


def test_links_are_on_the_marks_that_have_one_and_only_where_they_are_asked_for():
    block = chart("a", "%", ["A", "B"], [{"name": "n", "values": [1, 2]}], summary="s")
    root = etree.fromstring(svg(block, [["/plans/?unit=1&year=2020", ""]]))
    (link,) = root.iter("{*}a")
    assert link.get("href") == "/plans/?unit=1&year=2020"
    assert "".join(link.itertext()) == "A, n: 1%"
    assert root.get("role") == "group"
    assert not list(drawn(block).iter("{*}a"))


def test_a_rule_lies_across_the_bars_once():
    series = [{"name": "n", "values": [40, 60, 70]}]
    block = chart("a", "%", ["A", "B", "C"], series, summary="s", full=100, rule={"at": 50, "name": "một nửa"})
    root = drawn(block)
    assert texts(root).count("một nửa") == 1
    assert len([line for line in root.iter("{*}line") if line.get("stroke-dasharray")]) == 1
    assert "100" in texts(root)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"form": "pie"}, r"\.form"),
        ({"along": 3}, r"\.along"),
        ({"full": "100"}, r"\.full"),
        ({"full": float("inf")}, "finite numbers"),
        ({"rule": {"at": None, "name": "x"}}, r"rule\.at"),
        ({"places": [[0, 0]]}, "places must be"),
        ({"places": [[0, 0], [0, 1], [-1, 0]]}, r"places\[2\]"),
        ({"classes": {"names": ["a"], "of": [0, 1, None]}}, "classes must be"),
        ({"classes": {"names": ["a"] * 5, "of": [0, 1, None]}}, "classes must be"),
    ],
)
def test_validation_names_what_is_wrong_with_a_form(changes, named):
    with pytest.raises((ValueError, ValidationError), match=named):
        validate(sample_tree(body=[convert(to_builtins(tiles_of()) | changes, Chart)]))


@pytest.mark.parametrize("block", [over_months("columns"), over_months("lines"), tiles_of()])
def test_every_form_is_printed(block):
    with opened(pdf_of(sample_tree(body=[block], appendices=[]))) as pdf:
        page = pdf.pages[0].extract_text()
    assert "14/03" in page or "Nam Đông" in page
