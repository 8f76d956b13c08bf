"""A form for something new that is sent again makes it once; what was changed in it, or taken back since, anew."""

from datetime import timedelta

import pytest
from house import typed

from communications.models import Campaign
from core.lib.dates.clock import now
from difficulties.models import Difficulty
from filing import idempotency
from filing.models import Period, Sending
from filing.records.saving import delete_record

NEW, RAISE = "/communications/new/", "/difficulties/new/"
GOOD = {"title": "Nói chuyện", "topic": "policy", "form": "talk", "started_on": "5/5/2020"}
PERIOD = {
    "kind": "thematic",
    "year": "2020",
    "number": "1",
    "start": "1/11/2020",
    "end": "30/11/2020",
    "due_on": "21/12/2020",
    "asked_number": "1/SLĐ",
    "asked_on": "1/12/2020",
    "asked_subject": "Chuyên đề",
}


@pytest.mark.parametrize(
    ("who", "path", "model", "given"),
    [
        ("officer", NEW, Campaign, GOOD),
        ("officer", RAISE, Difficulty, {"title": "Thiếu kinh phí", "text": "Chưa có kinh phí."}),
        ("province", "/reports/periods/new/", Period, PERIOD),
    ],
)
def test_the_same_form_sent_again_leads_to_what_was_made(cast, as_, who, path, model, given):
    client, before = as_(who), model.objects.count()
    if path == NEW:
        given = given | {"task": cast.tasks["comm.policy"].pk}
    sent = typed(client, path, **given)
    answers = [client.post(path, sent) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert model.objects.count() == before + 1
    # Opened anew it is another form.
    assert client.post(path, typed(client, path, **given)).status_code == 302
    assert model.objects.count() == before + 2


def test_what_one_said_in_a_thread_stands_there_once(cast, as_):
    client = as_("officer")
    client.post(RAISE, typed(client, RAISE, title="Thiếu kinh phí", text="Chưa có kinh phí."))
    difficulty = Difficulty.objects.get()
    path = f"{difficulty.get_absolute_url()}reply/"
    sent = typed(client, path, text="Xin nhắc lại.")
    for _n in range(2):
        assert client.post(path, sent).status_code == 302
    assert difficulty.replies.count() == 1


def test_a_form_that_was_gone_back_to_and_changed_makes_a_second(cast, as_):
    client = as_("officer")
    sent = typed(client, NEW, task=cast.tasks["comm.policy"].pk, **GOOD)
    first, second = (client.post(NEW, sent | {"title": title})["Location"] for title in ("Một", "Hai"))
    assert first != second
    assert {one.title for one in Campaign.objects.all()} == {"Một", "Hai"}


def test_what_was_deleted_since_is_made_anew(cast, as_):
    client = as_("officer")
    sent = typed(client, NEW, task=cast.tasks["comm.policy"].pk, **GOOD)
    client.post(NEW, sent)
    delete_record(Campaign.objects.get(), by=cast["officer"])
    assert client.post(NEW, sent).status_code == 302
    [record] = Campaign.objects.all()
    assert client.post(NEW, sent)["Location"] == record.get_absolute_url()


def test_two_people_with_one_forms_id_do_not_meet(cast, as_):
    client = as_("officer")
    sent = typed(client, NEW, task=cast.tasks["comm.policy"].pk, **GOOD)
    client.post(NEW, sent)
    as_("neighbour").post(NEW, sent)
    assert {one.unit.slug for one in Campaign.objects.all()} == {"nam-dong", "phu-loc"}


def test_what_was_refused_is_not_taken_for_sent(cast, as_):
    client = as_("officer")
    sent = typed(client, NEW, task=cast.tasks["comm.policy"].pk, **GOOD)
    refused = client.post(NEW, sent | {"title": ""})
    assert refused.status_code == 422
    # The form that comes back is the same one.
    assert f'value="{sent["form_id"]}"' in refused.content.decode()
    assert not Sending.objects.exists()
    assert client.post(NEW, sent).status_code == 302


def test_old_keys_are_forgotten(cast, as_):
    client = as_("officer")
    client.post(NEW, typed(client, NEW, task=cast.tasks["comm.policy"].pk, **GOOD))
    idempotency.delete_old()
    assert Sending.objects.count() == 1
    Sending.objects.update(at=now() - idempotency.KEEP_FOR - timedelta(minutes=1))
    idempotency.delete_old()
    assert Sending.objects.count() == 0
