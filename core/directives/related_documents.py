"""Changes of the documents that a draft rests on or asks for."""

from django.db import transaction

from core.directives.verbs import locked_draft, version_shown
from core.lib.pages.seen import require_seen


@transaction.atomic
def save_document(document, *, by):
    """Save a new or changed document of a draft."""
    locked_draft(document.directive, by)
    document.full_clean()
    document.save()
    return document


@transaction.atomic
def remove_document(document, *, by, seen=None):
    """Take a document out of a draft."""
    require_seen(seen, version_shown(locked_draft(document.directive, by)))
    document.delete()
