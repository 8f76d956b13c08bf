"""The words for what acts by itself in an Office file, and the refusal that names it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MACROS = gettext_noop("macros")
OBJECT = gettext_noop("an embedded object from another program (OLE)")
REMOTE = gettext_noop("a template or part loaded from elsewhere")
DDE = gettext_noop("a field that starts a program (DDE)")
# The first word of a field's code, which may stand in quotes.
_DDE_FIELD = re.compile(r'^[\s"\\]*DDE(AUTO)?\b', re.IGNORECASE)


def is_dde(code):
    """Return whether a field's code asks another program for its content."""
    return bool(_DDE_FIELD.match(code))


def refuse_active(found):
    """Raise ValidationError that names the parts found, if there are any."""
    if found:
        raise ValidationError(
            _("This file contains %s. Save it without (.docx, .xlsx) or as a PDF, and choose that.")
            % ", ".join(_(word) for word in sorted(found))
        )


def locked_error():
    """Return the refusal of a file with an opening password."""
    return ValidationError(_("This file has a password. Save it without a password and choose it again."))
