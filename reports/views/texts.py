"""The words of a report: paragraphs drafted from the records, edited by people, drafted anew; estimates."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import WHO, can_file, require
from progress import text_verbs
from progress.drafts import draft_key
from progress.models import Submission
from reports.composition import gather, internal
from reports.drafting import draft
from reports.edits import added_to, doubts
from reports.forms import EstimateForm, ParagraphForm, TextForm
from reports.texts import drafted_text, estimated_figures, paragraphs_of


def _to_write(request, pk):
    """The report, if it is the person's own to write."""
    submissions = Submission.objects.visible_to(request.user).select_related("unit", "period", "period__root")
    submission = get_object_or_404(submissions, pk=pk)
    require(can_file(request.user, submission.unit_id), WHO.files())
    return submission


@require_http_methods(["GET", "POST"])
def submission_text(request, pk):
    """The four texts of the officer's own."""
    submission = _to_write(request, pk)
    form = TextForm(request.POST or None, instance=submission)
    here = reverse("reports:submission", args=[pk])
    if form.is_valid():
        try:
            text_verbs.save_text(form.save(commit=False), by=request.user)
            messages.success(request, _("The text of the report was saved."))
            return redirect(here)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "form": form,
        "title": _("Text of the report"),
        "lead": _("What the figures cannot say."),
        "cancel_url": here,
        "draft_key": draft_key(request),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_GET
def paragraph_list(request, pk):
    """Every paragraph as it will be printed, each to be edited; what no longer fits the records is pointed out."""
    submission = _to_write(request, pk)
    gathered = gather(submission)
    context = {
        "submission": submission,
        "sections": paragraphs_of(draft(internal(gathered)), gathered["edits"]),
        "doubts": gathered["doubts"],
        "may_estimate": bool(estimated_figures(submission)),
    }
    return render(request, "reports/paragraphs.html", context)


@require_http_methods(["GET", "POST"])
def paragraph_edit(request, pk, key):
    """One paragraph: the person's words, beside what the records say now. With no words it is left out."""
    submission = _to_write(request, pk)
    gathered = gather(submission)
    sections = draft(internal(gathered))
    drafted = drafted_text(sections, gathered["edits"], key)
    if drafted is None:
        raise Http404
    edit = next((one for one in gathered["edits"] if one["key"] == key), None)
    text = edit["text"] if edit else drafted
    form = ParagraphForm(request.POST or None, initial={"text": text})
    here = reverse("reports:paragraphs", args=[pk])
    if form.is_valid():
        try:
            text_verbs.write_paragraph(submission, key, form.cleaned_data["text"], drafted, by=request.user)
            messages.success(request, _("The paragraph was saved."))
            return redirect(here)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    is_added = any(key == added_to(section.key) for section in sections)
    context = {
        "form": form,
        "title": _("Add a paragraph") if is_added else _("Edit a paragraph"),
        "lead": _("Causes are yours to name: the portal never makes one up. An empty paragraph is left out."),
        "cancel_url": here,
        "draft_key": draft_key(request),
        "submission": submission,
        "key": key,
        "edit": edit,
        "drafted": drafted,
        "doubts": [one for one in doubts(sections, gathered["edits"]) if one.key == key],
    }
    return render(request, "reports/paragraph.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def paragraph_anew(request, pk, key):
    """The question before a person's words are given up, and then the records speak again."""
    submission = _to_write(request, pk)
    edit = get_object_or_404(submission.edits, key=key)
    if request.method == "GET":
        context = {
            "edit": edit,
            "title": _("Give up what was written here?"),
            "lead": _("Then the records speak again. Copy the text first if you may need it."),
            "cancel_url": reverse("reports:paragraphs", args=[pk]),
            "submit_label": _("Give up the text"),
        }
        return render(request, "reports/paragraph_anew.html", context)
    try:
        text_verbs.draft_anew(submission, key, by=request.user)
        messages.success(request, _("The paragraph is drafted from the records again."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("reports:paragraphs", pk)


@require_http_methods(["GET", "POST"])
def estimate_edit(request, pk):
    """What each count will come to by the period's end, where the report is due before it."""
    submission = _to_write(request, pk)
    figures = estimated_figures(submission)
    here = reverse("reports:submission", args=[pk])
    if not figures:
        added_up = _("The estimates of a summary are those of the reports that it adds up.")
        over = _("The period is over: the counts are what they are, and nothing is estimated.")
        messages.error(request, added_up if submission.is_summary else over)
        return redirect(here)
    form = EstimateForm(request.POST or None, figures=figures)
    if form.is_valid():
        try:
            text_verbs.estimate(submission, form.values(), by=request.user)
            messages.success(request, _("The estimates were saved."))
            return redirect(here)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "form": form,
        "title": _("Estimates to the period's end"),
        "lead": _("Leave empty what you do not estimate. The report shows both, count and estimate."),
        "cancel_url": here,
        "draft_key": draft_key(request),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
