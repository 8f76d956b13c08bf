"""Forms for something new that create it once, however often they are sent.

A form may be sent five times at once, or again after a lost answer. The page gives each form an id (`form_id`), which
a draft keeps too. Whoever goes back and changes a saved form wants a second object, so the key is made of the id and
of what was typed.
"""

import hashlib
import re
import uuid
from datetime import timedelta

from django.db import transaction

from core.lib.dates.clock import now
from filing.drafts import draft_key
from filing.models import Sending

# Longer than a browser keeps a draft (`static/js/drafts.js`).
KEEP_FOR = timedelta(days=30)
# Fields that a browser sends along and nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "of_page", "draft", "seen", "version", "began"}


def form_id(request):
    """Return the id for a form on a page: the one it was sent with, else a new one."""
    sent = request.POST.get("form_id", "")
    return sent if re.fullmatch(r"[0-9a-f]{32}", sent) else uuid.uuid4().hex


def form_keys(request):
    """Return what a page needs of a form that makes one thing and whose text the browser keeps meanwhile."""
    return {"draft_key": draft_key(request), "form_id": form_id(request)}


@transaction.atomic
def make_once(request, make):
    """Return the result of `make()` for the first sending of this form; a repeated one makes nothing.

    Of two simultaneous sendings the second waits at the unique key for the first. An object deleted since is made anew.
    """
    key = _key(request)
    if key is None:
        return make()
    sendings = Sending.objects.select_for_update()
    sending, is_first = sendings.get_or_create(person=request.user, key=key, defaults={"at": now()})
    if not is_first and _exists(sending.made):
        return sending.made
    sending.made = make()
    sending.save(update_fields=["content_type", "object_id"])
    return sending.made


def _exists(entry):
    removals = (getattr(entry, name, None) for name in ("deleted_at", "withdrawn_at"))
    return entry is not None and not any(removals)


def _key(request):
    """Return the SHA-256 of all that was typed and chosen; None for a form without an id."""
    if "form_id" not in request.POST:
        return None
    typed = [[name, *values] for name, values in sorted(request.POST.lists()) if name not in NOT_TYPED and any(values)]
    files = [[name, file.name, file.size] for name, uploads in sorted(request.FILES.lists()) for file in uploads]
    return hashlib.sha256(repr([request.path, typed, files]).encode()).hexdigest()


def delete_old():
    """Delete the keys of forms that no browser can send again."""
    Sending.objects.filter(at__lt=now() - KEEP_FOR).delete()
