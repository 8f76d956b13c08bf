"""Bodies, the offices that issue documents: finding them, and saving one with its signers."""

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, When

from core.accounts.permissions import WHO, can_administer, require
from core.lib.dates.clock import today
from core.lib.text.normalise import fold
from core.units.models import Body, Signer
from operations.administration.setup_log import log_added, log_changed


def bodies_of(user):
    """Return the bodies of the administrator's own unit, those below and those kept, those of ended units last.

    None for other roles.
    """
    if not can_administer(user):
        return Body.objects.none()
    bodies = Body.objects.filter(unit__in=user.own_units).select_related("unit")
    bodies = bodies.annotate(of_ended=Case(When(unit__valid_to__lt=today(), then=1), default=0))
    return bodies.order_by("of_ended", "-unit__level", "unit__code", "function", "-valid_from")


def with_signers(bodies):
    """Return the bodies, each with `current_signers`: whoever signs today, as a list."""
    return bodies.prefetch_related(
        Prefetch("signers", queryset=Signer.objects.valid_on(today()), to_attr="current_signers")
    )


def matching(bodies, words):
    """Return the bodies whose name, symbol or unit hold every word; accents and case don't matter."""
    folded_words = fold(words).split()
    texts = [(body, fold(f"{body.name} {body.symbol} {body.unit.name}")) for body in bodies]
    return [body for body, text in texts if all(word in text for word in folded_words)]


def without_signer(bodies):
    """Return the bodies in force for which nobody signs today."""
    current_signers = Signer.objects.valid_on(today()).filter(body=OuterRef("pk"))
    of_units_in_force = bodies.valid_on(today()).filter(Q(unit__valid_to=None) | Q(unit__valid_to__gte=today()))
    return of_units_in_force.filter(~Exists(current_signers))


@transaction.atomic
def save(body, names, signers, *, by):
    """Save a body, new or changed in the fields `names`, and its signers (a valid formset)."""
    require(bodies_of(by).filter(pk=body.pk).exists() or not body.pk, WHO.administers())
    require(by.own_units.filter(pk=body.unit_id).exists(), WHO.administers())
    is_new = body.pk is None
    body.full_clean()
    body.save()
    signers.instance = body
    signers.save()
    if is_new:
        log_added(body, by=by)
    else:
        also = str(Signer._meta.verbose_name_plural) if signers.has_changed() else ""
        log_changed(body, names, by=by, also=also)
    return body
