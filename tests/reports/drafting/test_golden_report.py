"""The reports of the demonstration: every figure recounted in plain Python, and the whole text held as it was read.

The texts lie in `golden/`. After a change of wording that was meant, write them anew and read the
difference before it is kept:

    UPDATE_GOLDEN=1 python -m pytest tests/reports/drafting/test_golden_report.py
"""

import os
import re
from datetime import date
from difflib import unified_diff
from pathlib import Path
from types import SimpleNamespace

import pytest
from explaining import Recounted, phrases_for, unexplained
from golden_parts import paragraphs
from msgspec import to_builtins
from printing import (
    NOT_ASKED,
    NOTHING,
    UNKNOWN,
    change_cell,
    declared,
    exempt_from,
    follows_from,
    is_exempt,
    minority_cell,
    number_cell,
    sign_of_unit,
    women_cell,
    worked,
)
from recounting import LIST, Books, recount

from core.accounts.models import User
from core.indicators.facts import mark_dirty
from core.lib.text.vietnamese import roman
from core.units.models import Unit
from filing.models import Period, Snapshot, Submission
from filing.submissions import verbs
from models_sites.models import LogEntry
from reports.content.disclosure_control import gate
from reports.content.document import Paragraph
from reports.content.frozen import content as frozen
from reports.documents.composition import compose, draft_summary
from reports.documents.editions import part_of_content
from reports.drafting.draft import draft

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
SENSITIVE = ("MH-02.1", "MH-02.2", "MH-03.1", "MH-03.2")
COMPARED = ("TT-01", "TT-02", "TT-05.2", "NL-01", "NL-02", "NL-09.1", "MH-01.1", "TT-09")
YEAR_2018, YEAR_2019, YEAR_2020 = ((date(year - 1, 12, 15), date(year, 12, 14)) for year in (2018, 2019, 2020))
HALF_2019, HALF_2020 = ((date(year - 1, 12, 15), date(year, 6, 14)) for year in (2019, 2020))
MONTH_2019, MONTH_2020 = ((date(year, 11, 15), date(year, 12, 15)) for year in (2019, 2020))
# Report → its kind of period and year, and its days with those of the year before.
REPORTS = {
    "provincial-2020": ("year", 2020, YEAR_2020, YEAR_2019),
    "provincial-half-2020": ("half", 2020, HALF_2020, HALF_2019),
    "provincial-2019": ("year", 2019, YEAR_2019, YEAR_2018),
    "a-luoi-half-2020": ("half", 2020, HALF_2020, HALF_2019),
    "nam-dong-2020": ("year", 2020, YEAR_2020, YEAR_2019),
    "nam-dong-month-2020": ("thematic", 2020, MONTH_2020, MONTH_2019),
}
# A report on the Action Month lists the figures of its own matter alone.
OF_MONTH = ("KH-03", "TT-01", "TT-02", "TT-03.1", "TT-03.2", "TT-05.1", "TT-05.2", "TT-05.3", "TT-06", "TT-09") + tuple(
    f"TT-08.{part}" for part in (1, 2, 3)
)
ANY_SIGN = "(no number)"
SIGNS = (NOTHING, UNKNOWN, NOT_ASKED, ANY_SIGN)
PROVINCIAL = [name for name in REPORTS if name.startswith("provincial")]


@pytest.fixture(scope="module")
def books(demonstration):
    return Books()


@pytest.fixture(scope="module")
def reports(demonstration, books):
    """{name: content and recounted figures} of each report."""
    return {name: _report(name, books, *of) for name, of in REPORTS.items()}


def _report(name, books, kind, year, days, before):
    slug = name.removesuffix(f"-{kind}-{year}").removesuffix(f"-month-{year}").removesuffix(f"-{year}")
    period = _action_month(days) if kind == "thematic" else Period.objects.get(kind=kind, year=year)
    if slug != "provincial":
        submission = Submission.objects.get(period=period, unit__slug=slug)
        # What was handed in is the report; what wasn't yet is composed.
        content = submission.snapshot.content if submission.snapshot else compose(submission)
        told = Recounted(books, days, before, [submission.unit], tasks=content["tasks"])
        return SimpleNamespace(content=content, told=told, submission=submission)
    content = draft_summary(period, by=User.objects.get(username="province")).content
    asked = [one for one in books.submissions if one.period_id == period.pk and one.unit.level == "district"]
    asked.sort(key=lambda one: one.unit.code)
    units = [one.unit for one in asked if one.state == "approved"]
    others = [one.unit for one in asked if one.state != "approved"]
    own = Unit.objects.get(slug="thua-thien-hue")
    summary = Submission.objects.get(period=period, unit=own)
    return SimpleNamespace(content=content, told=Recounted(books, days, before, units, others, own), submission=summary)


