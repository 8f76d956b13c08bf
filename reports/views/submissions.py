"""A report on its way: list, one report, its text, and the acts of officer, head and Department."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import WHO, can_file, can_steer, require
from directives.models import Task
from progress import areas, verbs
from progress.drafts import draft_key
from progress.filing import declare_none, withdraw_declaration
from progress.models import Declaration, Period, Snapshot, Submission
from reports.acts import ACTS, acts_for
from reports.composition import compose
from reports.forms import PeriodForm, ReasonForm, TextForm
from reports.writers.markup import laid_out
from texts.normalise import clean


def visible(request):
    return Submission.objects.visible_to(request.user).select_related(
        "unit", "period", "period__root", "snapshot", "snapshot__made_by"
    )


@require_GET
def submission_list(request):
    """A district's own reports; the Department's periods with the reports of each."""
    submissions = visible(request).order_by("-period__end", "-period__pk", "unit__code")
    if request.user.is_district:
        submissions = submissions.filter(unit=request.user.unit)
    context = {"submissions": submissions, "may_steer": can_steer(request.user)}
    return render(request, "reports/list.html", context)


@require_GET
def submission_detail(request, pk):
    """The report as it will be printed: frozen content if there is one, else as the records say now."""
    submission = get_object_or_404(visible(request), pk=pk)
    content = submission.snapshot.content if submission.is_frozen else compose(submission)
    context = {
        "submission": submission,
        "blocks": laid_out(content["tree"]["body"]),
        "appendices": [(one["title"], laid_out(one["blocks"])) for one in content["tree"]["appendices"]],
        "head": content["tree"]["head"],
        "steps": verbs.with_remarks(submission.steps.select_related("by")),
        "acts": acts_for(submission, request.user),
        "may_file": can_file(request.user, submission.unit_id) and not submission.is_frozen,
        "document": submission.snapshot.documents.first() if submission.is_frozen else None,
    }
    return render(request, "reports/submission.html", context)


@require_http_methods(["GET", "POST"])
def submission_text(request, pk):
    submission = get_object_or_404(visible(request), pk=pk)
    require(can_file(request.user, submission.unit_id), WHO.files())
    form = TextForm(request.POST or None, instance=submission)
    here = reverse("reports:submission", args=[pk])
    if form.is_valid():
        try:
            verbs.save_text(form.save(commit=False), by=request.user)
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


@require_http_methods(["GET", "POST"])
def submission_act(request, pk, act):
    """The question before an act, and the act: nobody submits, sends, returns or approves by one slip."""
    act = ACTS[act]
    submission = get_object_or_404(visible(request), pk=pk)
    require(act.may(request.user, submission.unit_id), act.who_may())
    form = ReasonForm(request.POST or None, records=records_in(submission) if act.with_remarks else ())
    form = form if act.with_reason else None
    here = reverse("reports:submission", args=[pk])
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act.carry_out(submission, form, by=request.user)
            messages.success(request, act.done)
            return redirect(here)
        except ValidationError as refusal:
            if form is None or not hasattr(refusal, "error_dict"):
                messages.error(request, refusal.messages[0])
                return redirect(here)
            form.add_error(None, refusal)
    context = {"act": act, "submission": submission, "form": form, "cancel_url": here}
    return render(request, "reports/act.html", context, status=422 if form and form.is_bound else 200)


def records_in(submission):
    """The records that the snapshot holds, as they are now; those deleted since are left out."""
    by_kind = {}
    for row in submission.snapshot.content["records"] if submission.snapshot else ():
        by_kind.setdefault(row["kind"], []).append(row["id"])
    found = []
    for kind in areas.record_kinds():
        wanted = kind.model.objects.filter(unit=submission.unit_id, pk__in=by_kind.get(kind.model._meta.label, []))
        found += wanted.select_related(*kind.model.RELATED).order_by("counted_on", "pk")
    return found


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
    tree = snapshot.content["tree"]
    appendices = [(one["title"], laid_out(one["blocks"])) for one in tree["appendices"]]
    context = {
        "snapshot": snapshot,
        "blocks": laid_out(tree["body"]),
        "appendices": appendices,
        "head": tree["head"],
    }
    return render(request, "reports/snapshot.html", context)


@require_http_methods(["GET", "POST"])
def period_new(request):
    require(can_steer(request.user), WHO.reviews())
    form = PeriodForm(request.POST or None, instance=Period(root=request.user.unit))
    if form.is_valid():
        try:
            period = verbs.open_period(form.save(commit=False), by=request.user)
            messages.success(request, _("The period is open: %s units are asked.") % period.submissions.count())
            return redirect("reports:period", period.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"form": form, "title": _("Open a period"), "cancel_url": reverse("reports:list")}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
