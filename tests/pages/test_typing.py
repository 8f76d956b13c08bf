"""Text, numbers and days as people type and paste them: kept in one form, shown as text."""

import pytest
from lxml import html
from refusing import form_of, words

from communications.models import Campaign


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Ho\u0323\u0302i nghi\u0323", "Hội nghị"),
        ("Hội\u200b ng\u202ehị\u2066\ufeff", "Hội nghị"),
        ("\x00Hội\x07 nghị", "Hội nghị"),
        ("  Hội nghị  ", "Hội nghị"),
        ("Hội nghị ２０２０", "Hội nghị 2020"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7|add:1 }} {% now %} %(who)s", "{{ 7|add:1 }} {% now %} %(who)s"),
        ("</title><img src=x onerror=alert(1)>", "</title><img src=x onerror=alert(1)>"),
    ],
)
def test_text_is_kept_clean_and_shown_as_text(cast, as_, given, kept):
    client, path, good = form_of(cast, as_, "communications:")
    response = client.post(path, good | {"title": given, "note": given}, follow=True)
    record = Campaign.objects.get()
    assert (record.title, record.note) == (kept, kept)
    for page in (response, client.get("/communications/"), client.get(path), client.get(f"{path[:-5]}delete/")):
        tree = html.fromstring(page.content.decode())
        assert kept in {words(one) for one in tree.iter() if isinstance(one.tag, str)} | set(tree.xpath("//@value"))
        assert not tree.xpath("//script[contains(., 'alert')] | //img[@onerror]")


@pytest.mark.parametrize(
    ("given", "kept"), [("１００", 100), ("1.250", 1250), (" 100 ", 100), ("10\u200b0", 100), ("0", 0)]
)
def test_numbers_are_taken_as_people_write_them(cast, as_, given, kept):
    client, path, good = form_of(cast, as_, "communications:")
    assert client.post(path, good | {"attendance": given, "female": "", "minority": ""}).status_code == 302
    assert Campaign.objects.get().attendance == kept


@pytest.mark.parametrize("given", ["5/5/2020", "05/05/2020", "2020-05-05", "５/５/２０２０"])
def test_days_are_taken_as_people_write_them(cast, as_, given):
    client, path, good = form_of(cast, as_, "communications:")
    assert client.post(path, good | {"started_on": given, "ended_on": ""}).status_code == 302
    assert f"{Campaign.objects.get().ended_on:%d/%m/%Y}" == "05/05/2020"
