"""What leaves a trace in the record of acts without anybody having changed anything."""

from cast import PASSWORD
from django.test import Client
from making import campaign

from core.accounts.models import AuditEntry
from filing.records.saving import save_record


def traces():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "subject", "by__username"))


def test_what_a_person_was_refused(cast, as_):
    talk = save_record(campaign(cast), by=cast["officer"])
    for name, path, status in (
        ("officer", "/paper/", 403),
        ("neighbour", talk.get_absolute_url(), 404),
        ("neighbour", "/khong-co-trang-nay/", 404),
    ):
        assert as_(name).get(path).status_code == status
    told = [one for one in traces() if one[0] == "refused"]
    # An address that there is for nobody is a slip of the finger.
    assert told == [("refused", "403 /paper/", "officer"), ("refused", f"404 {talk.get_absolute_url()}", "neighbour")]


def test_a_form_from_another_site(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["officer"])
    assert client.post("/accounts/sessions/end-others/", headers={"Origin": "https://khac.example"}).status_code == 403
    assert traces()[-1] == ("refused", "403 /accounts/sessions/end-others/", "officer")
    assert client.get("/").status_code == 200


def test_sensitive_pages_and_files(as_):
    client = as_("officer")
    client.get("/plans/")
    client.get("/models-sites/log/")
    client.get("/plans/export/")
    assert [action for action, *_rest in traces()][-2:] == ["viewed", "downloaded"]
    assert ("viewed", "/models-sites/log/", "officer") in traces()
    assert "/plans/" not in [subject for _action, subject, _by in traces()]


def test_a_lock_names_the_account_and_nothing_typed(cast, client):
    for _n in range(7):
        client.post("/accounts/login/", {"username": "officer", "password": f"{PASSWORD}-sai"})
    assert "locked_out" in [action for action, *_rest in traces()]
    assert not [subject for _action, subject, _by in traces() if PASSWORD in subject]


def test_a_log_in_goes_nowhere_else(cast, client):
    for place in ("https://khac.example/", "//khac.example/", "/\\khac.example/"):
        answer = client.post("/accounts/login/", {"username": "officer", "password": PASSWORD, "next": place})
        assert answer["Location"] == "/"
        client.logout()
