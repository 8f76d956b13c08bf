"""The pages on which directives are read, and those of exemptions; `draft_views` has those that write."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.downloads import send_file
from core.accounts.permissions import WHO, can_steer, require
from core.directives import verbs
from core.directives.comparison import clauses_naming_year, compare
from core.directives.forms import ExemptionForm
from core.directives.models import Directive, Exemption, Task
from core.lib.form_handling import carry_out, sent, show
from core.lib.merging import one_by_one


@require_GET
def directive_list(request):
    directives = Directive.objects.visible_to(request.user).select_related("issuer")
    return render(request, "directives/list.html", {"directives": directives})


@require_GET
def directive_detail(request, pk):
    """Show a directive with its clauses, the tasks it does not ask for, and exemptions."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    clauses = list(directive.clauses.select_related("task"))
    former = Directive.objects.before(directive).first()
    context = {
        "directive": directive,
        "clauses": clauses,
        "former": former,
        "outdated": clauses_naming_year(clauses, former.year) if former and directive.is_draft else set(),
        "not_asked_for": Task.objects.exclude(pk__in=[clause.task_id for clause in clauses if clause.task_id]),
        "in_force": Directive.objects.in_force(directive.issuer_id, directive.year).first(),
        "exemptions": Exemption.objects.visible_to(request.user).select_related("unit", "task"),
        "may_steer": can_steer(request.user) and directive.issuer_id == request.user.unit_id,
    }
    return render(request, "directives/detail.html", context)


@require_GET
def directive_file(request, pk):
    directive = get_object_or_404(Directive.objects.visible_to(request.user).exclude(file=""), pk=pk)
    name = directive.file.name.rpartition("/")[2]
    return send_file(directive.file, name)


@require_GET
def directive_compare(request, pk):
    """Compare a directive with the last one published for an earlier year."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    former = Directive.objects.before(directive).first()
    context = {
        "directive": directive,
        "former": former,
        "rows": compare(directive, former) if former else [],
    }
    return render(request, "directives/compare.html", context)


@require_http_methods(["GET", "POST"])
@one_by_one
def exemption_edit(request, pk=None):
    visible = Exemption.objects.visible_to(request.user)
    if request.method == "POST":
        visible = visible.select_for_update(of=("self",))
    exemption = get_object_or_404(visible, pk=pk) if pk else Exemption()
    require(can_steer(request.user), WHO.reviews())
    form = ExemptionForm(sent(request), instance=exemption, steerer=request.user)
    answer = carry_out(
        request,
        lambda: verbs.save_exemption(form.save(commit=False), by=request.user),
        _("Exemption saved."),
        "directives:list",
        form=form,
    )
    if answer:
        return answer
    context = {
        "form": form,
        "title": _("Exemption") if pk else _("Add an exemption"),
        "cancel_url": reverse("directives:list"),
    }
    return show(request, "form_page.html", context, form)
