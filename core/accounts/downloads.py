"""Responses that send a file, after a view has checked that the user may see it."""

import logging
import mimetypes
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.accounts import current_request
from core.accounts.audit import log_action

log = logging.getLogger(__name__)


def send_file(file, name, media_type=""):
    """Return a file as a download under `name`; it is never shown as a page nor cached by a proxy.

    The audit log names a stored file by its path in the storage, as the name that a person gave it may say too much; a
    file made for this response alone by `name`.
    """
    request = current_request.current_request()
    log_action("downloaded", file.name if hasattr(file, "storage") else name, by=request.user)
    return _response(file, name, media_type, as_attachment=True)


def send_picture(file):
    """Return a JPEG that the portal itself made, to be shown within a page."""
    return _response(file, PurePath(file.name).name, "image/jpeg", as_attachment=False)


def _response(file, name, media_type, *, as_attachment):
    # A file made for this response alone is in no storage: the front server could not find it.
    by_front_server = settings.X_ACCEL_PREFIX and hasattr(file, "storage")
    try:
        response = _delegated_to_front_server(file) if by_front_server else FileResponse(file.open())
    except FileNotFoundError:
        log.exception("A stored file is missing: %s", file.name)
        raise Http404(_("The file is missing from the server. Tell the administrator.")) from None
    response["Content-Type"] = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(as_attachment, name)
    response["Cache-Control"] = "private, no-store"
    # If a browser shows it as a page all the same, nothing in it may run or load.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _delegated_to_front_server(file):
    """Return an empty response that names the file; `deploy/nginx.conf` adds the bytes and keeps the headers."""
    # Raises FileNotFoundError as opening would.
    file.storage.size(file.name)
    return HttpResponse(headers={"X-Accel-Redirect": settings.X_ACCEL_PREFIX + quote(file.name)})
