"""The whole record of acts for the administrator: who logged in, opened, sent, downloaded and changed what."""

from datetime import datetime, time, timedelta
from tempfile import TemporaryFile

from django import forms
from django.contrib import messages
from django.core.files import File
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from xlsxwriter import Workbook

from accounts.audit import ALL, record
from accounts.handing_out import hand_out
from accounts.models import AuditEntry, AuditLink
from accounts.pace import paced
from accounts.permissions import WHO, can_administer, require
from calendars.clock import local_day, now
from progress import sheets
from progress.spreadsheets import MEDIA_TYPE
from texts.forms import DayField, PortalForm

PAGE_SIZE = 50
MOST_ROWS = 100_000


class TrailForm(PortalForm):
    """Which entries: of an act, a name, an address, from a day to a day."""

    action = forms.ChoiceField(label=gettext_lazy("Act"), required=False)
    who = forms.CharField(label=gettext_lazy("Name or user name"), required=False, max_length=100)
    address = forms.GenericIPAddressField(label=gettext_lazy("Address"), required=False)
    since = DayField(label=gettext_lazy("From day"), required=False)
    until = DayField(label=gettext_lazy("To day"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        acts = sorted(((key, str(words)) for key, words in ALL.items()), key=lambda pair: pair[1])
        self.fields["action"].choices = [("", _("All acts")), *acts]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if name == "action" else "form-control"

    def chosen(self, entries):
        """The entries that the form asks for; all of them while it is wrong."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("action"):
            entries = entries.filter(action=given["action"])
        if given.get("who"):
            by = {"by__full_name__icontains": given["who"]}, {"by__username__icontains": given["who"]}
            entries = entries.filter(**by[0]) | entries.filter(**by[1])
        if given.get("address"):
            entries = entries.filter(address=given["address"])
        if given.get("since"):
            entries = entries.filter(at__gte=_begin_of(given["since"]))
        if given.get("until"):
            entries = entries.filter(at__lt=_begin_of(given["until"] + timedelta(days=1)))
        return entries


def _begin_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _entries(request):
    require(can_administer(request.user), WHO.administers())
    form = TrailForm(request.GET)
    return form, form.chosen(AuditEntry.objects.visible_to(request.user)).select_related("by", "unit", "told")


@require_GET
def trail(request):
    """The newest first, and how far the chain reaches."""
    form, entries = _entries(request)
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(one, ALL.get(one.action, one.action)) for one in page],
        "head": AuditLink.objects.first(),
    }
    return render(request, "administration/trail.html", context, status=422 if form.errors else 200)


@require_GET
@paced("exports", "GET")
def trail_export(request):
    """The same entries as an Excel file."""
    _form, entries = _entries(request)
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
        (_("Address"), "text"), (_("Reason"), "text"), (_("Number"), "plain"),
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
