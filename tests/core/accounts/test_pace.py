"""Each limit at each view that keeps it: so many pass, one more waits, others don't, and time opens it again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cast import PASSWORD
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from lxml import html

from core.accounts import ratelimit
from core.accounts.ratelimit import LIMITS, ratelimited

NUMBER, PASSED = 3, 20
ABSENT = "00000000-0000-4000-8000-000000000000"
# limit: (who, method, path). What does not exist is counted too.
WAYS = [
    ("log-in", "", "post", "/accounts/login/"),
    ("reset", "", "post", "/accounts/password/reset/"),
    ("second-factor", "", "post", "/accounts/login/code/"),
    ("search", "officer", "get", "/search/?q=nam"),
    ("exports", "officer", "get", "/plans/export/"),
    ("exports", "officer", "get", "/dashboards/units/1/charts/attendances-month.xlsx"),
    ("exports", "province", "get", "/dashboards/plans/charts/map.xlsx"),
    ("documents", "officer", "post", "/reports/1/document/"),
    ("documents", "officer", "post", f"/reports/documents/{ABSENT}/retry/"),
    ("documents", "province", "post", "/reports/periods/0/brief/"),
    ("documents", "province", "post", "/reports/periods/0/letter/"),
    ("documents", "province", "post", "/reports/compilations/0/document/"),
    ("documents", "province", "post", "/reports/dossiers/new/"),
    ("documents", "province", "post", "/quick/0/document/"),
    ("documents", "province", "post", "/dashboards/units/0/document/"),
    ("documents", "officer", "post", "/dashboards/plans/document/"),
    ("verify", "", "get", "/verify/"),
    ("public", "", "get", "/shelters/"),
    ("public", "", "get", "/shelters/card.pdf"),
]


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)` goes on; it begins some seconds after a full hour, when every window begins."""
    moment = [datetime(2026, 3, 2, 1, 0, PASSED, tzinfo=UTC)]
    monkeypatch.setattr(ratelimit, "now", lambda: moment[0])

    def go_on(seconds):
        moment[0] += timedelta(seconds=seconds)
        return moment[0]

    return go_on


@pytest.fixture
def few(monkeypatch):
    """`few(name)`: the limit with a small number in place of its own."""

    def make(name):
        monkeypatch.setitem(LIMITS, name, replace(LIMITS[name], number=NUMBER))
        return LIMITS[name]

    return make


@pytest.mark.parametrize(("name", "who", "method", "path"), WAYS)
def test_so_many_pass_and_one_more_waits(cast, clock, few, name, who, method, path):
    limit = few(name)

    def ask(person, address="192.0.2.1"):
        client = Client(REMOTE_ADDR=address)
        if person:
            client.force_login(cast[person])
        return getattr(client, method)(path)

    assert [ask(who).status_code == 429 for _ in range(NUMBER + 1)] == [False] * NUMBER + [True]
    refused = ask(who)
    assert refused.headers["Retry-After"] == str(limit.seconds - PASSED)
    assert "no-store" in refused.headers["Cache-Control"]
    # The same person from elsewhere, another person from here.
    elsewhere, another = ask(who, "192.0.2.2"), ask("leader" if who else "", "192.0.2.1")
    by_person = limit.by == ratelimit.PERSON
    assert (elsewhere.status_code == 429, another.status_code == 429) == (by_person, not by_person)
    clock(limit.seconds - PASSED - 1)
    assert ask(who).status_code == 429
    clock(1)
    assert ask(who).status_code != 429


@pytest.mark.parametrize("name", ["reset", "search"])
def test_a_view_under_the_decorator(cast, clock, few, name):
    limit = few(name)
    view = ratelimited(name)(lambda request: HttpResponse("asked"))

    def ask(user, address="192.0.2.1", method="post"):
        request = getattr(RequestFactory(REMOTE_ADDR=address), method)("/")
        request.user, request.session = user, {}
        return view(request).status_code

    nobody = AnonymousUser()
    # Opening the page is free.
    assert [ask(nobody, method="get") for _ in range(NUMBER + 1)] == [200] * (NUMBER + 1)
    assert [ask(nobody) for _ in range(NUMBER + 1)] == [200] * NUMBER + [429]
    assert ask(nobody, "192.0.2.2") == 200
    assert ask(cast["officer"]) == (200 if limit.by == ratelimit.PERSON else 429)
    clock(limit.seconds)
    assert ask(nobody) == 200


def test_every_limit_is_tried_here():
    assert {name for name, *_rest in WAYS} == set(LIMITS)


def test_the_page_says_from_when_on(cast, client, clock, few):
    limit = few("log-in")
    client.cookies["django_language"] = "en"
    given = {"username": "officer", "password": "sai"}
    for _ in range(NUMBER + 1):
        refused = client.post("/accounts/login/", given)
    told = " ".join(html.fromstring(refused.content.decode()).xpath("string(//main)").split())
    opens = timezone.localtime(clock(limit.seconds - PASSED))
    assert f"{opens:%H:%M}" in told
    assert "too often in a short time" in told
    # Whoever knows the password waits as well, and is in afterwards.
    assert client.post("/accounts/login/", given | {"password": PASSWORD}).status_code == 302


def test_addresses_of_one_line_are_one(cast, client, clock, few):
    few("public")
    for number in range(NUMBER):
        assert client.get("/shelters/card.pdf", REMOTE_ADDR=f"2001:db8:1:2::{number}").status_code == 404
    assert client.get("/shelters/card.pdf", REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert client.get("/shelters/card.pdf", REMOTE_ADDR="2001:db8:1:3::1").status_code == 404


def test_a_cache_that_is_away_lets_people_through(cast, as_, few, settings):
    if "redis" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("a cache in the process has no server that could be away")
    few("search")
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    client = as_("officer")
    assert [client.get("/search/?q=nam").status_code for _ in range(NUMBER + 2)] == [200] * (NUMBER + 2)
