"""The pages of quick reports: the list, asking, the totals as answers come in, a unit's answer."""

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.accounts.permissions import WHO, can_make_brief, can_steer, require
from core.accounts.ratelimit import ratelimited
from core.lib.pages.form_handling import carry_out, form_page, page_of, question_page, sent
from core.lib.pages.merging import one_by_one
from core.lib.pages.seen import seen_in
from core.lib.text.markup import vi
from core.units.keeping import units_and_kept
from department.models import QuickAnswer, QuickReport, QuickVersion
from department.quick_reports import verbs
from department.quick_reports.document import compile_quick
from department.quick_reports.forms import AskForm, MoreTimeForm, QuickAnswerForm
from department.quick_reports.totals import cell_of, time_left, totals_of
from filing.drafts import draft_key
from filing.idempotency import form_keys, make_once
from reports.models import CompilationType
from reports.views.compiled import IN_FORMATS, request_compilation

# How often the Department's page polls the totals while answers may come in.
POLL_SECONDS = 5


@require_GET
def quick_list(request):
    """List the quick reports, the newest first; a unit sees how its own answer stands, and those of what it keeps."""
    mine = QuickAnswer.objects.visible_to(request.user).filter(unit__in=units_and_kept(request.user.filing_unit_id))
    answered = Count("answers", filter=Q(answers__answered_at__isnull=False))
    rows = QuickReport.objects.visible_to(request.user).select_related("root", "asked_by")
    rows = rows.annotate(asked=Count("answers"), answered=answered).order_by("-pk")
    rows = rows.prefetch_related(Prefetch("answers", queryset=mine, to_attr="mine"))
    page = page_of(request, rows)
    context = {
        "title": _("Quick reports"),
        "page_obj": page,
        "rows": [(report, time_left(report), _own_answer(report)) for report in page],
        "may_ask": can_steer(request.user),
        "sees_totals": can_make_brief(request.user),
    }
    return render(request, "department/quick_reports/list.html", context)


def _own_answer(report):
    """Return the unit's answer of a listed report, the first that it still owes if it has several; or None."""
    answer = min(report.mine, key=lambda answer: answer.is_answered, default=None)
    if answer:
        answer.report = report
    return answer


@require_http_methods(["GET", "POST"])
def quick_new(request):
    """Ask for a quick report."""
    require(can_steer(request.user), WHO.reviews())
    form = AskForm(sent(request), instance=QuickReport(root=request.user.unit))

    def ask():
        data = form.cleaned_data
        return verbs.ask(form.save(commit=False), form.questions, data["units"], data["hours"], by=request.user)

    answer = carry_out(
        request,
        lambda: make_once(request, ask),
        _("Request sent. The units have been notified. Their answers appear here."),
        lambda report: report,
        form=form,
    )
    title, label, cancel_url = _("Request a quick report"), _("Ask the units"), reverse("steering:quick-list")
    lead = _("A few figures or questions for units to answer on one screen, at most %s.") % verbs.MAX_QUESTIONS
    return answer or form_page(
        request, form, title, cancel_url, lead=lead, submit_label=label, seen="", **form_keys(request)
    )


@require_GET
@never_cache
def quick_detail(request, pk):
    """Show the Department the totals, live; a unit what it is asked and what it answered."""
    report = _visible_or_404(request, pk)
    if not can_make_brief(request.user):
        return _unit_page(request, report)
    context = _totals_context(request, report) | {
        "versions": _versions(report, QuickAnswer.objects.visible_to(request.user)),
        "may_steer": _may_steer(request, report),
        "may_answer": report.is_open and request.user.acting_for_id and verbs.answers_for(report, request.user),
        "formats": IN_FORMATS[CompilationType.QUICK_REPORT],
        "crumbs": _crumbs(),
    }
    return render(request, "department/quick_reports/detail.html", context)


def _unit_page(request, report):
    totals = totals_of(report, QuickAnswer.objects.visible_to(request.user))
    context = {
        "report": report,
        "left": time_left(report),
        "lines": totals.lines,
        "versions": _versions(report, QuickAnswer.objects.visible_to(request.user)),
        "answerable": {answer.pk for answer in verbs.answers_for(report, request.user)} if report.is_open else (),
        "crumbs": _crumbs(),
    }
    return render(request, "department/quick_reports/of_unit.html", context)


