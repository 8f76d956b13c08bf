"""A form whose log-in has ended: what `session.js` is told, and the page for browsers without scripts."""

from datetime import timedelta

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from house import typed
from making import site
from reading import page_of

from core.accounts.models import Session
from core.lib.dates.clock import now
from filing.records.saving import save_record
from models_sites.models import LogEntry

STATE, LOG = "/accounts/session/", "/models-sites/log/new/"


def end(client):
    """End the log-in by idleness; its cookie stays in the browser."""
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=now() - timedelta(minutes=1))


def test_it_is_told_whose_log_in_there_is(cast, as_, client):
    assert client.get(STATE).json() == {"of": ""}
    officer = as_("officer")
    told = officer.get(STATE).json()
    assert told["of"] == f"{cast['officer'].pk} {cast['officer'].unit_id}"
    (dialog,) = page_of(officer, LOG).xpath("//dialog[@data-session]")
    assert dialog.get("data-of") == told["of"]
    end(officer)
    assert officer.get(STATE).json() == {"of": ""}


def test_no_form_of_those_who_are_not_logged_in_asks(cast, client):
    assert not page_of(client, "/accounts/login/").xpath("//dialog[@data-session]")


def test_a_second_factor_that_is_missing_is_no_log_in(cast, client, settings):
    settings.DEMO_TODAY = None
    client.force_login(cast["province"])
    assert client.get(STATE).json() == {"of": ""}
    # The form by which it is set up is sent as it is.
    assert not page_of(client, "/accounts/second-factor/new/").xpath("//dialog[@data-session]")
    TOTPDevice.objects.create(user=cast["province"], confirmed=True)
    assert client.get(STATE).json() == {"of": ""}


def test_a_form_is_sent_by_the_new_log_in_with_its_token(cast):
    place = save_record(site(cast), by=cast["officer"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["officer"])
    sent = typed(
        client,
        f"{LOG}?task=model.run",
        site=str(place.pk),
        started_on="15/3/2020",
        ended_on="14/4/2020",
        activities="2",
        status="done",
    )
    client.logout()
    client.force_login(cast["officer"])
    client.cookies.pop("csrftoken", None)
    assert client.post(LOG, sent).status_code == 403
    assert not LogEntry.objects.exists()
    sent["csrfmiddlewaretoken"] = client.get(STATE).json()["token"]
    response = client.post(LOG, sent)
    assert response.status_code == 302, response.context["form"].errors
    assert LogEntry.objects.exists()


@pytest.mark.parametrize("how", ["idle", "a day old"])
def test_without_scripts_what_was_sent_is_shown(cast, as_, settings, how):
    client = as_("officer")
    sent = typed(client, LOG, note="Đang gõ dở", activities="27")
    if how == "idle":
        end(client)
    else:
        settings.SESSION_HOURS = 0
    response = client.post(LOG, sent)
    assert response.status_code == 403
    words = response.content.decode()
    assert "Đang gõ dở" in words
    assert ">27<" in words
    assert sent.get("csrfmiddlewaretoken", "no token") not in words
    assert response["Cache-Control"] == "no-store"
    assert not LogEntry.objects.exists()


def test_a_form_with_a_draft_and_one_of_nobody_lead_to_the_log_in(cast, as_, client):
    assert client.post(LOG, {"note": "x"}).status_code == 302
    officer = as_("officer")
    end(officer)
    sent = {"title": "x", "draft": "k3jd82hf0a"}
    assert officer.post("/communications/new/", sent)["Location"].startswith("/accounts/login/")
