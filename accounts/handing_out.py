"""How a stored file leaves the portal: only from here, after a view has found it within the person's sight."""

import logging

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def hand_out(file, name, media_type=""):
    """The bytes as a download under that name, never shown as a page of the portal, never cached by a proxy."""
    return _response(file, media_type, as_attachment=True, filename=name)


def show_picture(file):
    """A JPEG that the portal itself drew, to be shown within a page."""
    return _response(file, "image/jpeg")


def _response(file, media_type, **options):
    try:
        response = FileResponse(file.open(), **options)
    except FileNotFoundError:
        log.exception("A stored file is missing: %s", file.name)
        raise Http404(_("The file is missing on the server. Tell the administrator.")) from None
    if media_type:
        response["Content-Type"] = media_type
    response["Cache-Control"] = "private, no-store"
    # Should a browser show it as a page all the same, nothing in it may run or load.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
