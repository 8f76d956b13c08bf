"""Directives that amend another: a draft of its own, whose clauses change those in force or add further ones."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require
from core.directives.models import Clause
from core.directives.verbs import OWN_DATA, label, locked_draft

KEPT = ("code", "title", "text")
KEPT_IF_CHANGED = ("task", "indicator", *OWN_DATA)


@transaction.atomic
def amend(amendment, directive, *, by):
    """Save the head of an amendment to a published directive, as a draft without clauses."""
    require(can_steer(by) and directive.issuer_id == by.unit_id, WHO.reviews())
    if directive.is_draft or directive.amends_id:
        raise ValidationError(_("You can only amend a published directive that is not an amendment itself."))
    amendment.amends, amendment.year, amendment.issuer_id = directive, directive.year, directive.issuer_id
    amendment.full_clean()
    amendment.save()
    log_action("directive_amended", f"{label(directive)} ← {label(amendment)}", by=by, unit=amendment.issuer)
    return amendment


@transaction.atomic
def change_clause(draft, clause, *, repeals, by):
    """Return a new clause of an amendment that stands in a clause's place, or takes it out of force."""
    stored = locked_draft(draft, by)
    standing = Clause.objects.as_amended(stored.amends) if stored.amends_id else []
    in_force = {former.pk: former for former in standing}
    if clause.pk not in in_force:
        raise ValidationError(_("This clause is no longer in force, or belongs to another directive."))
    last = stored.clauses.order_by("-order").first()
    kept = KEPT if repeals else KEPT + KEPT_IF_CHANGED
    changed = Clause(directive=stored, changes=clause, repeals=repeals, order=last.order + 1 if last else 1)
    for name in kept:
        setattr(changed, name, getattr(in_force[clause.pk], name))
    changed.full_clean()
    changed.save()
    return changed
