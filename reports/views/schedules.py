"""Views of the Department's schedules."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.lib.pages.form_handling import carry_out, form_page, question_page, sent
from core.lib.pages.merging import locked_while_saved, one_by_one
from core.lib.pages.seen import seen_in, version_of
from filing.idempotency import form_id, make_once
from reports.models import Schedule
from reports.schedules import timetable
from reports.schedules.forms import ScheduleForm
from reports.schedules.schedule_list import schedule_rows, wording


@require_GET
def schedule_list(request):
    require(can_steer(request.user), WHO.reviews())
    mine = Schedule.objects.visible_to(request.user).filter(root=request.user.unit)
    crumbs = [(_("Documents"), reverse("reports:documents"))]
    context = {"title": _("Schedules"), "crumbs": crumbs, "rows": schedule_rows(mine)}
    return render(request, "reports/schedules/schedules.html", context)


@require_http_methods(["GET", "POST"])
@one_by_one
def schedule_edit(request, pk=None):
    """Edit a schedule; a new one belongs to the user's own Department, whatever the form says."""
    schedule = _schedule_to_edit(request, pk)
    require(timetable.can_manage(schedule, request.user), WHO.reviews())
    form = ScheduleForm(sent(request), instance=schedule, readers=timetable.readers_of(schedule.root_id))
    save = partial(timetable.save_schedule, by=request.user)
    title = _("Schedule for the provincial summary") if pk else _("New schedule for the provincial summary")
    lead = _("The draft uses the reports approved by then, and names the units without one.")
    return carry_out(
        request,
        lambda: make_once(request, lambda: save(form.save(commit=False), form.cleaned_data["people"])),
        _("Schedule saved."),
        "reports:schedules",
        form=form,
    ) or form_page(request, form, title, reverse("reports:schedules"), lead=lead, form_id=form_id(request))


def _schedule_to_edit(request, pk):
    """Return the stored schedule, locked where the form is sent, or a new one."""
    if pk is None:
        return Schedule(root=request.user.unit)
    return get_object_or_404(locked_while_saved(request, schedules_of(request)), pk=pk)


@require_http_methods(["GET", "POST"])
def schedule_delete(request, pk):
    schedule = schedule_or_404(request, pk)
    require(timetable.can_manage(schedule, request.user), WHO.reviews())
    answer = carry_out(
        request,
        lambda: timetable.delete_schedule(schedule, by=request.user, seen=seen_in(request)),
        _("Schedule deleted."),
        "reports:schedules",
        otherwise=request.get_full_path(),
    )
    title, back, seen = _("Delete this schedule?"), reverse("reports:schedules"), version_of(schedule)
    lead = _("The system no longer makes summaries on this schedule. Existing documents and notifications stay.")
    return answer or question_page(
        request, title, back, _("Delete the schedule"), lead, about=wording(schedule), seen=seen
    )


def schedules_of(request):
    return Schedule.objects.visible_to(request.user).select_related("root", "made_by")


def schedule_or_404(request, pk):
    return get_object_or_404(schedules_of(request), pk=pk)
