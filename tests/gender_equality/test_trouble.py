"""What people read when something broke that nobody foresaw."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from house import typed
from lxml import html

NEW = "/communications/new/"


@pytest.fixture
def broken(monkeypatch, as_):
    """Somebody whose every request meets with that error in the view."""

    def break_with(error):
        def fail(*args, **kwargs):
            raise error

        client = as_("officer")
        client.raise_request_exception = False
        sent = typed(client, NEW)
        monkeypatch.setattr("filing.pages.views.EntryFormView.target", fail)
        return client, sent

    return break_with


def words(answer):
    return " ".join(html.fromstring(answer.content.decode()).find(".//main").text_content().split())


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_the_database_is_away(broken, error):
    client, sent = broken(error)
    answer = client.get(f"{NEW}?task=comm.policy")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "tự hoạt động trở lại" in words(answer)
    assert "vừa gửi" not in words(answer)
    assert html.fromstring(answer.content.decode()).xpath("//main//a/@href") == [f"{NEW}?task=comm.policy", "/"]
    answer = client.post(NEW, sent, headers={"referer": f"http://testserver{NEW}?task=comm.policy"})
    assert answer.status_code == 503
    assert "Nội dung vừa gửi có thể chưa được lưu" in words(answer)
    assert "không bị lưu hai lần" in words(answer)
    assert html.fromstring(answer.content.decode()).xpath("//main//a/@href") == [f"{NEW}?task=comm.policy", "/"]


def test_what_has_no_id_is_not_to_be_sent_again_unseen(broken):
    client, sent = broken(OperationalError("gone"))
    del sent["form_id"]
    assert "xem đã lưu chưa trước khi gửi lại" in words(client.post(NEW, sent))


def test_something_else_is_broken(broken):
    client, _sent = broken(ZeroDivisionError())
    answer = client.get(NEW)
    assert answer.status_code == 500
    assert "sự cố đã được ghi lại" in words(answer)


@pytest.mark.parametrize("before", ["http://testserver//evil.example/x", "//evil.example/x", "https://evil.example/x"])
def test_the_way_back_leads_nowhere_else(broken, before):
    client, sent = broken(OperationalError("gone"))
    answer = client.post(NEW, sent, headers={"referer": before})
    back = html.fromstring(answer.content.decode()).xpath("//main//a/@href")[0]
    assert back.startswith("/")
    assert not back.startswith("//")


def test_the_page_asks_no_database(db, django_assert_num_queries):
    """Before the session is even read."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.sessions.backends.db.SessionStore.load", lambda self: 1 / 0)
        with django_assert_num_queries(0):
            assert client.get("/").status_code == 500
