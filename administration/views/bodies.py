"""The administrator's pages about bodies: the list, and the form beside what it looks like on paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import WHO, can_administer, require
from administration import bodies
from administration.body_forms import BodyForm, NewBodyForm, signer_rows
from administration.filters import BodyFilter
from calendars.clock import today
from units.models import Body

PAGE_SIZE = 50
SHOWN = ("superior_heading", "heading", "symbol", "place", "addressees", "recipients", "filing")


@require_GET
def body_list(request):
    """Every body with whoever signs today, by words."""
    require(can_administer(request.user), WHO.administers())
    narrowed = BodyFilter(request.GET)
    found = narrowed.narrow(bodies.bodies_of(request.user))
    context = {
        "title": _("Bodies"),
        "filter": narrowed,
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "today": today(),
    }
    return render(request, "administration/bodies.html", context)


@require_http_methods(["GET", "POST"])
def body_new(request):
    """A body of a unit; `?unit=` begins with it."""
    require(can_administer(request.user), WHO.administers())
    given = {"unit": request.GET["unit"]} if "unit" in request.GET else {}
    form = NewBodyForm(request.POST or None, by=request.user, initial=given)
    return _page(request, form, Body(), _("Set up a body"))


@require_http_methods(["GET", "POST"])
def body_edit(request, pk):
    """A body that there is."""
    require(can_administer(request.user), WHO.administers())
    body = get_object_or_404(bodies.bodies_of(request.user), pk=pk)
    name = str(body)
    return _page(request, BodyForm(request.POST or None, instance=body), body, name)


def _page(request, form, body, title):
    signers = signer_rows(body, request.POST or None)
    if form.is_bound and all([form.is_valid(), signers.is_valid()]):
        body = bodies.save(form.save(commit=False), form.changed_data, signers, by=request.user)
        messages.success(request, _("Saved. New documents are printed like this."))
        return redirect("administration:body", body.pk)
    if form.is_bound and not signers.is_valid():
        form.add_error(None, _("Look at the signers: a row is not right."))
    context = {
        "form": form,
        "signers": signers,
        "title": title,
        "paper": {name: (form[name].value() or "") for name in SHOWN},
        "signer": _signer(signers),
        "today": today(),
        "crumbs": [(_("Bodies"), reverse("administration:bodies"))],
        "cancel_url": reverse("administration:bodies"),
    }
    return render(request, "administration/body.html", context, status=422 if form.is_bound else 200)


def _signer(signers):
    """Whoever signs today, as it is stored; None for nobody."""
    day = today()
    rows = [form.instance for form in signers.forms if form.instance.pk]
    return next((one for one in rows if one.valid_from <= day and (not one.valid_to or one.valid_to >= day)), None)
