"""What stands between a log-in and every page: its end, the second factor, and the trace that each form leaves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, views
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import second_factor, sessions, trail
from accounts.audit import record

SAFE = ("GET", "HEAD", "OPTIONS")
# May not, and "does not exist for you".
REFUSALS = (403, 404)


class LogInRequired(LoginRequiredMiddleware):
    """Django's own; the log-in page is told when there was a log-in that has ended by itself."""

    def handle_no_permission(self, request, view_func):
        response = super().handle_no_permission(request, view_func)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Location"] += "&ended=idle"
        return response


def watched(get_response):
    """Middleware, below the one that asks for a log-in: `accounts.trail` knows the request while it is answered."""

    def answer(request):
        with trail.following(request):
            return get_response(request)

    return answer


class Watch:
    """Ends a log-in after a working day, holds the second factor, and puts on record what asks for a trace.

    The entry of a form comes before the view and commits by itself: whatever the view changes, that somebody sent the
    form is on record. An entry of a sensitive page comes after it, for whoever was shown it; and so does one of what a
    person was refused, or looked for beyond their sight.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        was_shown = request.method in SAFE and response.status_code == 200
        is_sensitive = was_shown and match and match.view_name in settings.SENSITIVE_PAGES
        # Whoever needs neither entry is not looked up: the page may be one that tells of a lost database.
        if (is_sensitive or response.status_code in REFUSALS) and match and request.user.is_authenticated:
            action, subject = ("viewed", "") if is_sensitive else ("refused", f"{response.status_code} ")
            record(action, subject + request.path, by=request.user, unit=request.user.unit)
        return response

    def process_view(self, request, view_func, args, kwargs):
        person = request.user
        if not person.is_authenticated:
            return None
        if sessions.is_over(request.session):
            logout(request)
            messages.info(request, _("A log-in lasts %(hours)s hours. Please log in again.")
                          % {"hours": settings.SESSION_HOURS})  # fmt: skip
            return views.redirect_to_login(request.get_full_path())
        sessions.touch(request.session)
        if request.method not in SAFE:
            match = request.resolver_match
            record("sent", f"{match.view_name} {request.path}", by=person, unit=person.unit)
        is_open = getattr(view_func, "open_without_second_factor", False)
        if is_open or not getattr(view_func, "login_required", True) or second_factor.is_passed(request.session):
            return None
        return redirect("accounts:second-factor") if second_factor.must_have(person) else None
