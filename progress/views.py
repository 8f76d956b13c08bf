"""The pages of one record in all areas: see, new, change, delete. Each begins at the gate; `lists` has the rest."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views import View

from accounts.permissions import WHO, can_file, require
from progress import areas
from progress.drafts import draft_key
from progress.evidence.forms import EvidenceForm as FilesForm
from progress.evidence.forms import remind_of_files
from progress.evidence.keeping import keep_evidence, rows_and_files
from progress.filing import (
    closed_message,
    closing_submission,
    delete_record,
    save_record,
    who_and_when,
)
from progress.history import changes_of, shown_fields
from progress.models import Remark
from progress.sendings import form_id, once
from progress.start_from import address_from, copied, source_of, starts_for


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


class EntryDetail(KindMixin, View):
    def get(self, request, pk):
        entry = self.entry()
        closing = closing_submission(entry)
        extra = {
            "entry": entry,
            "fields": shown_fields(entry),
            "evidence": entry.evidence.select_related("added_by", "stored"),
            "files_form": FilesForm(),
            "remarks": Remark.objects.on(entry),
            "changes": changes_of(entry),
            "closed": closed_message(closing) if closing else "",
            "may_file": can_file(request.user, entry.unit_id),
            "model_url": "" if self.kind.is_checklist else address_from(self.kind, entry),
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
                return self.saved(self.save(form))
            except ValidationError as refusal:
                form.add_refusal(refusal)
        else:
            form.look_beside()
        remind_of_files(form)
        return self.show(form, status=422)

    def save(self, form):
        """The record and its files, all or nothing; a new one once."""
        with rows_and_files() as written:
            if form.stored:
                return save_with_evidence(form, written, by=self.request.user)
            return once(self.request, lambda: save_with_evidence(form, written, by=self.request.user))

    def entry(self):
        if self.request.method != "POST":
            return super().entry()
        # Who saves what was deleted meanwhile is told so, with what they typed: not that there is no such page.
        rows = self.kind.model.everything.visible_to(self.request.user).select_related(*self.kind.model.RELATED)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def target(self):
        """The record to change, or a new one of the unit that the person files for: never of one read from the form."""
        user = self.request.user
        entry = self.entry() if "pk" in self.kwargs else self.kind.model(unit=user.filing_unit)
        require(can_file(user, entry.unit_id), WHO.files())
        return entry

    @cached_property
    def source(self):
        """The entry that a new one starts from, or None."""
        return None if "pk" in self.kwargs else source_of(self.request, self.entries())

    @cached_property
    def task(self):
        """The id of the task under which one begins to file, or None."""
        code = self.request.GET.get("task")
        return areas.task_id(code) if code else None

    def suggested(self):
        given = copied(self.source, self.kind) if self.source else {}
        return given | ({"task": self.task} if self.task else {})

    def show(self, form, status=200):
        page = {"form": form, "form_id": form_id(self.request)}
        page["draft_key"] = "" if self.kind.sensitive else draft_key(self.request)
        page |= self.about_new() if "pk" not in self.kwargs else self.about_change(form)
        return render(self.request, "progress/entry_form.html", self.page(**page), status=status)

    def about_new(self):
        page = {"title": self.kind.new, "cancel_url": self.kind.list_url, "source": self.source}
        if self.request.method == "GET" and not self.source:
            page["starts"] = starts_for(self.entries(), self.kind, self.request.user, self.task)
        return page

    def about_change(self, form):
        lead = format_html('<span lang="vi">{}</span>', form.instance)
        page = {"title": _("Change this entry"), "lead": lead, "cancel_url": form.instance.get_absolute_url()}
        if form.is_gone:
            new = {"action": self.kind.new_url, "submit_label": _("Save as a new entry")}
            page |= new | {"cancel_url": self.kind.list_url}
        if form.other:
            heading = _("What %(who)s saved at %(when)s") % who_and_when(form.other)
            page |= {"differences": form.differences, "heading": heading}
        return page

    def saved(self, entry):
        messages.success(self.request, _("Saved: %s.") % entry)
        return redirect(self.kind.url("detail", entry.pk))


def save_with_evidence(form, written, *, by):
    """Save the record of a valid form, and within `rows_and_files` its files."""
    entry = save_record(form.save(commit=False), by=by)
    if form.cleaned_data.get("upload"):
        keep_evidence(entry, form.cleaned_data["upload"], written, by=by)
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
