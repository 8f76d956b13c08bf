"""GET /verify/: whether a paper or a file comes from here, for anybody. No session is opened, no cookie set."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from accounts.pace import seconds_to_wait
from reports.papers.verification import TYPED_MAX, by_code, by_hash

HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@login_not_required
@require_safe
def verify(request, code=""):
    """The form; with a code (in the path or `?code=`) or `?sha256=` what is known of it, or 404 with what to try."""
    asked = {"code": code or request.GET.get("code", ""), "sha256": request.GET.get("sha256", "")}
    language = request.GET.get("language")
    language = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        seconds = seconds_to_wait(request, "verify")
        status, context = _answer({name: text.strip()[:TYPED_MAX] for name, text in asked.items()}, seconds)
        context |= {"language": language, "demo_today": settings.DEMO_TODAY}
        # No request: no context processor runs, so nothing of a person can come in, and no cookie go out.
        response = HttpResponse(render_to_string("reports/verify.html", context), status=status)
    for name, value in (HEADERS | {"Content-Language": language}).items():
        response.headers[name] = value
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _answer(asked, seconds):
    """(status, context) of what was asked; `seconds` is how long whoever asks too often has to wait."""
    if seconds:
        return 429, {"asked": {}, "asks_too_often": True}
    if not any(asked.values()):
        return 200, {"asked": {}}
    finding = by_hash(asked["sha256"]) if asked["sha256"] else by_code(asked["code"])
    return (200 if finding else 404), {"asked": asked, "finding": finding}
