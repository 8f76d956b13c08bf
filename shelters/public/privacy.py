"""Privacy of the public pages: no sessions or cookies, strict headers, and no line in a log."""

from django.http import HttpResponseNotFound
from django.urls import Resolver404, resolve

PREFIX = "/shelters/"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


def private_pages(get_response):
    """Middleware: answer requests under PREFIX before any middleware of sessions, log-ins or messages.

    It stands right below WhiteNoise. The views would leave the session alone by themselves, but the next middleware
    that somebody adds might not; one that is never called can neither set a cookie nor vary by one.
    """

    def answer(request):
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        try:
            view, args, kwargs = resolve(request.path_info)
        except Resolver404:
            response = HttpResponseNotFound(content_type="text/plain; charset=utf-8")
        else:
            response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


class PrivacyFilter:
    """Logging filter that drops each record of a request for a public page, its style sheet included."""

    mark = PREFIX.rstrip("/")

    def filter(self, record):
        """Return False where the message, with its arguments, or the record's request names such a page."""
        if self.mark in getattr(getattr(record, "request", None), "path", ""):
            return False
        return self.mark not in record.getMessage()
