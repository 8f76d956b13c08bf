"""What holds for all units: kinds of support models, and the certificates that signatures are checked against."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.permissions import WHO, can_administer, require
from core.lib.dates.clock import official_now
from models_sites.models import Site, SiteKind
from operations.administration.setup_log import log_added, log_changed, log_removed
from reports.models import TrustedRoot


@transaction.atomic
def save_kind(kind, names, *, by):
    """Save a kind of support model, new or changed in the fields `names`.

    ValidationError where places of the kind would be counted otherwise: those of days that are reported, too.
    """
    require(can_administer(by), WHO.administers())
    is_new = kind.pk is None
    if not is_new:
        _refuse_counting_otherwise(kind)
    kind.full_clean()
    kind.save()
    if is_new:
        log_added(kind, by=by)
    else:
        log_changed(kind, names, by=by)


def _refuse_counting_otherwise(kind):
    stored = SiteKind.objects.select_for_update().get(pk=kind.pk)
    if kind.helps_people != stored.helps_people and Site.everything.filter(kind=stored).exists():
        message = _("Places of this kind are counted already. Add another kind, and give it to the places it fits.")
        raise ValidationError({"helps_people": message})


@transaction.atomic
def load_certificate(name, pem, sha256, *, by):
    """Trust signatures by an authority's certificate from now on (`reports.papers.trusted_roots.load_root`)."""
    require(can_administer(by), WHO.administers())
    root = TrustedRoot.objects.create(name=name, pem=pem, sha256=sha256, added_by=by, added_at=official_now())
    log_added(root, by=by)
    return root


@transaction.atomic
def remove_certificate(root, *, by):
    """Stop trusting a certificate; what was checked before keeps its result."""
    require(can_administer(by), WHO.administers())
    log_removed(root, by=by)
    root.delete()
