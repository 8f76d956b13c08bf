"""How a stored file leaves the portal: only from here, after a view has found it within the person's sight."""

import logging

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def hand_out(file, name, media_type=""):
    """The bytes as a download under that name, never shown as a page of the portal, never cached by a proxy."""
    try:
        response = FileResponse(file.open(), as_attachment=True, filename=name)
    except FileNotFoundError:
        log.exception("A stored file is missing: %s", file.name)
        raise Http404(_("The file is missing on the server. Tell the administrator.")) from None
    if media_type:
        response["Content-Type"] = media_type
    response["Cache-Control"] = "private, no-store"
    return response
