"""The pages on which the Department writes, copies, changes and publishes a directive."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.permissions import WHO, can_steer, require
from core.directives import verbs
from core.directives.forms import ClauseForm, CopyForm, DraftClauseForm, HeadForm, NewForm
from core.directives.models import Clause, Directive
from core.directives.starter import create_from_starter
from core.lib.dates.clock import today
from core.lib.pages.form_handling import carry_out, question_page, sent
from core.lib.pages.form_handling import form_page as base_form_page
from core.lib.pages.merging import one_by_one
from core.lib.pages.seen import seen_in
from core.lib.text.markup import vi


def own_directive_or_404(request, pk):
    """Return the directive, if the user may steer it and it is of their unit."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    require(can_steer(request.user) and directive.issuer_id == request.user.unit_id, WHO.reviews())
    return directive


def _own_clause_or_404(request, pk):
    visible = Directive.objects.visible_to(request.user)
    clause = get_object_or_404(Clause.objects.select_related("directive", "task"), pk=pk, directive__in=visible)
    require(can_steer(request.user) and clause.directive.issuer_id == request.user.unit_id, WHO.reviews())
    return clause


def refuse_published(request, directive):
    """Redirect to a published directive with the message that only a draft can be changed."""
    messages.error(request, _("This directive has been published. You cannot change its text."))
    return redirect("directives:detail", directive.pk)


def _save(request, form, verb, done, directive):
    """Carry out the verb with a valid form, and lead to the directive with the message `done`."""
    here = reverse("directives:detail", args=[directive.pk])
    return carry_out(request, lambda: verb(form.save(commit=False), by=request.user), done, here, form=form)


@require_http_methods(["GET", "POST"])
def directive_new(request):
    """Write a directive new: its head first, then clause by clause."""
    require(can_steer(request.user), WHO.reviews())
    form = NewForm(sent(request), request.FILES or None, initial={"year": today().year})

    def begin():
        create = create_from_starter if form.cleaned_data["starter"] else verbs.create
        return create(form.save(commit=False), by=request.user)

    answer = carry_out(
        request,
        begin,
        _("Saved as a draft. Add its clauses. Units see it once you publish it."),
        lambda made: reverse("directives:detail", args=[made.pk]),
        form=form,
    )
    return answer or base_form_page(request, form, _("New directive"), reverse("directives:list"))


@require_http_methods(["GET", "POST"])
def directive_copy(request, pk):
    """Copy a directive for a later year, after asking for number, day, year, subject and signer."""
    source = own_directive_or_404(request, pk)
    if source.amends_id:
        messages.error(request, _("You cannot copy an amendment. Copy the directive that it amends."))
        return redirect("directives:detail", pk)
    form = CopyForm(sent(request), source=source)
    answer = carry_out(
        request,
        lambda: verbs.copy(source, by=request.user, **{name: form.cleaned_data[name] for name in form.Meta.fields}),
        _("Copied. Check each clause. Units see the directive once you publish it."),
        lambda made: reverse("directives:detail", args=[made.pk]),
        form=form,
    )
    lead = _(
        "Copies all clauses. Due dates move to the same date in the new year. The province's guidance and "
        "the theme are not copied."
    )
    return answer or form_page(request, form, _("Copy for a later year"), source, lead=lead, submit_label=_("Copy"))


@require_http_methods(["GET", "POST"])
@one_by_one
def directive_edit(request, pk):
    directive = own_directive_or_404(request, pk)
    if request.method == "POST":
        directive = verbs.lock_directive(directive, request.user)
    if not directive.is_draft:
        return refuse_published(request, directive)
    form = HeadForm(sent(request), request.FILES or None, instance=directive)
    answer = _save(request, form, verbs.change_head, lambda saved: _("Directive %s saved.") % directive, directive)
    return answer or form_page(request, form, _("Number, date and subject"), directive)


@require_http_methods(["GET", "POST"])
def directive_delete(request, pk):
    directive = own_directive_or_404(request, pk)
    if not directive.is_draft:
        return refuse_published(request, directive)
    answer = carry_out(
        request,
        lambda: verbs.delete_draft(directive, by=request.user, seen=seen_in(request)),
        _("Draft %s deleted.") % directive,
        "directives:list",
        otherwise=request.get_full_path(),
    )
    lead = _("The draft is deleted with all its clauses and its file. You cannot restore it.")
    return answer or confirmation_page(request, _("Delete this draft?"), directive, lead, _("Delete the draft"))


