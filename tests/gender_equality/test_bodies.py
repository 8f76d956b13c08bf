"""A form that comes in only in part is refused, wherever the line breaks; whatever is whole comes through."""

import io
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from uploading import pdf, upload

from gender_equality.request_bodies import counted_bodies, whole_forms

FIELDS = {"title": "Nói chuyện", "note": "Dài. " * 700}


def came_in(body, content_type, announced):
    """The request of which this much came in, as a view would have it."""
    seen = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "CONTENT_TYPE": content_type}
    environ |= {"CONTENT_LENGTH": str(announced), "wsgi.input": io.BytesIO(body)}
    counted_bodies(lambda environ, _start: seen.append(WSGIRequest(environ)))(environ, None)
    return whole_forms(lambda request: request)(seen[0])


@pytest.mark.parametrize("size", [10, 3_000_000])
def test_with_a_file(size):
    content = pdf("x" * size)
    body = encode_multipart(BOUNDARY, FIELDS | {"upload": upload("a.pdf", content)})
    for part in (0.1, 0.5, 0.999):
        with pytest.raises(BadRequest):
            came_in(body[: int(len(body) * part)], MULTIPART_CONTENT, len(body))
    request = came_in(body, MULTIPART_CONTENT, len(body))
    assert (request.POST.dict(), request.FILES["upload"].read()) == (FIELDS, content)


def test_without_a_file():
    content_type, body = "application/x-www-form-urlencoded", urlencode(FIELDS).encode()
    for part in (0.1, 0.5, 0.999):
        with pytest.raises(BadRequest):
            came_in(body[: int(len(body) * part)], content_type, len(body))
    assert came_in(body, content_type, len(body)).POST.dict() == FIELDS
    # What comes behind the announced end is another request.
    assert came_in(body + b"&note=khac", content_type, len(body)).POST.dict() == FIELDS
