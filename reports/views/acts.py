"""Views of acts on reports: summary, acts, declarations, new periods."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.permissions import WHO, can_compile_summary, can_file, can_review, can_steer, require
from core.directives.models import Task
from core.lib.text.markup import vi
from core.lib.text.normalise import clean
from filing.idempotency import form_id, make_once
from filing.models import Declaration, Period
from filing.records.saving import declare_none, withdraw_declaration
from filing.submissions import verbs
from reports.acts import ACTS
from reports.content.summary_content import open_summary
from reports.documents.composition import gather
from reports.forms import PeriodForm
from reports.views.submissions import visible_submissions


@require_POST
def summary_open(request, pk):
    """Open the provincial summary of a period, creating it if there is none."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_compile_summary(request.user), WHO.reviews())
    try:
        summary = open_summary(period, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("reports:period", pk)
    return redirect("reports:submission", summary.pk)


@require_http_methods(["GET", "POST"])
def submission_act(request, pk, act):
    """Ask for confirmation of an act, and carry it out."""
    act = ACTS[act]
    submission = get_object_or_404(visible_submissions(request), pk=pk)
    if act.of_summary not in (None, submission.is_summary):
        raise Http404
    require(act.may(request.user, submission.unit_id), act.who_may())
    form = act.form(request.POST if request.method == "POST" else None, submission=submission) if act.form else None
    # Whoever came from the review goes on to the next one.
    reviews = request.GET.get("next") == "review" and can_review(request.user, submission.unit_id)
    back_url = reverse("steering:review" if reviews else "reports:submission", args=[pk])
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act.carry_out(submission, form, by=request.user)
            if reviews:
                messages.success(request, format_html("{}: {}", vi(submission), act.done))
                return redirect("steering:review-next", pk)
            messages.success(request, act.done)
            return redirect(back_url)
        except ValidationError as refusal:
            if form is None or not hasattr(refusal, "error_dict"):
                messages.error(request, refusal.messages[0])
                return redirect(back_url)
            form.add_error(None, refusal)
    context = {
        "act": act,
        "submission": submission,
        "form": form,
        "cancel_url": back_url,
        "doubts": doubts_for(act, submission),
    }
    return render(request, "reports/submissions/act.html", context, status=422 if form and form.is_bound else 200)


def doubts_for(act, submission):
    """Return the numbers to be pointed out before the act: paragraphs that no longer fit the records.

    They are shown before a report is submitted, and to those who decide on it.
    """
    if submission.is_frozen:
        return submission.snapshot.content.get("doubts", [])
    return gather(submission)["doubts"] if act.verb in ("submit", "submit_summary") else []


@require_POST
def none_declared(request, pk, task):
    submission = get_object_or_404(visible_submissions(request), pk=pk)
    task = get_object_or_404(Task, code=clean(task))
    require(can_file(request.user, submission.unit_id), WHO.files())
    try:
        declare_none(submission.unit, task, submission.period.window, by=request.user)
        messages.success(request, _("Declared: nothing occurred under “%s”.") % task)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("reports:home")


@require_POST
def declaration_withdraw(request, pk):
    declaration = get_object_or_404(Declaration.objects.visible_to(request.user), pk=pk)
    require(can_file(request.user, declaration.unit_id), WHO.files())
    try:
        withdraw_declaration(declaration, by=request.user)
        messages.success(request, _("The declaration was taken back."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("reports:home")


@require_http_methods(["GET", "POST"])
def period_new(request):
    require(can_steer(request.user), WHO.reviews())
    form = PeriodForm(request.POST or None, instance=Period(root=request.user.unit))
    if form.is_valid():
        try:
            period = make_once(request, lambda: verbs.open_period(form.save(commit=False), by=request.user))
            messages.success(request, _("The period is open: %s units are asked.") % period.submissions.count())
            return redirect("reports:period", period.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"form": form, "title": _("Open a period"), "cancel_url": reverse("reports:list")}
    context["form_id"] = form_id(request)
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
