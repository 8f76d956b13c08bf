"""The whole record of acts for the administrator: who logged in, opened, sent, downloaded and changed what."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.core.files import File
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from xlsxwriter import Workbook

from accounts.audit import ALL, record
from accounts.handing_out import hand_out
from accounts.models import AuditEntry, AuditLink
from accounts.pace import paced
from accounts.permissions import WHO, can_administer, require
from administration.filters import TrailFilter
from calendars.clock import local_day, now
from progress import sheets
from progress.lists.spreadsheets import MEDIA_TYPE

PAGE_SIZE = 50
MOST_ROWS = 100_000


def _entries(request):
    require(can_administer(request.user), WHO.administers())
    narrowed = TrailFilter(request.GET, acts=ALL)
    return narrowed, narrowed.narrow(AuditEntry.objects.visible_to(request.user)).select_related("by", "unit", "told")


@require_GET
def trail(request):
    """The newest first, and how far the chain reaches."""
    narrowed, entries = _entries(request)
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("Log of the portal"),
        "filter": narrowed,
        "export_url": reverse("administration:trail-export") if page.object_list else "",
        "page_obj": page,
        "rows": [(one, ALL.get(one.action, one.action)) for one in page],
        "head": AuditLink.objects.first(),
    }
    return render(request, "administration/trail.html", context, status=422 if narrowed.errors else 200)


@require_GET
@paced("exports", "GET")
def trail_export(request):
    """The same entries as an Excel file."""
    _filter, entries = _entries(request)
    if entries.count() > MOST_ROWS:
        most = number_format(MOST_ROWS)
        messages.error(request, _("A file takes at most %s entries. Narrow the list by days first.") % most)
        return redirect(f"{request.path.removesuffix('export/')}?{request.GET.urlencode()}")
    record("trail_exported", by=request.user, unit=request.user.unit)
    return hand_out(_sheet_of(entries), f"nhat-ky-{local_day(now()).isoformat()}.xlsx", MEDIA_TYPE)


def _sheet_of(entries):
    # It is closed with the response that hands it out.
    file = TemporaryFile()  # noqa: SIM115
    heads = (
        (_("Instant"), "instant"), (_("Act"), "text"), (_("On what"), "text"), (_("By"), "text"), (_("Unit"), "text"),
        (_("Address"), "text"), (_("Reason"), "text"), (_("No."), "plain"),
    )  # fmt: skip
    with Workbook(file, {"constant_memory": True}) as book:
        formats, sheet = sheets.add_formats(book), book.add_worksheet()
        for place, (label, form) in enumerate(heads):
            sheet.set_column(place, place, sheets.WIDTHS[form])
            sheets.write(sheet, 0, place, label, formats["head"])
        for row, one in enumerate(entries.iterator(chunk_size=1000), start=1):
            at = timezone.localtime(one.at).replace(tzinfo=None)
            act = str(ALL.get(one.action, one.action))
            cells = (at, act, one.subject, one.by, one.unit, one.address, one.reason, one.pk)
            for place, (cell, (_label, form)) in enumerate(zip(cells, heads, strict=True)):
                sheets.write(sheet, row, place, cell, formats[form])
    return File(file)
