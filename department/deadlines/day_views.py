"""Pages of the days that the Department declares off, or worked: one by one, and a year's at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.lib.dates.clock import today
from core.lib.pages.form_handling import carry_out, page_of, question_page, refuse, sent, show
from core.lib.pages.seen import seen_in, version_of
from core.lib.text.markup import vi
from core.lib.text.vietnamese import date_short
from department.deadlines.forms import DaysOffForm, YearOfDaysForm
from filing.models import DayOff
from filing.submissions import days_off


@require_http_methods(["GET", "POST"])
def days_off_list(request):
    """List the declared days off; the Department's officers declare more."""
    if request.method == "POST":
        require(can_steer(request.user), WHO.reviews())
    form = DaysOffForm(sent(request))
    answer = carry_out(
        request,
        lambda: days_off.declare(form.window, form.cleaned_data["reason"], by=request.user),
        lambda moved: _declaration_message(form.window, moved),
        "steering:days-off",
        form=form,
    )
    declared = days_off.visible_days_off(request.user).select_related("declared_by")
    context = {
        "title": _("Days off and make-up working days"),
        "form": form if can_steer(request.user) else None,
        "page_obj": page_of(request, declared),
    }
    return answer or show(request, "department/deadlines/days_off.html", context, form)


def _declaration_message(window, moved):
    """Return the message of what was declared, with each due date that moved."""
    declared = ngettext("%(number)s day off declared.", "%(number)s days off declared.", window.days)
    declared %= {"number": window.days}
    return f"{declared} {_moved_sentence(moved) or _('No due date lies on it.')}"


def _moved_sentence(moved):
    """Return the sentence on the due dates that moved, if any."""
    return f"{_('Due dates that moved:')} {'; '.join(map(str, moved))}." if moved else ""


@require_http_methods(["GET", "POST"])
def day_off_take_back(request, pk):
    """Ask whether to take a declared day off back, and do it."""
    day_off = get_object_or_404(days_off.visible_days_off(request.user), pk=pk)
    require(can_steer(request.user), WHO.reviews())
    back, day = reverse("steering:days-off"), date_short(day_off.day)
    again = _("%s is a day off again.") if day_off.is_worked else _("%s is a working day again.")
    answer = carry_out(
        request,
        lambda: days_off.take_back(day_off, by=request.user, seen=seen_in(request)),
        lambda moved: " ".join(filter(None, (again % day, _moved_sentence(moved)))),
        back,
        again=request.get_full_path(),
    )
    if day_off.is_worked:
        title, label = _("Withdraw the make-up working day %s?"), _("Withdraw the make-up working day")
        lead = _("That day becomes a day off again. Due dates on it move to the next working day.")
    else:
        title, label = _("Withdraw the day off %s?"), _("Withdraw the day off")
        lead = _("That day becomes a working day again. Due dates that have moved stay where they are.")
    about, seen = vi(day_off.reason), version_of(day_off)
    return answer or question_page(request, title % day, back, label, lead, about=about, seen=seen)


@require_http_methods(["GET", "POST"])
def days_of_year(request):
    """Show the days of a pasted decision as they were read, with the due dates that move, and declare them."""
    require(can_steer(request.user), WHO.reviews())
    form = YearOfDaysForm(sent(request), initial={"year": today().year})
    rows, moving = [], []
    if form.is_valid():
        off, worked, reason = form.read.off, form.read.worked, form.cleaned_data["reason"]
        rows = form.rows(DayOff.objects.of(request.user.unit_id))
        try:
            with transaction.atomic():
                moving = days_off.declare_days(off, worked, reason, by=request.user)
                transaction.set_rollback(not form.was_seen)
        except ValidationError as refusal:
            refuse(form, refusal, "days")
        else:
            if form.was_seen:
                messages.success(request, f"{_declared_sentence(off, worked)} {_moved_sentence(moving)}".strip())
                return redirect("steering:days-off")
            form.show()
    context = {
        "title": _("Declare the days of a year"),
        "form": form,
        "rows": [] if form.errors else rows,
        "moving": moving,
        "cancel_url": reverse("steering:days-off"),
        "submit_label": _("Declare") if rows and not form.errors else _("Preview"),
    }
    return show(request, "department/deadlines/days_of_year.html", context, form)


def _declared_sentence(off, worked):
    """Return the message of how many days were declared."""
    parts = [
        ngettext("%(number)s day off declared.", "%(number)s days off declared.", len(off)) % {"number": len(off)},
        ngettext("%(number)s working day declared.", "%(number)s working days declared.", len(worked))
        % {"number": len(worked)},
    ]
    return " ".join(part for part, days in zip(parts, (off, worked), strict=True) if days)
