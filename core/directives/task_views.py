"""The pages of the standing catalogue of tasks, whose names, and further tasks, are the Department's."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_steer, require
from core.directives import catalogue
from core.directives.forms import TaskForm
from core.directives.models import Task
from core.lib.pages.form_handling import carry_out, form_page, sent
from core.lib.pages.merging import locked_while_saved, one_by_one


@require_GET
def task_list(request):
    """List the tasks; the Department's officers rename them."""
    context = {
        "crumbs": [(_("Directives"), reverse("directives:list"))],
        "title": _("Catalogue of tasks"),
        "tasks": Task.objects.all(),
        "may_steer": can_steer(request.user),
    }
    return render(request, "directives/tasks.html", context)


@require_http_methods(["GET", "POST"])
def task_new(request):
    """Add a task of the Department's own, which takes the form of one that is there."""
    require(can_steer(request.user), WHO.reviews())
    form = TaskForm(sent(request))
    answer = carry_out(
        request,
        lambda: catalogue.add_task(form.save(commit=False), form.cleaned_data["like"], by=request.user),
        _("Task added to the catalogue. To give it to units, add it to a clause of a directive."),
        "directives:tasks",
        form=form,
    )
    return answer or form_page(request, form, _("New task"), reverse("directives:tasks"))


@require_http_methods(["GET", "POST"])
@one_by_one
def task_edit(request, pk):
    require(can_steer(request.user), WHO.reviews())
    task = get_object_or_404(locked_while_saved(request, Task.objects), pk=pk)
    form = TaskForm(sent(request), instance=task)
    answer = carry_out(
        request,
        lambda: catalogue.save_task(form.save(commit=False), by=request.user),
        _("Task saved."),
        "directives:tasks",
        form=form,
    )
    return answer or form_page(request, form, _("Task"), reverse("directives:tasks"))
