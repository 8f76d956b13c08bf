"""The Department's review of reports: the page of one, its pins, the next one, and approving several."""

from collections import defaultdict
from urllib.parse import urlencode

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

from core.accounts.permissions import WHO, can_review, can_steer, require
from core.lib.pages.form_handling import carry_out, form_page, sent
from core.lib.pages.forms import PortalForm
from core.lib.pages.seen import ChangedSince
from core.lib.text.markup import vi
from department.outliers.flags import flags_of
from department.outliers.peers import Peers
from department.review import pin_targets
from department.review.page import ReviewPage
from department.review.review_queue import previous_and_next, reports_to_review
from filing.models import Period, Remark, Submission, SubmissionState
from filing.submissions import verbs
from filing.submissions.acts.transitions import version_shown
from filing.submissions.own_filing import filed_it
from filing.submissions.pins import unpin
from reports.content.frozen.content import read
from reports.documents.composition import compose


class PinForm(PortalForm):
    """The form of a pin: what is to be corrected at one spot of the report."""

    text = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "vi"}),
        help_text=gettext_lazy("Say what must be corrected. The unit reads it when the report is returned."),
    )


def _reviewable_or_404(request, pk):
    """Return the report if the person sees it; PermissionDenied if they may not review it."""
    submissions = Submission.objects.visible_to(request.user).select_related("unit", "period__root", "snapshot")
    submission = get_object_or_404(submissions, pk=pk)
    require(can_review(request.user, submission.unit_id), WHO.reviews())
    return submission


@require_GET
def review(request, pk):
    """Show the report as it will be printed beside what is flagged or changed."""
    submission = _reviewable_or_404(request, pk)
    if submission.state != SubmissionState.SENT:
        return redirect("reports:submission", pk)
    previous, following = previous_and_next(submission, request.user)
    context = {"review": ReviewPage(submission), "submission": submission, "previous": previous, "next": following}
    context["is_own_filing"] = filed_it(submission, request.user)
    return render(request, "department/review/review.html", context)


@require_POST
def review_open(request, pk):
    """Begin the review: from now on the unit can't take the report back."""
    submission = _reviewable_or_404(request, pk)
    here = reverse("steering:review", args=[pk])
    return carry_out(request, lambda: verbs.open_review(submission, by=request.user), "", here)


@require_GET
def review_next(request, pk):
    """Redirect to the next report that waits, or to the overview of the period."""
    submission = _reviewable_or_404(request, pk)
    _previous, following = previous_and_next(submission, request.user)
    if following is not None:
        return redirect("steering:review", following.pk)
    messages.info(request, _("No other report is waiting for the Department."))
    return redirect("reports:period", submission.period_id)


@require_http_methods(["GET", "POST"])
def pin_new(request, pk):
    """Pin a reason to a record, figure or paragraph; the unit reads it once the report is returned."""
    submission = _reviewable_or_404(request, pk)
    if submission.state != SubmissionState.SENT:
        return redirect("reports:submission", pk)
    target = pin_targets.target_of_query(request.GET)
    spot = target and ReviewPage(submission).find(target)
    if spot is None:
        raise Http404
    form = PinForm(sent(request), initial={"text": spot.text})
    here = f"{reverse('steering:review', args=[pk])}#{target.anchor}"
    try:
        answer = carry_out(
            request,
            lambda: pin_targets.pin(submission, spot, form.cleaned_data["text"], by=request.user),
            _("Pinned. The unit reads it when the report is returned."),
            here,
            form=form,
            otherwise=reverse("reports:submission", args=[pk]),
        )
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
    lead = vi(f"{submission} · {spot.title}")
    return answer or form_page(request, form, _("Pin a reason"), here, lead=lead, submit_label=_("Pin"))


@require_POST
def pin_delete(request, pk):
    """Delete a pin of a report that is not returned yet; until then only the Department sees it."""
    pending = Remark.objects.pending().filter(submission__in=Submission.objects.visible_to(request.user))
    remarks = pending.exclude(submission__unit=request.user.unit_id).select_related("submission")
    remark = get_object_or_404(remarks, pk=pk)
    require(can_review(request.user, remark.submission.unit_id), WHO.reviews())
    return carry_out(
        request,
        lambda: unpin(remark, by=request.user),
        _("Pin removed."),
        reverse("steering:review", args=[remark.submission_id]),
        otherwise=reverse("reports:submission", args=[remark.submission_id]),
    )


@require_http_methods(["GET", "POST"])
def approve_several(request, pk):
    """Ask which reports of a period to approve, then approve them one by one."""
    period = get_object_or_404(Period.objects.visible_to(request.user).select_related("root"), pk=pk)
    require(can_steer(request.user), WHO.reviews())
    picked = _ticked_reports(request, period) if request.method == "POST" else []
    if picked:
        _approve_each(request, picked)
        return redirect("reports:period", pk)
    waiting = reports_to_review(request.user).filter(period=period).select_related("unit", "snapshot", "period__root")
    peers = Peers(period)
    rows = [
        {
            "submission": report,
            "flags": len(flags_of(report, read(report.snapshot.content), peers)),
            "pins": len(pins),
            "is_own_filing": filed_it(report, request.user),
            "seen": version_shown(report, pins),
        }
        for report, pins in _with_pins(waiting)
    ]
    context = {"period": period, "rows": rows, "nothing_picked": request.method == "POST"}
    return render(request, "department/review/several.html", context, status=422 if request.method == "POST" else 200)


def _ticked_reports(request, period):
    """Return the ticked reports of the period, whatever became of them since the page was shown."""
    reports = Submission.objects.visible_to(request.user).of_districts().filter(period=period)
    reports = reports.select_related("unit", "period__root").order_by("unit__code")
    picked = set(request.POST.getlist("pick"))
    return [report for report in reports if str(report.pk) in picked]


def _with_pins(reports):
    """Return [(report, [(id, text)] of its pending pins)]; two queries."""
    reports, pinned = list(reports), defaultdict(list)
    pins = Remark.objects.pending().filter(submission__in=reports)
    for report_id, pk, text in pins.values_list("submission_id", "pk", "text"):
        pinned[report_id].append((pk, text))
    return [(report, pinned[report.pk]) for report in reports]


def _approve_each(request, reports):
    """Approve each report in a transaction of its own, and say which could not be approved, and why.

    One that changed since the page was shown leads to what changed.
    """
    for report in reports:
        require(can_review(request.user, report.unit_id), WHO.reviews())
    approved = []
    for report in reports:
        seen = request.POST.get(f"seen-{report.pk}", "")
        try:
            verbs.approve(report, compose, by=request.user, seen=seen)
            approved.append(report.unit.short_name)
        except ChangedSince as refusal:
            path = f"{reverse('reports:approve', args=[report.pk])}?{urlencode({'next': 'review', 'seen': seen})}"
            words = vi(report.unit), refusal.messages[0], path, _("See what changed")
            messages.error(request, format_html('{}: {} <a href="{}">{}</a>', *words))
        except ValidationError as refusal:
            messages.error(request, format_html("{}: {}", vi(report.unit), refusal.messages[0]))
    if approved:
        messages.success(request, format_html("{} {}", _("Approved:"), vi(", ".join(approved))))