def _action_month(days):
    """The period of a report on the Action Month, which the demonstration has none of."""
    start, end = days
    given = {"asked_number": "2150/SLĐTBXH-BĐG", "asked_on": date(2020, 11, 10), "due_on": date(2020, 12, 18)}
    by = User.objects.get(username="province")
    period = Period(root=by.unit, kind="thematic", theme="action_month", year=2020, start=start, end=end, **given)
    period.asked_subject = "Báo cáo kết quả triển khai Tháng hành động năm 2020"
    return verbs.open_period(period, by=by)


def tree_of(content, edition):
    return to_builtins(part_of_content(frozen.read(content), edition).tree)


def tables(content, edition="internal"):
    """{title: rows as lists of cells} of the appendices, without the year so far, which few of them have."""
    return {one["title"]: _rows_of(one["blocks"][0]) for one in tree_of(content, edition)["appendices"]}


def _rows_of(table):
    shown = [place for place, column in enumerate(table["columns"]) if column["label"] != "Lũy kế từ đầu năm"]
    rows = [row.get("cells") if isinstance(row, dict) else row for row in table["rows"]]
    # The headings of areas have no cells.
    return [[row[place] for place in shown] for row in rows if row]


def sign_of_all(told, key):
    """The province's sign: `x` where no unit in it is asked, none where work was done or all that are asked say so."""
    if _is_asked_of_nobody(told, key):
        return NOT_ASKED
    listed, days = LIST[key], (told.first, told.last)
    if follows_from(key, told.current, lambda other: sign_of_all(told, other)):
        return NOTHING
    if listed.stands:
        return UNKNOWN
    everyone = [*told.units, *([told.own] if told.own else [])]
    done = {task for unit in everyone for task in worked(told.books, unit.pk, *days)}
    if listed.counts_rows and (set(listed.tasks) & done if listed.tasks else done):
        return NOTHING
    asked = [
        [task for task in listed.tasks if task not in exempt_from(told.books, unit.pk, told.last)]
        for unit in told.units
    ]
    said = all(
        set(tasks) <= declared(told.books, unit.pk, *days) for tasks, unit in zip(asked, told.units, strict=True)
    )
    return NOTHING if listed.tasks and any(asked) and said else UNKNOWN


def sign_before_of_all(told, key):
    if _is_asked_of_nobody(told, key):
        return NOT_ASKED
    return NOTHING if follows_from(key, told.previous) else UNKNOWN


def _is_asked_of_nobody(told, key):
    """What a missing unit is asked for is not known yet; it is not for nobody to tell."""
    return all(is_exempt(told.books, key, unit.pk, told.last) for unit in (*told.units, *told.others))


def expected_row(told, key):
    now, before = told.current[key], told.previous[key]
    return [
        key,
        LIST[key].noun,
        number_cell(key, now, ANY_SIGN),
        women_cell(now),
        minority_cell(now),
        number_cell(key, before, ANY_SIGN),
        change_cell(key, now, before),
    ]


def figure_rows(content, edition="internal"):
    """The rows of the table of figures without the names."""
    rows = next(rows for title, rows in tables(content, edition).items() if title.startswith("SỐ LIỆU"))
    return [[row[0], *row[2:]] for row in rows]


def without_signs(row):
    """The row with its two numbers, or that there is none: which sign then stands there is another question."""
    return [ANY_SIGN if place in (2, 5) and cell in SIGNS else cell for place, cell in enumerate(row)]


def listed(name):
    return [key for key in LIST if key in OF_MONTH or "-month-" not in name]


def hold(found, expected):
    """Fail with every row that differs, as it is printed and as it was recounted."""
    pairs = [(one, two) for one, two in zip(found, expected, strict=True) if one != two]
    assert not pairs, "".join(f"\nprinted   {one}\nrecounted {two}" for one, two in pairs)


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_of_the_table_is_that_of_the_records(reports, name):
    report = reports[name]
    rows = figure_rows(report.content)
    assert [row[0] for row in rows] == listed(name)
    hold(list(map(without_signs, rows)), [without_signs(expected_row(report.told, key)) for key in listed(name)])


