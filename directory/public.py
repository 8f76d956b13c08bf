"""The public page as text: from the directory, or from the three numbers that everybody may know by heart."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from directory.reading import Directory, HotlineEntry


def render_page(directory: Directory, language: str) -> str:
    """The HTML of the page in that language ("vi" or "en"), the same for everybody; the static copy is this too."""
    return _render(language, directory, "")


def render_without_places(language: str) -> str:
    """The page while the list can't be read."""
    with translation.override(language):
        why = _("The list of places can't be read just now. Call one of these numbers.")
    return _render(language, None, why)


def render_asked_too_often(language: str) -> str:
    """The page for an address that asks too often."""
    with translation.override(language):
        why = _("This page was opened very often from here. Wait a minute to see the list of places.")
    return _render(language, None, why)


def _render(language, directory, why):
    # No request: no context processor runs, so nothing of a person can come in.
    with translation.override(language):
        context = {
            "language": language,
            "hotlines": directory.hotlines if directory else _known_by_heart(),
            "districts": _with_neighbours(directory.districts) if directory else (),
            "as_of": directory and directory.as_of,
            "why": why,
            "exit_url": settings.EXIT_URL,
        }
        return render_to_string("directory/public.html", context)


def _with_neighbours(districts):
    """(district, neighbours that have places) of each: the places of the neighbours are repeated where none is.

    A link to their place on the page would leave a fragment in the address and in the history, and a script may be
    missing; a phone number at the spot needs neither.
    """
    by_slug = {district.slug: district for district in districts}
    return [(district, [by_slug[slug] for slug in district.nearby if slug in by_slug]) for district in districts]


def _known_by_heart():
    """The numbers for when the database is away: without a day of the last check, since nothing tells it."""
    return (
        HotlineEntry("111", _("Children in danger"), _("National child protection line."), "24/7", True, None),
        HotlineEntry("113", _("Police"), _("You are threatened or beaten."), "24/7", True, None),
        HotlineEntry("115", _("Ambulance"), _("Somebody is hurt."), "24/7", True, None),
    )
