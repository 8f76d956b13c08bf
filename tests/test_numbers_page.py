"""What docs/rounding-and-numbers.md shows in its tables, run; and that nothing else in the program reads or rounds."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from program import ROOMS, ROOT

from core.indicators.catalogue import get_indicator
from core.indicators.figures import Figure
from core.lib.rounding import half_up, percent_of, round_percent
from core.lib.typed.amounts import read_amount
from core.lib.typed.days import read_day, write_day
from core.lib.typed.numbers import ENGLISH, VIETNAMESE
from core.lib.typed.results import Question, Reading, Reason
from reports.content.figures.figure_cells import change_cell
from reports.templatetags.figures import figure

PAGE = (ROOT / "docs/rounding-and-numbers.md").read_text(encoding="utf-8")
TODAY = date(2020, 12, 18)


def rows(first_head):
    """The rows of the table whose head begins with that word and has those columns, without backticks."""
    _before, _head, table = PAGE.partition(f"\n| {first_head} |")
    lines = table.partition("\n\n")[0].splitlines()[2:]
    found = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    assert found
    return found


def told(result, written):
    if isinstance(result, Reading):
        return f"{'read' if result.is_plain else 'shown back'} {written(result.value)}"
    if isinstance(result, Question):
        return "asked " + " or ".join(written(value) for value in sorted(result.values, reverse=True))
    return "no such day" if result.reason == Reason.NO_SUCH_DAY else "refused"


def plain(value):
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


@pytest.mark.parametrize("row", rows("typed | on the Vietnamese page"), ids=lambda row: row[0])
def test_numbers_are_read_as_the_page_says(row):
    text, *outcomes = row
    assert [told(read_amount(text, separators=one), plain) for one in (VIETNAMESE, ENGLISH)] == outcomes


@pytest.mark.parametrize("row", rows("typed | of what was done"), ids=lambda row: row[0])
def test_days_are_read_as_the_page_says(row):
    text, *outcomes = row
    assert [told(read_day(text, TODAY, ahead=ahead), write_day) for ahead in (False, True)] == outcomes


@pytest.mark.parametrize("row", rows("rounded"), ids=lambda row: row[0])
def test_values_are_rounded_as_the_page_says(row):
    value, decimals, rounded = row
    if value.endswith("%"):
        part, whole = map(int, value.rstrip(" %").split("/"))
        assert str(round_percent(percent_of(part, whole), int(decimals))) == rounded
    else:
        assert str(half_up(Decimal(value), int(decimals))) == rounded


@pytest.mark.parametrize("row", rows("of | before"), ids=lambda row: " ".join(row[:3]))
def test_values_are_compared_as_the_page_says(row):
    kind, before, now, told_as = row
    indicator, times = (get_indicator("NL-04"), 100) if kind == "rate" else (get_indicator("TT-02"), 1)
    before, now = (Figure(times * Fraction(value)) for value in (before, now))
    assert change_cell(now, before, indicator) == told_as


@pytest.mark.parametrize(("female", "sexed"), [(1999, 2000), (553_847, 1_000_000), (1107, 2000), (1, 3000)])
def test_page_and_report_say_the_same(female, sexed):
    indicator, counted = get_indicator("TT-02"), Figure(sexed, female=female, sexed=sexed)
    share = f"{round_percent(percent_of(female, sexed))}".replace(".", ",")
    assert f"{share}%" in str(figure((indicator, counted)))


# What rounds by another rule, or reads typed text past the grammar.
ANOTHER_WAY = re.compile(
    r"\bround\(|\.quantize\(|floatformat|intcomma|:[,0-9]*\.\d?\d?f\}|ROUND_|sanitize_separators|localize=True"
    r"|forms\.(?:Integer|Decimal|Float|Date|DateTime)Field\("
)
ALLOWED = {
    "core/lib/rounding.py",  # the one rounding
    "core/lib/typed/fields.py",  # the one reading
    # Lengths of drawings and pages, seconds to wait.
    "core/accounts/authentication/second_factor.py",
    "department/dashboards/chart_files.py",
    "reports/writers/charts/sanitising.py",
    "reports/writers/charts/tile_map.py",
    "reports/writers/word/elements.py",
    "reports/writers/word/styles.py",
}
# A hidden field holds the version that its page was opened with, and nobody types it.
HIDDEN = re.compile(r"forms\.IntegerField\([^)]*widget=forms\.HiddenInput[^)]*\)")


def files():
    for room in (*ROOMS, "templates"):
        for path in sorted((ROOT / room).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix in (".py", ".html") and "migrations" not in name and "operations/demonstration" not in name:
                yield name, path.read_text(encoding="utf-8")


def test_nothing_else_rounds_or_reads():
    found = {
        name: ANOTHER_WAY.findall(HIDDEN.sub("", text))
        for name, text in files()
        if ANOTHER_WAY.search(HIDDEN.sub("", text))
    }
    assert {name: what for name, what in found.items() if name not in ALLOWED} == {}
    # What is allowed and no longer needed goes from the list.
    assert found.keys() & ALLOWED == ALLOWED