@pytest.mark.parametrize("name", REPORTS)
def test_figures_stand_under_their_areas(reports, name):
    figures = tree_of(reports[name].content, "internal")["appendices"][0]["blocks"][0]
    series = {"KH": "Công tác chỉ", "TT": "Truyền thông", "NL": "Nâng cao", "MH": "Triển khai", "VM": "Khó khăn"}
    under, found = "", []
    for row in figures["rows"]:
        under = row["heading"] if isinstance(row, dict) else under
        found += [] if isinstance(row, dict) else [(row[0], under)]
    groups = list(dict.fromkeys(key[:2] for key in listed(name)))
    assert len(groups) == (2 if "-month-" in name else 5)
    for key, heading in found:
        assert heading.startswith(f"{roman(groups.index(key[:2]) + 1)}. {series[key[:2]]}"), key


@pytest.mark.parametrize("name", REPORTS)
def test_where_no_number_is_the_sign_says_why(reports, name):
    told = reports[name].told
    rows = {row[0]: row for row in figure_rows(reports[name].content)}
    found, expected = [], []
    for key in listed(name):
        for column, figures, sign in ((2, told.current, sign_of_all), (5, told.previous, sign_before_of_all)):
            if figures[key].value is None:
                found.append((key, column, rows[key][column]))
                expected.append((key, column, sign(told, key)))
            elif figures[key].value == 0:
                found.append((key, column, rows[key][column]))
                expected.append((key, column, NOTHING))
    hold(found, expected)


@pytest.mark.parametrize("name", PROVINCIAL)
def test_every_unit_beside_the_others_has_its_own_figures(reports, name):
    told = reports[name].told
    rows = next(rows for title, rows in tables(reports[name].content).items() if title.startswith("SO SÁNH"))
    expected = [[unit.name, *_cells_of(told, unit)] for unit in told.units]
    expected += [[unit.name, *[UNKNOWN] * len(COMPARED)] for unit in told.others]
    of_units = [row for row in rows if row[0] in {one[0] for one in expected}]
    hold(of_units, expected)
    name = f"Cộng cấp tỉnh và 0{len(told.units)} đơn vị có báo cáo được duyệt" if told.others else "Toàn tỉnh"
    cells = [number_cell(key, told.current[key], sign_of_all(told, key)) for key in COMPARED]
    assert rows[-1] == [name, *cells]


def _cells_of(told, unit):
    figures = recount(told.books, {unit.pk}, told.first, told.last)
    return [
        number_cell(key, figures[key], sign_of_unit(told.books, key, unit.pk, told.first, told.last, figures))
        for key in COMPARED
    ]


def test_the_recount_has_something_to_count(reports):
    """Else empty rows would agree with empty rows."""
    now = reports["provincial-2020"].told.current
    assert sum(one.value is not None for one in now.values()) >= 45
    assert now["TT-02"].value > 1000
    all_nine = reports["provincial-2019"].told
    assert len(all_nine.units) == 9
    assert all_nine.current["MH-01.1"].value > 0
    assert all_nine.current["MH-04.3"].value > 0


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("edition", ["internal", "outward"])
def test_every_number_of_the_text_is_accounted_for(reports, name, edition):
    report = reports[name]
    part = part_of_content(frozen.read(report.content), edition)
    told = [one for section in draft(part) for one in section.told]
    in_tree = [block.text for block in part.tree.body if isinstance(block, Paragraph)]
    assert in_tree == [one.text for one in told]
    left = {
        one.key: numbers
        for one in told
        if ".typed-" not in one.key and (numbers := unexplained(one.text, phrases_for(one.key, report.told)))
    }
    assert left == {}


def test_a_wrong_number_is_not_accounted_for(reports):
    told = reports["provincial-2020"].told
    people, held = told.current["TT-02"].value, told.current["TT-01"].value
    phrases = phrases_for("communications.direct", told)
    right = f"đã tổ chức {held} cuộc với {people // 1000}.{people % 1000:03} lượt người"
    assert unexplained(right, phrases) == []
    assert len(unexplained(right.replace("lượt người", "phút"), phrases)) == 1
    assert len(unexplained(f"đã tổ chức {held + 1} cuộc, tăng 3,1%", phrases)) == 2
    assert unexplained(f"năm 2020, ngày 14/4/2020, {held} cuộc", phrases) == []


# The text.


def read(tree):
    """The body of a tree, a paragraph or heading a line."""
    lines = [f"{block['number']}. {block['text']}" if "number" in block else block["text"] for block in tree["body"]]
    assert all("\n" not in line for line in lines)
    return lines


