"""The pages of changes of units: the list, a new one by form or lines, and one with what it does."""

from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_administer, can_steer, require
from core.lib.dates.clock import today
from core.lib.dates.valid_days import refuse_invalid_day
from core.lib.pages.form_handling import carry_out, form_page, page_of, sent
from core.lib.pages.seen import seen_in
from core.lib.text.vietnamese import date_short
from core.lib.typed.rows import read_rows
from core.units.models import Unit
from filing.idempotency import form_id, make_once
from operations.administration.bulk.template import send_template
from operations.administration.bulk.views import rows_page
from operations.administration.changes import verbs
from operations.administration.changes.consequences import Finder
from operations.administration.changes.country_lines import lines_of_day
from operations.administration.changes.figures import groups_of, totals_of
from operations.administration.changes.filed import filed_on
from operations.administration.changes.forms import ChangeForm, ChooseForm, Operation, OperationForm
from operations.administration.changes.lines import COLUMNS, text_of
from operations.administration.changes.sheet import ChangeSheet
from operations.administration.models import ChangeState


def _require_reader(user):
    require(can_administer(user) or user.is_department, WHO.purges())


@require_GET
def change_list(request):
    """List the changes, the latest day first."""
    _require_reader(request.user)
    page = page_of(request, verbs.changes_of(request.user))
    context = {"title": _("Changes of units"), "page_obj": page, "may_prepare": can_administer(request.user)}
    return render(request, "administration/changes/changes.html", context)


def _crumbs():
    return [(_("Changes of units"), reverse("administration:changes"))]


@require_http_methods(["GET", "POST"])
def change_new(request):
    """Ask for day and kind, then for what that kind needs, and lead to the lines that it comes to."""
    require(can_administer(request.user), WHO.administers())
    here, rows = reverse("administration:change-new"), reverse("administration:change-rows")
    chosen = ChooseForm(request.GET if "kind" in request.GET else None, root=request.user.unit)
    crumbs = _crumbs()
    if not chosen.is_valid():
        if request.method == "POST":
            return redirect(here)
        lead = _(
            "For units renamed, merged or split by law. Their past data keeps the old name. Nothing changes before the "
            "Department has confirmed it."
        )
        title, more = _("Prepare a change of units"), {"template": "administration/choose.html", "crumbs": crumbs}
        return form_page(request, chosen, title, crumbs[0][1], lead=lead, submit_label=_("Continue"), **more)
    day, kind = chosen.cleaned_data["day"], chosen.cleaned_data["kind"]
    asked = {"day": day.isoformat()}
    if kind in (Operation.ROWS, Operation.COUNTRY):
        return redirect(f"{rows}?{urlencode(asked | {'kind': kind})}")
    form = OperationForm(sent(request), root=request.user.unit, day=day, kind=kind)
    if form.is_valid():
        return redirect(f"{rows}?{urlencode(asked | {'rows': text_of(form.lines)})}")
    lead = _("From %(day)s on. The next page shows what will be done, before anything is saved.")
    lead, label = lead % {"day": date_short(day)}, _("Continue")
    return form_page(request, form, Operation(kind).label, crumbs[0][1], lead=lead, submit_label=label, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
def change_rows(request):
    """Check the lines of a change, and keep it for the Department."""
    require(can_administer(request.user), WHO.administers())
    root = request.user.unit
    initial = {"day": _day_in(request), "rows": request.GET.get("rows", "")}
    if request.GET.get("kind") == Operation.COUNTRY and initial["day"]:
        initial["rows"] = text_of(lines_of_day(root.code, initial["day"]))
    if "template" in request.GET:
        return send_template(ChangeSheet, initial["rows"])
    form = ChangeForm(sent(request), request.FILES or None, root=root, initial=initial)
    if not form.is_bound:
        form.checked = _checked(root, initial)

    def prepare():
        given = [form.cleaned_data[name] for name in ("title", "basis", "day")]
        return verbs.prepare(*given, form.read, by=request.user, seen=request.POST.get("seen"))

    answer = "make" in request.POST and carry_out(
        request,
        lambda: make_once(request, prepare),
        _("Prepared. The Department has been asked to confirm it."),
        lambda change: reverse("administration:change", args=[change.pk]),
        form=form,
    )
    return answer or rows_page(
        request,
        form,
        _("Prepare a change of units"),
        _("One line for each old unit and what it becomes. Either all lines are carried out or none."),
        _crumbs(),
        COLUMNS,
        make_label=_("Send to the Department for confirmation"),
        form_id=form_id(request),
    )


def _checked(root, initial):
    """Return the rows that the page before wrote as they are told in words; none where they can't be read."""
    day = initial["day"]
    if not day:
        return []
    with suppress(ValidationError):
        refuse_invalid_day(day)
        return ChangeSheet(root, day).check(read_rows(initial["rows"]))
    return []


def _day_in(request):
    """Return the day that the address carries, as the page before wrote it; None for anything else."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def change_detail(request, pk):
    """Show one change with what it does; the Department confirms or undoes it, the administrator withdraws it."""
    _require_reader(request.user)
    change = get_object_or_404(verbs.changes_of(request.user), pk=pk)
    if request.method == "POST":
        return _decide(request, change)
    context = {
        "change": change,
        "crumbs": _crumbs(),
        "columns": COLUMNS,
        "may_decide": can_steer(request.user),
        "may_take_back": can_administer(request.user),
        "is_coming": change.day > today(),
    }
    if change.state == ChangeState.WAITING:
        sheet, rows = verbs.sheet_of(change)
        found = Finder(sheet.plan, change.root).find()
        context |= {"rows": rows, "found": found, "fits": not any(row.reasons for row in rows)}
        context["seen"] = verbs.version_waiting(change, rows, found)
        if request.user.is_department and context["fits"]:
            context |= {
                "totals": totals_of(sheet.plan, change.root),
                "groups": groups_of(sheet.plan, sheet.name_of),
            }
    else:
        context["lines"] = _named(verbs.lines_of(change), change.day)
    if change.state == ChangeState.CONFIRMED:
        context["filed"] = filed_on(change, *verbs.applied_of(change))
        context["seen"] = verbs.version_confirmed(change, context["filed"])
    return render(request, "administration/changes/change.html", context)


def _named(lines, day):
    """Return [[(cell, name of the unit whose code it is)]] of each line, as units were called before and on the day."""
    codes = {code for line in lines for code in (line.old, line.new, line.parent, line.keeper)}
    of_codes = Unit.objects.filter(code__in=codes)
    before, after = (dict(of_codes.valid_on(at).values_list("code", "name")) for at in (day - timedelta(days=1), day))
    known = {"code": before, "new": after, "parent": before | after, "keeper": before | after}
    return [
        [(cell, known.get(column.name, {}).get(cell, "")) for column, cell in zip(COLUMNS, line.cells, strict=True)]
        for line in lines
    ]


def _decide(request, change):
    acts = {
        "confirm": (verbs.confirm, _("Confirmed. The units have been changed.")),
        "undo": (verbs.undo, _("Undone. Everything is as it was before.")),
        "take_back": (verbs.take_back, _("Withdrawn. Nothing has been changed.")),
    }
    verb, done = next((acts[name] for name in acts if name in request.POST), (None, ""))
    if verb is None:
        raise Http404
    here = reverse("administration:change", args=[change.pk])
    return carry_out(request, lambda: verb(change, by=request.user, seen=seen_in(request)), done, here, again=here)
