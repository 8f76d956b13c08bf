"""What is answered to a form whose log-in has ended: what was typed is not lost."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.accounts.authentication import second_factor

# What a browser sends along and nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "of_page", "form_id", "version", "began", "direction", "next"}


def whose_log_in(request):
    """Return whose log-in there is, by person and unit filed for; "" without one, or before its second factor."""
    # The public pages are answered before anybody is looked up.
    user = getattr(request, "user", None)
    is_in = (
        user is not None
        and user.is_authenticated
        and (second_factor.is_passed(request.session) or not second_factor.is_required(user))
    )
    return f"{user.pk} {user.filing_unit_id}" if is_in else ""


@login_not_required
@require_GET
def session_state(request):
    """Tell `session.js` whose log-in there is, with a token for its forms."""
    of = whose_log_in(request)
    return JsonResponse({"of": of, "token": get_token(request)} if of else {"of": ""})


def page_of_lost_form(request):
    """Return the page that shows what was sent after the log-in ended; None with a draft, or nothing typed.

    For browsers without scripts, and for a log-in that ends in the very moment. It is kept nowhere else.
    """
    was_logged_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    if request.method != "POST" or not was_logged_in or request.POST.get("draft"):
        return None
    texts = [
        text
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and "password" not in name and not name.endswith(("_FORMS", "-began"))
        for text in values
        if text.strip()
    ]
    return render(request, "accounts/session_ended.html", {"texts": texts}, status=403) if texts else None