def golden(name, lines):
    """Hold the lines against the file of that name; with UPDATE_GOLDEN=1 write it."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    kept = path.read_text(encoding="utf-8").splitlines()
    difference = list(unified_diff(kept, lines, f"golden/{path.name}", "as drafted now", lineterm="", n=0))
    assert not difference, "\n".join(difference)


@pytest.mark.parametrize("name", list(REPORTS))
def test_the_text_is_the_one_that_was_read(reports, name):
    content, editions = reports[name].content, ("internal", "outward")
    golden(name, [line for edition in editions for line in (f"# {edition}", *read(tree_of(content, edition)))])


def test_paragraphs_for_none_one_and_many_are_the_ones_that_were_read():
    golden("paragraphs", paragraphs())


# What leaves the Department.


def strings(node):
    """Every text of a tree, with every number of its charts."""
    if isinstance(node, dict):
        return [text for one in node.values() for text in strings(one)]
    if isinstance(node, list):
        return [text for one in node for text in strings(one)]
    return [str(node)]


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_withheld_is_shown_by_its_sign_alone(reports, name):
    report = reports[name]
    part = gate.part_of(frozen.read(report.content), "outward")
    rows = next(rows for title, rows in tables(report.content, "outward").items() if title.startswith("SỐ LIỆU"))
    by_key = {row[0]: row for row in rows}
    if name not in PROVINCIAL:
        assert set(part.withheld) == set(SENSITIVE)
    assert part.withheld
    for key, sign in part.withheld.items():
        assert sign == ("<5" if 0 < (report.told.current[key].value or 0) < 5 and name in PROVINCIAL else "*")
        assert key not in by_key if key not in listed(name) else by_key[key][3:] == [sign, "", "", "*", ""]


@pytest.mark.parametrize("name", REPORTS)
def test_no_number_of_what_is_withheld_is_in_the_text(reports, name):
    """Neither as a count of people, nor as a share, of this period or the one before."""
    report = reports[name]
    text = " ".join(read(tree_of(report.content, "outward")))
    nouns = r"(?:nạn nhân|người(?! tham dự)|người gây bạo lực)"
    for key in report.content["withheld"]:
        helped = "hỗ trợ" if key.startswith("MH-02") else "tư vấn, xử lý"
        if key.endswith(".2"):
            assert not re.search(rf"{helped} \d+ {nouns}|đều được {helped}", text), key
        else:
            assert not re.search(r"nạn nhân|gây bạo lực", text.replace("phòng ngừa", "")), key
        numbers = {one[key].value for one in (report.told.current, report.told.previous)} - {None, 0}
        for number in numbers:
            assert not re.search(rf"(?<![\d.,])0?{number} {nouns}", text), (key, number)


def test_nothing_of_a_single_units_victims_is_in_the_golden_text(reports):
    for name, report in reports.items():
        body = read(tree_of(report.content, "outward"))
        about = [line for line in body if re.search(r"nạn nhân|gây bạo lực", line)]
        for line in about:
            assert name in PROVINCIAL
            assert not any(unit.name_in_sentence in line for unit in report.told.units)
        for title, rows in tables(report.content, "outward").items():
            assert title.startswith("SỐ LIỆU") or not any("bạo lực" in cell for row in rows for cell in row)


@pytest.mark.parametrize("name", PROVINCIAL)
def test_another_withheld_number_makes_the_same_outward_summary(reports, name):
    """One more or one less of what is withheld, in any unit, changes the internal edition and nothing outside."""
    report = reports[name]
    told = report.told
    for key in report.content["withheld"]:
        unit = next(unit for unit in told.units if (recount(told.books, {unit.pk}, told.first, told.last)[key].value))
        snapshot = Snapshot.objects.get(submission__period=report.submission.period, submission__unit=unit)
        content = snapshot.content
        content["figures"]["now"][key][0] -= 1
        Snapshot.objects.filter(pk=snapshot.pk).update(content=content)
        changed = compose(report.submission)
        assert changed["withheld"] == report.content["withheld"]
        assert changed["trees"]["internal"] != report.content["trees"]["internal"]
        assert tree_of(changed, "outward") == tree_of(report.content, "outward")


def test_other_victims_make_the_same_outward_report_of_a_unit(reports):
    report = reports["nam-dong-2020"]
    assert report.content["trees"] == compose(report.submission)["trees"]
    log = LogEntry.objects.filter(unit=report.submission.unit, victims__gt=0).order_by("pk").last()
    people = {"victims": log.victims + 7, "victims_female": 1, "victims_helped": log.victims, "perpetrators": 9}
    LogEntry.objects.filter(pk=log.pk).update(**people, perpetrators_female=2, perpetrators_handled=1)
    mark_dirty("models_sites.LogEntry", log.unit_id, [log.counted_on])
    changed = compose(report.submission)
    assert changed["trees"]["internal"] != report.content["trees"]["internal"]
    assert tree_of(changed, "outward") == tree_of(report.content, "outward")
