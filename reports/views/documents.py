"""Views of documents: request, progress, download."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.accounts.downloads import send_file
from core.accounts.permissions import can_compile_summary
from core.accounts.ratelimit import ratelimited
from core.lib.pages.form_handling import page_of
from filing.models import Submission
from reports.content.frozen.content import read
from reports.documents.queue import request_document, retry
from reports.forms import DocumentForm
from reports.models import CompilationType, Document, DocumentState, Edition, Format
from reports.views.compiled import other_formats


@require_GET
def document_list(request):
    documents = Document.objects.visible_to(request.user)
    page = page_of(request, documents)
    context = {"title": _("Documents"), "page_obj": page, "may_compile": can_compile_summary(request.user)}
    return render(request, "reports/documents/documents.html", context)


@require_GET
@never_cache
def document_detail(request, pk):
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    return render(
        request, "reports/documents/document.html", {"document": document, "other_formats": other_formats(document)}
    )


@require_GET
@never_cache
def document_status(request, pk):
    """Show the card alone, polled while the job runs."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    return render(request, "reports/documents/_document.html", {"document": document, "live": True})


@require_GET
def document_download(request, pk):
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    if document.state != DocumentState.READY:
        raise Http404
    return send_file(document.file, document.file_name)


@require_POST
@ratelimited("documents")
def document_retry(request, pk):
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    retry(document)
    return redirect("reports:document", pk)


@require_POST
@ratelimited("documents")
def report_document(request, pk):
    """Request a file of a submitted report, made of its frozen content."""
    submissions = Submission.objects.visible_to(request.user).select_related("snapshot", "unit", "period")
    submission = get_object_or_404(submissions, pk=pk)
    form = DocumentForm({"edition": Edition.INTERNAL, "format": Format.PDF} | request.POST.dict())
    if not form.is_valid():
        raise Http404
    if not submission.is_frozen:
        messages.error(
            request, _("Documents can only be made from a report that has been handed in. This one is open.")
        )
        return redirect("reports:submission", pk)
    if form.cleaned_data["edition"] == Edition.OUTWARD and not read(submission.snapshot.content).has_editions:
        messages.error(request, _("This version was frozen before there were two editions. Hand it in again first."))
        return redirect("reports:submission", pk)
    sort = CompilationType.PROVINCIAL_SUMMARY if submission.is_summary else CompilationType.UNIT_REPORT
    document = request_document(
        sort=sort,
        unit=submission.unit,
        period=submission.period,
        snapshot=submission.snapshot,
        by=request.user,
        **form.cleaned_data,
    )
    return redirect("reports:document", document.pk)
