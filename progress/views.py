"""The record pages of all areas: list, one record, new, change, delete, undo. Each begins at the gate."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import ListView

from accounts.handing_out import hand_out
from accounts.permissions import WHO, can_file, require, units_in_sight
from progress import areas
from progress.evidence import add_evidence, remove_evidence
from progress.filing import closed_message, closing_submission, delete_record, restore_record, save_record
from progress.filters import RecordFilter
from progress.history import changes_of, shown_fields
from progress.models import Evidence, Remark

PAGE_SIZE = 50


class KindMixin:
    """A page of one kind of entry; `kind` comes from the url. The gate is `entries`."""

    kind: areas.Kind | None = None

    def entries(self):
        return self.kind.model.objects.visible_to(self.request.user).select_related(*self.kind.model.RELATED)

    def entry(self):
        return get_object_or_404(self.entries(), pk=self.kwargs["pk"])

    def page(self, **extra):
        """What each of these pages' templates needs."""
        return {"kind": self.kind, "area": areas.area(self.kind.model._meta.app_label), **extra}


class EntryList(KindMixin, ListView):
    template_name = "progress/list.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self):
        self.filter = RecordFilter(self.request.GET, kind=self.kind, units=units_in_sight(self.request.user))
        return self.filter.narrow(self.entries())

    def get_context_data(self, **kwargs):
        may_file = can_file(self.request.user, self.request.user.unit_id)
        extra = {"filter": self.filter, "may_file": may_file, "with_units": not self.request.user.is_district}
        return super().get_context_data(**kwargs) | self.page(**extra)


class EntryDetail(KindMixin, View):
    def get(self, request, pk):
        entry = self.entry()
        closing = closing_submission(entry)
        extra = {
            "entry": entry,
            "fields": shown_fields(entry),
            "evidence": entry.evidence.select_related("added_by"),
            "remarks": Remark.objects.on(entry),
            "changes": changes_of(entry),
            "closed": closed_message(closing) if closing else "",
            "may_file": can_file(request.user, entry.unit_id),
        }
        return render(request, "progress/detail.html", self.page(**extra))


class EntryForm(KindMixin, View):
    """New and change: the same form, the same verb."""

    def get(self, request, pk=None):
        entry = self.target()
        closing = closing_submission(entry) if pk else None
        if closing:
            messages.warning(request, closed_message(closing))
            return redirect(self.kind.url("detail", pk))
        return self.show(self.kind.form(instance=entry, kind=self.kind, initial=self.suggested()))

    def post(self, request, pk=None):
        form = self.kind.form(request.POST, request.FILES, instance=self.target(), kind=self.kind)
        if form.is_valid():
            try:
                return self.saved(save_with_evidence(form, request.user))
            except ValidationError as refusal:
                form.add_refusal(refusal)
        return self.show(form, status=422)

    def target(self):
        """The record to change, or a new one of the person's own unit: no unit is ever read from the form."""
        user = self.request.user
        entry = self.entry() if "pk" in self.kwargs else self.kind.model(unit=user.unit)
        require(can_file(user, entry.unit_id), WHO.files())
        return entry

    def suggested(self):
        code = self.request.GET.get("task")
        return {"task": areas.task_id(code)} if code else {}

    def show(self, form, status=200):
        new = "pk" not in self.kwargs
        cancel = self.kind.url("list") if new else self.kind.url("detail", self.kwargs["pk"])
        title = self.kind.new if new else _("Change this entry")
        lead = "" if new else format_html('<span lang="vi">{}</span>', form.instance)
        return render(
            self.request,
            "form_page.html",
            self.page(form=form, title=title, lead=lead, cancel_url=cancel),
            status=status,
        )

    def saved(self, entry):
        messages.success(self.request, _("Saved: %s.") % entry)
        return redirect(self.kind.url("detail", entry.pk))


@transaction.atomic
def save_with_evidence(form, user):
    """The record and its file, both or neither."""
    entry = save_record(form.save(commit=False), by=user)
    if form.cleaned_data.get("upload"):
        add_evidence(entry, form.cleaned_data["upload"], by=user)
    return entry


class EntryDelete(KindMixin, View):
    def get(self, request, pk):
        entry = self.entry()
        require(can_file(request.user, entry.unit_id), WHO.files())
        extra = {"entry": entry, "cancel_url": entry.get_absolute_url(), "submit_label": _("Delete")}
        return render(request, "progress/delete.html", self.page(**extra))

    def post(self, request, pk):
        entry = self.entry()
        require(can_file(request.user, entry.unit_id), WHO.files())
        try:
            delete_record(entry, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(self.kind.url("detail", pk))
        messages.success(request, _("Deleted: %s.") % entry, extra_tags=self.kind.url("restore", pk))
        return redirect(self.kind.url("list"))


class EntryRestore(KindMixin, View):
    """The undo of a deletion, offered by the line that tells of it."""

    def post(self, request, pk):
        deleted = self.kind.model.everything.visible_to(request.user).exclude(deleted_at=None)
        entry = get_object_or_404(deleted, pk=pk)
        require(can_file(request.user, entry.unit_id), WHO.files())
        try:
            restore_record(entry, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(self.kind.url("list"))
        messages.success(request, _("Brought back: %s.") % entry)
        return redirect(self.kind.url("detail", pk))


@require_GET
def evidence_file(request, pk):
    """The bytes of a file, always as a download: nothing that was uploaded is shown as a page of the portal."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    return hand_out(evidence.file, evidence.name, evidence.media_type)


@require_POST
def evidence_remove(request, pk):
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    record = evidence.record
    require(can_file(request.user, evidence.unit_id), WHO.files())
    try:
        remove_evidence(evidence, by=request.user)
        messages.success(request, _("The file %s was removed.") % evidence.name)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(areas.kind_of(type(record)).url("detail", record.pk))
