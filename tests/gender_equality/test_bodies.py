"""A form that comes in only in part is refused, wherever the line breaks; whatever is whole comes through."""

import io
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from house import typed
from uploading import pdf, upload

from communications.models import Campaign
from gender_equality.wsgi import application
from progress.models import StoredFile

NEW = "/communications/new/"
URLENCODED = "application/x-www-form-urlencoded"


def answered(client, body, content_type, announced):
    """The status of a request by that person of which this much came in."""
    environ = client._base_environ(PATH_INFO=NEW, REQUEST_METHOD="POST", CONTENT_TYPE=content_type)
    environ |= {"CONTENT_LENGTH": str(announced), "wsgi.input": io.BytesIO(body)}
    told = []
    list(application(environ, lambda status, headers: told.append(int(status[:3]))))
    return told[0]


@pytest.fixture
def person(as_):
    return as_("officer")


@pytest.fixture
def fields(cast, person):
    given = {"title": "Nói chuyện", "topic": "policy", "form": "talk", "started_on": "5/5/2020", "note": "Dài. " * 700}
    return typed(person, NEW, task=cast.tasks["comm.policy"].pk, **given)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.999])
@pytest.mark.parametrize("size", [10, 3_000_000])
def test_cut_with_a_file(person, fields, part, size):
    body = encode_multipart(BOUNDARY, fields | {"upload": upload("a.pdf", pdf("x" * size))})
    assert answered(person, body[: int(len(body) * part)], MULTIPART_CONTENT, len(body)) == 400
    assert not Campaign.objects.exists()
    assert answered(person, body, MULTIPART_CONTENT, len(body)) == 302
    assert (Campaign.objects.count(), StoredFile.objects.count()) == (1, 1)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.999])
def test_cut_within_a_text(person, fields, part):
    body = urlencode(fields).encode()
    assert answered(person, body[: int(len(body) * part)], URLENCODED, len(body)) == 400
    assert not Campaign.objects.exists()
    assert answered(person, body, URLENCODED, len(body)) == 302
    assert Campaign.objects.get().note == fields["note"].strip()


def test_what_comes_behind_the_announced_end_is_another_request(person, fields):
    body = urlencode(fields).encode()
    assert answered(person, body + b"&note=khac", URLENCODED, len(body)) == 302
    assert Campaign.objects.get().note == fields["note"].strip()
