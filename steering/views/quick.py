"""Quick reports: the list, the asking, the Department's totals as answers come in, the unit's one screen."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.pace import paced
from accounts.permissions import WHO, can_brief, can_steer, require
from progress.drafts import draft_key
from progress.filing import Conflict
from progress.sendings import form_id, once
from reports.models import Sort
from reports.views.compiled import IN_FORMATS, asked_for
from steering import quick
from steering.models import QuickAnswer, QuickReport, QuickVersion
from steering.quick_forms import AnswerForm, AskForm, MoreTimeForm
from steering.quick_paper import compile_quick
from steering.quick_totals import cell_of, time_left, totals_of

PAGE_SIZE = 50
# How often the Department's page asks for the totals while answers may come in.
POLL_SECONDS = 5


@require_GET
def quick_list(request):
    """The newest first; a unit sees how its own answer stands."""
    mine = QuickAnswer.objects.visible_to(request.user).filter(unit=request.user.filing_unit_id)
    answered = Count("answers", filter=Q(answers__answered_at__isnull=False))
    rows = QuickReport.objects.visible_to(request.user).select_related("root", "asked_by")
    rows = rows.annotate(asked=Count("answers"), answered=answered).order_by("-pk")
    rows = rows.prefetch_related(Prefetch("answers", queryset=mine, to_attr="mine"))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(one, time_left(one), _own(one)) for one in page],
        "may_ask": can_steer(request.user),
        "sees_totals": can_brief(request.user),
    }
    return render(request, "steering/quick_list.html", context)


def _own(report):
    """The unit's own answer of a listed report, or None."""
    if not report.mine:
        return None
    (answer,) = report.mine
    answer.report = report
    return answer


@require_http_methods(["GET", "POST"])
def quick_new(request):
    """What is asked of whom, and until when."""
    require(can_steer(request.user), WHO.reviews())
    form = AskForm(request.POST if request.method == "POST" else None, instance=QuickReport(root=request.user.unit))
    if form.is_valid():
        given = form.cleaned_data
        try:
            report = once(request, lambda: quick.ask(
                form.save(commit=False), form.questions, given["units"], given["hours"], by=request.user
            ))  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Asked. The units are told, and their answers appear here."))
            return redirect(report)
    lead = _("A few figures or questions that the units answer on one screen; at most %s.") % quick.MOST_QUESTIONS
    cancel_url = reverse("steering:quick-list")
    return _form_page(request, form, _("Ask for a quick report"), lead, cancel_url, _("Ask the units"), keeps=True)


@require_GET
@never_cache
def quick_detail(request, pk):
    """The Department's totals, live; of a unit what it is asked and what it answered."""
    report = _one(request, pk)
    if not can_brief(request.user):
        return _of_unit(request, report)
    context = _totals(request, report) | {
        "versions": _versions(report, QuickAnswer.objects.visible_to(request.user)),
        "may_steer": _may_steer(request, report),
        "may_answer": report.is_open and request.user.acting_for_id and quick.answer_for(report, request.user),
        "formats": IN_FORMATS[Sort.QUICK_REPORT],
        "crumbs": _crumbs(),
    }
    return render(request, "steering/quick.html", context)


def _of_unit(request, report):
    totals = totals_of(report, QuickAnswer.objects.visible_to(request.user))
    context = {
        "report": report,
        "left": time_left(report),
        "lines": totals.lines,
        "versions": _versions(report, QuickAnswer.objects.visible_to(request.user)),
        "may_answer": report.is_open and quick.answer_for(report, request.user) is not None,
        "crumbs": _crumbs(),
    }
    return render(request, "steering/quick_of_unit.html", context)


