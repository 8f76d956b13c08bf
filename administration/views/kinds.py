"""The administrator's pages of what holds for all units: kinds of support models, trusted certificates."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import WHO, can_administer, require
from administration import kinds
from administration.kind_forms import CertificateForm, KindForm
from models_sites.models import SiteKind
from reports.models import TrustedRoot


@require_GET
def kind_list(request):
    """Every kind of support model, in the order of lists."""
    require(can_administer(request.user), WHO.administers())
    context = {"title": _("Kinds of support models"), "rows": SiteKind.objects.all()}
    return render(request, "administration/kinds.html", context)


@require_http_methods(["GET", "POST"])
def kind_new(request):
    """Another kind."""
    require(can_administer(request.user), WHO.administers())
    return _kind(request, SiteKind(), _("Add a kind of support model"))


@require_http_methods(["GET", "POST"])
def kind_edit(request, pk):
    """A kind that there is."""
    require(can_administer(request.user), WHO.administers())
    kind = get_object_or_404(SiteKind, pk=pk)
    return _kind(request, kind, _("Change the kind"), subject=str(kind))


def _kind(request, kind, title, subject=""):
    back = reverse("administration:kinds")
    form = KindForm(request.POST or None, instance=kind)
    if form.is_valid():
        kinds.save_kind(form.save(commit=False), form.changed_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {
        "form": form,
        "title": title,
        "subject": subject,
        "cancel_url": back,
        "crumbs": [(_("Kinds of support models"), back)],
    }
    return render(request, "administration/form.html", context, status=422 if form.is_bound else 200)


@require_GET
def certificate_list(request):
    """The certificates that signatures are trusted against."""
    require(can_administer(request.user), WHO.administers())
    context = {"title": _("Trusted certificates"), "rows": TrustedRoot.objects.select_related("added_by")}
    return render(request, "administration/certificates.html", context)


@require_http_methods(["GET", "POST"])
def certificate_new(request):
    """Load one from a file."""
    require(can_administer(request.user), WHO.administers())
    form = CertificateForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        root = kinds.load_certificate(*form.cleaned_data["certificate"], by=request.user)
        messages.success(
            request, _("Loaded: %s. Compare its SHA-256 with the one that the authority publishes.") % root
        )
        return redirect("administration:certificates")
    back = reverse("administration:certificates")
    context = {
        "form": form,
        "title": _("Load a certificate"),
        "cancel_url": back,
        "submit_label": _("Load"),
        "crumbs": [(_("Trusted certificates"), back)],
    }
    return render(request, "administration/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def certificate_remove(request, pk):
    """The question, and it is trusted no more."""
    require(can_administer(request.user), WHO.administers())
    root = get_object_or_404(TrustedRoot, pk=pk)
    back = reverse("administration:certificates")
    if request.method == "POST":
        kinds.remove_certificate(root, by=request.user)
        messages.success(request, _("The certificate is removed."))
        return redirect(back)
    context = {
        "title": _("Remove the certificate"),
        "subject": root,
        "lead": _("New signatures of those it vouches for are not trusted any more. What was checked before stays "
                  "as it was found."),
        "cancel_url": back,
        "submit_label": _("Remove the certificate"),
        "crumbs": [(_("Trusted certificates"), back)],
    }  # fmt: skip
    return render(request, "administration/confirm.html", context)
