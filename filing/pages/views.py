"""The pages of one entry in all areas: detail, new, edit, delete.

Each looks its entry up through `KindMixin.entries`. The pages of many entries are in `filing.lists.views`.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from core.accounts.permissions import WHO, can_file, require
from core.lib.pages.form_handling import carry_out, question_page
from core.lib.pages.seen import seen_in
from core.lib.text.markup import vi
from filing import areas
from filing.drafts import draft_key
from filing.evidence.forms import EvidenceForm as FilesForm
from filing.evidence.forms import remind_of_files
from filing.evidence.storage import atomic_with_files, keep_evidence
from filing.idempotency import form_id, make_once
from filing.models import Remark
from filing.records.closed_days import closed_message, closing_submission
from filing.records.copying import copied_values, copy_url, recent_sources, source_of
from filing.records.days_of_units import open_kept_units
from filing.records.history import changes_of, shown_fields
from filing.records.saving import RESTORABLE_DAYS, delete_record, save_record, who_and_when


class KindMixin:
    """The parent of the pages of a kind, which the url gives.

    `entries` limits them to what the person may see.
    """

    kind: areas.Kind | None = None

    def entries(self):
        return self.kind.model.objects.visible_to(self.request.user).select_related(*self.kind.model.RELATED)

    def entry(self):
        return get_object_or_404(self.entries(), pk=self.kwargs["pk"])

    def crumbs(self):
        return [(self.kind.name, self.kind.list_url)]

    def page_context(self, **extra):
        """Return the context that all templates of these pages need, with more."""
        return {"kind": self.kind, "area": areas.area(self.kind.model._meta.app_label), **extra}


class EntryDetailView(KindMixin, View):
    def get(self, request, pk):
        entry = self.entry()
        closing = closing_submission(entry)
        extra = {
            "crumbs": self.crumbs(),
            "entry": entry,
            "fields": shown_fields(entry),
            "evidence": entry.evidence.select_related("added_by", "stored"),
            "files_form": FilesForm(),
            "remarks": Remark.objects.on(entry),
            "changes": changes_of(entry),
            "closed": closed_message(closing) if closing else "",
            "may_file": can_file(request.user, entry.unit_id),
            "model_url": "" if self.kind.is_checklist else copy_url(self.kind, entry),
        }
        return render(request, "filing/detail.html", self.page_context(**extra))


class EntryFormView(KindMixin, View):
    """The page of a new entry and of a change: the same form, the same verb."""

    def get(self, request, pk=None):
        entry = self.target()
        closing = closing_submission(entry) if pk else None
        if closing:
            messages.warning(request, closed_message(closing))
            return redirect(self.kind.url("detail", pk))
        return self.show(self.kind.form(instance=entry, kind=self.kind, initial=self.initial_values()))

    def post(self, request, pk=None):
        form = self.kind.form(request.POST, request.FILES, instance=self.target(), kind=self.kind)
        if form.is_valid():
            try:
                return self.redirect_to(self.save(form))
            except ValidationError as refusal:
                form.add_refusal(refusal)
        else:
            form.check_conflict()
        remind_of_files(form)
        return self.show(form, status=422)

    def save(self, form):
        """Save the record and its files, all or nothing; a new one only once."""
        with atomic_with_files() as written:
            if form.stored:
                return save_with_evidence(form, written, by=self.request.user)
            return make_once(self.request, lambda: save_with_evidence(form, written, by=self.request.user))

    def entry(self):
        if self.request.method != "POST":
            return super().entry()
        # Someone who saves a record deleted meanwhile gets their form back with that message, not a 404.
        rows = self.kind.model.everything.visible_to(self.request.user).select_related(*self.kind.model.RELATED)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def target(self):
        """Return the record to change, or a new one.

        A new one belongs to the unit that the person files for, or to an ended one that this keeps (`?of=`).
        """
        user = self.request.user
        entry = self.entry() if "pk" in self.kwargs else self.kind.model(unit=self.chosen_unit or user.filing_unit)
        require(can_file(user, entry.unit_id), WHO.files())
        return entry

    @cached_property
    def kept_units(self):
        """The ended units that a new entry may belong to."""
        return list(open_kept_units(self.request.user))

    @cached_property
    def chosen_unit(self):
        """The ended unit that the query names; None without one, 404 for one that is not offered."""
        chosen_id = self.request.GET.get("of")
        if not chosen_id or "pk" in self.kwargs:
            return None
        chosen = next((unit for unit in self.kept_units if str(unit.pk) == chosen_id), None)
        if chosen is None:
            raise Http404
        return chosen

    @cached_property
    def source(self):
        """The entry that a new one is copied from, or None."""
        return None if "pk" in self.kwargs else source_of(self.request, self.entries())

    @cached_property
    def task(self):
        """The id of the task that a new entry begins with, or None."""
        code = self.request.GET.get("task")
        return areas.task_id(code) if code else None

    def initial_values(self):
        values = copied_values(self.source, self.kind) if self.source else {}
        return values | ({"task": self.task} if self.task else {})

    def show(self, form, status=200):
        page = {"form": form, "form_id": form_id(self.request)}
        page["draft_key"] = "" if self.kind.sensitive else draft_key(self.request, self.chosen_unit)
        page |= self.new_context() if "pk" not in self.kwargs else self.change_context(form)
        return render(self.request, "filing/entry_form.html", self.page_context(**page), status=status)

    def new_context(self):
        page = {"title": self.kind.new, "cancel_url": self.kind.list_url, "source": self.source}
        page |= {"own_unit": self.request.user.filing_unit, "kept_units": self.kept_units, "chosen": self.chosen_unit}
        if self.request.method == "GET" and not self.source:
            page["starts"] = recent_sources(self.entries(), self.kind, self.request.user, self.task)
        return page

    def change_context(self, form):
        lead = vi(form.instance)
        page = {"title": _("Change this entry"), "lead": lead, "cancel_url": form.instance.get_absolute_url()}
        if form.is_gone:
            as_new = {"action": self.kind.new_url, "submit_label": _("Save as a new entry")}
            page |= as_new | {"cancel_url": self.kind.list_url}
        if form.other:
            heading = _("Saved by %(who)s at %(when)s") % who_and_when(form.other)
            page |= {"differences": form.differences, "heading": heading}
        return page

    def redirect_to(self, entry):
        messages.success(self.request, _("Saved: %s.") % entry)
        return redirect(self.kind.url("detail", entry.pk))


def save_with_evidence(form, written, *, by):
    """Save the record of a valid form and its files; call it within `atomic_with_files`."""
    entry = save_record(form.save(commit=False), by=by)
    if form.cleaned_data.get("upload"):
        keep_evidence(entry, form.cleaned_data["upload"], written, by=by)
    return entry


class EntryDeleteView(KindMixin, View):
    def get(self, request, pk):
        entry = self.entry()
        require(can_file(request.user, entry.unit_id), WHO.files())
        lead = _("It will no longer appear in lists and figures. You can undo this for %(days)s days.")
        page = self.page_context(seen=str(entry.version), about=vi(entry), lead=lead % {"days": RESTORABLE_DAYS})
        return question_page(request, _("Delete this entry?"), entry.get_absolute_url(), _("Delete"), **page)

    def post(self, request, pk):
        entry = self.entry()
        require(can_file(request.user, entry.unit_id), WHO.files())
        return carry_out(
            request,
            lambda: delete_record(entry, by=request.user, seen=seen_in(request)),
            _("Deleted: %s.") % entry,
            self.kind.url("list"),
            otherwise=self.kind.url("detail", pk),
            again=self.kind.url("delete", pk),
            undo=self.kind.url("restore", pk),
        )
