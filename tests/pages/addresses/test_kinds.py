"""The eleven kinds of records have the same views and gates: what `test_access` asks of four holds for all."""

import pytest
from django import forms
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from house import NAMES
from walking import ASKED_BY_ALL, RECORDS, kind_at

from core.directives.models import Task
from core.units.models import Unit
from filing.areas import Kind, all_areas
from filing.models import OfUnitQuerySet
from filing.models.entries import EntryManager

KINDS = {
    NAMES[f"{area.app}:{kind.prefix}-" if kind.prefix else f"{area.app}:"]: kind
    for area in all_areas()
    for kind in area.kinds
}


def views_at(resolver=None, prefix=""):
    """(route, view) of every page."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from views_at(pattern, route)


@pytest.fixture(scope="module")
def pages():
    """{kind: {page below its path: the view there}}."""
    found = {name: {} for name in KINDS}
    where = {name: path for path, name in RECORDS.items()}
    for route, view in views_at():
        if name := kind_at(route):
            found[name][route.removeprefix(where[name])] = view
    return found


def test_every_kind_of_record_is_known():
    assert set(KINDS) == set(RECORDS.values())
    assert set(ASKED_BY_ALL) <= set(KINDS)


def test_every_page_is_a_view_that_everybody_asks_of_another_kind(pages):
    """The same class under the same name, told nothing but the kind, and behind the log-in as the other is."""
    asked = {page: _class_of(view) for name in ASKED_BY_ALL for page, view in pages[name].items()}
    for name, views in pages.items():
        assert len(views) > 5, name
        for page, view in views.items():
            assert view.view_initkwargs == {"kind": KINDS[name]}, (name, page)
            assert _class_of(view) == asked[page], (name, page)


def _class_of(view):
    return view.view_class, getattr(view, "login_required", None)


def test_which_pages_a_kind_has_is_said_by_three_of_its_traits(pages):
    """And each answer to each of the three is that of a kind that everybody asks."""
    traits = {name: (kind.is_record, kind.is_checklist, kind.takes_evidence) for name, kind in KINDS.items()}
    for name, (is_record, is_checklist, takes_evidence) in traits.items():
        found = ["bulk/" in pages[name], "checklist/" in pages[name], "<int:pk>/evidence/" in pages[name]]
        assert found == [is_record, is_checklist, takes_evidence], name
        assert traits[name] in [traits[whole] for whole in ASKED_BY_ALL], name


def test_no_kind_has_a_gate_of_its_own():
    """Rows are looked up by two managers whose one gate is `visible_to`, and carry the unit that it asks about."""
    for name, kind in KINDS.items():
        assert type(kind) is Kind, name
        assert type(kind.model.objects) is EntryManager, name
        assert type(kind.model.everything) is type(KINDS["plan"].model.everything), name
        for manager in (kind.model.objects, kind.model.everything):
            assert type(manager.all()) is OfUnitQuerySet, name
        assert kind.model._meta.get_field("unit").related_model is Unit, name


def test_every_choice_of_rows_is_one_that_everybody_is_shown(cast):
    """A form is not told who asks; what it offers hangs on the record's unit, and is offered by one of the four too."""
    offered = {name: _choices(kind, cast.units["nam-dong"]) for name, kind in KINDS.items()}
    asked = set().union(*(offered[name] for name in ASKED_BY_ALL))
    assert {field for field, _query in asked} == {"commune", "kind", "site", "replaces"}
    for name, choices in offered.items():
        assert choices <= asked, name


def _choices(kind, unit):
    """(field, query) of the fields of the form for a new entry that offer rows; tasks are the same for everybody."""
    form = kind.form(instance=kind.model(unit=unit), kind=kind)
    return {
        (name, str(field.queryset.query))
        for name, field in form.fields.items()
        if isinstance(field, forms.ModelChoiceField) and field.queryset.model is not Task
    }
