"""The pages: a district raises, the Department answers, others do not see it, and what is typed stays."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from test_difficulty_verbs import later, raised

from difficulties.models import Difficulty

PHONE = "Gọi 0905 123 456 để biết thêm."
NEW = {"title": "Thiếu báo cáo viên", "text": "Đề nghị Sở giới thiệu.", "task": ""}


def page(response):
    return html.fromstring(response.content.decode())


def at(difficulty, act=""):
    return f"/difficulties/{difficulty.pk}/{act}"


def test_a_district_raises_and_the_department_answers(cast, as_):
    answer = as_("officer").post("/difficulties/new/", NEW | {"task": cast.tasks["comm.policy"].pk})
    difficulty = Difficulty.objects.get()
    assert (answer.status_code, answer.url) == (302, at(difficulty))
    assert (difficulty.unit, difficulty.raised_on) == (cast.units["nam-dong"], date(2020, 12, 18))
    listed = page(as_("province").get("/difficulties/"))
    assert listed.xpath(f"//table//a[@href='{at(difficulty)}']")
    assert as_("province").post(at(difficulty, "reply/"), {"text": "Sẽ giới thiệu."}).url == at(difficulty)
    seen = page(as_("officer").get(at(difficulty)))
    said = [one.text_content().strip() for one in seen.xpath("//ol[@class='steps']//blockquote")]
    assert said == [NEW["text"], "Sẽ giới thiệu."]
    assert not page(as_("province").get("/difficulties/")).xpath("//table")
    assert as_("officer").post(at(difficulty, "resolve/"), {"text": ""}).url == at(difficulty)
    difficulty.refresh_from_db()
    assert (difficulty.state, difficulty.answered_on) == ("resolved", date(2020, 12, 18))
    as_("officer").post(at(difficulty, "reply/"), {"text": "Lại thiếu."})
    difficulty.refresh_from_db()
    assert difficulty.state == "open"


@pytest.mark.parametrize(
    ("chosen", "kept", "word"),
    [("province", "province", "Ủy ban nhân dân cấp tỉnh"), ("", "department", "Sở nhận báo cáo")],
)
def test_it_says_who_is_to_act(cast, as_, chosen, kept, word):
    answer = as_("officer").post("/difficulties/new/", NEW | {"addressee": chosen})
    assert Difficulty.objects.get().addressee == kept
    assert f"Cơ quan giải quyết: {word}" in page(as_("officer").get(answer.url)).text_content()
    assert as_("officer").post("/difficulties/new/", NEW | {"addressee": "nobody"}).status_code == 422


ACTS = ("", "reply/", "resolve/", "withdraw/")


@pytest.mark.parametrize("name", ["neighbour", "neighbour-head", "admin", "stranger", "far-officer"])
def test_others_do_not_see_it(cast, as_, name):
    difficulty = raised(cast)
    for act in ACTS:
        assert as_(name).get(at(difficulty, act)).status_code == 404
        assert as_(name).post(at(difficulty, act or "restore/"), {"text": "a"}).status_code == 404
    assert at(difficulty) not in as_(name).get("/difficulties/?state=all").content.decode()


def test_who_reads_but_may_not_act(cast, as_):
    difficulty = raised(cast)
    for name in ("head", "leader"):
        assert as_(name).get(at(difficulty)).status_code == 200
        for act in ACTS[1:]:
            assert as_(name).get(at(difficulty, act)).status_code == 403
            assert as_(name).post(at(difficulty, act), {"text": "a"}).status_code == 403
        assert not page(as_(name).get(at(difficulty))).xpath("//form[@data-save]")
    assert as_("province").post(at(difficulty, "withdraw/")).status_code == 403
    assert Difficulty.objects.get().replies.count() == 0


@pytest.mark.parametrize("name", ["head", "province", "leader", "admin"])
def test_only_an_officer_of_a_district_raises(cast, as_, name):
    assert as_(name).get("/difficulties/new/").status_code == 403
    assert as_(name).post("/difficulties/new/", NEW).status_code == 403
    assert not page(as_(name).get("/difficulties/")).xpath("//a[@href='/difficulties/new/']")
    assert not Difficulty.everything.exists()


def test_a_unit_is_never_read_from_the_form(cast, as_):
    as_("officer").post("/difficulties/new/", NEW | {"unit": cast.units["phu-loc"].pk, "raised_on": "1/1/2019"})
    difficulty = Difficulty.objects.get()
    assert (difficulty.unit, difficulty.raised_on) == (cast.units["nam-dong"], date(2020, 12, 18))


def test_a_number_is_pointed_out_and_nothing_typed_is_lost(cast, as_):
    typed = {"title": "Thiếu báo cáo viên", "text": PHONE, "task": str(cast.tasks["comm.policy"].pk)}
    answer = as_("officer").post("/difficulties/new/", typed)
    assert answer.status_code == 422
    seen = page(answer)
    (form,) = seen.xpath("//form[@data-save]")
    values = {name: value.removeprefix("\n") for name, value in form.form_values()}
    assert {name: values[name] for name in typed} == typed
    assert seen.xpath("//*[@data-error-summary]//a[@href='#id_text']")
    assert seen.xpath("//input[@type='checkbox'][@name='not_a_victim']")
    assert not Difficulty.everything.exists()
    assert as_("officer").post("/difficulties/new/", typed | {"not_a_victim": "on"}).status_code == 302
    assert Difficulty.objects.get().text == PHONE


@pytest.mark.parametrize("act", ["reply/", "resolve/"])
def test_a_number_in_an_answer_is_pointed_out_too(cast, as_, act):
    difficulty = raised(cast)
    answer = as_("province").post(at(difficulty, act), {"text": PHONE})
    assert answer.status_code == 422
    assert page(answer).xpath("//textarea[@name='text']/text()")[0].strip() == PHONE
    assert page(answer).xpath("//input[@name='not_a_victim']")
    assert not difficulty.replies.exists()
    assert as_("province").post(at(difficulty, act), {"text": PHONE, "not_a_victim": "on"}).status_code == 302
    assert difficulty.replies.get().text == PHONE


def test_an_answer_that_comes_too_late_is_not_lost(cast, as_):
    difficulty = later(cast, raised(cast), 5, "officer", "resolve")
    answer = as_("province").post(at(difficulty, "reply/"), {"text": "Một câu trả lời dài."})
    assert answer.status_code == 422
    assert page(answer).xpath("//textarea[@name='text']/text()")[0].strip() == "Một câu trả lời dài."
    assert page(answer).xpath("//*[@data-error-summary]//li")
    assert not difficulty.replies.filter(is_answer=True).exists()


def test_an_answer_to_what_was_not_read_is_not_sent_and_stays(cast, as_):
    difficulty = raised(cast)
    path, client = at(difficulty, "reply/"), as_("province")
    (seen,) = page(client.get(path)).xpath("//input[@name='seen']/@value")
    assert as_("officer").post(path, {"text": "Nay thiếu hai người."}).status_code == 302
    answer = client.post(path, {"text": "Sẽ giới thiệu.", "seen": seen})
    assert answer.status_code == 422
    assert "Nay thiếu hai người." in answer.content.decode()
    assert page(answer).xpath("//textarea[@name='text']/text()")[0].strip() == "Sẽ giới thiệu."
    assert not difficulty.replies.filter(is_answer=True).exists()
    (seen,) = page(answer).xpath("//input[@name='seen']/@value")
    assert client.post(path, {"text": "Sẽ giới thiệu.", "seen": seen}).status_code == 302


def test_an_empty_or_endless_answer_and_a_bare_end_are_refused(cast, as_):
    difficulty = raised(cast)
    for act in ("reply/", "resolve/"):
        for text in (" ", "a" * 4001):
            assert as_("province").post(at(difficulty, act), {"text": text}).status_code == 422
    assert Difficulty.objects.get().state == "open"


def test_withdrawing_asks_first_and_can_be_undone(cast, as_):
    difficulty = raised(cast)
    client = as_("officer")
    assert client.get(at(difficulty, "withdraw/")).status_code == 200
    assert Difficulty.objects.exists()
    told = page(client.post(at(difficulty, "withdraw/"), follow=True))
    assert not Difficulty.objects.exists()
    assert client.get(at(difficulty)).status_code == 404
    undo = at(difficulty, "restore/")
    assert told.xpath(f"//div[@class='messages']//form[@action='{undo}']")
    assert client.get(undo).status_code == 405
    assert as_("head").post(undo).status_code == 403
    assert as_("officer").post(undo).url == at(difficulty)
    assert Difficulty.objects.get() == difficulty
    # What was never withdrawn cannot be brought back.
    assert as_("officer").post(undo).status_code == 404


def test_what_was_answered_cannot_be_withdrawn(cast, as_):
    difficulty = later(cast, raised(cast), 5, "province", "answer", "Sẽ giới thiệu.")
    assert as_("officer").get(at(difficulty, "withdraw/")).url == at(difficulty)
    assert as_("officer").post(at(difficulty, "withdraw/")).url == at(difficulty)
    assert Difficulty.objects.exists()
    assert not page(as_("officer").get(at(difficulty))).xpath(f"//a[@href='{at(difficulty, 'withdraw/')}']")


def listed(client, query):
    titles = page(client.get(f"/difficulties/{query}")).xpath("//table//th[@scope='row']/a/text()")
    return [title.strip() for title in titles]


def test_the_list_by_state_and_unit(cast, as_):
    raised(cast, title="Mới", day=date(2020, 12, 1))
    again = later(cast, raised(cast, title="Cũ"), 3, "province", "answer", "Sẽ giới thiệu.")
    later(cast, again, 10, "officer", "write_again", "Chưa được.")
    later(cast, raised(cast, title="Đã trả lời"), 3, "province", "answer", "Sẽ giới thiệu.")
    later(cast, raised(cast, title="Đã xong", day=date(2020, 10, 1)), 3, "officer", "resolve")
    raised(cast, slug="phu-loc", by="neighbour", title="Phú Lộc", day=date(2020, 11, 20))
    client = as_("province")
    for query in ("", "?state=open", "?state=nonsense", "?unit=0", "?unit=abc"):
        assert listed(client, query) == ["Cũ", "Phú Lộc", "Mới"]
    assert listed(client, "?state=answered") == ["Đã trả lời"]
    assert listed(client, "?state=resolved") == ["Đã xong"]
    assert listed(client, "?state=all") == ["Mới", "Phú Lộc", "Đã trả lời", "Cũ", "Đã xong"]
    assert listed(client, f"?state=all&unit={cast.units['phu-loc'].pk}") == ["Phú Lộc"]
    days = page(client.get("/difficulties/")).xpath("//table//tbody//td[last()]/text()")
    assert days == ["38", "28", "17"]
    assert listed(as_("neighbour"), "?state=all") == ["Phú Lộc"]


def test_pages_take_a_fixed_number_of_queries(cast, as_):
    def queries(name, path):
        client = as_(name)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    for number in (1, 60):
        for _ in range(number):
            difficulty = raised(cast, task=cast.tasks["comm.policy"])
            for day in (3, 4):
                later(cast, difficulty, day, "province", "answer", "Sẽ giới thiệu.")
        assert queries("officer", "/difficulties/?state=all") == 7
        assert queries("province", "/difficulties/?state=all") == 8
        assert queries("officer", at(difficulty)) == 7


def test_the_homes_tell_what_waits(cast, as_):
    line = "//a[@href='/difficulties/?state=open'][contains(@class, 'go')]"
    assert not page(as_("province").get("/")).xpath(line)
    raised(cast, day=date(2020, 12, 13))
    raised(cast, slug="phu-loc", by="neighbour", day=date(2020, 12, 1))
    (link,) = page(as_("province").get("/")).xpath(line)
    assert "2" in link.text_content()
    (notice,) = page(as_("officer").get("/")).xpath("//div[@class='notice'][.//a[@href='/difficulties/new/']]")
    words = notice.text_content()
    assert "1" in words
    assert "5" in words
    assert "17" not in words
    assert not page(as_("head").get("/")).xpath("//a[@href='/difficulties/new/']")
