"""The pages of evidence: adding files to a record, downloading, thumbnail, removing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from core.accounts.downloads import send_file, send_picture
from core.accounts.permissions import WHO, can_file, require
from core.lib.pages.form_handling import carry_out, form_page
from core.lib.text.markup import vi
from filing import areas
from filing.evidence.forms import EvidenceForm, remind_of_files
from filing.evidence.storage import atomic_with_files, keep_evidence, remove_evidence
from filing.models import Evidence
from filing.pages.views import KindMixin
from filing.records.closed_days import closed_message, closing_submission


class EvidenceAddView(KindMixin, View):
    """The page that adds files to a record without its form."""

    def get(self, request, pk):
        entry = self.target()
        closing = closing_submission(entry)
        if closing:
            messages.warning(request, closed_message(closing))
            return redirect(self.kind.url("detail", pk))
        return self.show(entry, EvidenceForm())

    def post(self, request, pk):
        entry, form = self.target(), EvidenceForm(request.POST, request.FILES)

        def keep():
            with atomic_with_files() as written:
                return keep_evidence(entry, form.cleaned_data["upload"], written, by=request.user)

        answer = carry_out(
            request,
            keep,
            lambda kept: _("Attached: %s.") % ", ".join(evidence.name for evidence in kept),
            self.kind.url("detail", pk),
            form=form,
        )
        if answer is None:
            remind_of_files(form)
        return answer or self.show(entry, form)

    def target(self):
        entry = self.entry()
        require(can_file(self.request.user, entry.unit_id), WHO.files())
        return entry

    def show(self, entry, form):
        page = self.page_context(lead=vi(entry), submit_label=_("Add files"))
        return form_page(self.request, form, _("Add files"), self.kind.url("detail", entry.pk), **page)


def _visible_or_404(request, pk):
    """Return evidence that the person may see, else 404; that of a deleted record is hidden with it."""
    visible = Evidence.objects.visible_to(request.user).select_related("stored")
    evidence = get_object_or_404(visible, pk=pk)
    if evidence.record is None or evidence.record.deleted_at:
        raise Http404
    return evidence


@require_GET
def evidence_file(request, pk):
    """Send a file, always as a download, so that no uploaded file is shown as a page of the portal."""
    evidence = _visible_or_404(request, pk)
    return send_file(evidence.stored.file, evidence.name, evidence.stored.media_type)


@require_GET
def evidence_thumbnail(request, pk):
    """Send the thumbnail of a picture."""
    evidence = _visible_or_404(request, pk)
    if not evidence.stored.thumbnail:
        raise Http404
    return send_picture(evidence.stored.thumbnail)


@require_POST
def evidence_remove(request, pk):
    evidence = _visible_or_404(request, pk)
    record = evidence.record
    require(can_file(request.user, evidence.unit_id), WHO.files())
    return carry_out(
        request,
        lambda: remove_evidence(evidence, by=request.user),
        _("File %s removed.") % evidence.name,
        areas.kind_of(type(record)).url("detail", record.pk),
    )
