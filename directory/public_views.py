"""GET /shelters/ and what lies below: for everybody, remembering nobody."""

import logging
import traceback

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseNotFound
from django.utils.http import content_disposition_header
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.pace import seconds_to_wait
from directory import static_copy
from directory.public import render_asked_too_often, render_page, render_without_places
from directory.reading import directory

logger = logging.getLogger(__name__)


@login_not_required
@require_safe
@gzip_page
def page(request, language):
    """Hotlines and released places; the static copy, or three numbers, when they can't be read."""
    if seconds := seconds_to_wait(request, "public"):
        return _too_often(language, seconds)
    return _html(_content(language), language)


def _content(language):
    try:
        return render_page(directory(language), language)
    except Exception as error:
        # Whatever broke, somebody in danger is shown numbers. The log is told what and where, not who asked.
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error("The page for the public: %s in %s, line %s", type(error).__name__, place.name, place.lineno)
    return static_copy.read(static_copy.PAGES[language]) or render_without_places(language)


@login_not_required
@require_safe
def poster(request, slug):
    """A district's poster (PDF); the file's name tells nothing to whoever looks through the phone."""
    return _pdf(request, f"poster-{slug}.pdf", f"to-gap-{slug}.pdf")


@login_not_required
@require_safe
def card(request):
    """The pocket card (PDF)."""
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
