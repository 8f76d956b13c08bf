"""Every form of the portal sent twice, as by a second press, and every decision on what a page showed before."""

import pytest
from answers import PEOPLE
from django.apps import apps
from django.db import connection, transaction
from lxml import html
from seeing import is_decision
from slow import some_of
from walking import Walker, lines, path_of

# What is written of each sending, whatever becomes of it.
OF_EACH = {"auditentry", "auditreason", "session"}


def deeds(house):
    """(route, type of the object, its owner's slug, name) of each form that somebody may send, with one who may."""
    seen = set()
    for route, of, method, slug, answers in lines(house):
        who = next((name for name in PEOPLE if answers[name] == "done"), None)
        if method == "POST" and who and (route, of) not in seen:
            seen.add((route, of))
            yield route, of, slug, who


def shown_id(client, path):
    """The id that the page gives its form, as fields; empty where it has none."""
    response = client.get(path)
    if response.status_code != 200 or "html" not in response["Content-Type"]:
        return {}
    forms = [form for form in html.fromstring(response.content.decode()).forms if "form_id" in form.fields]
    return {"form_id": forms[0].fields["form_id"]} if forms else {}


def sent(walker, route, thing, slug, fields):
    """How many rows each table holds once the form is sent."""
    # Its files are read from the beginning.
    walker.data(route, thing, slug)
    walker.client.post(path_of(route, thing), fields)
    return row_counts()


def row_counts():
    """{table: how many rows it holds}, asked of all tables at once."""
    counted = [model for model in apps.get_models() if model._meta.managed and model._meta.model_name not in OF_EACH]
    parts = [f"SELECT '{model._meta.label}', count(*) FROM {model._meta.db_table}" for model in counted]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


@pytest.mark.usefixtures("quiet_refusals")
def test_nothing_is_made_twice(dwelling):
    cast, house = dwelling
    forms, doubled = {}, {}
    for route, of, slug, who in some_of(deeds(house)):
        walker, thing = Walker(cast, house, who, forms), house.get((of, slug))
        path = path_of(route, thing)
        fields = walker.data(route, thing, slug) | shown_id(walker.client, path)
        with transaction.atomic():
            first, second = sent(walker, route, thing, slug, fields), sent(walker, route, thing, slug, fields)
            transaction.set_rollback(True)
        more = {label: second[label] - first[label] for label in first if second[label] > first[label]}
        if more:
            doubled[f"{who}: {path}"] = more
    assert not doubled, "\n".join(f"{where} {more}" for where, more in doubled.items())


@pytest.mark.usefixtures("quiet_refusals")
def test_nothing_is_decided_that_was_not_seen(dwelling):
    """The control is the table of answers, by which each is done with the version that its page shows."""
    cast, house = dwelling
    forms, decided = {}, []
    for route, of, slug, who in some_of(deeds(house)):
        thing = house.get((of, slug))
        path = path_of(route, thing)
        if not is_decision(path):
            continue
        walker = Walker(cast, house, who, forms)
        fields = walker.data(route, thing, slug)
        if "refuse" in fields:
            # A purge that is refused changes nothing of what it names.
            continue
        earlier = dict.fromkeys(["seen", *(f"seen-{pk}" for pk in [fields.get("pick")] if pk)], "of before")
        outcome, _body = walker.send(path, fields | earlier)
        if outcome == "done":
            decided.append(path)
    assert decided == []
