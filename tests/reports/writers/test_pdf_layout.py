"""Decree 30/2020/NĐ-CP, appendix I, under the ruler: page 1, pages, appendices, signature."""

import re

import pytest
from paper import MM, SEAL, face, found, opened, pdf_of, rules
from sample_tree import DEPARTMENT, sample_chart, sample_letter, sample_tree

from reports.writers.tree import appendix, column, paragraph, table

NUMBER_LINE = r"Số:\s+/BC-LĐTBXH\s+Nam Đông, ngày\s+tháng 12 năm 2020"


@pytest.fixture(scope="module")
def pages():
    with opened(pdf_of(sample_tree(contact="Địa chỉ: Thị trấn Khe Tre, huyện Nam Đông"))) as pdf:
        yield pdf.pages


@pytest.mark.parametrize(
    ("text", "size", "style"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Bold"),
        ("Độc lập - Tự do - Hạnh phúc", 13, "Bold"),
        ("UBND HUYỆN NAM ĐÔNG", 12, ""),
        ("THƯƠNG BINH VÀ XÃ HỘI", 12, "Bold"),
        ("/BC-LĐTBXH", 13, ""),
        ("tháng 12 năm 2020", 13, "Italic"),
        ("BÁO CÁO", 14, "Bold"),
        ("năm 2020, phương hướng, nhiệm vụ năm 2021", 14, "Bold"),
        (f"Kính gửi: {DEPARTMENT}", 14, ""),
        ("Thực hiện Công văn số 908/SLĐTBXH-BĐG ngày 14 tháng 4 năm 2020", 14, ""),
        ("I. CÔNG TÁC CHỈ ĐẠO, BAN HÀNH VĂN BẢN", 14, "Bold"),
        ("1. Truyền thông", 14, "Bold"),
        ("a) Tập huấn cán bộ cấp xã", 14, ""),
        ("Địa chỉ: Thị trấn Khe Tre", 11, ""),
    ],
)
def test_component_of_page_1_has_its_size_and_style(pages, text, size, style):
    place = found(pages[0], text)
    assert (place["size"], place["face"]) == (size, style)


