"""The Department's review of a report: the page, its pins, the next one, and several approved at once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import WHO, can_review, can_steer, require
from progress import verbs
from progress.models import Period, Remark, State, Submission
from progress.pins import unpin
from reports.composition import compose
from steering import spots
from steering.reviewing import Review
from steering.unusual import Neighbours, flags_of
from steering.waiting import neighbours, waiting_for
from texts.forms import PortalForm


class PinForm(PortalForm):
    """What is to be corrected at one spot of the report."""

    text = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "lang": "vi"}),
        help_text=gettext_lazy("Say what is to be corrected. The unit reads it once the report is returned."),
    )  # fmt: skip


def _to_review(request, pk):
    """The report, if the person may review it."""
    submissions = Submission.objects.visible_to(request.user).select_related("unit", "period__root", "snapshot")
    submission = get_object_or_404(submissions, pk=pk)
    require(can_review(request.user, submission.unit_id), WHO.reviews())
    return submission


@require_GET
def review(request, pk):
    """The report as it will be printed beside what is flagged or changed."""
    submission = _to_review(request, pk)
    if submission.state != State.SENT:
        return redirect("reports:submission", pk)
    previous, following = neighbours(submission, request.user)
    context = {"review": Review(submission), "submission": submission, "previous": previous, "next": following}
    return render(request, "steering/review.html", context)


@require_POST
def review_open(request, pk):
    """Begin to read: from now on the unit can't take the report back."""
    submission = _to_review(request, pk)
    try:
        verbs.open_review(submission, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("steering:review", pk)


@require_GET
def review_next(request, pk):
    """The next report that waits; without one the period's overview, or the reports of this unit's province."""
    submission = _to_review(request, pk)
    _previous, following = neighbours(submission, request.user)
    if following is not None:
        return redirect("steering:review", following.pk)
    messages.info(request, _("No other report waits for the Department."))
    return redirect("reports:period", submission.period_id)


@require_http_methods(["GET", "POST"])
def pin_new(request, pk):
    """One reason, tied to one record, figure or paragraph; it is told to the unit with the return."""
    submission = _to_review(request, pk)
    if submission.state != State.SENT:
        return redirect("reports:submission", pk)
    target = spots.asked_target(request.GET)
    spot = target and Review(submission).find(target)
    if spot is None:
        raise Http404
    form = PinForm(request.POST or None, initial={"text": spot.text})
    here = f"{reverse('steering:review', args=[pk])}#{target.anchor}"
    if form.is_valid():
        try:
            spots.pin(submission, spot, form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Pinned. The unit reads it once the report is returned."))
            return redirect(here)
        except verbs.NotNow as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("reports:submission", pk)
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
    context = {"form": form, "spot": spot, "submission": submission, "cancel_url": here}
    return render(request, "steering/pin.html", context, status=422 if form.is_bound else 200)


@require_POST
def pin_delete(request, pk):
    """Take a reason away that the unit was not told yet; of such a one only the Department knows."""
    pending = Remark.objects.pending().filter(submission__in=Submission.objects.visible_to(request.user))
    known = pending.exclude(submission__unit=request.user.unit_id).select_related("submission")
    remark = get_object_or_404(known, pk=pk)
    require(can_review(request.user, remark.submission.unit_id), WHO.reviews())
    try:
        unpin(remark, by=request.user)
        messages.success(request, _("The pin was taken away."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("reports:submission", remark.submission_id)
    return redirect("steering:review", remark.submission_id)


@require_http_methods(["GET", "POST"])
def approve_several(request, pk):
    """The question before several reports of a period are approved, and the approving, one by one."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_steer(request.user), WHO.reviews())
    picked = _picked(request, period) if request.method == "POST" else []
    if picked:
        _approve_each(request, picked)
        return redirect("reports:period", pk)
    waiting = waiting_for(request.user).filter(period=period).select_related("unit", "snapshot", "period__root")
    neighbours = Neighbours(period)
    rows = [
        {"submission": one, "flags": len(flags_of(one, one.snapshot.content, neighbours)), "pins": pins}
        for one, pins in _with_pins(waiting)
    ]
    context = {"period": period, "rows": rows, "nothing_picked": request.method == "POST"}
    return render(request, "steering/review_several.html", context, status=422 if request.method == "POST" else 200)


def _picked(request, period):
    """The ticked reports of the period, whatever became of them since the page was shown."""
    asked = Submission.objects.visible_to(request.user).of_districts().filter(period=period)
    named = set(request.POST.getlist("pick"))
    return [one for one in asked.select_related("unit", "period__root").order_by("unit__code") if str(one.pk) in named]


def _with_pins(submissions):
    """[(submission, number of its pending pins)]; two queries."""
    found = list(submissions)
    pinned = list(Remark.objects.pending().filter(submission__in=found).values_list("submission_id", flat=True))
    return [(one, pinned.count(one.pk)) for one in found]


def _approve_each(request, reports):
    """Approve each in a transaction of its own, and tell which could not be, and why."""
    for one in reports:
        require(can_review(request.user, one.unit_id), WHO.reviews())
    approved = []
    for one in reports:
        try:
            verbs.approve(one, compose, by=request.user)
            approved.append(one.unit.short_name)
        except ValidationError as refusal:
            messages.error(request, format_html('<span lang="vi">{}</span>: {}', one.unit, refusal.messages[0]))
    if approved:
        told = format_html('<span lang="vi">{}</span>', ", ".join(approved))
        messages.success(request, format_html("{} {}", _("Approved:"), told))
