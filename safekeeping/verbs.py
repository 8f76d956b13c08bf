"""Proposing, confirming and refusing a purge."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Role, User
from accounts.permissions import WHO, can_purge, require
from calendars.clock import now
from notices.verbs import tell
from safekeeping import purging
from safekeeping.models import Purge


@transaction.atomic
def propose(words, why, files, *, by):
    """Ask a second person to confirm; ValidationError for words that stand nowhere, or are too short to be sure of."""
    require(can_purge(by), WHO.purges())
    words = " ".join(words.split())
    if len(words) < purging.SHORTEST:
        raise ValidationError({"words": _("Give at least %s letters, so that nothing else is hit.") % purging.SHORTEST})
    places = purging.places_of(words, by.unit_id)
    if not places:
        raise ValidationError({"words": _("These words stand nowhere. Copy them exactly as they stand there.")})
    if not set(files) <= {key for key, _name in places.files}:
        raise ValidationError({"files": _("Choose among the files shown.")})
    purge = Purge.objects.create(words=words, why=why, files=sorted(files), proposed_by=by, proposed_at=now())
    record("purge_proposed", f"Số {purge.pk}", by=by, unit=by.unit)
    others = User.objects.filter(unit=by.unit, is_active=True, role__in=WHO_PURGES).exclude(pk=by.pk)
    tell(
        others, occasion=f"purge:{purge.pk}", subject="Đề nghị gỡ bỏ thông tin cá nhân chờ xác nhận",
        text=f"{by} đề nghị gỡ bỏ thông tin cá nhân khỏi hệ thống. Cần một người thứ hai xác nhận.",
        path=reverse("safekeeping:purge", args=[purge.pk]),
    )  # fmt: skip
    return purge


WHO_PURGES = (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.ADMINISTRATOR)


@transaction.atomic
def confirm(purge, *, by):
    """Take it out, now and for good; ValidationError where it was decided meanwhile or is one's own."""
    purge = _waiting(purge, by)
    if purge.proposed_by_id == by.pk:
        raise ValidationError(_("A second person has to confirm: you proposed it yourself."))
    words, files = purge.words, purge.files
    _decide(purge, Purge.State.DONE, by)
    purge.found = purging.take_out(purging.Words(words), files, by.unit_id)
    purge.save(update_fields=["found"])
    purging.bury(words, files, by.unit_id)
    record("purged", f"Số {purge.pk}", by=by, unit=by.unit)
    return purge


@transaction.atomic
def refuse(purge, *, by):
    """Leave everything as it is; also how one takes a proposal of one's own back."""
    purge = _waiting(purge, by)
    _decide(purge, Purge.State.REFUSED, by)
    record("purge_refused", f"Số {purge.pk}", by=by, unit=by.unit)
    return purge


def _waiting(purge, by):
    require(can_purge(by), WHO.purges())
    purge = Purge.objects.select_for_update().get(pk=purge.pk, proposed_by__unit=by.unit_id)
    if purge.state != Purge.State.PROPOSED:
        raise ValidationError(_("This was decided already."))
    return purge


def _decide(purge, state, by):
    purge.state, purge.words, purge.decided_by, purge.decided_at = state, "", by, now()
    purge.save()
