"""Every free text of every form of the portal is guarded against phone and identity numbers, or listed here."""

import copy
import importlib
import pkgutil

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from refusing import assert_still_typed, assert_told_at, form_of, refused

from core.lib.pages.forms import CleanTextMixin, FilterForm
from core.lib.text.normalise import clean_data
from core.lib.text_checks import PERSONAL_NUMBERS, CheckedTextMixin, is_free_text

ROOMS = ("core", "filing", *settings.COUNTED, "reports", "department", "operations", "gender_equality")
PHONE = "Chị gọi 0905 123 456"
# What is meant to hold such numbers, with the reason beside it in the form. Nothing else may.
UNGUARDED = {
    "SiteForm": {"phone"},
    "ListingForm": {"phone"},
    "HotlineForm": {"name", "name_en", "about", "about_en", "hours"},
    "PurgeForm": {"words"},
    "CodeForm": {"code"},
    "DigitsForm": {"code"},
}


def all_forms():
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not {"migrations", "management", "settings"} & set(module.name.split(".")):
                importlib.import_module(module.name)
    waiting, found = [forms.BaseForm], set()
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.partition(".")[0] in ROOMS:
                found.add(one)
    return sorted(found, key=lambda one: (one.__module__, one.__name__))


# Of the log-in nothing is stored: its name is looked up as it is.
FORMS = [
    one
    for one in all_forms()
    if any(map(is_free_text, getattr(one, "base_fields", {}).values())) and not issubclass(one, AuthenticationForm)
]


def test_there_are_forms():
    assert len(FORMS) > 40


@pytest.mark.parametrize("form_class", FORMS, ids=lambda one: one.__name__)
def test_each_free_text_is_guarded_or_listed(form_class):
    if issubclass(form_class, FilterForm):
        return
    assert issubclass(form_class, CheckedTextMixin)
    form = form_class.__new__(form_class)
    form.fields, form.prefix, form.files = copy.deepcopy(form_class.base_fields), None, {}
    form.initial, form.cleaned_data = {}, {}
    texts = set(form.free_text_fields())
    form.data = {f"{name}{cell}": PHONE for name in texts for cell in _cells(form.fields[name])}
    unguarded = {name for name in texts if not form._new_hits(PERSONAL_NUMBERS, name)}
    assert unguarded == UNGUARDED.get(form_class.__name__, set()) & texts


def _cells(field):
    columns = getattr(field, "columns", ())
    return [f"-0-{column.name}" for column in columns if column.kind == "text"] or [""]


def test_the_list_names_only_what_is_there():
    names = {one.__name__: set(one.base_fields) for one in FORMS}
    assert all(fields <= names[form] for form, fields in UNGUARDED.items())


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("communications:", "title"),
        ("communications:", "outcome"),
        ("plans:", "note"),
        ("capacity:", "organiser"),
        ("models_sites:", "in_charge"),
    ],
)
def test_it_is_pointed_out_on_the_page_and_saved_with_the_box(cast, as_, kind, field):
    client, path, good = form_of(cast, as_, kind)
    page = refused(client, path, good | {field: PHONE})
    assert page.xpath(f"//*[@data-error-summary]//a[@href='#id_{field}']")
    assert page.xpath("//input[@type='checkbox'][@name='not_a_victim']")
    assert_still_typed(page, good | {field: PHONE})
    assert client.post(path, good | {field: PHONE, "not_a_victim": "on"}).status_code == 302


# Texts of signs that nobody sees.


UNSEEN = "\u3164\u2800\u200b\u00ad\ufe0f\U000e0041\u115f"
REQUIRED = [
    (one, name)
    for one in FORMS
    for name, field in one.base_fields.items()
    if field.required and is_free_text(field) and not hasattr(field, "free_text")
]


@pytest.mark.parametrize(("form_class", "name"), REQUIRED, ids=lambda one: getattr(one, "__name__", one))
def test_a_required_text_of_signs_that_nobody_sees_is_empty(form_class, name):
    assert issubclass(form_class, CleanTextMixin)
    with pytest.raises(ValidationError) as refusal:
        form_class.base_fields[name].clean(clean_data({name: UNSEEN})[name])
    assert refusal.value.code == "required"


@pytest.mark.parametrize("kind", ["communications:", "plans:", "models_sites:"])
def test_it_is_told_on_the_page_as_empty(cast, as_, kind):
    client, path, good = form_of(cast, as_, kind)
    field = "name" if kind.startswith("models") else "title"
    page = refused(client, path, good | {field: UNSEEN})
    assert_told_at(page, field, "Không được để trống.")
