"""Views of acts on reports: summary, acts, declarations, new periods."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.permissions import WHO, can_compile_summary, can_file, can_review, can_steer, require
from core.directives.models import Task
from core.lib.pages.form_handling import carry_out, form_page, question_page, sent
from core.lib.pages.seen import seen_in
from core.lib.text.markup import vi
from core.lib.text.normalise import clean
from filing.idempotency import form_id, make_once
from filing.models import Declaration, Period
from filing.records.saving import declare_none, withdraw_declaration
from filing.submissions import verbs
from filing.submissions.acts.registry import ACTS
from filing.submissions.acts.transitions import snapshot_seen, version_shown
from reports.content.frozen.content import read
from reports.content.summary_content import open_summary
from reports.documents.composition import compose, gather
from reports.documents.differences import NO_DIFFERENCE, difference
from reports.forms import PeriodForm
from reports.views.submissions import visible_submissions


@require_POST
def summary_open(request, pk):
    """Open the provincial summary of a period, creating it if there is none."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_compile_summary(request.user), WHO.reviews())
    return carry_out(
        request,
        lambda: open_summary(period, by=request.user),
        "",
        lambda summary: reverse("reports:submission", args=[summary.pk]),
        otherwise=reverse("reports:period", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
def submission_act(request, pk, act):
    """Ask for confirmation of an act, and carry it out on the version that the page showed."""
    act = ACTS[act]
    submission = get_object_or_404(visible_submissions(request), pk=pk)
    if not act.is_of(submission):
        raise Http404
    require(act.may(request.user, submission.unit_id), act.who_may())
    seen = seen_in(request) if request.method == "POST" else request.GET.get("seen")
    if act.follows_reading and seen is None and submission.state in act.sources:
        messages.info(request, _("Read the report before you approve it."))
        return redirect("steering:review", pk)
    # Whoever came from the review goes on to the next one.
    reviews = request.GET.get("next") == "review" and can_review(request.user, submission.unit_id)
    back_url = reverse("steering:review" if reviews else "reports:submission", args=[pk])
    form = act.form(sent(request), submission=submission)
    answer = carry_out(
        request,
        lambda: act(submission, compose, by=request.user, seen=seen, **form.cleaned_data),
        format_html("{}: {}", vi(submission), act.done) if reviews else act.done,
        reverse("steering:review-next", args=[pk]) if reviews else back_url,
        form=form,
        otherwise=back_url,
    )
    if answer:
        return answer
    if form.is_bound:
        # Whoever changed it may have done so since it was read above.
        submission = visible_submissions(request).get(pk=pk)
    now_seen = version_shown(submission)
    return question_page(
        request,
        act.question,
        back_url,
        act.label,
        form=form,
        template="reports/submissions/act.html",
        destroys_nothing=True,
        act=act,
        submission=submission,
        doubts=doubts_for(act, submission),
        seen=now_seen,
        changes=_changes_since(submission, seen) if seen not in (None, now_seen) else None,
    )


def _changes_since(submission, seen):
    """Return how the frozen report differs from the version that a page showed; nothing where that is not known."""
    shown = snapshot_seen(submission, seen)
    if shown is None or not submission.is_frozen:
        return NO_DIFFERENCE
    return difference(read(shown.content), read(submission.snapshot.content))


def doubts_for(act, submission):
    """Return the numbers to be pointed out before the act: paragraphs that no longer fit the records.

    They are shown before a report is submitted, and to those who decide on it.
    """
    if submission.is_frozen:
        return read(submission.snapshot.content).doubts
    return gather(submission).doubts if act.verb in ("submit", "submit_summary") else []


@require_POST
def none_declared(request, pk, task):
    submission = get_object_or_404(visible_submissions(request), pk=pk)
    task = get_object_or_404(Task, code=clean(task))
    require(can_file(request.user, submission.unit_id), WHO.files())
    return carry_out(
        request,
        lambda: declare_none(submission.unit, task, submission.period.window, by=request.user),
        _("Declared that nothing occurred for the task “%s”.") % task,
        "reports:home",
    )


@require_POST
def declaration_withdraw(request, pk):
    declaration = get_object_or_404(Declaration.objects.visible_to(request.user), pk=pk)
    require(can_file(request.user, declaration.unit_id), WHO.files())
    return carry_out(
        request,
        lambda: withdraw_declaration(declaration, by=request.user),
        _("Declaration withdrawn."),
        "reports:home",
    )


@require_http_methods(["GET", "POST"])
def period_new(request):
    require(can_steer(request.user), WHO.reviews())
    form = PeriodForm(sent(request), instance=Period(root=request.user.unit))
    answer = carry_out(
        request,
        lambda: make_once(request, lambda: verbs.open_period(form.save(commit=False), by=request.user)),
        lambda period: _("Reporting period opened for %s units.") % period.submissions.count(),
        lambda period: reverse("reports:period", args=[period.pk]),
        form=form,
    )
    title, back = _("Open a reporting period"), reverse("reports:list")
    return answer or form_page(request, form, title, back, submit_label=title, form_id=form_id(request))
