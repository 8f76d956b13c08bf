"""The pages of directives to read, and of exemptions; `drafting` has those that write a directive."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.handing_out import hand_out
from accounts.permissions import WHO, can_steer, require
from directives import verbs
from directives.comparison import compare, still_named
from directives.forms import ExemptionForm
from directives.models import Directive, Exemption, Task


@require_GET
def directive_list(request):
    directives = Directive.objects.visible_to(request.user).select_related("issuer")
    return render(request, "directives/list.html", {"directives": directives})


@require_GET
def directive_detail(request, pk):
    """The directive with its clauses, and the standing tasks that it does not ask for; a draft with what changes it."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    clauses = list(directive.clauses.select_related("task"))
    former = Directive.objects.before(directive).first()
    context = {
        "directive": directive,
        "clauses": clauses,
        "former": former,
        "outdated": still_named(clauses, former.year) if former and directive.is_draft else set(),
        "not_asked_for": Task.objects.exclude(pk__in=[one.task_id for one in clauses if one.task_id]),
        "in_force": Directive.objects.in_force(directive.issuer_id, directive.year).first(),
        "exemptions": Exemption.objects.visible_to(request.user).select_related("unit", "task"),
        "may_steer": can_steer(request.user) and directive.issuer_id == request.user.unit_id,
    }
    return render(request, "directives/detail.html", context)


@require_GET
def directive_file(request, pk):
    directive = get_object_or_404(Directive.objects.visible_to(request.user).exclude(file=""), pk=pk)
    name = directive.file.name.rpartition("/")[2]
    return hand_out(directive.file, name)


@require_GET
def directive_compare(request, pk):
    """Clause by clause beside the one that was published for the year before."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    former = Directive.objects.before(directive).first()
    context = {
        "directive": directive,
        "former": former,
        "rows": compare(directive, former) if former else [],
    }
    return render(request, "directives/compare.html", context)


@require_http_methods(["GET", "POST"])
def exemption_edit(request, pk=None):
    visible = Exemption.objects.visible_to(request.user)
    exemption = get_object_or_404(visible, pk=pk) if pk else Exemption()
    require(can_steer(request.user), WHO.reviews())
    form = ExemptionForm(request.POST or None, instance=exemption, steerer=request.user)
    if form.is_valid():
        try:
            verbs.save_exemption(form.save(commit=False), by=request.user)
            messages.success(request, _("The exemption was saved."))
            return redirect("directives:list")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "form": form,
        "title": _("Exemption") if pk else _("New exemption"),
        "cancel_url": reverse("directives:list"),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
