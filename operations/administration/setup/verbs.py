"""The set-up of an empty portal: the units of a province, who reports, their bodies, and the catalogues."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.models import User
from core.accounts.permissions import WHO, can_administer, require
from core.directives.loading import load_tasks
from core.units.models import Body, Placement, ReportingLevel, Signer, Unit
from core.units.tree import country_unit, has_units, rebuild_ancestry
from models_sites.starting import load_kinds
from shelters.starting import load_hotlines


@transaction.atomic
def set_up(plan, level, level_from, templates, *, by):
    """Make the plan's units with their bodies, and let those of `level` report from `level_from` on.

    `templates` are the BodyTemplate of "province" and of the level. The people of the country go over to the province.
    ValidationError where the portal is set up already, or a text does not fit.
    """
    require(can_administer(by), WHO.administers())
    country = Unit.objects.select_for_update().get(pk=country_unit().pk)
    if has_units():
        raise ValidationError(_("The system is already set up."))
    units = Unit.objects.bulk_create(plan.units())
    province, by_code = units[0], {unit.code: unit for unit in units}
    parents = [country, *(by_code[entry.parent] for entry in plan.entries)]
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=parent, valid_from=unit.valid_from)
        for unit, parent in zip(units, parents, strict=True)
    )
    rebuild_ancestry()
    ReportingLevel.objects.create(root=province, level=level, valid_from=level_from)
    _make_bodies(units, level, templates)
    load_tasks()
    load_kinds()
    load_hotlines()
    User.objects.filter(unit=country).update(unit=province)
    log_action("portal_set_up", f"{province} ({len(units) - 1})", by=by, unit=province)
    return province


def _make_bodies(units, level, templates):
    province = units[0]
    made = [templates["province"].body_for(province, province, province.valid_from)]
    made += [templates[level].body_for(unit, province, unit.valid_from) for unit in units[1:] if unit.level == level]
    for body, signer in made:
        body.clean_fields(exclude=["unit"])
        signer.clean_fields(exclude=["body"])
    Body.objects.bulk_create(body for body, _signer in made)
    Signer.objects.bulk_create(signer for _body, signer in made)
