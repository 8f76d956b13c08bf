"""Views of issues on paper: recording, and download of the signed file."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.downloads import send_file
from core.accounts.permissions import WHO, can_record_issue, require
from core.lib.pages.form_handling import carry_out, form_page, sent
from core.lib.pages.seen import seen_in
from filing.file_kinds import ENDINGS
from filing.models import Submission
from filing.submissions.acts.transitions import version_shown
from reports.forms import IssueForm
from reports.models import Issue
from reports.papers.issuing import record_issue


@require_http_methods(["GET", "POST"])
def issue_new(request, pk):
    """Record number, day and signed file; the page says beforehand that an issue never changes."""
    submissions = Submission.objects.visible_to(request.user).select_related("unit", "period", "snapshot")
    submission = get_object_or_404(submissions, pk=pk)
    require(can_record_issue(request.user, submission.unit_id), WHO.records_issue())
    form = IssueForm(sent(request), request.FILES or None)
    report_url = reverse("reports:submission", args=[pk])

    def record():
        data = form.cleaned_data
        given = {"number": data["number"], "issued_on": data["issued_on"], "upload": data["file"]}
        return record_issue(submission, **given, by=request.user, seen=seen_in(request))

    done = _("Recorded. The report is issued and can no longer change.")
    answer = carry_out(request, record, done, report_url, form=form)
    if answer:
        return answer
    seen = version_shown(submissions.get(pk=pk) if form.is_bound else submission)
    title, label = _("Record the issue"), _("Record")
    lead = _("The number, date and signature are given outside the system. What you record here cannot be changed.")
    return form_page(request, form, title, report_url, lead=lead, submit_label=label, seen=seen)


@require_GET
def issue_file(request, pk):
    """Download the signed file or its scan."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if not issue.file:
        raise Http404
    name = f"ban-hanh-{issue.unit.slug}-{issue.issued_on:%Y-%m-%d}{ENDINGS[issue.media_type][0]}"
    return send_file(issue.file, name, issue.media_type)
