"""Small tables within a record: typed, refused, shown again, stored, told in the history."""

import copy
from datetime import date
from urllib.parse import urlencode

import hypothesis
import pytest
from crispy_forms.utils import render_crispy_form
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import escape
from hypothesis import strategies as st
from lxml import html
from making import plan

from core.lib.dates.valid_days import EARLIEST_DAY
from core.lib.pages.forms import PortalForm
from core.lib.text import normalise
from core.lib.text_checks import CHECKS
from filing.models.rows_field import MAX_ROWS, SPARE_ROWS, RowColumn, RowsField, RowsFormField, total_of
from filing.records.history import changes_of, shown_fields
from filing.records.saving import save_record
from plans.models import Plan

COLUMNS = (
    RowColumn("what", "What", is_required=True),
    RowColumn("day", "Day", "day"),
    RowColumn("pieces", "Pieces", "count"),
    RowColumn("sum", "Sum", "money"),
    RowColumn("sort", "Sort", "choice", choices=(("a", "Apples"), ("b", "Pears"))),
)
EMPTY = {"what": "", "day": None, "pieces": None, "sum": None, "sort": ""}


class Form(PortalForm):
    rows = RowsFormField(COLUMNS, label="Rows", required=False)


def form(**cells):
    """A bound form: `form(r0_what="x")` sends `rows-0-what`."""
    return Form(
        QueryDict(
            urlencode({name.replace("r", "rows-", 1).replace("_", "-", 1): value for name, value in cells.items()})
        )
    )


def table(bound):
    return html.fromstring(str(bound["rows"]))


def cells(bound):
    """{name: value} as the inputs show them, the empty ones left out."""
    shown = {}
    for field in table(bound).xpath("//input[@name] | //select"):
        chosen = field.xpath("string(option[@selected]/@value)") if field.tag == "select" else field.get("value", "")
        if chosen:
            shown[field.get("name")] = chosen
    return shown


def test_rows_come_in_as_values():
    given = form(r0_what=" Họp ", r0_day="14/4/2020", r0_pieces="1.250", r0_sum="2.000.000", r0_sort="b", r1_what="x")
    assert given.is_valid()
    first = {"what": "Họp", "day": "2020-04-14", "pieces": 1250, "sum": 2_000_000, "sort": "b"}
    assert given.cleaned_data["rows"] == [first, EMPTY | {"what": "x"}]


def test_nothing_typed_is_no_rows():
    for given in (form(), form(r0_what="", r1_day="  ")):
        assert given.is_valid()
        assert given.cleaned_data["rows"] == []


def test_blank_rows_between_are_left_out():
    given = form(r0_what="", r1_what="one", r2_what="", r7_what="two", r3_day=" ")
    assert given.is_valid()
    assert [row["what"] for row in given.cleaned_data["rows"]] == ["one", "two"]


def test_rows_stand_in_the_order_of_their_numbers():
    given = form(r10_what="last", r9_what="middle", r0_what="first")
    assert given.is_valid()
    assert [row["what"] for row in given.cleaned_data["rows"]] == ["first", "middle", "last"]


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("day", "31/2/2020"),
        ("day", "2020-13-45"),
        ("pieces", "-1"),
        ("pieces", "x"),
        ("pieces", "10.000.001"),
        ("sum", "9" * 20),
        ("sort", "c"),
        ("what", ""),
        ("what", "x" * 301),
    ],
)
def test_a_fault_is_told_with_its_row_and_shown_at_its_cell(column, bad):
    typed = {"r0_what": "one", "r1_what": "two", "r1_pieces": "7"} | {f"r1_{column}": bad}
    given = form(**typed)
    assert not given.is_valid()
    (message,) = given.errors["rows"]
    label = next(one.label for one in COLUMNS if one.name == column)
    assert "2" in message
    assert label in message
    page = table(given)
    (field,) = page.xpath("//*[@aria-invalid='true']")
    assert field.get("name") == f"rows-1-{column}"
    assert "is-invalid" in field.get("class")
    told = page.get_element_by_id(field.get("aria-describedby")).text_content()
    assert message.endswith(told)
    assert given["rows"].id_for_label == field.get("id")
    if column != "sort":
        assert cells(given) == {
            name.replace("r", "rows-", 1).replace("_", "-", 1): value for name, value in typed.items() if value
        }


