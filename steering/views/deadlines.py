"""Due dates: units ask for a later one or to open a report again; the Department answers, moves dates, reminds."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import WHO, can_ask, can_review, can_steer, require
from progress import days_off, requests
from progress.models import Answer, Period, Request, Submission
from progress.verbs import NotNow
from steering import reminders
from steering.deadline_forms import AnswerForm, DaysOffForm, ExtensionForm, ReopeningForm
from texts.vietnamese import date_short

PAGE_SIZE = 50
# Reports of the unit that stand beside a request, the newest first.
RECORD = 12


def extension(request, pk):
    """`Xin gia hạn`: a unit asks for a later due date."""
    return _ask(
        request, pk, ExtensionForm, requests.can_be_put_off,
        lambda submission, given: requests.ask_extension(submission, given["until"], given["reason"], by=request.user),
        title=_("Ask for a later due date"),
        refusal=_("This report was sent already: there is nothing to put off."),
    )  # fmt: skip


def reopening(request, pk):
    """`Đề nghị mở lại`: a unit asks to correct an approved report."""
    return _ask(
        request, pk, ReopeningForm, requests.can_be_reopened,
        lambda submission, given: requests.ask_reopening(submission, given["reason"], by=request.user),
        title=_("Ask to open the report again"),
        refusal=_("Only an approved report needs to be opened again."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def _ask(request, pk, form_class, makes_sense, ask, *, title, refusal):
    submission = get_object_or_404(Submission.objects.visible_to(request.user).select_related("unit", "period"), pk=pk)
    require(can_ask(request.user, submission.unit_id), WHO.asks())
    here = reverse("reports:submission", args=[pk])
    if not makes_sense(submission):
        messages.error(request, refusal)
        return redirect(here)
    form = form_class(request.POST or None)
    if form.is_valid():
        try:
            asked = ask(submission, form.cleaned_data)
            messages.success(request, _("The Department is asked. Its answer comes to you as a notice."))
            return redirect("steering:request", asked.pk)
        except NotNow as trouble:
            messages.error(request, trouble.messages[0])
            return redirect(here)
        except ValidationError as trouble:
            form.add_error(None, trouble)
    context = {
        "form": form, "title": title, "submission": submission, "cancel_url": here,
        "submit_label": _("Send the request"),
    }  # fmt: skip
    return render(request, "steering/request_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET"])
def request_list(request):
    """What waits for an answer first, then what was answered, the newest first."""
    asked = _visible(request.user).order_by(Case(When(state=Answer.OPEN, then=Value(0)), default=Value(1)), "-pk")
    context = {
        "title": _("Requests"),
        "page_obj": Paginator(asked, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_ask": can_ask(request.user, request.user.unit_id),
    }
    return render(request, "steering/requests.html", context)


@require_http_methods(["GET", "POST"])
def request_detail(request, pk):
    """A request with the report and how the unit has kept its due dates; the Department answers it here."""
    asked = get_object_or_404(_visible(request.user), pk=pk)
    may_review = can_review(request.user, asked.submission.unit_id)
    typed = request.POST if request.method == "POST" else None
    if typed is not None:
        require(may_review, WHO.reviews())
    form = AnswerForm(typed, asked=asked)
    if form.is_valid():
        try:
            _answer(asked, form.cleaned_data, by=request.user)
            messages.success(request, _("Answered. The unit is told."))
            return redirect("steering:requests")
        except NotNow as trouble:
            messages.error(request, trouble.messages[0])
            return redirect("steering:request", pk)
        except ValidationError as trouble:
            form.add_error(None, trouble)
    is_open = asked.state == Answer.OPEN
    past = asked.submission.unit.submissions.select_related("period").order_by("-period__due_on", "-period__pk")
    context = {
        "asked": asked,
        "crumbs": [(_("Requests"), reverse("steering:requests"))],
        "submission": asked.submission,
        "record": past[:RECORD],
        "form": form if may_review and is_open else None,
        "may_take_back": is_open and can_ask(request.user, asked.submission.unit_id),
    }
    return render(request, "steering/request.html", context, status=422 if form.is_bound else 200)


def _answer(asked, given, *, by):
    if given["decision"] == "grant":
        return requests.grant(asked, given["answer"], by=by, until=given.get("until"))
    return requests.refuse(asked, given["answer"], by=by)


@require_POST
def request_take_back(request, pk):
    """The unit no longer asks; it may ask again."""
    asked = get_object_or_404(_visible(request.user), pk=pk)
    require(can_ask(request.user, asked.submission.unit_id), WHO.asks())
    try:
        requests.take_back(asked, by=request.user)
        messages.success(request, _("The request was taken back. You can ask again."))
    except NotNow as trouble:
        messages.error(request, trouble.messages[0])
    return redirect("steering:requests")


def _visible(user):
    return Request.objects.visible_to(user).select_related(
        "submission__unit", "submission__period", "asked_by", "decided_by"
    )


@require_http_methods(["GET", "POST"])
def days_off_list(request):
    """The declared days, for everybody; the Department's officers declare more."""
    typed = request.POST if request.method == "POST" else None
    if typed is not None:
        require(can_steer(request.user), WHO.reviews())
    form = DaysOffForm(typed)
    if form.is_valid():
        try:
            moved = days_off.declare(form.window, form.cleaned_data["reason"], by=request.user)
            messages.success(request, _told(form.window, moved))
            return redirect("steering:days-off")
        except ValidationError as trouble:
            form.add_error(None, trouble)
    declared = days_off.visible_days_off(request.user).select_related("declared_by")
    context = {
        "title": _("Declared days off"),
        "form": form if can_steer(request.user) else None,
        "page_obj": Paginator(declared, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "steering/days_off.html", context, status=422 if form.is_bound else 200)


def _told(window, moved):
    """What was declared, and each due date that moved."""
    declared = ngettext("%(number)s day off declared.", "%(number)s days off declared.", window.days)
    declared %= {"number": window.days}
    if not moved:
        return f"{declared} {_('No due date lies on it.')}"
    return f"{declared} {_('Due dates that moved:')} {'; '.join(map(str, moved))}."


@require_http_methods(["GET", "POST"])
def day_off_take_back(request, pk):
    """The question, and the act: offices work on that day after all."""
    day_off = get_object_or_404(days_off.visible_days_off(request.user), pk=pk)
    require(can_steer(request.user), WHO.reviews())
    if request.method == "POST":
        days_off.take_back(day_off, by=request.user)
        messages.success(request, _("%s is a working day again.") % date_short(day_off.day))
        return redirect("steering:days-off")
    context = {
        "title": _("Take the day off %s back?") % date_short(day_off.day),
        "lead": _("Offices work on that day after all. Due dates that have moved stay where they are."),
        "day_off": day_off,
        "cancel_url": reverse("steering:days-off"),
        "submit_label": _("Take the day off back"),
    }
    return render(request, "steering/days_off_take_back.html", context)


@require_http_methods(["GET", "POST"])
def remind(request, pk):
    """`Nhắc nộp`: whom a reminder would reach and when the last one went out; then it goes to the chosen units."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_steer(request.user) and period.root_id == request.user.unit_id, WHO.reviews())
    rows = reminders.debtors(period)
    owing = {one.owed.submission.unit_id for one in rows}
    chosen = owing if "everybody" in request.POST else {pk for pk in owing if str(pk) in request.POST.getlist("unit")}
    if request.method == "POST" and chosen:
        units = reminders.remind(period, chosen, by=request.user)
        if units:
            messages.success(request, _("Reminded: %s.") % ", ".join(unit.label for unit in units))
        else:
            messages.info(request, _("Nobody was told: these units were reminded today already, or have no account."))
        return redirect("reports:period", pk)
    context = {
        "period": period,
        "rows": rows,
        "asked": request.GET.get("unit", ""),
        "is_empty": request.method == "POST",
        "any_to_tell": any(one.can_be_told for one in rows),
    }
    return render(request, "steering/remind.html", context, status=422 if request.method == "POST" else 200)
