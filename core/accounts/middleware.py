"""Middleware of log-ins: required log-in, expiry, second factor, and entries of the audit log."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, views
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.accounts import current_request, sessions
from core.accounts.audit import log_action
from core.accounts.authentication import second_factor
from core.accounts.authentication.ended_session import page_of_lost_form

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Not allowed, and not within the user's sight (or not there at all).
REFUSED_STATUSES = (403, 404)


class LogInRequiredMiddleware(LoginRequiredMiddleware):
    """Require a log-in as Django does, and tell the log-in page where a session has timed out.

    A form that was filled in is shown, instead of a log-in page that knows nothing of it.
    """

    def handle_no_permission(self, request, view_func):
        if page := page_of_lost_form(request):
            return page
        response = super().handle_no_permission(request, view_func)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Location"] += "&ended=idle"
        return response


def track_request(get_response):
    """Make the request known to `core.accounts.current_request` while it is answered.

    A middleware after the authentication, so that the request has its session and user.
    """

    def middleware(request):
        with current_request.track_request(request):
            return get_response(request)

    return middleware


class AuditMiddleware:
    """Expire sessions, require the second factor, and log forms, sensitive pages and refusals.

    The entry of a form is made before the view and commits by itself: that the form was sent is logged whatever
    becomes of the view's changes. Entries of sensitive pages, which were shown, and of refusals are made after it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        was_shown = request.method in SAFE_METHODS and response.status_code == 200
        is_sensitive = was_shown and match and match.view_name in settings.SENSITIVE_PAGES
        # The user is looked up only for an entry: the page may be the one that says the database is away.
        if (is_sensitive or response.status_code in REFUSED_STATUSES) and match and request.user.is_authenticated:
            action, subject = ("viewed", "") if is_sensitive else ("refused", f"{response.status_code} ")
            log_action(action, subject + request.path, by=request.user, unit=request.user.unit)
        return response

    def process_view(self, request, view_func, args, kwargs):
        user = request.user
        if not user.is_authenticated:
            return None
        if sessions.is_expired(request.session):
            logout(request)
            if page := page_of_lost_form(request):
                return page
            messages.info(
                request, _("A session lasts %(hours)s hours. Log in again.") % {"hours": settings.SESSION_HOURS}
            )
            return views.redirect_to_login(request.get_full_path())
        sessions.touch(request.session)
        if request.method not in SAFE_METHODS:
            match = request.resolver_match
            log_action("sent", f"{match.view_name} {request.path}", by=user, unit=user.unit)
        is_open = getattr(view_func, "open_without_second_factor", False)
        if is_open or not getattr(view_func, "login_required", True) or second_factor.is_passed(request.session):
            return None
        return redirect("accounts:second-factor") if second_factor.is_required(user) else None
