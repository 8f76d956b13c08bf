"""Views of a report's text: paragraphs, their edits and drafts, estimates."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_file, require
from core.lib.pages.form_handling import carry_out, form_page, question_page, sent
from core.lib.pages.merging import one_by_one
from core.lib.pages.seen import seen_in, version_of
from core.units.locks import lock_unit
from filing.drafts import draft_key
from filing.models import Submission
from filing.submissions import text_verbs
from reports.documents.composition import gather
from reports.drafting.edits import added_key
from reports.drafting.paragraphs import drafted_text, figures_to_estimate, paragraphs_of
from reports.forms import EstimateForm, ParagraphForm, TextForm


def _writable_or_404(request, pk):
    """Return the report if the user may write its text."""
    submissions = Submission.objects.visible_to(request.user).select_related("unit", "period", "period__root")
    submission = get_object_or_404(submissions, pk=pk)
    require(can_file(request.user, submission.unit_id), WHO.files())
    return submission


def _locked_or_404(request, pk):
    """Return the report if the user may write its text; when that is saved, under the unit's lock."""
    submission = _writable_or_404(request, pk)
    if request.method == "POST":
        lock_unit(submission.unit_id)
        submission = _writable_or_404(request, pk)
    return submission


@require_http_methods(["GET", "POST"])
@one_by_one
def submission_text(request, pk):
    """Edit the officer's own texts."""
    submission = _locked_or_404(request, pk)
    form = TextForm(sent(request), instance=submission, last_year=text_verbs.texts_of_last_year(submission))
    done, report_url = _("Evaluation and proposals saved."), reverse("reports:submission", args=[pk])
    save = partial(text_verbs.save_text, by=request.user)
    title, lead = _("Evaluation and proposals"), _("What the figures cannot show.")
    if form.reuses():
        messages.info(request, _("Last year's text is in the form. Change what is no longer true, then save."))
        page = form_page(request, form, title, report_url, lead=lead, draft_key=draft_key(request))
        page.status_code = 200
        return page
    return carry_out(request, lambda: save(form.save(commit=False)), done, report_url, form=form) or form_page(
        request, form, title, report_url, lead=lead, draft_key=draft_key(request)
    )


@require_GET
def paragraph_list(request, pk):
    """List the paragraphs as they will be printed, and the numbers that the records don't support."""
    submission = _writable_or_404(request, pk)
    gathered = gather(submission)
    context = {
        "title": _("Paragraphs of the report"),
        "submission": submission,
        "sections": paragraphs_of(gathered.sections, gathered.edits),
        "doubts": gathered.doubts,
        "may_estimate": bool(figures_to_estimate(submission)),
    }
    return render(request, "reports/texts/paragraphs.html", context)


@require_http_methods(["GET", "POST"])
@one_by_one
def paragraph_edit(request, pk, key):
    """Edit one paragraph beside its current draft; an empty one is left out."""
    submission = _locked_or_404(request, pk)
    gathered = gather(submission)
    sections = gathered.sections
    drafted = drafted_text(sections, gathered.edits, key)
    if drafted is None:
        raise Http404
    edit = next((candidate for candidate in gathered.edits if candidate.key == key), None)
    form = ParagraphForm(sent(request), edit=edit, drafted=drafted)
    list_url = reverse("reports:paragraphs", args=[pk])
    answer = carry_out(
        request,
        lambda: text_verbs.write_paragraph(submission, key, form.cleaned_data["text"], drafted, by=request.user),
        _("Paragraph saved."),
        list_url,
        form=form,
    )
    is_added = any(key == added_key(section.key) for section in sections)
    return answer or form_page(
        request,
        form,
        _("Add a paragraph") if is_added else _("Edit a paragraph"),
        list_url,
        lead=_("Name the causes yourself: the system does not add any. An empty paragraph is left out."),
        template="reports/texts/paragraph.html",
        draft_key=draft_key(request),
        submission=submission,
        key=key,
        edit=edit,
        drafted=drafted,
        doubts=[doubt for doubt in gathered.doubts if doubt.key == key],
    )


@require_http_methods(["GET", "POST"])
def paragraph_anew(request, pk, key):
    """Ask for confirmation, then drop a person's edit in favour of the draft."""
    submission = _writable_or_404(request, pk)
    edit = get_object_or_404(submission.edits, key=key)
    list_url = reverse("reports:paragraphs", args=[pk])
    answer = carry_out(
        request,
        lambda: text_verbs.restore_draft(submission, key, by=request.user, seen=seen_in(request)),
        _("The paragraph has been drafted from the data again."),
        list_url,
        again=request.get_full_path(),
    )
    lead = _("The paragraph will be drafted from the data again. Copy the text first if you may need it.")
    title, label, template = _("Discard your edit?"), _("Discard the edit"), "reports/texts/paragraph_anew.html"
    return answer or question_page(
        request, title, list_url, label, lead, template=template, edit=edit, seen=version_of(edit)
    )


@require_http_methods(["GET", "POST"])
@one_by_one
def estimate_edit(request, pk):
    """Edit the estimates of the counts, if the report is due before the end of its period."""
    submission = _locked_or_404(request, pk)
    figures = figures_to_estimate(submission)
    report_url = reverse("reports:submission", args=[pk])
    if not figures:
        added_up = _("The estimates of a summary come from the reports it adds up.")
        over = _("The period is over and the data is complete. No estimates are needed.")
        messages.error(request, added_up if submission.is_summary else over)
        return redirect(report_url)
    form = EstimateForm(sent(request), figures=figures)
    save = partial(text_verbs.save_estimates, submission, by=request.user)
    title = _("Estimates to the end of the period")
    lead = _("Leave empty what you do not estimate. The report shows both the count and the estimate.")
    return carry_out(request, lambda: save(form.values()), _("Estimates saved."), report_url, form=form) or form_page(
        request, form, title, report_url, lead=lead, draft_key=draft_key(request)
    )
