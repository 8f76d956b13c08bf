"""The pages of many records: list, Excel file, a change of several, what was deleted and its undo."""

from django.contrib import messages
from django.core.exceptions import ValidationError
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

from accounts.handing_out import hand_out
from accounts.pace import paced
from accounts.permissions import WHO, can_file, require, units_in_sight
from calendars.clock import today
from progress.filing import RESTORABLE_DAYS, restorable_since, restore_record
from progress.lists import bulk
from progress.lists.filters import RecordFilter
from progress.lists.sorting import heads_of
from progress.lists.spreadsheets import MEDIA_TYPE, write_list
from progress.lists.totals import totals_of
from progress.views import KindMixin
from texts.normalise import fold

PAGE_SIZE = 50
MOST_ROWS = 20_000


class ShownMixin(KindMixin):
    """What a list and its file have in common: the same filters, order and totals."""

    @cached_property
    def filter(self):
        units = units_in_sight(self.request.user)
        return RecordFilter(self.request.GET, kind=self.kind, units=units, with_units=self.with_units)

    @cached_property
    def shown(self):
        return self.filter.narrow(self.entries())

    @cached_property
    def totals(self):
        return totals_of(self.shown)

    @property
    def with_units(self):
        return not self.request.user.is_district

    def back(self):
        """The list as the person had it."""
        query = self.request.GET.urlencode()
        return redirect(f"{self.kind.list_url}?{query}" if query else self.kind.list_url)


class KeyPaginator(Paginator):
    """Finds a page's rows by their keys alone, and reads only those: long texts of a thousand others are not sorted."""

    def page(self, number):
        page, order = super().page(number), self.object_list.query.order_by
        model = self.object_list.model
        rows = model.objects.filter(pk__in=page.object_list.values("pk"))
        page.object_list = rows.select_related(*model.RELATED).order_by(*order)
        return page


class EntryList(ShownMixin, ListView):
    template_name = "progress/list.html"
    paginate_by = PAGE_SIZE
    paginator_class = KeyPaginator

    def get_queryset(self):
        return self.shown

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        # The totals have counted already.
        paginator.count = self.totals.rows
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, model = self.request.user, self.kind.model
        mine = user.filing_unit_id
        may_file = can_file(user, mine)
        with_bulk = may_file and self.kind.is_record and any(one.unit_id == mine for one in context["page_obj"])
        extra = {
            "title": self.kind.name,
            "filter": self.filter,
            "heads": heads_of(self.kind, self.filter.order, with_units=self.with_units),
            "totals": self.totals,
            "sums": [(model._meta.get_field(name).verbose_name, value) for name, value in self.totals.sums.items()],
            "may_file": may_file,
            "with_units": self.with_units,
            "bulk": bulk.BulkForm(kind=self.kind) if with_bulk else None,
            "urls": {page: self.kind.url(page) for page in ("deleted", *(["bulk"] if with_bulk else []))},
            "export_url": self.kind.url("export") if self.totals.rows else "",
        }
        return context | self.page(**extra)


@method_decorator(paced("exports", "GET"), name="get")
class EntryExport(ShownMixin, View):
    """The list as shown, all its rows, as an Excel file."""

    def get(self, request):
        if self.totals.rows > MOST_ROWS:
            limits = {"rows": number_format(self.totals.rows), "most": number_format(MOST_ROWS)}
            text = _(
                "These are %(rows)s rows, and a file takes at most %(most)s. Narrow the list with the filters first."
            )
            messages.error(request, text % limits)
            return self.back()
        file = write_list(self.kind, self.shown, self.totals, with_units=self.with_units)
        return hand_out(file, f"{slugify(fold(str(self.kind.name)))}-{today().isoformat()}.xlsx", MEDIA_TYPE)


class EntryBulk(ShownMixin, View):
    """Another status or task for the records that were ticked: those of the unit one files for, whatever was sent."""

    def post(self, request):
        require(can_file(request.user, request.user.filing_unit_id), WHO.files())
        ids, form = bulk.chosen(request.POST.getlist("pick")), bulk.BulkForm(request.POST, kind=self.kind)
        if not ids:
            messages.error(request, _("Tick the entries to change first."))
        elif len(ids) > bulk.MOST_AT_ONCE:
            messages.error(request, _("At most %s entries can be changed at once.") % bulk.MOST_AT_ONCE)
        elif not form.is_valid():
            messages.error(request, " ".join(message for errors in form.errors.values() for message in errors))
        else:
            records = list(self.entries().filter(pk__in=ids, unit=request.user.filing_unit_id))
            outcome = bulk.change_all(records, form.cleaned_data, by=request.user)
            self.tell(outcome, missing=len(ids) - len(records))
        return self.back()

    def tell(self, outcome, missing):
        told = [_("Changed: %s.") % outcome.changed]
        if outcome.same:
            told.append(_("So already: %s.") % outcome.same)
        messages.success(self.request, " ".join(told))
        if missing:
            messages.warning(self.request, _("No longer here, or not of your unit: %s.") % missing)
        if outcome.refused:
            lines = format_html_join(mark_safe("<br>"), '<span lang="vi">{}</span>: {}', outcome.refused)
            head = _("Not changed: %s.") % len(outcome.refused)
            messages.warning(self.request, format_html("{}<br>{}", head, lines))


class EntryDeleted(KindMixin, ListView):
    """What the unit that the person files for deleted of late, to bring it back."""

    template_name = "progress/deleted.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self):
        user = self.request.user
        require(can_file(user, user.filing_unit_id), WHO.files())
        deleted = self.kind.model.everything.visible_to(user).filter(
            unit=user.filing_unit_id, deleted_at__gte=restorable_since()
        )
        return deleted.select_related(*self.kind.model.RELATED, "changed_by").order_by("-deleted_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [(entry, self.kind.url("restore", entry.pk)) for entry in context["page_obj"]]
        return context | self.page(title=_("Deleted"), rows=rows, days=RESTORABLE_DAYS)


class EntryRestore(KindMixin, View):
    """The undo of a deletion, offered by the line that tells of it and by the page of what was deleted."""

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
