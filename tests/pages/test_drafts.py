"""What the server tells a browser of its drafts: which forms may be kept, for whom, and which of them are saved."""

import pytest
from house import form_in, typed
from making import log_entry
from reading import page_of

from filing.records.saving import save_record

NEW, DRAFT = "/communications/new/", "k3jd82hf0a"
GOOD = {"title": "Nói chuyện", "topic": "policy", "form": "talk", "started_on": "5/5/2020", "draft": DRAFT}


def keys_on(client, path):
    return page_of(client, path).xpath("//form/@data-draft")


def told_saved(client):
    return page_of(client).xpath("//meta[@name='drafts-saved']/@content")


@pytest.mark.parametrize("path", [NEW, "/plans/new/", "/models-sites/new/", "report text"])
def test_a_draft_is_kept_for_the_person_and_the_page(cast, as_, path):
    path = f"/reports/{cast.submission().pk}/text/" if path == "report text" else path
    assert keys_on(as_("officer"), path) == [f"{cast['officer'].pk}:{cast['officer'].unit_id}:{path}"]


def test_counts_of_victims_are_not_kept(cast, as_):
    record = save_record(log_entry(cast), by=cast["officer"])
    for path in ("/models-sites/log/new/", f"{record.get_absolute_url()}edit/", "/accounts/password/"):
        assert keys_on(as_("officer"), path) == []
        assert "draft" not in form_in(page_of(as_("officer"), path)).fields


def test_a_draft_counts_as_saved_once_its_form_is(cast, as_):
    client = as_("officer")
    sent = typed(client, NEW, task=cast.tasks["comm.policy"].pk, **GOOD)
    refused = client.post(NEW, sent | {"title": ""})
    assert refused.status_code == 422
    # The form that comes back goes on with the same draft.
    assert f'value="{DRAFT}"' in refused.content.decode()
    assert told_saved(client) == []
    assert client.post(NEW, sent).status_code == 302
    assert told_saved(client) == [DRAFT]


@pytest.mark.parametrize("draft", ["", "x", "K3JD82HF0A", "a" * 41, 'k3jd82hf0a"><b>'])
def test_what_is_no_id_of_a_draft_is_not_remembered(cast, as_, draft):
    client = as_("officer")
    sent = typed(client, NEW, task=cast.tasks["comm.policy"].pk, **GOOD | {"draft": draft})
    assert client.post(NEW, sent).status_code == 302
    assert told_saved(client) == []


def test_who_is_not_logged_in_saves_nothing_and_comes_back_to_the_form(client, cast):
    response = client.post(f"{NEW}?task=comm.policy", GOOD)
    assert response["Location"] == "/accounts/login/?next=/communications/new/%3Ftask%3Dcomm.policy"
    assert "saved_drafts" not in client.session
