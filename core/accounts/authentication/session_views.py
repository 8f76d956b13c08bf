"""The page of a user's own sessions, and their ending."""

from functools import partial

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts import sessions
from core.accounts.audit import log_action
from core.lib.pages.form_handling import carry_out


@require_GET
def session_list(request):
    """List the user's sessions, the current one first."""
    here = sessions.number_of(request.session)
    rows = sorted(sessions.sessions_of(request.user), key=lambda session: session.number != here)
    context = {
        "title": _("Your sessions"),
        "rows": rows,
        "here": here,
        "minutes": settings.SESSION_IDLE_MINUTES,
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
def session_end(request, number):
    """End one of the user's own sessions."""
    session = get_object_or_404(sessions.sessions_of(request.user), number=number)
    return _end(request, session.delete, _("The session has ended."))


@require_POST
def session_end_others(request):
    """End all sessions of the user but the current one."""
    others = partial(sessions.end_all, request.user, keep=request.session.session_key)
    return _end(request, others, _("All other sessions have ended."))


def _end(request, end, done):
    def verb():
        end()
        log_action("session_ended", str(request.user), by=request.user, unit=request.user.unit)

    return carry_out(request, verb, done, "accounts:sessions")
