"""The page on which the Department releases typed text: what is shown, what is kept, what it says."""

import pytest
from lxml import html

from filing.submissions import verbs
from reports.content.disclosure_control.typed_text import text_digest
from reports.documents.composition import compose
from reports.models import TextRelease
from reports.views.text_places import marked

pytestmark = pytest.mark.django_db
GOOD, TELLING = "Phối hợp tốt.", "Tiếp nhận 02 chị em ở thôn 4, gọi 0905 123 456."


@pytest.fixture
def path(cast):
    submission = cast.submission()
    submission.evaluation = f"{GOOD}\n{TELLING}"
    submission.save()
    verbs.submit(submission, compose, by=cast["officer"])
    return f"/reports/{submission.pk}/release/"


def page_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def ticked(page):
    return set(page.xpath("//input[@name='text'][@checked]/@value"))


def send(client, path, *words):
    page = page_of(client, path)
    (version,) = page.xpath("//input[@name='snapshot']/@value")
    sent = {"snapshot": version, "text": [text_digest(one) for one in words], "ticked": [*ticked(page)]}
    return client.post(path, sent, follow=True)


def test_each_text_has_a_tick_and_what_is_striking_is_marked(as_, path):
    page = page_of(as_("province"), path)
    assert {text_digest(GOOD), text_digest(TELLING)} <= set(page.xpath("//input[@name='text']/@value"))
    assert not ticked(page)
    (label,) = page.xpath(f"//label[@for='text-{text_digest(TELLING)}']")
    assert [one.text_content() for one in label.xpath(".//mark")] == ["02 chị em", "thôn 4", "0905 123 456"]
    assert "Đánh giá" in label.text_content()
    assert not page.xpath(f"//label[@for='text-{text_digest(GOOD)}']//mark")


def test_what_is_ticked_is_kept_and_what_is_unticked_is_taken_back(cast, as_, path):
    client = as_("province")
    send(client, path, GOOD)
    assert ticked(page_of(client, path)) == {text_digest(GOOD)}
    report = html.fromstring(client.get(path.replace("release/", "")).content.decode())
    assert "1/" in report.xpath(f"string(//p[a[@href='{path}']])")
    outward = client.get(path.replace("release/", "?edition=outward")).content.decode()
    assert GOOD in outward
    assert TELLING not in outward
    send(client, path)
    assert not ticked(page_of(client, path))
    assert GOOD not in client.get(path.replace("release/", "?edition=outward")).content.decode()


def test_an_old_page_leaves_what_a_colleague_decided_since(as_, path):
    client = as_("province")
    page = page_of(client, path)
    (version,) = page.xpath("//input[@name='snapshot']/@value")
    send(client, path, GOOD)
    client.post(path, {"snapshot": version, "text": [text_digest(TELLING)]})
    page = page_of(client, path)
    assert ticked(page) == {text_digest(GOOD), text_digest(TELLING)}
    send(client, path, TELLING)
    # A colleague took that one back: a page on which its tick still stands does not let it out again.
    old = {
        "snapshot": version,
        "text": [text_digest(GOOD), text_digest(TELLING)],
        "ticked": [text_digest(GOOD), text_digest(TELLING)],
    }
    client.post(path, old)
    assert ticked(page_of(client, path)) == {text_digest(TELLING)}


def test_a_page_of_a_former_version_releases_nothing(cast, as_, path):
    client = as_("province")
    (version,) = page_of(client, path).xpath("//input[@name='snapshot']/@value")
    verbs.send_back(cast.submission(), comment="Sửa.", by=cast["head"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    answer = client.post(path, {"snapshot": version, "text": [text_digest(GOOD)]}, follow=True).content.decode()
    assert "đã thay đổi" in answer
    for wrong in ("", "x", "9" * 30):
        client.post(path, {"snapshot": wrong, "text": [text_digest(GOOD)]})
    assert not TextRelease.objects.exists()


def test_before_it_is_handed_in_there_is_nothing_to_release(cast, as_):
    response = as_("province").get(f"/reports/{cast.submission().pk}/release/", follow=True)
    assert response.redirect_chain == [(f"/reports/{cast.submission().pk}/", 302)]


def test_a_new_version_says_what_the_one_before_had_released(cast, as_, path):
    client = as_("province")
    send(client, path, GOOD)
    verbs.send_back(cast.submission(), comment="Sửa.", by=cast["head"])
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    page = page_of(client, path)
    assert not ticked(page)
    assert "bản chốt lần 1 đã cho phép" in page.text_content()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nhà tạm lánh tiếp nhận 02 chị em và 01 cháu nhỏ", ["02 chị em", "01 cháu nhỏ"]),
        ("Số vụ BLGĐ: 04", ["vụ BLGĐ: 04"]),
        ("01 chị ở thôn 4 bị chồng đánh", ["01 chị", "thôn 4"]),
        ("tạm lánh 02\nngười", ["02\nngười"]),
        ("hai phụ nữ tại thôn Dỗi", ["hai phụ nữ", "thôn Dỗi"]),
        ("CCCD 012345678901", ["012345678901"]),
        ("Công tác phối hợp tốt.", []),
        ("<b>03 người</b>", ["03 người"]),
    ],
)
def test_marks(text, found):
    page = html.fromstring(f"<p>{marked(text)}</p>")
    assert [one.text_content() for one in page.xpath("//mark")] == found
    assert page.text_content() == text
    assert not page.xpath("//b")
