"""Views of documents that the Department makes besides reports: brief, letter, dossier."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.permissions import WHO, can_compile_summary, can_make_brief, require
from core.accounts.ratelimit import ratelimited
from core.lib.pages.form_handling import carry_out, form_page, sent
from filing.models import Period
from reports.documents.brief import compile_brief
from reports.documents.late_letter import compile_letter
from reports.documents.queue import request_document
from reports.dossiers.forms import DossierForm
from reports.dossiers.gathering import compile_dossier
from reports.models import Compilation, CompilationType, Format
from reports.writers.tree import URGENCIES

IN_FORMATS = {
    CompilationType.BRIEF: (Format.PDF, Format.DOCX),
    CompilationType.LETTER: (Format.PDF, Format.DOCX),
    CompilationType.QUICK_REPORT: (Format.PDF, Format.DOCX, Format.XLSX),
}


@require_POST
@ratelimited("documents")
def brief_new(request, pk):
    """Make the brief of the period as of now."""
    period = period_or_404(request, pk)
    require(can_make_brief(request.user), WHO.briefs())
    return redirect("reports:document", request_compilation(compile_brief(period, by=request.user), request.user).pk)


@require_POST
@ratelimited("documents")
def letter_new(request, pk):
    """Make the letter to the late units; `urgency` is "" or one of `tree.URGENCIES`."""
    period = period_or_404(request, pk)
    require(can_compile_summary(request.user), WHO.reviews())
    urgency = request.POST.get("urgency", "")
    if urgency and urgency not in URGENCIES:
        raise Http404
    return carry_out(
        request,
        lambda: request_compilation(compile_letter(period, by=request.user, urgency=urgency), request.user),
        "",
        _page_of,
        otherwise=reverse("reports:period", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
@ratelimited("documents")
def dossier_new(request):
    """Show the form of a dossier, and request the dossier."""
    require(can_compile_summary(request.user), WHO.reviews())
    form = DossierForm(sent(request), root=request.user.unit)

    def make():
        cleaned = form.cleaned_data
        unit = cleaned["unit"] or request.user.unit
        dossier = compile_dossier(unit, cleaned["window"], by=request.user, tasks=cleaned["tasks"])
        return request_compilation(dossier, request.user, Format.ZIP)

    title, label, back = _("Dossier for inspectors"), _("Make the dossier"), reverse("reports:documents")
    lead = _("One ZIP file: numbered index by clause, figures, evidence, and the history of changes.")
    return carry_out(request, make, "", _page_of, form=form) or form_page(
        request, form, title, back, lead=lead, submit_label=label
    )


@require_POST
@ratelimited("documents")
def compilation_document(request, pk):
    """Request a compilation in another format."""
    compilation = get_object_or_404(Compilation.objects.visible_to(request.user), pk=pk, sort__in=IN_FORMATS)
    require(can_make_brief(request.user), WHO.briefs())
    format = request.POST.get("format")
    if format not in IN_FORMATS[compilation.sort]:
        raise Http404
    return redirect("reports:document", request_compilation(compilation, request.user, format).pk)


def period_or_404(request, pk):
    return get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)


def request_compilation(compilation, user, format=Format.PDF):
    """Request the document of a compilation in that format."""
    return request_document(
        sort=compilation.sort,
        unit=compilation.unit,
        period=compilation.period,
        compilation=compilation,
        by=user,
        format=format,
    )


def _page_of(document):
    return reverse("reports:document", args=[document.pk])


def other_formats(document):
    """Return the formats in which the document's compilation can be had besides the document's own."""
    return [file_format for file_format in IN_FORMATS.get(document.sort, ()) if file_format != document.format]