def test_head_stands_in_two_columns_that_do_not_meet(pages):
    superior, body = found(pages[0], "UBND HUYỆN NAM ĐÔNG"), found(pages[0], "THƯƠNG BINH VÀ XÃ HỘI")
    state, motto = (
        found(pages[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        found(pages[0], "Độc lập - Tự do - Hạnh phúc"),
    )
    assert superior["x0"] >= 30
    assert max(superior["x1"], body["x1"]) < state["x0"]
    assert state["x1"] <= 190
    assert middle(superior) == pytest.approx(middle(body), abs=0.2)
    assert middle(state) == pytest.approx(middle(motto), abs=0.2)


def test_number_and_day_are_left_open_on_one_line(pages):
    assert re.search(NUMBER_LINE, pages[0].extract_text(layout=True))
    assert found(pages[0], "/BC-LĐTBXH")["top"] == pytest.approx(found(pages[0], "tháng 12 năm 2020")["top"], abs=0.1)


@pytest.mark.parametrize(("month", "written"), [(1, "tháng 01 năm"), (2, "tháng 02 năm"), (6, "tháng 6 năm")])
def test_months_before_march_take_a_zero(month, written):
    with opened(pdf_of(sample_tree(month=month, appendices=[]))) as pdf:
        assert found(pdf.pages[0], written)["face"] == "Italic"


def test_month_is_open_when_it_is_not_given():
    with opened(pdf_of(sample_tree(month=None, appendices=[]))) as pdf:
        assert len(pdf.pages[0].search(r"Nam Đông, ngày\s+tháng\s+năm 2020")) == 1


SUBJECT_BEGINS = "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ"


def test_rules_have_their_lengths_and_places(pages):
    motto, body, subject, contact = rules(pages[0])
    line = found(pages[0], "Độc lập - Tự do - Hạnh phúc")
    assert (motto[0], motto[1]) == pytest.approx((line["x0"], line["x1"]), abs=0.3)
    # The length is a part of the longest line, the place is below the last one.
    for rule, longest, last in (
        (body, "THƯƠNG BINH VÀ XÃ HỘI", "THƯƠNG BINH VÀ XÃ HỘI"),
        (subject, SUBJECT_BEGINS, "năm 2020, phương hướng, nhiệm vụ năm 2021"),
    ):
        line, below = found(pages[0], longest), found(pages[0], last)
        assert 1 / 3 <= (rule[1] - rule[0]) / (line["x1"] - line["x0"]) <= 1 / 2
        assert (rule[0] + rule[1]) / 2 == pytest.approx(middle(below), abs=0.3)
        assert 0 < rule[2] - below["bottom"] < 3
    assert contact[:2] == (30, 190)


def test_several_addressees_have_a_line_each_under_the_colon():
    with opened(pdf_of(sample_tree(addressees=[DEPARTMENT, "UBND huyện"], appendices=[]))) as pdf:
        page = pdf.pages[0]
        first, last = found(page, f"- {DEPARTMENT};"), found(page, "- UBND huyện.")
        colon = found(page, "Kính gửi:")
    assert first["x0"] == pytest.approx(last["x0"], abs=0.1)
    assert colon["x1"] - 2 < first["x0"] <= colon["x1"]
    assert colon["bottom"] <= first["top"] + 1 < last["top"]


def test_pages_are_a4_and_text_keeps_the_margins(pages):
    for page in pages:
        width, height = page.width / MM, page.height / MM
        assert sorted((width, height)) == pytest.approx([210, 297], abs=0.1)
        body = [char for char in page.chars if 20 <= char["top"] / MM <= height - 20 and char["text"].strip()]
        assert min(char["x0"] for char in body) / MM >= 29.9
        assert max(char["x1"] for char in body) / MM <= width - 20 + 0.3
        assert max(char["bottom"] for char in body) / MM <= height - 20 + 0.3


def test_every_letter_is_of_the_bundled_faces(pages):
    assert {face(char) for page in pages for char in page.chars} == {"", "Bold", "Italic", "Bold-Italic"}


def test_paragraphs_are_justified_indented_and_set_apart(pages):
    lines = [line for line in pages[1].extract_text_lines() if line["top"] > 20 * MM]
    first = next(number for number, line in enumerate(lines) if line["text"].startswith("Trong năm 2020"))
    assert lines[first]["x0"] / MM == pytest.approx(42.7, abs=0.2)
    assert lines[first]["x1"] / MM == pytest.approx(190, abs=0.4)
    assert lines[first + 1]["x0"] / MM == pytest.approx(30, abs=0.2)
    pitch = lines[first + 1]["top"] - lines[first]["top"]
    assert 1.15 * 14 <= pitch <= 1.5 * 1.15 * 14
    end = next(number for number in range(first, len(lines)) if lines[number]["text"] == "Covid-19.")
    assert lines[end + 1]["top"] - lines[end]["top"] >= pitch + 6 - 0.1


def test_page_numbers_start_anew_in_each_appendix_and_spare_first_pages(pages):
    assert [page_number(page) for page in pages] == ["", "2", "3", "", "2", "", "2", "", "2", "", "2"]
    assert [page.width > page.height for page in pages] == [False] * 3 + [True] * 2 + [False] * 2 + [True] * 4


def test_page_number_is_upright_13_pt_centred_in_the_top_margin(pages):
    for page in (pages[1], pages[4]):
        chars = [char for char in page.chars if char["top"] < 20 * MM]
        assert {(round(char["size"], 1), face(char)) for char in chars} == {(13, "")}
        assert (chars[0]["x0"] + chars[-1]["x1"]) / 2 / MM == pytest.approx(30 + (page.width / MM - 50) / 2, abs=0.3)


def test_appendices_are_numbered_only_when_there_are_several(pages):
    heads = [page.extract_text_lines()[0]["text"] for page in pages[3::2]]
    assert heads == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]
    assert found(pages[3], "BẢNG SỐ LIỆU CÔNG TÁC BÌNH ĐẲNG GIỚI NĂM 2020")["face"] == "Bold"
    assert found(pages[3], "(Kèm theo Báo cáo số")["face"] == "Italic"
    with opened(pdf_of(sample_tree(appendices=sample_tree().appendices[1:2]))) as pdf:
        assert pdf.pages[3].extract_text_lines()[0]["text"] == "Phụ lục"


def test_table_heads_come_again_and_numbers_stand_right(pages):
    for page in pages[3:5]:
        assert found(page, "Năm 2020")["face"] == "Bold"
    cells = [found(pages[3], figure)["x1"] for figure in ("1.001", "1.018")]
    assert cells[0] == pytest.approx(cells[1], abs=0.05)
    rows = [row for page in pages[3:5] for row in page.extract_tables()[0]]
    assert [row[0] for row in rows if row[0] and row[0].isdigit()] == [str(number) for number in range(1, 41)]


@pytest.mark.parametrize("landscape", [False, True])
def test_a_chart_is_as_wide_as_the_line_of_a_portrait_page(landscape):
    with opened(pdf_of(sample_tree(appendices=[appendix("Biểu đồ", [sample_chart()], landscape=landscape)]))) as pdf:
        ground = max(pdf.pages[-1].rects, key=lambda shape: shape["width"])
    assert ground["width"] / MM == pytest.approx(160, abs=1)


def test_text_ends_with_its_mark_and_signature_stands_level_with_the_recipients(pages):
    page = pages[2]
    assert found(page, "duy trì mô hình./.")["size"] == 14
    title, office = found(page, "Nơi nhận:"), found(page, "KT. TRƯỞNG PHÒNG")
    assert (title["size"], title["face"]) == (12, "Bold-Italic")
    assert (found(page, "- Như trên;")["size"], found(page, "- Lưu: VT, LĐTBXH.")["size"]) == (11, 11)
    assert (office["size"], office["face"]) == (14, "Bold")
    assert title["top"] == pytest.approx(office["top"], abs=1)
    assert office["x0"] >= 110


@pytest.mark.parametrize("lines", range(19, 27))
def test_signature_is_never_parted_from_recipients_or_the_last_words(lines):
    tree = sample_tree(body=[paragraph("Một dòng.")] * lines + [paragraph("Dòng cuối.")], appendices=[])
    with opened(pdf_of(tree)) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    whole = [words for words in texts if "KT. TRƯỞNG PHÒNG" in words]
    assert len(whole) == 1
    assert all(words in whole[0] for words in ("Dòng cuối./.", "Nơi nhận:", "- Lưu: VT, LĐTBXH."))


@pytest.fixture(scope="module")
def letter():
    with opened(pdf_of(sample_letter(), seal=SEAL)) as pdf:
        yield pdf.pages[0]


def test_a_letter_says_what_it_is_about_under_its_number(letter):
    number = found(letter, "/LĐTBXH-BĐG")
    first = found(letter, "V/v đôn đốc báo cáo kết quả thực hiện")
    last = found(letter, "công tác bình đẳng giới năm 2020")
    body = found(letter, "THƯƠNG BINH VÀ XÃ HỘI")
    for line in (first, last):
        assert (line["size"], line["face"]) == (12, "")
        assert middle(line) == pytest.approx(middle(body), abs=0.3)
    # Six points, and what a line has above its letters.
    assert 6 <= (first["top"] - number["bottom"]) * MM < 8.5
    assert first["x0"] >= 30
    assert first["x1"] < found(letter, "Độc lập - Tự do - Hạnh phúc")["x0"]


def test_a_letter_has_no_type_and_no_second_rule_for_a_subject(letter):
    assert not letter.search("CÔNG VĂN|BÁO CÁO")
    assert len([rule for rule in rules(letter) if rule[2] < 60]) == 2
    assert found(letter, "Kính gửi:")["size"] == 14


def test_urgency_is_bold_capitals_in_a_box_of_one_line(letter):
    words, about = found(letter, "KHẨN"), found(letter, "công tác bình đẳng giới năm 2020")
    assert (words["size"], words["face"]) == (13, "Bold")
    assert words["top"] > about["bottom"]
    assert words["bottom"] < found(letter, "Kính gửi:")["top"]
    assert middle(words) == pytest.approx(middle(about), abs=0.3)
    sides = [edges(shape) for shape in letter.rects + letter.lines + letter.curves]
    around = [side for side in sides if side[1] < words["bottom"] + 2 and side[3] > words["top"] - 2 and side[2] < 100]
    assert min(side[0] for side in around) < words["x0"] < words["x1"] < max(side[2] for side in around)
    assert min(side[1] for side in around) < words["top"] < words["bottom"] < max(side[3] for side in around)


def test_a_report_can_be_urgent_and_most_are_not(pages):
    assert not pages[0].search("KHẨN")
    with opened(pdf_of(sample_tree(urgency="HỎA TỐC", appendices=[]))) as pdf:
        assert found(pdf.pages[0], "HỎA TỐC")["bottom"] < found(pdf.pages[0], "BÁO CÁO")["top"]


def test_an_appendix_of_a_letter_names_the_letter():
    tree = sample_letter(appendices=[appendix("Danh sách", [paragraph("a")])])
    with opened(pdf_of(tree)) as pdf:
        assert found(pdf.pages[1], "(Kèm theo Công văn số")["face"] == "Italic"


def test_seal_stands_under_the_signature_with_its_two_lines(letter):
    check_seal(letter)
    assert found(letter, "Mã tra cứu: ABCDE-FGHJK")["top"] > found(letter, "PHÓ TRƯỞNG PHÒNG")["bottom"]


def test_seal_ends_the_last_appendix_and_stands_nowhere_else():
    with opened(pdf_of(sample_tree(), seal=SEAL)) as pdf:
        assert [bool(page.search("Mã tra cứu")) for page in pdf.pages] == [False] * (len(pdf.pages) - 1) + [True]
        last = pdf.pages[-1]
        assert last.width > last.height
        check_seal(last)


@pytest.mark.parametrize("lines", range(11, 22))
def test_seal_is_never_alone_under_a_signature(lines):
    tree = sample_tree(body=[paragraph("Một dòng.")] * lines + [paragraph("Dòng cuối.")], appendices=[])
    with opened(pdf_of(tree, seal=SEAL)) as pdf:
        last = pdf.pages[-1].extract_text()
    assert all(words in last for words in ("Dòng cuối./.", "KT. TRƯỞNG PHÒNG", "Mã tra cứu"))


@pytest.mark.parametrize("rows", range(30, 40))
def test_seal_is_never_alone_after_a_table(rows):
    figures = table([column("TT"), column("Nội dung")], [[str(row), "Hàng"] for row in range(rows)])
    tree = sample_tree(body=[paragraph("a")], appendices=[appendix("Bảng", [figures])])
    with opened(pdf_of(tree, seal=SEAL)) as pdf:
        last = pdf.pages[-1].extract_text()
    assert "Mã tra cứu" in last
    assert f"{rows - 1} Hàng" in last


def check_seal(page):
    code = found(page, "Mã tra cứu: ABCDE-FGHJK")
    address = found(page, "Kiểm tra tại portal.example.vn/verify/ABCDEFGHJK")
    assert (code["size"], code["face"], address["size"], address["face"]) == (10, "", 10, "")
    dark = [edges(shape) for shape in page.curves + page.lines + page.rects]
    dark = [side for side in dark if side[1] > code["top"] - 12 and side[2] < code["x0"] and side[3] < code["top"] + 20]
    left, top, right, bottom = (pick(side[at] for side in dark) for at, pick in enumerate((min, min, max, max)))
    # Rows are strokes: their middles end half a row earlier.
    assert right - left == pytest.approx(22, abs=0.1)
    assert bottom - top == pytest.approx(22, abs=0.8)
    assert left == pytest.approx(30, abs=0.3)
    # Four modules of quiet zone, and beside the code its words.
    assert code["x0"] - right >= 4 * 22 / 29
    assert top < code["top"] < address["bottom"] < bottom < page.height / MM - 20


def edges(shape):
    return tuple(shape[key] / MM for key in ("x0", "top", "x1", "bottom"))


def middle(place):
    return (place["x0"] + place["x1"]) / 2


def page_number(page):
    return "".join(char["text"] for char in page.chars if char["top"] < 19 * MM)
