from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.handing_out import hand_out
from accounts.permissions import WHO, can_steer, require
from directives.forms import ClauseForm, ExemptionForm
from directives.models import Clause, Directive, Exemption
from directives.verbs import publish


@require_GET
def directive_list(request):
    directives = Directive.objects.visible_to(request.user).select_related("issuer")
    return render(request, "directives/list.html", {"directives": directives})


@require_GET
def directive_detail(request, pk):
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    context = {
        "directive": directive,
        "clauses": directive.clauses.select_related("task"),
        "exemptions": Exemption.objects.visible_to(request.user).select_related("unit", "task"),
        "may_steer": can_steer(request.user),
    }
    return render(request, "directives/detail.html", context)


@require_GET
def directive_file(request, pk):
    directive = get_object_or_404(Directive.objects.visible_to(request.user).exclude(file=""), pk=pk)
    name = directive.file.name.rpartition("/")[2]
    return hand_out(directive.file, name)


@require_POST
def directive_publish(request, pk):
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    publish(directive, by=request.user)
    messages.success(request, _("Directive %s is published; the districts see it now.") % directive)
    return redirect("directives:detail", pk)


@require_http_methods(["GET", "POST"])
def clause_edit(request, pk):
    visible = Directive.objects.visible_to(request.user)
    clause = get_object_or_404(Clause.objects.select_related("directive"), pk=pk, directive__in=visible)
    require(can_steer(request.user) and clause.directive.issuer_id == request.user.unit_id, WHO.reviews())
    form = ClauseForm(request.POST or None, instance=clause)
    if form.is_valid():
        form.save()
        messages.success(request, _("Clause %s was saved.") % clause)
        return redirect("directives:detail", clause.directive_id)
    context = {
        "form": form,
        "title": _("Clause %s") % clause,
        "lead": format_html('<span lang="vi">{}</span>', clause.title),
        "cancel_url": reverse("directives:detail", args=[clause.directive_id]),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def exemption_edit(request, pk=None):
    visible = Exemption.objects.visible_to(request.user)
    exemption = get_object_or_404(visible, pk=pk) if pk else Exemption()
    require(can_steer(request.user), WHO.reviews())
    form = ExemptionForm(request.POST or None, instance=exemption, steerer=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("The exemption was saved."))
        return redirect("directives:list")
    context = {
        "form": form,
        "title": _("Exemption") if pk else _("New exemption"),
        "cancel_url": reverse("directives:list"),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