def test_several_faults_are_told_all():
    given = form(r0_what="one", r0_day="x", r0_pieces="y", r1_day="1/1/2020")
    assert not given.is_valid()
    assert len(given.errors["rows"]) == 3
    at = [field.get("name") for field in table(given).xpath("//*[@aria-invalid='true']")]
    assert at == ["rows-0-day", "rows-0-pieces", "rows-1-what"]
    assert given["rows"].id_for_label == "id_rows-0-day"


def test_faults_of_one_form_do_not_show_on_another():
    assert not form(r0_day="x").is_valid()
    assert not table(Form()).xpath("//*[@aria-invalid]")
    assert Form()["rows"].id_for_label == ""


@pytest.mark.parametrize("number", [MAX_ROWS, MAX_ROWS + 1])
def test_as_many_rows_as_fit(number):
    given = form(**{f"r{at}_what": f"Việc {at}" for at in range(number)})
    assert given.is_valid() == (number <= MAX_ROWS)
    assert len(cells(given)) == number
    assert len(table(given).xpath("//tbody/tr")) == number


def test_there_are_spare_rows_but_never_more_than_fit():
    for filled, shown in ((0, SPARE_ROWS), (3, 3 + SPARE_ROWS), (MAX_ROWS - 1, MAX_ROWS), (MAX_ROWS, MAX_ROWS)):
        unbound = Form(initial={"rows": [EMPTY | {"what": "x"}] * filled})
        assert len(table(unbound).xpath("//tbody/tr")) == shown


