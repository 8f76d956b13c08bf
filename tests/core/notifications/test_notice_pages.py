"""One's own notices: the list, the bell, the way to what they are about, and the choice of mails."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from lxml import html

from core.lib.dates.clock import now, official_now
from core.notifications import verbs
from core.notifications.models import MailChoice, MailState, Notice

PATH = "/reports/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"


def tell(cast, *names, number=1):
    for one in range(number):
        verbs.notify(
            [cast[name] for name in names],
            occasion=f"summary:{Notice.objects.count()}",
            subject=f"Báo cáo {one}",
            text="Đã sẵn sàng.\n<b>Mời xem</b>",
            path=PATH,
        )


def page(client, path="/notices/"):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words(tree, xpath):
    return [" ".join(one.text_content().split()) for one in tree.xpath(xpath)]


def test_the_list_has_the_newest_first_and_what_was_typed_as_typed(cast, as_, english):
    tell(cast, "officer", number=3)
    tell(cast, "head")
    tree = page(as_("officer"))
    assert words(tree, "//li[@class='doc']//h2") == ["Báo cáo 2", "Báo cáo 1", "Báo cáo 0"]
    assert not tree.xpath("//li[@class='doc']//b")
    assert "<b>Mời xem</b>" in tree.text_content()


def test_opening_leads_to_the_page_and_marks_as_read(cast, as_, english):
    tell(cast, "officer", number=2)
    client = as_("officer")
    assert words(page(client), "//li[@class='doc']//*[contains(@class, 'pill')]") == ["Unread", "Unread"]
    (form,) = page(client).xpath("//li[@class='doc'][.//h2='Báo cáo 1']//form")
    answer = client.post(form.get("action"))
    assert (answer.status_code, answer.url) == (302, PATH)
    assert list(Notice.objects.exclude(seen_at=None).values_list("subject", flat=True)) == ["Báo cáo 1"]
    assert words(page(client), "//li[@class='doc'][.//*[contains(@class, 'pill')]]//h2") == ["Báo cáo 0"]


def test_reading_the_list_marks_nothing(cast, as_):
    tell(cast, "officer")
    page(as_("officer"))
    assert Notice.objects.get().seen_at is None


def test_the_bell_says_how_many_in_a_number_and_in_words(cast, as_, english):
    client = as_("officer")
    assert words(page(client, "/directives/"), "//a[@class='bell'][@href='/notices/']") == [
        "Notifications, none unread"
    ]
    tell(cast, "officer", number=3)
    tell(cast, "head")
    (bell,) = page(client, "/directives/").xpath("//a[@class='bell'][@href='/notices/']")
    assert bell.get("href") == "/notices/"
    assert words(bell, ".//*[@class='visually-hidden']") == ["Notifications, unread: 3"]
    assert words(bell, ".//*[@aria-hidden='true' and @class='bell-count']") == ["3"]
    client.post("/notices/seen/")
    assert words(page(client, "/directives/"), "//a[@class='bell'][@href='/notices/']") == [
        "Notifications, none unread"
    ]
    assert Notice.objects.get(person=cast["head"]).seen_at is None


def test_the_bell_is_not_on_the_log_in_page(cast, client):
    assert not page(client, "/accounts/login/").xpath("//a[@class='bell'][@href='/notices/']")


def test_nothing_yet(cast, as_, english):
    tree = page(as_("admin"))
    assert words(tree, "//*[@class='empty']//h2") == ["No notifications yet"]
    assert not tree.xpath("//form[@action='/notices/seen/']")


@pytest.mark.parametrize("state", MailState)
def test_what_became_of_the_mail_in_words(cast, as_, english, state):
    tell(cast, "officer")
    Notice.objects.update(mail=state, sent_at=now() if state == MailState.SENT else None)
    (meta,) = words(page(as_("officer")), "//li[@class='doc']//p[@class='doc-meta']")
    with override("en"):
        assert str(state.label) in meta


@pytest.mark.parametrize("name", ["head", "neighbour", "province", "leader", "admin", "stranger"])
def test_others_do_not_see_it(cast, as_, name):
    tell(cast, "officer")
    notice = Notice.objects.get()
    client = as_(name)
    assert client.post(f"/notices/{notice.pk}/open/").status_code == 404
    client.post("/notices/seen/")
    assert "Báo cáo 0" not in client.get("/notices/").content.decode()
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_methods(cast, as_):
    tell(cast, "officer")
    client = as_("officer")
    for path in (f"/notices/{Notice.objects.get().pk}/open/", "/notices/seen/", "/notices/mail/"):
        assert client.get(path).status_code == 405
    assert client.post("/notices/").status_code == 405
    assert client.post("/notices/999999/open/").status_code == 404
    assert Notice.objects.get().seen_at is None


def test_nobody_without_log_in(cast, client):
    tell(cast, "officer")
    for path in ("/notices/", "/notices/seen/", "/notices/mail/", f"/notices/{Notice.objects.get().pk}/open/"):
        assert client.get(path).url.startswith("/accounts/login/")
        assert client.post(path).url.startswith("/accounts/login/")
    assert Notice.objects.get().seen_at is None


def test_mails_are_chosen(cast, as_, english):
    client, person = as_("officer"), cast["officer"]
    assert not page(client).xpath("//form[@action='/notices/mail/']")
    person.email = "officer@example.vn"
    person.save()
    boxes = "//form[@action='/notices/mail/']//input[@type='checkbox']"
    assert [("checked" in box.attrib) for box in page(client).xpath(boxes)] == [True, True]
    for ticked in ({"by_mail"}, {"reminders_by_mail"}, set(), {"by_mail", "reminders_by_mail"}):
        assert client.post("/notices/mail/", dict.fromkeys(ticked, "on")).url == "/notices/"
        assert {box.get("name") for box in page(client).xpath(boxes) if "checked" in box.attrib} == ticked
    assert MailChoice.objects.get().person == person
    assert "officer@example.vn" in page(client).xpath("string(//form[@action='/notices/mail/'])")


def test_a_mail_whose_outcome_nobody_knows_is_marked(cast, as_):
    tell(cast, "officer")
    Notice.objects.update(mail=MailState.UNKNOWN)
    (pill,) = page(as_("officer")).xpath("//p[@class='doc-meta']//*[contains(@class, 'pill')]")
    assert pill.xpath(".//use")
    assert str(MailState.UNKNOWN.label) in pill.text_content()


def test_fifty_on_a_page_with_as_many_queries_as_for_one(cast, as_, english):
    client = as_("officer")
    counted = []
    for number in (1, 59):
        tell(cast, "officer", number=number)
        with CaptureQueriesContext(connection) as asked:
            tree = page(client)
        counted.append(len(asked))
    assert counted == [7, 7]
    assert len(tree.xpath("//li[@class='doc']")) == 50
    Notice.objects.filter(subject="Báo cáo 58").update(created_at=official_now() - timedelta(days=1))
    assert words(page(client, "/notices/?page=2"), "//li[@class='doc']//h2")[-1] == "Báo cáo 58"
    assert len(page(client, "/notices/?page=nonsense").xpath("//li[@class='doc']")) == 50
