"""Views of the Department's schedules."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.lib.form_handling import carry_out, sent, show
from core.lib.seen import seen_in, version_of
from filing.idempotency import form_id, make_once
from reports.models import Schedule
from reports.schedules import timetable
from reports.schedules.forms import ScheduleForm
from reports.schedules.schedule_list import schedule_rows, wording


@require_GET
def schedule_list(request):
    require(can_steer(request.user), WHO.reviews())
    mine = Schedule.objects.visible_to(request.user).filter(root=request.user.unit)
    return render(request, "reports/schedules/schedules.html", {"title": _("Schedules"), "rows": schedule_rows(mine)})


@require_http_methods(["GET", "POST"])
def schedule_edit(request, pk=None):
    """Edit a schedule; a new one belongs to the user's own Department, whatever the form says."""
    schedule = schedule_or_404(request, pk) if pk else Schedule(root=request.user.unit)
    require(timetable.can_manage(schedule, request.user), WHO.reviews())
    typed = sent(request)
    form = ScheduleForm(typed, instance=schedule, readers=timetable.readers_of(schedule.root_id))
    if form.is_valid():
        people = form.cleaned_data["people"]
        make_once(request, lambda: timetable.save_schedule(form.save(commit=False), people, by=request.user))
        messages.success(request, _("Schedule saved."))
        return redirect("reports:schedules")
    context = {
        "form": form,
        "form_id": form_id(request),
        "title": _("Schedule for the provincial summary") if pk else _("New schedule for the provincial summary"),
        "lead": _("The draft uses the reports approved by then, and names the units without one."),
        "cancel_url": reverse("reports:schedules"),
    }
    return show(request, "form_page.html", context, form)


@require_http_methods(["GET", "POST"])
def schedule_delete(request, pk):
    schedule = schedule_or_404(request, pk)
    require(timetable.can_manage(schedule, request.user), WHO.reviews())
    if request.method == "POST":
        return carry_out(
            request,
            lambda: timetable.delete_schedule(schedule, by=request.user, seen=seen_in(request)),
            _("Schedule deleted."),
            "reports:schedules",
            otherwise=request.get_full_path(),
        )
    context = {
        "title": _("Delete this schedule?"),
        "lead": _("The system no longer makes summaries on this schedule. Existing documents and notifications stay."),
        "wording": wording(schedule),
        "cancel_url": reverse("reports:schedules"),
        "submit_label": _("Delete the schedule"),
        "seen": version_of(schedule),
    }
    return render(request, "reports/schedules/schedule_delete.html", context)


def schedule_or_404(request, pk):
    return get_object_or_404(Schedule.objects.visible_to(request.user).select_related("root", "made_by"), pk=pk)
