"""The administrator's pages about bodies: the list, and the form beside a preview on paper."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_administer, require
from core.lib.dates.clock import today
from core.lib.pages.form_handling import carry_out, form_page, page_of, sent
from core.lib.pages.merging import one_by_one
from core.units.locks import lock_unit
from core.units.models import Body
from operations.administration.bodies import verbs
from operations.administration.bodies.filters import BodyFilter
from operations.administration.bodies.forms import BodyForm, NewBodyForm, signer_formset

PREVIEWED = ("superior_heading", "heading", "symbol", "place", "addressees", "recipients", "filing")


@require_GET
def body_list(request):
    """List the bodies with whoever signs today, by words and state."""
    require(can_administer(request.user), WHO.administers())
    body_filter = BodyFilter(request.GET)
    bodies = body_filter.narrow(verbs.bodies_of(request.user))
    context = {
        "title": _("Bodies"),
        "filter": body_filter,
        "page_obj": page_of(request, bodies),
        "today": today(),
    }
    return render(request, "administration/bodies/bodies.html", context)


@require_http_methods(["GET", "POST"])
def body_new(request):
    """Set up a body; `?unit=` chooses its unit beforehand."""
    require(can_administer(request.user), WHO.administers())
    initial = {"unit": request.GET["unit"]} if "unit" in request.GET else {}
    form = NewBodyForm(sent(request), by=request.user, initial=initial)
    return _body_form_page(request, form, Body(), _("Add a body"))


@require_http_methods(["GET", "POST"])
@one_by_one
def body_edit(request, pk):
    """Change a body and its signers."""
    require(can_administer(request.user), WHO.administers())
    body = get_object_or_404(verbs.bodies_of(request.user), pk=pk)
    if request.method == "POST":
        lock_unit(body.unit_id)
        body = get_object_or_404(verbs.bodies_of(request.user), pk=pk)
    # As it is stored: a form that is wrong has changed the body's name.
    name = str(body)
    return _body_form_page(request, BodyForm(sent(request), instance=body), body, name)


def _body_form_page(request, form, body, title):
    signers = signer_formset(body, sent(request))
    # Both are looked at, so that each shows what is wrong with it.
    is_right = form.is_bound and all([form.is_valid(), signers.is_valid()])
    if form.is_bound and not signers.is_valid():
        form.add_error(None, _("Check the signers: one row needs correcting."))
    answer = is_right and carry_out(
        request,
        lambda: verbs.save(form.save(commit=False), form.changed_data, signers, by=request.user),
        _("Saved. New documents use these details."),
        lambda saved: reverse("administration:body", args=[saved.pk]),
        form=form,
    )
    back = reverse("administration:bodies")
    return answer or form_page(
        request,
        form,
        title,
        back,
        template="administration/bodies/body.html",
        signers=signers,
        paper={name: (form[name].value() or "") for name in PREVIEWED},
        signer=_current_signer(signers),
        today=today(),
        crumbs=[(_("Bodies"), back)],
    )


def _current_signer(signers):
    """Return the stored signer of today, or None."""
    day = today()
    stored = [form.instance for form in signers.forms if form.instance.pk]
    current = (
        signer for signer in stored if signer.valid_from <= day and (not signer.valid_to or signer.valid_to >= day)
    )
    return next(current, None)
