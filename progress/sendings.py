"""A form for something new makes it once, however often it is sent: pressed five times, or again after a lost answer.

The page gives each form an id (`form_id`), which a draft keeps too. Whoever goes back and changes something in a form
that was saved wants a second one: what the key stands for is the form's id together with what was typed.
"""

import hashlib
import re
import uuid
from datetime import timedelta

from django.db import transaction

from calendars.clock import now
from progress.models import Sending

# Longer than a browser keeps a draft (`static/js/drafts.js`).
KEPT = timedelta(days=30)
# What a browser sends along that nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "of_page", "draft", "version"}


def form_id(request):
    """The id of the form on a page: a new one, or the one that it was sent with and comes back with."""
    sent = request.POST.get("form_id", "")
    return sent if re.fullmatch(r"[0-9a-f]{32}", sent) else uuid.uuid4().hex


@transaction.atomic
def once(request, make):
    """What `make()` answered when the person sent this form first; sent again it makes nothing.

    Of two that come at once the second waits at the unique key for the first. What was deleted since is made anew.
    """
    key = _key(request)
    if key is None:
        return make()
    sent = Sending.objects.select_for_update()
    sending, is_first = sent.get_or_create(person=request.user, key=key, defaults={"at": now()})
    if not is_first and _is_there(sending.made):
        return sending.made
    sending.made = make()
    sending.save(update_fields=["content_type", "object_id"])
    return sending.made


def _is_there(made):
    taken_back = (getattr(made, name, None) for name in ("deleted_at", "withdrawn_at"))
    return made is not None and not any(taken_back)


def _key(request):
    """The SHA-256 of all that was typed and chosen in the form with that id; None where the form has none."""
    if "form_id" not in request.POST:
        return None
    typed = [[name, *values] for name, values in sorted(request.POST.lists()) if name not in NOT_TYPED and any(values)]
    files = [[name, one.name, one.size] for name, them in sorted(request.FILES.lists()) for one in them]
    return hashlib.sha256(repr([request.path, typed, files]).encode()).hexdigest()


def forget_old():
    """Drop what no browser can send again."""
    Sending.objects.filter(at__lt=now() - KEPT).delete()
