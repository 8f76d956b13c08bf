"""The administrator's page of the levels that report: from when, and how many units they are."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_administer, require
from core.lib.pages.form_handling import carry_out, sent, show
from core.lib.pages.seen import require_seen, seen_in, version_of
from core.lib.text.vietnamese import date_short
from core.units.locks import lock_unit
from core.units.models import Level
from core.units.reporting import set_level, units_of_level
from operations.administration.reporting.forms import ReportingLevelForm


@require_http_methods(["GET", "POST"])
def level_list(request):
    """List which level reports from when, and let another begin on a day."""
    require(can_administer(request.user), WHO.administers())
    root = request.user.unit
    form = ReportingLevelForm(sent(request), root=root)
    answer = carry_out(
        request,
        lambda: _set(root, **form.cleaned_data, by=request.user, seen=seen_in(request)),
        _("Saved. New reporting periods will ask these units."),
        "administration:reporting",
        form=form,
    )
    rules = _rules(root)
    context = {
        "form": form,
        "title": _("Reporting level"),
        "lead": _("The level of units that must report, by date. A period asks the units of its last day."),
        "rows": [(rule, Level(rule.level).label, _number(rule)) for rule in rules],
        "crumbs": [(_("Units"), reverse("administration:units"))],
        "seen": version_of(*rules),
    }
    return answer or show(request, "administration/reporting/levels.html", context, form)


def _rules(root):
    return list(root.reporting_levels.order_by("-valid_from"))


def _number(rule):
    # As many as it began with; those of today are told by the list of units.
    return units_of_level(rule.root, rule.level, rule.valid_from).count()


@transaction.atomic
def _set(root, level, valid_from, *, by, seen):
    lock_unit(root.pk)
    require_seen(seen, version_of(*_rules(root)))
    set_level(root, level, valid_from)
    with override("vi"):
        subject = f"{Level(level).label}, {date_short(valid_from)}"
    log_action("reporting_level_set", subject, by=by, unit=root)
