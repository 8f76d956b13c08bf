"""What the Department has made besides reports: the leader's page, the letter to the late, the dossier."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.pace import paced
from accounts.permissions import WHO, can_brief, can_compile, require
from progress.models import Period
from reports.brief import compile_brief
from reports.dossiers.forms import DossierForm
from reports.dossiers.gathering import compile_dossier
from reports.jobs import request_document
from reports.letter import compile_letter
from reports.models import Compilation, Format, Sort
from reports.writers.tree import URGENCIES

IN_FORMATS = {
    Sort.BRIEF: (Format.PDF, Format.DOCX),
    Sort.LETTER: (Format.PDF, Format.DOCX),
    Sort.QUICK_REPORT: (Format.PDF, Format.DOCX, Format.XLSX),
}


@require_POST
@paced("documents")
def brief_new(request, pk):
    """The page for the leader, as things stand now."""
    period = period_or_404(request, pk)
    require(can_brief(request.user), WHO.briefs())
    return redirect("reports:document", asked_for(compile_brief(period, by=request.user), request.user).pk)


@require_POST
@paced("documents")
def letter_new(request, pk):
    """The letter to those that are late; `urgency` is one of the decree's words, or none."""
    period = period_or_404(request, pk)
    require(can_compile(request.user), WHO.reviews())
    urgency = request.POST.get("urgency", "")
    if urgency and urgency not in URGENCIES:
        raise Http404
    try:
        letter = compile_letter(period, by=request.user, urgency=urgency)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("reports:period", pk)
    return redirect("reports:document", asked_for(letter, request.user).pk)


@require_http_methods(["GET", "POST"])
@paced("documents")
def dossier_new(request):
    """Days, unit and clauses of a dossier; the worker packs it."""
    require(can_compile(request.user), WHO.reviews())
    form = DossierForm(request.POST or None, root=request.user.unit)
    if form.is_valid():
        given = form.cleaned_data
        unit = given["unit"] or request.user.unit
        try:
            made = compile_dossier(unit, given["window"], by=request.user, tasks=given["tasks"])
            return redirect("reports:document", asked_for(made, request.user, Format.ZIP).pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "form": form,
        "title": _("Dossier for inspectors"),
        "lead": _("One ZIP: a numbered index by clause, the figures, the evidence, and the history of every change."),
        "cancel_url": reverse("reports:documents"),
        "submit_label": _("Make the dossier"),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
@paced("documents")
def compilation_document(request, pk):
    """A page or a letter in another format, of the same content."""
    compilation = get_object_or_404(Compilation.objects.visible_to(request.user), pk=pk, sort__in=IN_FORMATS)
    require(can_brief(request.user), WHO.briefs())
    format = request.POST.get("format")
    if format not in IN_FORMATS[compilation.sort]:
        raise Http404
    return redirect("reports:document", asked_for(compilation, request.user, format).pk)


def period_or_404(request, pk):
    return get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)


def asked_for(compilation, user, format=Format.PDF):
    """The document of a compilation in that format."""
    return request_document(
        sort=compilation.sort, unit=compilation.unit, period=compilation.period, compilation=compilation, by=user,
        format=format,
    )  # fmt: skip


def other_formats(document):
    """The formats that a page or a letter can be had in besides the document's own."""
    return [one for one in IN_FORMATS.get(document.sort, ()) if one != document.format]
