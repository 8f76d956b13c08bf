"""The releases of typed texts: who let which text of a frozen report go outside."""

from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_release_text, require
from core.lib.dates.clock import official_now, today
from core.units.locks import lock_unit
from filing.errors import InvalidTransition
from filing.models import Submission
from reports.models import TextRelease


def released_in(snapshot):
    """Return the digests of the texts of a snapshot that are released; none for a draft or a compilation."""
    if snapshot is None:
        return frozenset()
    return frozenset(TextRelease.objects.filter(snapshot=snapshot).values_list("sha256", flat=True))


def digest_of(released):
    """Return the digest of a set of releases, by which a document says with which it was made."""
    return sha256("\n".join(sorted(released)).encode()).hexdigest()


@transaction.atomic
def release_texts(submission, snapshot_id, shown, ticked, *, by, were_ticked=None):
    """Let those of the texts shown that were ticked go outside, and take back those that were unticked; digests all.

    What a colleague ticked since the page `were_ticked` is from stays. InvalidTransition where the report has another
    frozen version by now: what was not seen is not released.
    """
    lock_unit(submission.unit_id)
    fresh = Submission.objects.select_related("unit", "period").get(pk=submission.pk)
    require(can_release_text(by, fresh.unit_id), WHO.reviews())
    if not fresh.is_frozen or fresh.snapshot_id != snapshot_id:
        raise InvalidTransition(_("The report has changed since you opened this page. Read the texts again."))
    known = released_in(fresh.snapshot)
    before = known if were_ticked is None else were_ticked
    new, taken_back = (shown & ticked) - before - known, known & shown & before - ticked
    TextRelease.objects.filter(snapshot=snapshot_id, sha256__in=taken_back).delete()
    TextRelease.objects.bulk_create(
        TextRelease(snapshot_id=snapshot_id, sha256=sha256, by=by, at=official_now(), day=today())
        for sha256 in sorted(new)
    )
    if new or taken_back:
        log_action("texts_released", f"{fresh}: +{len(new)} -{len(taken_back)}", by=by, unit=fresh.unit)
    return len(new), len(taken_back)