@require_GET
@never_cache
def quick_totals(request, pk):
    """Show the totals alone, for polling; 204 (no swap) where nothing changed since the `seen` stamp."""
    report = _visible_or_404(request, pk)
    require(can_make_brief(request.user), WHO.briefs())
    context = _totals_context(request, report)
    if request.GET.get("seen") == context["totals"].stamp:
        return HttpResponse(status=204)
    return render(request, "department/quick_reports/_totals.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@one_by_one
def quick_answer(request, pk):
    """Answer for the unit, on one screen that begins with what the portal has counted.

    `?of=` names the unit where the person answers for ended ones as well.
    """
    report = _visible_or_404(request, pk)
    if request.method == "POST":
        report = verbs.lock_report(report.pk)
    answers = {str(answer.unit_id): answer for answer in verbs.answers_for(report, request.user)}
    require(answers, WHO.asks())
    if request.method == "GET" and len(answers) > 1 and "of" not in request.GET:
        owed = min(answers.values(), key=lambda answer: answer.is_answered)
        return redirect(f"{request.path}?of={owed.unit_id}")
    answer = answers.get(request.GET.get("of", next(iter(answers))))
    if answer is None:
        raise Http404
    if not report.is_open and request.method == "GET":
        messages.warning(request, _("This quick report is closed and takes no more answers."))
        return redirect(report)
    questions = list(report.questions.all())
    form = QuickAnswerForm(
        sent(request),
        questions=questions,
        answer=answer,
        counted=verbs.counted_of(report, answer.unit_id, questions),
    )
    done = _("Your answer has been sent to the Department.")
    return carry_out(
        request,
        lambda: verbs.answer(answer, form.values(), answer.version, by=request.user),
        done,
        report.get_absolute_url(),
        form=form,
    ) or form_page(
        request,
        form,
        report.title,
        report.get_absolute_url(),
        submit_label=_("Change the answer") if answer.is_answered else _("Send the answer"),
        template="department/quick_reports/answer.html",
        report=report,
        left=time_left(report),
        lead=vi(answer.unit) if len(answers) > 1 else "",
        draft_key=draft_key(request, answer.unit if len(answers) > 1 else None),
    )


@require_http_methods(["GET", "POST"])
def quick_close(request, pk):
    """Ask whether to close the report, with who has not answered, and close it."""
    report = _steerable_or_404(request, pk)
    answer = carry_out(
        request,
        lambda: verbs.close(report, by=request.user, seen=seen_in(request)),
        _("Closed. Extend the deadline to open it again."),
        report,
        again=request.get_full_path(),
    )
    missing = report.answers.filter(answered_at=None).select_related("unit").order_by("unit__code")
    return answer or question_page(
        request,
        _("Close this quick report?"),
        report.get_absolute_url(),
        _("Close the quick report"),
        _("It takes no more answers. You can extend the deadline to open it again."),
        template="department/quick_reports/close.html",
        about=vi(report.title),
        missing=[answer.unit for answer in missing],
        seen=verbs.version_shown(report),
    )


@require_http_methods(["GET", "POST"])
def quick_extend(request, pk):
    """Set a later deadline; a closed report is open again until then."""
    report = _steerable_or_404(request, pk)
    form = MoreTimeForm(sent(request))
    answer = carry_out(
        request,
        lambda: verbs.extend(report, form.cleaned_data["hours"], by=request.user, seen=seen_in(request)),
        _("Deadline extended. Units that have not answered have been notified."),
        report.get_absolute_url(),
        form=form,
    )
    if answer:
        return answer
    seen, title = verbs.version_shown(_visible_or_404(request, pk)), _("Extend the deadline")
    about = {"lead": vi(report.title), "seen": seen}
    return form_page(request, form, title, report.get_absolute_url(), submit_label=title, **about)


@require_POST
def quick_remind(request, pk):
    """Remind the units that have not answered."""
    report = _steerable_or_404(request, pk)

    return carry_out(
        request,
        lambda: verbs.remind(report, by=request.user),
        lambda number: ngettext("%s unit reminded.", "%s units reminded.", number) % number,
        report.get_absolute_url(),
    )


@require_POST
@ratelimited("documents")
def quick_document(request, pk):
    """Make a document of the quick report as it stands."""
    report = _visible_or_404(request, pk)
    require(can_make_brief(request.user), WHO.briefs())
    if request.POST.get("format") not in IN_FORMATS[CompilationType.QUICK_REPORT]:
        raise Http404
    compilation = compile_quick(report, by=request.user)
    return redirect("reports:document", request_compilation(compilation, request.user, request.POST["format"]).pk)


def _visible_or_404(request, pk):
    rows = QuickReport.objects.visible_to(request.user).select_related("root", "asked_by", "closed_by")
    return get_object_or_404(rows, pk=pk)


def _steerable_or_404(request, pk):
    report = _visible_or_404(request, pk)
    require(_may_steer(request, report), WHO.reviews())
    return report


def _may_steer(request, report):
    return can_steer(request.user) and report.root_id == request.user.unit_id


def _totals_context(request, report):
    """Return the context of the totals, on their page and alone."""
    totals = totals_of(report, QuickAnswer.objects.visible_to(request.user))
    return {"report": report, "totals": totals, "left": time_left(report), "poll_seconds": POLL_SECONDS}


def _crumbs():
    return [(_("Quick reports"), reverse("steering:quick-list"))]


def _versions(report, answers):
    """Return (version, its cells) of each answer that was given more than once, the unit's newest first."""
    rows = QuickVersion.objects.filter(answer__in=answers.filter(report=report, version__gt=1))
    rows = rows.select_related("by", "answer__unit").order_by("answer__unit__code", "-version")
    questions = list(report.questions.all())
    return [(version, [cell_of(question, version) for question in questions]) for version in rows]
