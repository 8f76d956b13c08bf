"""What holds for all units: the kinds of support models, and the certificates that signatures are trusted against."""

from django.db import transaction

from accounts.permissions import WHO, can_administer, require
from administration.set_up import added, changed, removed
from calendars.clock import now
from reports.models import TrustedRoot


@transaction.atomic
def save_kind(kind, names, *, by):
    """Keep a kind of support model, new or changed in the fields `names`."""
    require(can_administer(by), WHO.administers())
    is_new = kind.pk is None
    kind.full_clean()
    kind.save()
    if is_new:
        added(kind, by=by)
    else:
        changed(kind, names, by=by)


@transaction.atomic
def load_certificate(name, pem, sha256, *, by):
    """Trust signatures against an authority's certificate from now on (`reports.papers.signatures.load_root`)."""
    require(can_administer(by), WHO.administers())
    root = TrustedRoot.objects.create(name=name, pem=pem, sha256=sha256, added_by=by, added_at=now())
    added(root, by=by)
    return root


@transaction.atomic
def remove_certificate(root, *, by):
    """Trust it no more. Nothing hangs on it: what was checked keeps what was found."""
    require(can_administer(by), WHO.administers())
    removed(root, by=by)
    root.delete()
