"""The HTML of the public page, from the directory or from the three emergency numbers."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from shelters.public.places import HotlineEntry, PublicDirectory


def render_page(directory: PublicDirectory, language: str) -> str:
    """Return the HTML of the page in that language ("vi" or "en"), the same for everybody and as static copy."""
    return _render(language, directory, "")


def render_without_places(language: str) -> str:
    """Return the page for when the list can't be read."""
    with translation.override(language):
        why = _("The list of places cannot be shown just now. Call one of these numbers.")
    return _render(language, None, why)


def render_asked_too_often(language: str) -> str:
    """Return the page for an address that is rate limited."""
    with translation.override(language):
        why = _("This page has been opened too often from here. Wait a minute to see the list of places.")
    return _render(language, None, why)


def _render(language, directory, why):
    # Without a request no context processor runs: nothing of a person can get in.
    with translation.override(language):
        context = {
            "language": language,
            "hotlines": directory.hotlines if directory else _emergency_hotlines(),
            "districts": _with_neighbours(directory.districts) if directory else (),
            "as_of": directory and directory.as_of,
            "why": why,
            "exit_url": settings.EXIT_URL,
        }
        return render_to_string("shelters/public/public.html", context)


def _with_neighbours(districts):
    """Return [(district, its neighbours with places)]; the neighbours' places are repeated where it has none.

    A link to their place on the page would leave a fragment in the address and in the history, and a script may be
    missing; a phone number at the spot needs neither.
    """
    by_slug = {district.slug: district for district in districts}
    return [(district, [by_slug[slug] for slug in district.nearby if slug in by_slug]) for district in districts]


def _emergency_hotlines():
    """Return the numbers for when the database is down, without the day of their last check, which is unknown then."""
    return (
        HotlineEntry("111", _("Children in danger"), _("National child protection helpline."), "24/7", True, None),
        HotlineEntry("113", _("Police"), _("Someone threatens or beats you."), "24/7", True, None),
        HotlineEntry("115", _("Ambulance"), _("Someone is hurt."), "24/7", True, None),
    )
