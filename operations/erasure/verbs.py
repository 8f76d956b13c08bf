"""Propose, confirm and refuse a purge."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.models import Role, User
from core.accounts.permissions import WHO, can_purge, require
from core.lib.dates.clock import official_now
from core.lib.pages.seen import require_seen, version_of
from core.notifications.verbs import notify
from operations.erasure.erasing import erase
from operations.erasure.matching import MIN_LENGTH, PlainWords, words_as_stored
from operations.erasure.models import Purge
from operations.erasure.occurrences import occurrences_of
from operations.erasure.tombstones import write_tombstone

CAN_CONFIRM = (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.ADMINISTRATOR)


@transaction.atomic
def propose(words, why, files, *, by):
    """Ask a second person to confirm a purge, and notify those who can.

    ValidationError for words that stand nowhere, or are too short to be sure of.
    """
    require(can_purge(by), WHO.purges())
    words = words_as_stored(words)
    if len(words) < MIN_LENGTH:
        raise ValidationError(
            {"words": _("Enter at least %s characters, so that nothing else is removed.") % MIN_LENGTH}
        )
    occurrences = occurrences_of(words, by.unit_id)
    if not occurrences:
        raise ValidationError({"words": _("This text was not found. Copy it exactly.")})
    if not set(files) <= {key for key, _name in occurrences.files}:
        raise ValidationError({"files": _("Choose from the files listed.")})
    purge = Purge.objects.create(words=words, why=why, files=sorted(files), proposed_by=by, proposed_at=official_now())
    log_action("purge_proposed", f"Số {purge.pk}", by=by, unit=by.unit)
    others = User.objects.filter(unit=by.unit, is_active=True, role__in=CAN_CONFIRM).exclude(pk=by.pk)
    notify(
        others,
        occasion=f"purge:{purge.pk}",
        subject="Đề nghị gỡ bỏ thông tin cá nhân chờ xác nhận",
        text=f"{by} đề nghị gỡ bỏ thông tin cá nhân khỏi hệ thống. Cần một người thứ hai xác nhận.",
        path=reverse("safekeeping:purge", args=[purge.pk]),
    )
    return purge


@transaction.atomic
def confirm(purge, *, by, seen=None):
    """Erase the words and files for good.

    ValidationError where it was decided meanwhile, or was proposed by the same person.
    """
    purge = _locked_proposal(purge, by)
    if purge.proposed_by_id == by.pk:
        raise ValidationError(_("Someone else must confirm, because you proposed it."))
    words, files = purge.words, purge.files
    if seen is not None:
        require_seen(seen, version_shown(purge, occurrences_of(words, by.unit_id)))
    _decide(purge, Purge.State.DONE, by)
    purge.found = erase(PlainWords(words), files, by.unit_id)
    purge.save(update_fields=["found"])
    write_tombstone(words, files, by.unit_id)
    log_action("purged", f"Số {purge.pk}", by=by, unit=by.unit)
    return purge


def version_shown(purge, occurrences):
    """Return the version of a proposal and of where its words stand, which the second person is shown."""
    return version_of(purge, sorted(occurrences.counts.items()), sorted(occurrences.files))


@transaction.atomic
def refuse(purge, *, by):
    """Decide that nothing is erased.

    It is also how people take back a proposal of their own.
    """
    purge = _locked_proposal(purge, by)
    _decide(purge, Purge.State.REFUSED, by)
    log_action("purge_refused", f"Số {purge.pk}", by=by, unit=by.unit)
    return purge


def _locked_proposal(purge, by):
    require(can_purge(by), WHO.purges())
    purge = Purge.objects.select_for_update().get(pk=purge.pk, proposed_by__unit=by.unit_id)
    if purge.state != Purge.State.PROPOSED:
        raise ValidationError(_("This has already been decided."))
    return purge


def _decide(purge, state, by):
    purge.state, purge.words, purge.decided_by, purge.decided_at = state, "", by, official_now()
    purge.save()