@require_http_methods(["GET", "POST"])
def directive_publish(request, pk):
    """Publish a directive, after a question, as its words can no longer be changed then."""
    directive = own_directive_or_404(request, pk)
    if request.method == "GET" and not directive.is_draft:
        return redirect("directives:detail", pk)
    answer = carry_out(
        request,
        lambda: verbs.publish(directive, by=request.user, seen=seen_in(request)),
        _("Directive %s published. Units can see it now.") % directive,
        reverse("directives:detail", args=[pk]),
        again=request.get_full_path(),
    )
    return answer or question_page(
        request,
        _("Publish this directive?"),
        reverse("directives:detail", args=[pk]),
        _("Publish"),
        _("Units see it and must carry out its tasks from today. You cannot change its text afterwards."),
        template="directives/publish.html",
        destroys_nothing=True,
        about=vi(f"{directive.number} {directive.subject}"),
        directive=directive,
        seen=verbs.version_shown(directive),
        in_force=_replaced_by(directive),
        without_day=directive.clauses.filter(task__isnull=False, due_on=None, awaits_guidance=False),
        obstacle=verbs.obstacle_to_publishing(directive),
    )


def _replaced_by(directive):
    """Return the directive in force of the year, of which the draft takes the place; None for an amendment."""
    others = Directive.objects.in_force(directive.issuer_id, directive.year).exclude(pk=directive.pk)
    return None if directive.amends_id else others.first()


@require_http_methods(["GET", "POST"])
def clause_new(request, pk):
    directive = own_directive_or_404(request, pk)
    if not directive.is_draft:
        return refuse_published(request, directive)
    form = DraftClauseForm(sent(request), instance=Clause(directive=directive))
    answer = _save(request, form, verbs.save_clause, lambda saved: _("Clause %s added.") % form.instance, directive)
    return answer or form_page(request, form, _("Add a clause"), directive)


@require_http_methods(["GET", "POST"])
@one_by_one
def clause_edit(request, pk):
    """Change a clause: of a draft its words too, of a published directive what the Department sets for it."""
    clause = _own_clause_or_404(request, pk)
    if request.method == "POST":
        verbs.lock_directive(clause.directive, request.user)
        clause = _own_clause_or_404(request, pk)
    directive, code, title = clause.directive, clause.code, clause.title
    form_class = DraftClauseForm if directive.is_draft else ClauseForm
    form = form_class(sent(request), instance=clause)
    verb = verbs.save_clause if directive.is_draft else verbs.set_clause
    answer = _save(request, form, verb, lambda saved: _("Clause %s saved.") % clause, directive)
    return answer or form_page(request, form, _("Clause %s") % code, directive, lead=vi(title))


@require_http_methods(["GET", "POST"])
def clause_remove(request, pk):
    clause = _own_clause_or_404(request, pk)
    if not clause.directive.is_draft:
        return refuse_published(request, clause.directive)
    answer = carry_out(
        request,
        lambda: verbs.remove_clause(clause, by=request.user, seen=seen_in(request)),
        _("Clause %s removed.") % clause.code,
        reverse("directives:detail", args=[clause.directive_id]),
        again=request.get_full_path(),
    )
    lead = _("The clause is removed from the draft. The task and the data entered for it stay.")
    about = f"{clause.code} {clause.title}"
    return answer or confirmation_page(
        request, _("Remove this clause?"), clause.directive, lead, _("Remove the clause"), about=about
    )


@require_POST
def clause_move(request, pk):
    """Move a clause one place up or down."""
    clause = _own_clause_or_404(request, pk)
    up, here = request.POST.get("direction") == "up", reverse("directives:detail", args=[clause.directive_id])
    return carry_out(request, lambda: verbs.move_clause(clause, up=up, by=request.user), "", f"{here}#clause-{pk}")


def form_page(request, form, title, directive, **more):
    """Show the page of a form about a directive, to which its way back leads."""
    return base_form_page(request, form, title, reverse("directives:detail", args=[directive.pk]), **more)


def confirmation_page(request, title, directive, lead, submit_label, *, about=""):
    here, about = reverse("directives:detail", args=[directive.pk]), vi(about or directive)
    seen = verbs.version_shown(directive)
    return question_page(request, title, here, submit_label, lead, about=about, seen=seen)
