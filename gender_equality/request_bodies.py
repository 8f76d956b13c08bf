"""Rejection of truncated request bodies.

If the connection breaks midway, the web server ends the body and Django accepts what has come: a form would be saved
with half a text and without its file.
"""

from django.core.exceptions import BadRequest
from django.http import UnreadablePostError


class CountedBody:
    """The input stream of a request of `length` bytes; `is_cut` once it has ended early."""

    def __init__(self, stream, length):
        self.stream, self.remaining, self.is_cut = stream, length, False

    def read(self, size=-1):
        wanted = self.remaining if size is None or size < 0 else min(size, self.remaining)
        return self._count(self.stream.read(wanted), wanted)

    def readline(self, size=-1):
        line = self.stream.readline() if size is None or size < 0 else self.stream.readline(size)
        return self._count(line, min(self.remaining, 1))

    def _count(self, data, at_least):
        self.remaining -= len(data)
        self.is_cut |= len(data) < at_least
        return data


def counted_bodies(application):
    """Wrap a WSGI application so that each request's bytes are counted against its Content-Length."""

    def counting_application(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = CountedBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return counting_application


def whole_forms(get_response):
    """Refuse a truncated form (400) before anything reads it; middleware."""

    def middleware(request):
        if request.method == "POST" and _is_cut(request):
            raise BadRequest("The line broke before the whole form was in.")
        return get_response(request)

    return middleware


def _is_cut(request):
    try:
        # The first access reads the body.
        request.POST  # noqa: B018
    except UnreadablePostError:
        return True
    return getattr(request.environ["wsgi.input"], "is_cut", False)
