"""The administrator's pages of the audit log: who logged in, opened, sent, downloaded and changed what."""

from datetime import datetime, time
from tempfile import TemporaryFile

from django.contrib import messages
from django.core.files import File
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from xlsxwriter import Workbook

from core.accounts.audit import ALL_ACTIONS, log_action
from core.accounts.downloads import send_file
from core.accounts.models import AuditEntry, AuditLink
from core.accounts.permissions import WHO, can_administer, require
from core.accounts.ratelimit import ratelimited
from core.lib.dates.clock import today
from core.lib.pages.form_handling import page_of
from filing import excel_cells
from filing.lists.spreadsheets import MEDIA_TYPE
from operations.administration.audit_log_filter import AuditLogFilter
from operations.administration.page_names import name_of_page

MAX_ROWS = 100_000


def _filtered_entries(request):
    """Return (filter form, entries that it leaves)."""
    require(can_administer(request.user), WHO.administers())
    log_filter = AuditLogFilter(request.GET, acts=ALL_ACTIONS)
    entries = log_filter.narrow(AuditEntry.objects.visible_to(request.user))
    return log_filter, entries.select_related("by", "unit", "told")


@require_GET
def audit_log(request):
    """List the entries, the newest first, and how far the chain of seals reaches."""
    log_filter, entries = _filtered_entries(request)
    page = page_of(request, entries)
    context = {
        "title": _("System log"),
        "filter": log_filter,
        "export_url": reverse("administration:trail-export") if page.object_list else "",
        "page_obj": page,
        "rows": [(entry, ALL_ACTIONS.get(entry.action, entry.action), name_of_page(entry.subject)) for entry in page],
        "head": AuditLink.objects.first(),
    }
    return render(request, "administration/audit_log.html", context, status=422 if log_filter.errors else 200)


@require_GET
@ratelimited("exports", "GET")
def audit_log_export(request):
    """Send the same entries as an Excel file."""
    _filter, entries = _filtered_entries(request)
    if entries.count() > MAX_ROWS:
        limit = number_format(MAX_ROWS)
        messages.error(request, _("A file can have at most %s entries. Narrow the list by date first.") % limit)
        return redirect(f"{request.path.removesuffix('export/')}?{request.GET.urlencode()}")
    log_action("trail_exported", by=request.user, unit=request.user.unit)
    return send_file(_workbook_of(entries), f"nhat-ky-{today().isoformat()}.xlsx", MEDIA_TYPE)


def _workbook_of(entries):
    # It is closed with the response that sends it.
    file = TemporaryFile()  # noqa: SIM115
    columns = (
        (_("Time"), "instant"),
        (_("Action"), "text"),
        (_("Subject of the action"), "text"),
        (_("Person"), "text"),
        (_("Unit"), "text"),
        (_("Network address"), "text"),
        (_("Reason"), "text"),
        (_("No."), "plain"),
    )
    with Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"created": datetime.combine(today(), time.min)})
        formats, sheet = excel_cells.add_formats(book), book.add_worksheet()
        for column, (label, kind) in enumerate(columns):
            sheet.set_column(column, column, excel_cells.WIDTHS[kind])
            excel_cells.write_cell(sheet, 0, column, label, formats["head"])
        for row, entry in enumerate(entries.iterator(chunk_size=1000), start=1):
            at = datetime.combine(entry.day, timezone.localtime(entry.at).time())
            action = str(ALL_ACTIONS.get(entry.action, entry.action))
            cells = (at, action, entry.subject, entry.by, entry.unit, entry.address, entry.reason, entry.pk)
            told = [(kind, cell, excel_cells.WIDTHS[kind]) for cell, (_label, kind) in zip(cells, columns, strict=True)]
            excel_cells.fit_height(sheet, row, told)
            for column, (kind, cell, _width) in enumerate(told):
                excel_cells.write_cell(sheet, row, column, cell, formats[kind])
    return File(file)
