"""The pages that take in many rows: people to invite, bodies, signers. Checked and shown first, then made."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_administer, require
from core.lib.pages.form_handling import carry_out, sent, show
from operations.administration.bulk import verbs
from operations.administration.bulk.bodies_sheet import BodiesSheet
from operations.administration.bulk.forms import RowsForm
from operations.administration.bulk.people_sheet import PeopleSheet, rows_of_missing
from operations.administration.bulk.sheet import version_shown
from operations.administration.bulk.signers_sheet import SignersSheet
from operations.administration.bulk.template import send_template


@require_http_methods(["GET", "POST"])
def people(request):
    """Invite many people at once."""
    title = _("Invite many people")
    lead = _("Each person gets an email with a link, valid for 7 days. Either all rows are saved or none.")
    crumbs = [(_("People"), reverse("administration:people"))]
    rows = rows_of_missing(request.user) if "missing" in request.GET else ""
    return _page(request, PeopleSheet, title, lead, crumbs, reverse("administration:invitations"), rows)


@require_http_methods(["GET", "POST"])
def bodies(request):
    """Set up or change many bodies at once."""
    lead = _(
        "A unit without a body gets a new one. For other units, the row replaces the current details. "
        "Either all rows are saved or none."
    )
    return _page(request, BodiesSheet, _("Set up many bodies"), lead, *_of_bodies())


@require_http_methods(["GET", "POST"])
def signers(request):
    """Let many signers follow those of before."""
    lead = _(
        "Each person signs from the date in the row. The earlier signer signs until the day before. "
        "Either all rows are saved or none."
    )
    return _page(request, SignersSheet, _("Set up many signers"), lead, *_of_bodies())


def _of_bodies():
    back = reverse("administration:bodies")
    return [(_("Bodies"), back)], back


def _page(request, sheet_class, title, lead, crumbs, to, rows=""):
    require(can_administer(request.user), WHO.administers())
    if "template" in request.GET:
        return send_template(sheet_class, rows)
    form = RowsForm(sent(request), request.FILES or None, sheet=sheet_class(request.user), initial={"rows": rows})
    answer = "make" in request.POST and carry_out(
        request,
        lambda: verbs.take_in(sheet_class, form.read, by=request.user, seen=request.POST.get("seen")),
        str,
        to,
        form=form,
    )
    return answer or rows_page(request, form, title, lead, crumbs, sheet_class.COLUMNS)


def rows_page(request, form, title, lead, crumbs, columns, **more):
    """Show the form of the rows with what will be made of each; they can be made once all fit."""
    may_make = form.is_valid()
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "crumbs": crumbs,
        "cancel_url": crumbs[0][1],
        "columns": columns,
        "rows": form.checked,
        "changes": sum(row.is_change for row in form.checked),
        "may_make": may_make,
        "seen": version_shown(form.checked) if may_make else "",
    }
    return show(request, "administration/bulk/rows.html", context | more, form)
