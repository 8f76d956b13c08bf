"""Bodies: the offices that issue documents, with all that is printed of them, and who signs when."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch

from accounts.permissions import WHO, can_administer, require
from administration.set_up import added, changed
from calendars.clock import today
from texts.normalise import fold
from units.models import Body, Signer, Unit


def bodies_of(user):
    """The bodies of the units at and below the administrator's own; none for others."""
    if not can_administer(user):
        return Body.objects.none()
    bodies = Body.objects.filter(unit__in=Unit.objects.under(user.unit_id)).select_related("unit")
    return bodies.order_by("-unit__level", "unit__code", "function", "-valid_from")


def with_signers(bodies):
    """The same, each with `signing`: whoever signs today, as a list."""
    return bodies.prefetch_related(Prefetch("signers", queryset=Signer.objects.valid_on(today()), to_attr="signing"))


def holding(bodies, words):
    """Those whose name, symbol or unit hold every word, accents and case aside."""
    asked = fold(words).split()
    return [one for one in bodies if all(word in fold(f"{one.name} {one.symbol} {one.unit.name}") for word in asked)]


def without_signer(bodies):
    """The bodies in force for which nobody signs today."""
    signing = Signer.objects.valid_on(today()).filter(body=OuterRef("pk"))
    return bodies.valid_on(today()).filter(~Exists(signing))


@transaction.atomic
def save(body, names, signers, *, by):
    """Keep a body, new or changed in the fields `names`, and the rows of its signers (a checked formset)."""
    require(bodies_of(by).filter(pk=body.pk).exists() or not body.pk, WHO.administers())
    require(Unit.objects.under(by.unit_id).filter(pk=body.unit_id).exists(), WHO.administers())
    is_new = body.pk is None
    body.full_clean()
    body.save()
    signers.instance = body
    signers.save()
    if is_new:
        added(body, by=by)
    else:
        told = str(Signer._meta.verbose_name_plural) if signers.has_changed() else ""
        changed(body, names, by=by, told=told)
    return body
