"""The pages of many entries: list, Excel file, bulk change, deleted entries and their restoring."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import ListView

from core.accounts.downloads import send_file
from core.accounts.permissions import WHO, can_file, filed_among, require, units_filed_for, units_in_sight
from core.accounts.ratelimit import ratelimited
from core.lib.dates.clock import today
from core.lib.pages.form_handling import carry_out
from core.lib.text.markup import vi
from core.lib.text.normalise import fold
from filing.lists import bulk
from filing.lists.filters import RecordFilter
from filing.lists.sorting import heads_of
from filing.lists.spreadsheets import MEDIA_TYPE, write_list
from filing.lists.totals import totals_of
from filing.pages.views import KindMixin
from filing.records.saving import RESTORABLE_DAYS, restorable_since, restore_record

PAGE_SIZE = 50
MAX_ROWS = 20_000


class FilteredListMixin(KindMixin):
    """The filters, order and totals that a list and its Excel file share."""

    @cached_property
    def filter(self):
        units = units_in_sight(self.request.user)
        return RecordFilter(self.request.GET, kind=self.kind, units=units, with_units=self.with_units)

    @cached_property
    def filtered_entries(self):
        return self.filter.narrow(self.entries())

    @cached_property
    def totals(self):
        return totals_of(self.filtered_entries)

    @property
    def with_units(self):
        return not self.request.user.is_district

    def back(self):
        """Redirect to the list with its filters."""
        query = self.request.GET.urlencode()
        return redirect(f"{self.kind.list_url}?{query}" if query else self.kind.list_url)


class KeyPaginator(Paginator):
    """A paginator that sorts keys only and reads just the rows of one page.

    Sorting whole rows would carry the long texts of a thousand others along.
    """

    def page(self, number):
        page, order = super().page(number), self.object_list.query.order_by
        model = self.object_list.model
        rows = model.objects.filter(pk__in=page.object_list.values("pk"))
        page.object_list = rows.select_related(*model.RELATED).order_by(*order)
        return page


class EntryListView(FilteredListMixin, ListView):
    template_name = "filing/list.html"
    paginate_by = PAGE_SIZE
    paginator_class = KeyPaginator

    def get_queryset(self):
        return self.filtered_entries

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        # The totals have counted already.
        paginator.count = self.totals.rows
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, model = self.request.user, self.kind.model
        may_file = can_file(user, user.filing_unit_id)
        filed_for = filed_among(user, {entry.unit_id for entry in context["page_obj"]})
        with_bulk = self.kind.is_record and bool(filed_for)
        extra = {
            "title": self.kind.name,
            "days_kept": RESTORABLE_DAYS,
            "filter": self.filter,
            "heads": heads_of(self.kind, self.filter.order, with_units=self.with_units),
            "totals": self.totals,
            "sums": [(model._meta.get_field(name).verbose_name, value) for name, value in self.totals.sums.items()],
            "may_file": may_file,
            "filed_for": filed_for,
            "with_units": self.with_units,
            "bulk": bulk.BulkForm(kind=self.kind) if with_bulk else None,
            "urls": {page: self.kind.url(page) for page in ("deleted", *(["bulk"] if with_bulk else []))},
            "export_url": self.kind.url("export") if self.totals.rows else "",
        }
        return context | self.page_context(**extra)


@method_decorator(ratelimited("exports", "GET"), name="get")
class EntryExportView(FilteredListMixin, View):
    """All rows of the list with its filters, as an Excel file."""

    def get(self, request):
        if self.totals.rows > MAX_ROWS:
            limits = {"rows": number_format(self.totals.rows), "most": number_format(MAX_ROWS)}
            text = _("This list has %(rows)s rows and a file can have %(most)s. Use the filters to narrow it.")
            messages.error(request, text % limits)
            return self.back()
        file = write_list(self.kind, self.filtered_entries, self.totals, with_units=self.with_units)
        return send_file(file, f"{slugify(fold(str(self.kind.name)))}-{today().isoformat()}.xlsx", MEDIA_TYPE)


class EntryBulkView(FilteredListMixin, View):
    """A change of status or task of the ticked records.

    It changes only records of the unit that the person files for, whatever ids were sent.
    """

    def post(self, request):
        require(can_file(request.user, request.user.filing_unit_id), WHO.files())
        ids, form = bulk.ticked_ids(request.POST.getlist("pick")), bulk.BulkForm(request.POST, kind=self.kind)
        if not ids:
            messages.error(request, _("Select the entries to change first."))
        elif len(ids) > bulk.MAX_AT_ONCE:
            messages.error(request, _("You can change at most %s entries at a time.") % bulk.MAX_AT_ONCE)
        elif not form.is_valid():
            messages.error(request, " ".join(message for errors in form.errors.values() for message in errors))
        else:
            records = list(self.entries().filter(pk__in=ids, unit__in=units_filed_for(request.user)))
            versions = {pk: request.POST.get(f"seen-{pk}", "") for pk in ids}
            outcome = bulk.change_all(records, form.cleaned_data, versions, by=request.user)
            self.add_messages(outcome, missing=len(ids) - len(records))
        return self.back()

    def add_messages(self, outcome, missing):
        sentences = [_("Changed: %s.") % outcome.changed]
        if outcome.same:
            sentences.append(_("Already so: %s.") % outcome.same)
        messages.success(self.request, " ".join(sentences))
        if missing:
            messages.warning(self.request, _("No longer in the list, or not from your unit: %s.") % missing)
        if outcome.refused:
            lines = format_html_join(mark_safe("<br>"), "{}: {}", ((vi(name), why) for name, why in outcome.refused))
            head = _("Not changed: %s.") % len(outcome.refused)
            messages.warning(self.request, format_html("{}<br>{}", head, lines))


class DeletedEntriesView(KindMixin, ListView):
    """The entries that the unit deleted within RESTORABLE_DAYS, to restore them."""

    template_name = "filing/deleted.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self):
        user = self.request.user
        require(can_file(user, user.filing_unit_id), WHO.files())
        deleted = self.kind.model.everything.visible_to(user).filter(
            unit__in=units_filed_for(user), deleted_at__gte=restorable_since()
        )
        return deleted.select_related(*self.kind.model.RELATED, "changed_by").order_by("-deleted_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [(entry, self.kind.url("restore", entry.pk)) for entry in context["page_obj"]]
        return context | self.page_context(title=_("Deleted"), crumbs=self.crumbs(), rows=rows, days=RESTORABLE_DAYS)


class EntryRestoreView(KindMixin, View):
    """Restore a deleted entry; offered in the message of the deletion and on the page of deleted entries."""

    def post(self, request, pk):
        deleted = self.kind.model.everything.visible_to(request.user).exclude(deleted_at=None)
        entry = get_object_or_404(deleted, pk=pk)
        require(can_file(request.user, entry.unit_id), WHO.files())
        return carry_out(
            request,
            lambda: restore_record(entry, by=request.user),
            _("Restored: %s.") % entry,
            self.kind.url("detail", pk),
            otherwise=self.kind.url("list"),
        )
