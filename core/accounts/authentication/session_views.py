"""The page of a user's own sessions, and their ending."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts import sessions
from core.accounts.audit import log_action


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
    get_object_or_404(sessions.sessions_of(request.user), number=number).delete()
    log_action("session_ended", str(request.user), by=request.user, unit=request.user.unit)
    messages.success(request, _("The session has ended."))
    return redirect("accounts:sessions")


@require_POST
def session_end_others(request):
    """End all sessions of the user but the current one."""
    sessions.end_all(request.user, keep=request.session.session_key)
    log_action("session_ended", str(request.user), by=request.user, unit=request.user.unit)
    messages.success(request, _("All other sessions have ended."))
    return redirect("accounts:sessions")