@pytest.mark.parametrize(
    "name",
    [
        "rows-99999999-what",
        "rows--1-what",
        "rows-1e3-what",
        "rows-01-what",
        "rows-1-what-evil",
        "rows-1-evil",
        "other-1-what",
        "xrows-1-what",
        "rows-1",
        "rows-",
        "rows-¹-what",
        "rows-1-",
        "rows.-1-what",
    ],
)
def test_names_that_no_form_has_are_passed_over(name):
    given = Form(QueryDict(urlencode({name: "x", "rows-0-what": "good"})))
    assert given.is_valid()
    assert [row["what"] for row in given.cleaned_data["rows"]] == ["good"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b", "{{ 7 }}"])
def test_text_in_cells_is_text(text):
    given = form(r0_what=text, r0_day=text)
    assert not given.is_valid()
    assert not table(given).xpath("//script | //img")
    assert cells(given) == {"rows-0-what": text, "rows-0-day": text}
    told = RowsField("Rows", columns=COLUMNS).words([EMPTY | {"what": text}])
    assert told == f'<span lang="vi">{escape(text)}</span>'


def test_each_cell_has_a_label_of_its_own_and_all_stand_in_a_group():
    page = table(Form(initial={"rows": [EMPTY | {"what": "x"}]}))
    fields = page.xpath("//input[@name] | //select")
    labels = [page.xpath("normalize-space(//label[@for=$id])", id=field.get("id")) for field in fields]
    assert len(set(labels)) == len(fields) == 3 * len(COLUMNS)
    laid_out = html.fromstring(render_crispy_form(Form()))
    assert laid_out.xpath("normalize-space(//fieldset[.//table]/legend)") == "Rows"
    assert not laid_out.xpath("//legend[@for]")


def test_what_is_stored_is_shown_as_people_write_it():
    row = {"what": "Họp", "day": "2020-04-14", "pieces": 1250, "sum": 2_000_000, "sort": "b"}
    shown = cells(Form(initial={"rows": [row]}))
    assert shown == {
        "rows-0-what": "Họp",
        "rows-0-day": "14/4/2020",
        "rows-0-pieces": "1.250",
        "rows-0-sum": "2.000.000",
        "rows-0-sort": "b",
    }
    words = RowsField("Rows", columns=COLUMNS).words([row, EMPTY | {"what": "x"}])
    assert words == '<span lang="vi">Họp · 14/4/2020 · 1.250 · 2.000.000 · Pears<br>x</span>'


def test_changed_is_what_differs_from_what_was_stored():
    row = EMPTY | {"what": "one"}
    for initial, cells_typed, changed in (
        ([row], {"r0_what": "one"}, False),
        ([row], {"r3_what": "one "}, False),
        ([row], {"r0_what": "two"}, True),
        ([], {}, False),
        ([row], {}, True),
        ([], {"r0_day": "nonsense"}, True),
    ):
        given = form(**cells_typed)
        given.initial = {"rows": initial}
        assert given.has_changed() is changed


def test_a_cell_must_be_filled_where_the_row_is_begun():
    field = RowsFormField(COLUMNS, required=False)
    with pytest.raises(ValidationError):
        field.clean([{"day": "1/1/2020"}])
    assert field.clean([{"what": "x"}]) == [EMPTY | {"what": "x"}]


def test_a_model_form_keeps_label_and_hint_of_its_own():
    field = RowsField("Rows", columns=COLUMNS, help_text="Hint")
    assert (field.formfield().label, field.formfield().help_text) == ("Rows", "Hint")
    other = field.formfield(label="Other", help_text="Another", required=True)
    assert (other.label, other.help_text, other.required) == ("Other", "Another", False)
    assert isinstance(copy.deepcopy(other), RowsFormField)


def test_the_migration_knows_nothing_of_columns():
    _name, _path, args, kwargs = RowsField("Rows", columns=COLUMNS).deconstruct()
    assert (args, kwargs) == ([], {"verbose_name": "Rows"})


def test_the_sum_of_a_column():
    assert total_of([], "pieces") is None
    assert total_of([{"what": "x"}, {"pieces": None}], "pieces") is None
    assert total_of([{"pieces": 0}, {"pieces": 5}, {}], "pieces") == 5


def test_rows_are_told_in_the_record_and_its_history(cast):
    rows = [{"what": "Họp <b>", "day": "2020-05-01", "owner": "", "budget": 5_000_000, "result": ""}]
    record = save_record(plan(cast, activities=rows), by=cast["officer"])
    record = Plan.objects.get(pk=record.pk)
    assert record.activities == rows
    told = "Họp &lt;b&gt; · 1/5/2020 · 5.000.000"
    label = Plan._meta.get_field("activities").verbose_name
    assert told in str(dict(shown_fields(record))[label])
    record.activities = [rows[0] | {"budget": None}]
    save_record(record, by=cast["officer"])
    ((_label, old, new),) = changes_of(record)[0].fields
    assert told in str(old)
    assert told.removesuffix(" · 5.000.000") in str(new)
    assert "5.000.000" not in str(new)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=40)
stored_rows = st.fixed_dictionaries(
    {
        "what": texts.filter(bool),
        "day": st.none() | st.dates(EARLIEST_DAY, date(2022, 1, 1)).map(date.isoformat),
        "pieces": st.none() | st.integers(0, 10_000_000),
        "sum": st.none() | st.integers(0, 1_000_000_000_000),
        "sort": st.sampled_from(["", "a", "b"]),
    }
)


@hypothesis.given(st.lists(stored_rows, max_size=6))
def test_what_was_stored_and_shown_comes_back_as_it_was(rows):
    # What is pointed out in a text is saved once its box is ticked.
    sent = cells(Form(initial={"rows": rows})) | {check.box: "on" for check in CHECKS}
    back = Form(QueryDict(urlencode(sent)))
    assert back.is_valid(), back.errors
    assert [clean(row) for row in back.cleaned_data["rows"]] == [clean(row) for row in rows]


def clean(row):
    """Its text as every form takes it in."""
    return row | {"what": normalise.clean(row["what"]).strip()}
