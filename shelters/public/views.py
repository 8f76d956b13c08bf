"""The public pages under /shelters/: for everybody, without sessions or logs."""

import logging
import traceback

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseNotFound
from django.utils.http import content_disposition_header
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from core.accounts.ratelimit import seconds_to_wait
from shelters.public import static_copy
from shelters.public.page import render_asked_too_often, render_page, render_without_places
from shelters.public.places import directory

logger = logging.getLogger(__name__)


@login_not_required
@require_safe
@gzip_page
def page(request, language):
    """Show hotlines and released places; if they can't be read, the static copy or three numbers."""
    if seconds := seconds_to_wait(request, "public"):
        return _too_often(language, seconds)
    return _html(_page_html(language), language)


def _page_html(language):
    try:
        return render_page(directory(language), language)
    except Exception as error:
        # Whatever broke, somebody in danger is shown numbers. The log gets what and where, not who asked.
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("The page for the public: %s in %s, line %s", type(error).__name__, place.name, place.lineno)
    return static_copy.read(static_copy.PAGES[language]) or render_without_places(language)


@login_not_required
@require_safe
def poster(request, slug):
    """Send a district's poster (PDF) under a name that reveals nothing to whoever looks through the phone."""
    return _pdf(request, f"poster-{slug}.pdf", f"to-gap-{slug}.pdf")


@login_not_required
@require_safe
def card(request):
    """Send the pocket card (PDF)."""
    return _pdf(request, "card.pdf", "the.pdf")


def _pdf(request, name, neutral_name):
    if seconds := seconds_to_wait(request, "public"):
        return _too_often("vi", seconds)
    content = static_copy.read_paper(name)
    if content is None:
        return HttpResponseNotFound(content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(True, neutral_name)
    return response


def _too_often(language, seconds):
    response = _html(render_asked_too_often(language), language, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _html(content, language, status=200):
    response = HttpResponse(content, status=status)
    response.headers["Content-Language"] = language
    return response
