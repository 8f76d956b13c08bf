"""The pages on which directives are read, and those of exemptions; `draft_views` has those that write."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.downloads import send_file
from core.accounts.permissions import WHO, can_steer, require
from core.directives import verbs
from core.directives.comparison import clauses_naming_year, compare, compare_amendment
from core.directives.forms import ExemptionForm
from core.directives.models import Clause, Directive, DocumentSort, Exemption, Task
from core.directives.receipts import may_acknowledge, receipt_of, units_without
from core.lib.pages.form_handling import carry_out, form_page, sent
from core.lib.pages.merging import locked_while_saved, one_by_one
from core.lib.text.markup import vi


@require_GET
def directive_list(request):
    """List the directives; a unit's people see which of them it has not yet acknowledged."""
    user = request.user
    owed = Directive.objects.owed_receipt(user.unit_id).values_list("pk", flat=True) if user.is_district else ()
    context = {
        "title": _("Directives"),
        "directives": Directive.objects.visible_to(user).select_related("issuer", "amends"),
        "owed": set(owed),
        "may_steer": can_steer(user),
    }
    return render(request, "directives/list.html", context)


@require_GET
def directive_detail(request, pk):
    """Show a directive with its clauses, documents and amendments, the tasks it does not ask for, and exemptions."""
    visible = Directive.objects.visible_to(request.user)
    directive = get_object_or_404(visible.select_related("amends"), pk=pk)
    clauses = list(directive.clauses.select_related("task", "changes"))
    former = None if directive.amends_id else Directive.objects.before(directive).first()
    changing = Clause.objects.filter(changes__directive=directive, directive__published_on__isnull=False)
    changed_in = {change.changes_id: change for change in changing.select_related("directive")}
    for clause in clauses:
        clause.changed_in = changed_in.get(clause.pk)
    documents = list(directive.documents.all())
    context = {
        "amendments": [] if directive.amends_id else visible.filter(amends=directive).order_by("issued_on", "pk"),
        "bases": [document for document in documents if document.sort == DocumentSort.BASIS],
        "asked": [document for document in documents if document.sort == DocumentSort.ASKED],
        **_receipts(directive, request.user),
        "crumbs": [(_("Directives"), reverse("directives:list"))],
        "directive": directive,
        "clauses": clauses,
        "former": former,
        "outdated": clauses_naming_year(clauses, former.year) if former and directive.is_draft else set(),
        "not_asked_for": []
        if directive.amends_id
        else Task.objects.exclude(pk__in=[clause.task_id for clause in clauses if clause.task_id]),
        "in_force": Directive.objects.in_force(directive.issuer_id, directive.year).first(),
        "exemptions": Exemption.objects.visible_to(request.user).select_related("unit", "task"),
        "may_steer": can_steer(request.user) and directive.issuer_id == request.user.unit_id,
    }
    return render(request, "directives/detail.html", context)


def _receipts(directive, user):
    """Return for the Department who received the directive and who has not said so; for a unit its own word."""
    if directive.is_draft:
        return {}
    if user.is_department and directive.issuer_id == user.unit_id:
        received = directive.acknowledgements.select_related("unit", "by")
        return {"received": received, "not_received": units_without(directive)}
    if not may_acknowledge(user, directive):
        return {}
    return {"may_acknowledge": True, "receipt": receipt_of(directive, user.unit_id)}


@require_GET
def directive_file(request, pk):
    directive = get_object_or_404(Directive.objects.visible_to(request.user).exclude(file=""), pk=pk)
    name = directive.file.name.rpartition("/")[2]
    return send_file(directive.file, name)


@require_GET
def directive_compare(request, pk):
    """Compare a directive with the last one published for an earlier year, an amendment with what it amends."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user).select_related("amends"), pk=pk)
    if directive.amends_id:
        context = {"former": directive.amends, "rows": compare_amendment(directive)}
    else:
        former = Directive.objects.before(directive).first()
        context = {"former": former, "rows": compare(directive, former) if former else []}
    here = reverse("directives:detail", args=[pk])
    context["crumbs"] = [(_("Directives"), reverse("directives:list")), (vi(directive.number), here)]
    context["directive"] = directive
    context["title"] = _("Compared with what it amends") if directive.amends_id else _("Compared with last year")
    return render(request, "directives/compare.html", context)


@require_http_methods(["GET", "POST"])
@one_by_one
def exemption_edit(request, pk=None):
    visible = locked_while_saved(request, Exemption.objects.visible_to(request.user))
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
    return answer or form_page(
        request, form, _("Exemption") if pk else _("Add an exemption"), reverse("directives:list")
    )
