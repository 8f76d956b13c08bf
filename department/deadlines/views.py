"""Pages of due dates: requests of units and their answers, declared days off, reminders."""

from django.contrib import messages
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.permissions import WHO, can_request, can_review, can_steer, require
from core.lib.pages.form_handling import carry_out, form_page, page_of, sent, show
from core.lib.pages.seen import seen_in
from department.deadlines import reminders
from department.deadlines.forms import LaterDueDateForm, ReopeningForm, RequestAnswerForm
from filing.models import Period, Request, RequestState, Submission
from filing.submissions import requests

# How many reports of the unit stand beside a request, the newest first.
MAX_PAST_REPORTS = 12


def extension(request, pk):
    """Ask for a later due date (`Xin gia hạn`)."""
    return _request_page(
        request,
        pk,
        LaterDueDateForm,
        requests.can_be_extended,
        lambda submission, data: requests.ask_extension(submission, data["until"], data["reason"], by=request.user),
        title=_("Ask for an extension"),
        refusal_message=_("This report has already been sent. It needs no extension."),
    )


def reopening(request, pk):
    """Ask to correct an approved report (`Đề nghị mở lại`)."""
    return _request_page(
        request,
        pk,
        ReopeningForm,
        requests.can_be_reopened,
        lambda submission, data: requests.ask_reopening(submission, data["reason"], by=request.user),
        title=_("Ask to reopen the report"),
        refusal_message=_("Only an approved report can be reopened."),
    )


@require_http_methods(["GET", "POST"])
def _request_page(request, pk, form_class, is_possible, ask, *, title, refusal_message):
    submission = get_object_or_404(Submission.objects.visible_to(request.user).select_related("unit", "period"), pk=pk)
    require(can_request(request.user, submission.unit_id), WHO.asks())
    here = reverse("reports:submission", args=[pk])
    if not is_possible(submission):
        messages.error(request, refusal_message)
        return redirect(here)
    form = form_class(sent(request))
    answer = carry_out(
        request,
        lambda: ask(submission, form.cleaned_data),
        _("Your request has been sent to the Department. You will be notified of the answer."),
        lambda due_date_request: reverse("steering:request", args=[due_date_request.pk]),
        form=form,
        otherwise=here,
    )
    about = {"template": "department/deadlines/request_form.html", "submission": submission}
    return answer or form_page(request, form, title, here, submit_label=_("Send the request"), **about)


@require_http_methods(["GET"])
def request_list(request):
    """List the requests that wait for an answer, then those that were answered, the newest first."""
    rows = _visible_requests(request.user).order_by(
        Case(When(state=RequestState.OPEN, then=Value(0)), default=Value(1)), "-pk"
    )
    context = {
        "title": _("Requests"),
        "page_obj": page_of(request, rows),
        "may_ask": can_request(request.user, request.user.unit_id),
    }
    return render(request, "department/deadlines/requests.html", context)


@require_http_methods(["GET", "POST"])
def request_detail(request, pk):
    """Show a request with the report and the unit's timeliness; the Department answers it here."""
    due_date_request = get_object_or_404(_visible_requests(request.user), pk=pk)
    may_review = can_review(request.user, due_date_request.submission.unit_id)
    if request.method == "POST":
        require(may_review, WHO.reviews())
    form = RequestAnswerForm(sent(request), due_date_request=due_date_request)
    answer = carry_out(
        request,
        lambda: _answer(due_date_request, form.cleaned_data, by=request.user, seen=seen_in(request)),
        _("Answered. The unit has been notified."),
        "steering:requests",
        form=form,
        otherwise=reverse("steering:request", args=[pk]),
    )
    if answer:
        return answer
    is_open = due_date_request.state == RequestState.OPEN
    past = due_date_request.submission.unit.submissions.select_related("period").order_by(
        "-period__due_on", "-period__pk"
    )
    context = {
        "due_date_request": due_date_request,
        "crumbs": [(_("Requests"), reverse("steering:requests"))],
        "submission": due_date_request.submission,
        "record": past[:MAX_PAST_REPORTS],
        "form": form if may_review and is_open else None,
        "seen": requests.version_shown(due_date_request),
        "may_take_back": is_open and can_request(request.user, due_date_request.submission.unit_id),
    }
    return show(request, "department/deadlines/request.html", context, form)


def _answer(due_date_request, data, **who):
    if data["decision"] == "grant":
        return requests.grant(due_date_request, data["answer"], until=data.get("until"), **who)
    return requests.refuse(due_date_request, data["answer"], **who)


@require_POST
def request_take_back(request, pk):
    """Take a request back; the unit may ask again."""
    due_date_request = get_object_or_404(_visible_requests(request.user), pk=pk)
    require(can_request(request.user, due_date_request.submission.unit_id), WHO.asks())
    return carry_out(
        request,
        lambda: requests.take_back(due_date_request, by=request.user),
        _("Request withdrawn. You can ask again."),
        "steering:requests",
    )


def _visible_requests(user):
    return Request.objects.visible_to(user).select_related(
        "submission__unit", "submission__period", "asked_by", "decided_by"
    )


@require_http_methods(["GET", "POST"])
def remind(request, pk):
    """Show whom a reminder (`Nhắc nộp`) would reach, and send it to the chosen units."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_steer(request.user) and period.root_id == request.user.unit_id, WHO.reviews())
    rows = reminders.debtors(period)
    owing = {debtor.owed.submission.unit_id for debtor in rows}
    chosen = owing if "everybody" in request.POST else {pk for pk in owing if str(pk) in request.POST.getlist("unit")}
    is_empty = request.method == "POST" and not chosen
    answer = chosen and carry_out(
        request,
        lambda: reminders.remind(period, chosen, by=request.user),
        lambda units: _("Reminded: %s.") % ", ".join(unit.label for unit in units),
        reverse("reports:period", args=[pk]),
        nothing=_("No reminders were sent: these units were already reminded today, or have no account."),
    )
    context = {
        "period": period,
        "rows": rows,
        "preselected_unit": request.GET.get("unit", ""),
        "is_empty": is_empty,
        "any_to_remind": any(debtor.can_be_reminded for debtor in rows),
    }
    return answer or render(request, "department/deadlines/remind.html", context, status=422 if is_empty else 200)
