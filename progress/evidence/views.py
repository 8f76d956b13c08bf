"""The pages of evidence: adding files to a record, a file, its small picture, removing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from accounts.handing_out import hand_out, show_picture
from accounts.permissions import WHO, can_file, require
from progress import areas
from progress.evidence.forms import EvidenceForm, remind_of_files
from progress.evidence.keeping import keep_evidence, remove_evidence, rows_and_files
from progress.filing import closed_message, closing_submission
from progress.models import Evidence
from progress.views import KindMixin


class EvidenceAdd(KindMixin, View):
    """Files for a record without opening its form."""

    def get(self, request, pk):
        entry = self.target()
        closing = closing_submission(entry)
        if closing:
            messages.warning(request, closed_message(closing))
            return redirect(self.kind.url("detail", pk))
        return self.show(entry, EvidenceForm())

    def post(self, request, pk):
        entry, form = self.target(), EvidenceForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                with rows_and_files() as written:
                    kept = keep_evidence(entry, form.cleaned_data["upload"], written, by=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Attached: %s.") % ", ".join(one.name for one in kept))
                return redirect(self.kind.url("detail", pk))
        remind_of_files(form)
        return self.show(entry, form, status=422)

    def target(self):
        entry = self.entry()
        require(can_file(self.request.user, entry.unit_id), WHO.files())
        return entry

    def show(self, entry, form, status=200):
        extra = {
            "form": form,
            "title": _("Add files"),
            "lead": format_html('<span lang="vi">{}</span>', entry),
            "cancel_url": self.kind.url("detail", entry.pk),
            "submit_label": _("Add files"),
        }
        return render(self.request, "form_page.html", self.page(**extra), status=status)


def in_sight(request, pk):
    """The evidence within the person's sight; that of a deleted record is away with it until it is brought back."""
    visible = Evidence.objects.visible_to(request.user).select_related("stored")
    evidence = get_object_or_404(visible, pk=pk)
    if evidence.record is None or evidence.record.deleted_at:
        raise Http404
    return evidence


@require_GET
def evidence_file(request, pk):
    """The bytes of a file, always as a download: nothing that was uploaded is shown as a page of the portal."""
    evidence = in_sight(request, pk)
    return hand_out(evidence.stored.file, evidence.name, evidence.stored.media_type)


@require_GET
def evidence_thumbnail(request, pk):
    """The small picture that the portal drew of a picture."""
    evidence = in_sight(request, pk)
    if not evidence.stored.thumbnail:
        raise Http404
    return show_picture(evidence.stored.thumbnail)


@require_POST
def evidence_remove(request, pk):
    evidence = in_sight(request, pk)
    record = evidence.record
    require(can_file(request.user, evidence.unit_id), WHO.files())
    try:
        remove_evidence(evidence, by=request.user)
        messages.success(request, _("The file %s was removed.") % evidence.name)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(areas.kind_of(type(record)).url("detail", record.pk))
