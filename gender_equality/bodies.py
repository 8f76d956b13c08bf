"""A form comes in whole or not at all.

Where the line breaks in the middle, the web server ends the body as if that were all, and Django takes the form for
whole: it would be saved with half a text and without its file.
"""

from django.core.exceptions import BadRequest
from django.http import UnreadablePostError


class CountedBody:
    """The input of a request of `length` bytes; `is_cut` once it turned out to end before."""

    def __init__(self, stream, length):
        self.stream, self.left, self.is_cut = stream, length, False

    def read(self, size=-1):
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        return self._taken(self.stream.read(wanted), wanted)

    def readline(self, size=-1):
        line = self.stream.readline() if size is None or size < 0 else self.stream.readline(size)
        return self._taken(line, min(self.left, 1))

    def _taken(self, data, at_least):
        self.left -= len(data)
        self.is_cut |= len(data) < at_least
        return data


def counted_bodies(application):
    """WSGI middleware: what comes in is counted against what was announced."""

    def answer(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = CountedBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer


def whole_forms(get_response):
    """Middleware: a form whose end is missing is refused (400) before anything reads it."""

    def middleware(request):
        if request.method == "POST" and _is_cut(request):
            raise BadRequest("The line broke before the whole form was in.")
        return get_response(request)

    return middleware


def _is_cut(request):
    try:
        # Comes in with the first look at it.
        request.POST  # noqa: B018
    except UnreadablePostError:
        return True
    return getattr(request.environ["wsgi.input"], "is_cut", False)
