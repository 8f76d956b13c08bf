"""The page for what nobody foresaw. It asks neither database nor session: either may be what is broken."""

import sys
from urllib.parse import urlsplit

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

# Seconds after which a browser or a front server may ask again.
RETRY_SECONDS = 30


def server_error(request):
    """500, or 503 while the database is away; whoever sent something is told what became of it, and the way back."""
    return _page(request, sys.exc_info()[1], status=500)


def bad_request(request, exception):
    """Django's own page, which says that nothing was saved; not where only the session was lost, at the very end."""
    if isinstance(exception, SessionInterrupted):
        return _page(request, exception, status=400)
    return defaults.bad_request(request, exception)


def _page(request, error, *, status):
    is_away, was_sent = _is_of_lost_database(error), request.method == "POST"
    context = {"is_away": is_away, "was_sent": was_sent, "is_saved_once": was_sent and _is_saved_once(request)}
    context["back"] = _page_before(request) if was_sent else request.get_full_path()
    response = HttpResponse(render_to_string("500.html", context), status=503 if is_away else status)
    if is_away:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _is_of_lost_database(error):
    """Whether that is what it comes from in the end: Django takes a session that can't be written for a deleted one."""
    while error and not isinstance(error, (OperationalError, InterfaceError)):
        error = error.__cause__ or error.__context__
    return error is not None


def _is_saved_once(request):
    """Whether the form may be sent again without a thought (`progress.sendings`)."""
    try:
        return "form_id" in request.POST
    except Exception:
        # It may be the form itself that can't be read.
        return False


def _page_before(request):
    """The address here of the page that was sent from; the home page where the browser does not say."""
    before = urlsplit(request.headers.get("Referer", ""))
    return f"/{before.path.lstrip('/')}{'?' if before.query else ''}{before.query}"