@require_GET
@never_cache
def quick_totals(request, pk):
    """The totals alone, asked for again and again; 204 (no swap) where nothing changed since the `seen` stamp."""
    report = _one(request, pk)
    require(can_brief(request.user), WHO.briefs())
    context = _totals(request, report)
    if request.GET.get("seen") == context["totals"].stamp:
        return HttpResponse(status=204)
    return render(request, "steering/_quick_totals.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def quick_answer(request, pk):
    """The unit's one screen, with what the portal has counted typed in already."""
    report = _one(request, pk)
    answer = quick.answer_for(report, request.user)
    require(answer is not None, WHO.asks())
    if not report.is_open and request.method == "GET":
        messages.warning(request, _("This quick report is closed: it takes no more answers."))
        return redirect(report)
    questions = list(report.questions.all())
    form = AnswerForm(
        request.POST if request.method == "POST" else None, questions=questions, answer=answer,
        counted=quick.counted_of(report, answer.unit_id, questions),
    )  # fmt: skip
    theirs = None
    if form.is_valid():
        try:
            quick.answer(answer, form.values(), form.cleaned_data["version"], by=request.user)
        except Conflict as conflict:
            theirs = conflict.current
            form.add_error(None, conflict)
            form.set_version(theirs.version)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your answer is with the Department."))
            return redirect(report)
    context = {
        "form": form,
        "report": report,
        "left": time_left(report),
        "theirs": _other_answers(theirs, form) if theirs else [],
        "title": report.title,
        "cancel_url": report.get_absolute_url(),
        "submit_label": _("Answer anew") if answer.is_answered else _("Send the answer"),
        "draft_key": draft_key(request),
    }
    return render(request, "steering/quick_answer.html", context, status=422 if form.is_bound else 200)


def _other_answers(theirs, form):
    """What the other person said where it differs from what is typed here."""
    typed = form.values()
    return [cell_of(one, theirs) for one in form.questions if theirs.values.get(str(one.pk)) != typed[str(one.pk)]]


@require_http_methods(["GET", "POST"])
def quick_close(request, pk):
    """The question before the closing, with who has not answered."""
    report = _steered(request, pk)
    if request.method == "POST":
        _done(request, lambda: quick.close(report, by=request.user), _("Closed. More time opens it again."))
        return redirect(report)
    missing = report.answers.filter(answered_at=None).select_related("unit").order_by("unit__code")
    context = {
        "report": report,
        "missing": [one.unit for one in missing],
        "title": _("Close this quick report?"),
        "lead": _("It then takes no more answers. Giving more time opens it again."),
        "cancel_url": report.get_absolute_url(),
        "submit_label": _("Close the quick report"),
    }
    return render(request, "steering/quick_close.html", context)


@require_http_methods(["GET", "POST"])
def quick_extend(request, pk):
    """A later deadline; of a closed report, open again until then."""
    report = _steered(request, pk)
    form = MoreTimeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            quick.extend(report, form.cleaned_data["hours"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The deadline is later now; those that have not answered are told."))
            return redirect(report)
    lead = format_html('<span lang="vi">{}</span>', report.title)
    return _form_page(request, form, _("Give more time"), lead, report.get_absolute_url(), _("Give more time"))


@require_POST
def quick_remind(request, pk):
    """Those that have not answered are told once more."""
    report = _steered(request, pk)

    def remind():
        number = quick.remind(report, by=request.user)
        return ngettext("%s unit is reminded.", "%s units are reminded.", number) % number

    _done(request, remind)
    return redirect(report)


@require_POST
@paced("documents")
def quick_document(request, pk):
    """The quick report as it stands, as a document."""
    report = _one(request, pk)
    require(can_brief(request.user), WHO.briefs())
    if request.POST.get("format") not in IN_FORMATS[Sort.QUICK_REPORT]:
        raise Http404
    made = compile_quick(report, by=request.user)
    return redirect("reports:document", asked_for(made, request.user, request.POST["format"]).pk)


def _one(request, pk):
    rows = QuickReport.objects.visible_to(request.user).select_related("root", "asked_by", "closed_by")
    return get_object_or_404(rows, pk=pk)


def _steered(request, pk):
    report = _one(request, pk)
    require(_may_steer(request, report), WHO.reviews())
    return report


def _may_steer(request, report):
    return can_steer(request.user) and report.root_id == request.user.unit_id


def _totals(request, report):
    """What the totals need, on their page and alone."""
    totals = totals_of(report, QuickAnswer.objects.visible_to(request.user))
    return {"report": report, "totals": totals, "left": time_left(report), "poll_seconds": POLL_SECONDS}


def _crumbs():
    return [(_("Quick reports"), reverse("steering:quick-list"))]


def _versions(report, answers):
    """(version, its cells) of each answer that was given more than once, the unit's newest first."""
    rows = QuickVersion.objects.filter(answer__in=answers.filter(report=report, version__gt=1))
    rows = rows.select_related("by", "answer__unit").order_by("answer__unit__code", "-version")
    questions = list(report.questions.all())
    return [(one, [cell_of(question, one) for question in questions]) for one in rows]


def _done(request, act, told=""):
    """Do it and say so; what the verb refuses is said instead."""
    try:
        words = act()
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, told or words)


def _form_page(request, form, title, lead, cancel_url, label, *, keeps=False):
    context = {"form": form, "title": title, "lead": lead, "cancel_url": cancel_url, "submit_label": label}
    context |= {"draft_key": draft_key(request), "form_id": form_id(request)} if keeps else {}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
