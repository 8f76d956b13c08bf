"""The administrator's pages about what holds for all units: kinds of support models, trusted certificates."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_administer, require
from core.lib.pages.form_handling import carry_out, form_page, question_page, sent
from core.lib.pages.merging import locked_while_saved, one_by_one
from models_sites.models import SiteKind
from operations.administration.kinds import verbs
from operations.administration.kinds.forms import CertificateForm, KindForm
from reports.models import TrustedRoot


@require_GET
def kind_list(request):
    """List the kinds of support models."""
    require(can_administer(request.user), WHO.administers())
    context = {"title": _("Kinds of models"), "rows": SiteKind.objects.all()}
    return render(request, "administration/kinds/kinds.html", context)


@require_http_methods(["GET", "POST"])
def kind_new(request):
    """Add a kind."""
    require(can_administer(request.user), WHO.administers())
    return _kind_form_page(request, SiteKind(), _("Add a kind of model"))


@require_http_methods(["GET", "POST"])
@one_by_one
def kind_edit(request, pk):
    """Change a kind."""
    require(can_administer(request.user), WHO.administers())
    kind = get_object_or_404(locked_while_saved(request, SiteKind.objects), pk=pk)
    return _kind_form_page(request, kind, _("Change the kind"), subject=str(kind))


def _kind_form_page(request, kind, title, subject=""):
    back = reverse("administration:kinds")
    form = KindForm(sent(request), instance=kind)
    return carry_out(
        request,
        lambda: verbs.save_kind(form.save(commit=False), form.changed_data, by=request.user),
        _("Saved."),
        back,
        form=form,
    ) or form_page(request, form, title, back, subject=subject, crumbs=[(_("Kinds of models"), back)])


@require_GET
def certificate_list(request):
    """List the certificates that signatures are checked against."""
    require(can_administer(request.user), WHO.administers())
    context = {"title": _("Trusted certificates"), "rows": TrustedRoot.objects.select_related("added_by")}
    return render(request, "administration/kinds/certificates.html", context)


@require_http_methods(["GET", "POST"])
def certificate_new(request):
    """Load a certificate from a file."""
    require(can_administer(request.user), WHO.administers())
    form = CertificateForm(sent(request), request.FILES or None)
    back, title = reverse("administration:certificates"), _("Upload a certificate")
    done = _("Uploaded: %s. Compare its SHA-256 with the one the authority publishes.")
    return carry_out(
        request,
        lambda: verbs.load_certificate(*form.cleaned_data["certificate"], by=request.user),
        lambda root: done % root,
        back,
        form=form,
    ) or form_page(request, form, title, back, submit_label=_("Upload"), crumbs=[(_("Trusted certificates"), back)])


@require_http_methods(["GET", "POST"])
def certificate_remove(request, pk):
    """Ask, then stop trusting a certificate."""
    require(can_administer(request.user), WHO.administers())
    root = get_object_or_404(TrustedRoot, pk=pk)
    back = reverse("administration:certificates")
    done = _("Certificate removed.")
    answer = carry_out(request, lambda: verbs.remove_certificate(root, by=request.user), done, back)
    lead = _("New signatures certified by this authority are no longer trusted. Earlier checks stay as they are.")
    title, crumbs = _("Remove the certificate"), [(_("Trusted certificates"), back)]
    return answer or question_page(request, title, back, title, lead, subject=root, crumbs=crumbs)
