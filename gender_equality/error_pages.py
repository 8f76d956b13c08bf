"""Handlers of errors 500, 503 and 400; they use neither database nor session, as either may be what is broken."""

import sys
from urllib.parse import urlsplit

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

# The Retry-After of a 503.
RETRY_SECONDS = 30


def server_error(request):
    """Return the page 500, or 503 while the database is away.

    After a form was sent it says what became of it, and links back.
    """
    return _page(request, sys.exc_info()[1], status=500)


def bad_request(request, exception):
    """Return Django's page 400, which says that nothing was saved.

    A session that was lost while it was stored, after the view, is no such case: it gets our own page.
    """
    if isinstance(exception, SessionInterrupted):
        return _page(request, exception, status=400)
    return defaults.bad_request(request, exception)


def _page(request, error, *, status):
    is_away, was_sent = _is_database_error(error), request.method == "POST"
    context = {"is_away": is_away, "was_sent": was_sent, "is_saved_once": was_sent and _is_saved_once(request)}
    context["back"] = _referring_page(request) if was_sent else request.get_full_path()
    response = HttpResponse(render_to_string("500.html", context), status=503 if is_away else status)
    if is_away:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _is_database_error(error):
    """Return whether a lost database is the cause at the root of the error.

    Django reports a session that can't be written as a deleted one, so the whole chain of causes is searched.
    """
    while error and not isinstance(error, (OperationalError, InterfaceError)):
        error = error.__cause__ or error.__context__
    return error is not None


def _is_saved_once(request):
    """Return whether sending the form again is harmless (`filing.idempotency`)."""
    try:
        return "form_id" in request.POST
    except Exception:
        # The form itself may be unreadable.
        return False


def _referring_page(request):
    """Return the path of the page that sent the form, always on this host; the home page if unknown."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    return f"/{referrer.path.lstrip('/')}{'?' if referrer.query else ''}{referrer.query}"
