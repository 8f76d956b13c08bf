"""Public view /verify/ of papers and files; it opens no session and sets no cookie."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from core.accounts.ratelimit import seconds_to_wait
from reports.papers.verification import MAX_TYPED, by_code, by_hash

HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@login_not_required
@require_safe
def verify(request, code=""):
    """Show the form, or what is known of `code` (path or query) or `sha256`; 404 if nothing is."""
    query = {"code": code or request.GET.get("code", ""), "sha256": request.GET.get("sha256", "")}
    language = request.GET.get("language")
    language = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        seconds = seconds_to_wait(request, "verify")
        status, context = _answer({name: text.strip()[:MAX_TYPED] for name, text in query.items()}, seconds)
        context |= {"language": language, "demo_today": settings.DEMO_TODAY}
        # No request: no context processor runs, so nothing of a person can come in, and no cookie go out.
        response = HttpResponse(render_to_string("reports/papers/verify.html", context), status=status)
    for name, value in (HEADERS | {"Content-Language": language}).items():
        response.headers[name] = value
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _answer(query, seconds):
    """Return (status, context); `seconds` is how long a client over the limit has to wait."""
    if seconds:
        return 429, {"asked": {}, "asks_too_often": True}
    if not any(query.values()):
        return 200, {"asked": {}}
    finding = by_hash(query["sha256"]) if query["sha256"] else by_code(query["code"])
    return (200 if finding else 404), {"asked": query, "finding": finding}
