"""How a stored file leaves the portal: only from here, after a view has found it within the person's sight."""

import logging
import mimetypes
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts import trail
from accounts.audit import record

log = logging.getLogger(__name__)


def hand_out(file, name, media_type=""):
    """The bytes as a download under that name, never shown as a page of the portal, never cached by a proxy.

    It stands on record by its place in the storage, or by the name where it was made for this answer alone: what a
    person called a file may itself say too much.
    """
    asked = trail.current()
    record("downloaded", file.name if hasattr(file, "storage") else name, by=asked.user)
    return _response(file, name, media_type, as_attachment=True)


def show_picture(file):
    """A JPEG that the portal itself drew, to be shown within a page."""
    return _response(file, PurePath(file.name).name, "image/jpeg", as_attachment=False)


def _response(file, name, media_type, *, as_attachment):
    # What was made for this answer alone lies in no storage: the front server could not find it.
    by_front_server = settings.X_ACCEL_PREFIX and hasattr(file, "storage")
    try:
        response = _left_to_front_server(file) if by_front_server else FileResponse(file.open())
    except FileNotFoundError:
        log.exception("A stored file is missing: %s", file.name)
        raise Http404(_("The file is missing on the server. Tell the administrator.")) from None
    response["Content-Type"] = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(as_attachment, name)
    response["Cache-Control"] = "private, no-store"
    # Should a browser show it as a page all the same, nothing in it may run or load.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _left_to_front_server(file):
    """An empty answer that names the place; `deploy/nginx.conf` puts the bytes in and keeps the headers."""
    # Asks for the file as opening it would.
    file.storage.size(file.name)
    return HttpResponse(headers={"X-Accel-Redirect": settings.X_ACCEL_PREFIX + quote(file.name)})
