"""A report on its way: list, one report, its text, and the acts of officer, head and Department."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import WHO, can_ask, can_compile, can_file, can_record_issue, can_review, can_steer, require
from calendars.clock import today
from directives.models import Task
from progress import verbs
from progress.filing import declare_none, withdraw_declaration
from progress.models import Declaration, Period, Snapshot, State, Submission
from progress.requests import can_be_put_off, can_be_reopened
from progress.sendings import form_id, once
from reports.compilation import open_summary
from reports.composition import compose, gather
from reports.currency import changed_reports
from reports.desk.acts import ACTS, acts_for
from reports.desk.listing import narrowed
from reports.editions import part_of
from reports.forms import PeriodForm
from reports.models import Edition, Format, Issue
from reports.writers.markup import laid_out
from texts.normalise import clean


def visible(request):
    return Submission.objects.visible_to(request.user).select_related(
        "unit", "period", "period__root", "snapshot", "snapshot__made_by"
    )


@require_GET
def submission_list(request):
    """A district's own reports; the Department's periods with the reports of each."""
    submissions, tabs = visible(request).order_by("-period__end", "-period__pk", "unit__code"), None
    if request.user.is_department and request.user.acting_for_id is None:
        submissions, tabs = narrowed(submissions, request.GET.get("state"))
    else:
        submissions = submissions.filter(unit=request.user.filing_unit_id)
    context = {"submissions": submissions, "tabs": tabs, "may_steer": can_steer(request.user)}
    return render(request, "reports/list.html", context)


@require_GET
def submission_detail(request, pk):
    """The report as it will be printed: frozen content if there is one, else as the records say now."""
    submission = get_object_or_404(visible(request), pk=pk)
    content = submission.snapshot.content if submission.is_frozen else compose(submission)
    issues = list(Issue.objects.filter(snapshot__submission=submission).select_related("snapshot"))
    issue = next((one for one in issues if one.snapshot_id == submission.snapshot_id), None)
    edition = asked_edition(request, content)
    documents = {}
    if submission.is_frozen:
        made = submission.snapshot.documents.all()
        documents = {(one.edition, one.format): one for one in made}
    may_record = can_record_issue(request.user, submission.unit_id) and submission.state == State.APPROVED
    acts = acts_for(submission, request.user)
    context = {
        "submission": submission,
        **preview_of(content, edition),
        "issue": issue if submission.is_frozen else None,
        "former_issues": [one for one in issues if one is not issue or not submission.is_frozen],
        "steps": verbs.with_remarks(submission.steps.select_related("by")),
        "acts": acts,
        "may_review": any(act.verb == "approve" for act in acts),
        **what_may_be_asked(submission, request.user),
        "may_file": can_file(request.user, submission.unit_id) and not submission.is_frozen,
        "may_record_issue": may_record and issue is None,
        "editions": editions_with(documents) if "trees" in content else editions_with(documents)[:1],
        "doubts": content.get("doubts", []),
        "named": content.get("snapshots", []),
        "outdated": changed_reports(content, submission.period) if submission.is_summary else [],
        "may_estimate": not submission.is_frozen and submission.period.end > today() and not submission.is_summary,
    }
    return render(request, "reports/submission.html", context)


def what_may_be_asked(submission, user):
    """What the unit's people may ask the Department for about this report, if they don't wait for an answer already."""
    may_put_off, may_reopen = can_be_put_off(submission), can_be_reopened(submission)
    if not can_ask(user, submission.unit_id) or not (may_put_off or may_reopen):
        return {}
    if submission.requests.waiting().exists():
        return {"request_waits": True}
    return {"may_put_off": may_put_off, "may_reopen": may_reopen}


def asked_edition(request, content):
    """The edition that the page shows: the internal one unless the other is asked for and there."""
    outward = request.GET.get("edition") == Edition.OUTWARD and "trees" in content
    return Edition.OUTWARD if outward else Edition.INTERNAL


def preview_of(content, edition):
    """What reports/_preview.html shows of one edition."""
    tree = part_of(content, edition)["tree"]
    return {
        "blocks": laid_out(tree["body"]),
        "appendices": [(one["title"], laid_out(one["blocks"])) for one in tree["appendices"]],
        "head": tree["head"],
        "edition": edition,
        "has_editions": "trees" in content,
    }


def editions_with(documents):
    """[(edition, [(format, document or None), …]), …] for the buttons of a report."""
    formats = (Format.PDF, Format.DOCX, Format.XLSX)
    return [(edition, [(one, documents.get((edition, one))) for one in formats]) for edition in Edition]


@require_POST
def summary_open(request, pk):
    """Begin the provincial summary of a period, or go on with it."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_compile(request.user), WHO.reviews())
    try:
        summary = open_summary(period, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("reports:period", pk)
    return redirect("reports:submission", summary.pk)


@require_http_methods(["GET", "POST"])
def submission_act(request, pk, act):
    """The question before an act, and the act: nobody submits, sends, returns or approves by one slip."""
    act = ACTS[act]
    submission = get_object_or_404(visible(request), pk=pk)
    if act.of_summary not in (None, submission.is_summary):
        raise Http404
    require(act.may(request.user, submission.unit_id), act.who_may())
    form = act.form(request.POST if request.method == "POST" else None, submission=submission) if act.form else None
    # Whoever came from the review goes on to the next one.
    reviews = request.GET.get("next") == "review" and can_review(request.user, submission.unit_id)
    here = reverse("steering:review" if reviews else "reports:submission", args=[pk])
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act.carry_out(submission, form, by=request.user)
            if reviews:
                messages.success(request, format_html('<span lang="vi">{}</span>: {}', submission, act.done))
                return redirect("steering:review-next", pk)
            messages.success(request, act.done)
            return redirect(here)
        except ValidationError as refusal:
            if form is None or not hasattr(refusal, "error_dict"):
                messages.error(request, refusal.messages[0])
                return redirect(here)
            form.add_error(None, refusal)
    context = {
        "act": act,
        "submission": submission,
        "form": form,
        "cancel_url": here,
        "doubts": doubts_before(act, submission),
    }
    return render(request, "reports/act.html", context, status=422 if form and form.is_bound else 200)


def doubts_before(act, submission):
    """What no longer fits the records, pointed out before the report goes to the head, and to whoever decides on it."""
    if submission.is_frozen:
        return submission.snapshot.content.get("doubts", [])
    return gather(submission)["doubts"] if act.verb in ("submit", "submit_summary") else []


@require_POST
def none_declared(request, pk, task):
    submission = get_object_or_404(visible(request), pk=pk)
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


@require_GET
def snapshot_detail(request, pk):
    """One frozen version of a report, with its SHA-256."""
    snapshot = get_object_or_404(
        Snapshot.objects.filter(submission__in=Submission.objects.visible_to(request.user)).select_related(
            "submission__unit", "submission__period", "made_by"
        ),
        pk=pk,
    )
    edition = asked_edition(request, snapshot.content)
    context = {
        "snapshot": snapshot,
        **preview_of(snapshot.content, edition),
        "issue": Issue.objects.filter(snapshot=snapshot).first(),
    }
    return render(request, "reports/snapshot.html", context)


@require_http_methods(["GET", "POST"])
def period_new(request):
    require(can_steer(request.user), WHO.reviews())
    form = PeriodForm(request.POST or None, instance=Period(root=request.user.unit))
    if form.is_valid():
        try:
            period = once(request, lambda: verbs.open_period(form.save(commit=False), by=request.user))
            messages.success(request, _("The period is open: %s units are asked.") % period.submissions.count())
            return redirect("reports:period", period.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"form": form, "title": _("Open a period"), "cancel_url": reverse("reports:list")}
    context["form_id"] = form_id(request)
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
