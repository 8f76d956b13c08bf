"""What looks like a person's number is pointed out once, at its field, and saved when the person says so."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation
from lxml import html

from core.lib.pages.forms import FilterForm, PortalForm, form_helper
from core.lib.personal_data import IS_NO_VICTIM
from filing.models.rows_field import RowColumn, RowsFormField

PHONE = "Gọi 0905 123 456."


class Plain(PortalForm):
    UNGUARDED = ("other",)

    text = forms.CharField()
    other = forms.CharField(required=False)


class WithLayout(PortalForm):
    text = forms.CharField()
    other = forms.CharField(required=False)

    @property
    def helper(self):
        return form_helper("other", "text")


class WithOwnQuestion(PortalForm):
    text = forms.CharField()

    @property
    def helper(self):
        return form_helper("text")

    def clean(self):
        raise forms.ValidationError("no")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def names_on(form):
    return html.fromstring(f"<div>{render_crispy_form(form)}</div>").xpath("//input/@name")


def test_nothing_is_asked_of_a_harmless_text():
    form = Plain({"text": "Ngày 14/4/2020: 150.000.000 đồng."})
    assert form.is_valid()
    assert IS_NO_VICTIM not in names_on(form)
    assert IS_NO_VICTIM not in names_on(Plain())


def test_a_hit_stands_at_its_field_with_the_snippet_and_the_rule():
    form = Plain({"text": PHONE, "other": "a"})
    assert not form.is_valid()
    assert set(form.errors) == {"text"}
    (message,) = form.errors["text"]
    assert "“0905 123 456”" in message
    assert "5.1.d" in message
    assert IS_NO_VICTIM in names_on(form)


def test_what_was_typed_stays():
    form = Plain({"text": PHONE, "other": "Một việc khác"})
    page = html.fromstring(f"<div>{render_crispy_form(form)}</div>")
    assert page.xpath("//input[@name='text']/@value") == [PHONE]
    assert page.xpath("//input[@name='other']/@value") == ["Một việc khác"]


def test_with_the_tick_it_is_valid_and_still_asks_where_something_else_is_wrong():
    assert Plain({"text": PHONE, IS_NO_VICTIM: "on"}).is_valid()
    form = WithOwnQuestion({"text": PHONE, IS_NO_VICTIM: "on"})
    assert not form.is_valid()
    assert set(form.errors) == {"__all__"}
    page = html.fromstring(f"<div>{render_crispy_form(form)}</div>")
    assert page.xpath(f"//input[@name='{IS_NO_VICTIM}']/@checked")


def test_a_field_that_is_meant_to_hold_a_number_is_not_read():
    assert Plain({"text": "a", "other": PHONE}).is_valid()


def test_a_form_with_a_layout_of_its_own_shows_the_box_last():
    form = WithLayout({"text": "CMND 191234567", "other": PHONE})
    assert set(form.errors) == {"text", "other"}
    assert names_on(form) == ["other", "text", IS_NO_VICTIM]
    assert names_on(WithLayout({"text": "a"})) == ["other", "text"]


def test_what_is_stored_already_is_not_pointed_out_again():
    stored = {"initial": {"text": PHONE}}
    assert Plain({"text": f"{PHONE} Thêm một câu."}, **stored).is_valid()
    form = Plain({"text": f"{PHONE} 0234 3822 123"}, **stored)
    assert not form.is_valid()
    assert "0905" not in form.errors["text"][0]


def test_a_prefix_changes_nothing():
    assert not Plain({"a-text": PHONE}, prefix="a").is_valid()
    assert Plain({"a-text": PHONE, f"a-{IS_NO_VICTIM}": "on"}, prefix="a").is_valid()


def test_the_texts_of_a_small_table_are_read_and_its_amounts_are_not():
    class Form(PortalForm):
        rows = RowsFormField((RowColumn("what", "What"), RowColumn("cost", "Cost", "money")), required=False)

    assert not Form({"rows-0-what": PHONE, "rows-0-cost": "1"}).is_valid()
    assert Form({"rows-0-what": "Loa", "rows-0-cost": "191234567"}).is_valid()


def test_a_filter_points_nothing_out():
    class Filter(FilterForm):
        text = forms.CharField()

    assert Filter({"text": PHONE}).is_valid()


def test_a_form_that_asks_nothing_of_its_parents_is_guarded_all_the_same():
    class Careless(PortalForm):
        text = forms.CharField()

        def clean(self):
            return self.cleaned_data

    assert not Careless({"text": PHONE}).is_valid()


def test_a_sign_that_no_face_has_is_named_and_saved_when_seen():
    form = Plain({"text": "họp 漢 và 漢, \ue123", "other": "✓ ☑ ➢"})
    assert set(form.errors) == {"text"}
    assert "“漢”, “\ue123”" in form.errors["text"][0]
    assert names_on(form) == ["text", "other", "signs_seen"]
    assert Plain({"text": "họp 漢", "signs_seen": "on"}).is_valid()
    assert Plain({"text": "họp 漢 nữa"}, initial={"text": "họp 漢"}).is_valid()


def test_both_boxes_stand_there_where_both_are_found():
    form = Plain({"text": f"漢 {PHONE}"})
    assert len(form.errors["text"]) == 2
    assert names_on(form)[-2:] == [IS_NO_VICTIM, "signs_seen"]
    assert not Plain({"text": f"漢 {PHONE}", IS_NO_VICTIM: "on"}).is_valid()
    assert Plain({"text": f"漢 {PHONE}", IS_NO_VICTIM: "on", "signs_seen": "on"}).is_valid()
