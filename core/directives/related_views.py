"""The pages of what stands beside a draft's clauses: amendments, and documents it rests on or asks for."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.permissions import WHO, can_steer, require
from core.directives import amending, receipts, related_documents, verbs
from core.directives.draft_views import confirmation_page, form_page, own_directive_or_404, refuse_published
from core.directives.forms import HeadForm
from core.directives.models import Directive, DocumentSort, RelatedDocument
from core.directives.related_forms import ClauseChangeForm, RelatedDocumentForm
from core.lib.pages.form_handling import carry_out, sent
from core.lib.pages.merging import one_by_one
from core.lib.pages.seen import seen_in


@require_http_methods(["GET", "POST"])
def directive_amend(request, pk):
    """Begin a directive that amends a published one, after asking for its number, day, subject and signer."""
    amended = own_directive_or_404(request, pk)
    if amended.is_draft or amended.amends_id:
        messages.error(request, _("You can only amend a published directive that is not an amendment itself."))
        return redirect("directives:detail", pk)
    amendment = Directive(amends=amended, year=amended.year, issuer=amended.issuer, signer=amended.signer)
    form = HeadForm(sent(request), request.FILES or None, instance=amendment)
    answer = carry_out(
        request,
        lambda: amending.amend(form.save(commit=False), amended, by=request.user),
        _("Saved as a draft. Choose which clauses it changes. Units see it once you publish it."),
        lambda made: reverse("directives:detail", args=[made.pk]),
        form=form,
    )
    lead = _("Clauses it does not name stay in force. Units see both directives.")
    return answer or form_page(request, form, _("Amend this directive"), amended, lead=lead)


@require_http_methods(["GET", "POST"])
def clause_change(request, pk):
    """Choose a clause that an amendment changes, and lead on to its words; or take it out of force."""
    draft = own_directive_or_404(request, pk)
    if not draft.is_draft:
        return refuse_published(request, draft)
    if not draft.amends_id:
        messages.error(request, _("This directive does not amend another one. Change its own clauses."))
        return redirect("directives:detail", pk)
    form = ClauseChangeForm(sent(request), draft=draft)
    answer = carry_out(
        request,
        lambda: amending.change_clause(draft, by=request.user, **form.cleaned_data),
        _("The clause has been added to the draft. Change its text."),
        lambda made: reverse("directives:clause", args=[made.pk]),
        form=form,
    )
    return answer or form_page(request, form, _("Change a clause"), draft)


@require_http_methods(["GET", "POST"])
def document_new(request, pk, sort):
    draft = own_directive_or_404(request, pk)
    if not draft.is_draft:
        return refuse_published(request, draft)
    form = RelatedDocumentForm(sent(request), instance=RelatedDocument(directive=draft, sort=sort))
    titles = {
        DocumentSort.BASIS: _("Add a document it is based on"),
        DocumentSort.ASKED: _("Add a document it asks for"),
    }
    return _save(request, form, draft) or form_page(request, form, titles[sort], draft)


@require_http_methods(["GET", "POST"])
@one_by_one
def document_edit(request, pk):
    document = _own_document_or_404(request, pk)
    if request.method == "POST":
        verbs.lock_directive(document.directive, request.user)
        document = _own_document_or_404(request, pk)
    if not document.directive.is_draft:
        return refuse_published(request, document.directive)
    form = RelatedDocumentForm(sent(request), instance=document)
    draft, title = document.directive, str(document)
    return _save(request, form, draft) or form_page(request, form, title, draft)


def _save(request, form, draft):
    return carry_out(
        request,
        lambda: related_documents.save_document(form.save(commit=False), by=request.user),
        _("Document saved."),
        reverse("directives:detail", args=[draft.pk]),
        form=form,
    )


@require_http_methods(["GET", "POST"])
def document_remove(request, pk):
    document = _own_document_or_404(request, pk)
    draft = document.directive
    if not draft.is_draft:
        return refuse_published(request, draft)
    answer = carry_out(
        request,
        lambda: related_documents.remove_document(document, by=request.user, seen=seen_in(request)),
        _("Document removed."),
        reverse("directives:detail", args=[draft.pk]),
        again=request.get_full_path(),
    )
    return answer or confirmation_page(
        request, _("Remove this document?"), draft, "", _("Remove the document"), about=str(document)
    )


def _own_document_or_404(request, pk):
    visible = Directive.objects.visible_to(request.user)
    document = get_object_or_404(RelatedDocument.objects.select_related("directive"), pk=pk, directive__in=visible)
    require(can_steer(request.user) and document.directive.issuer_id == request.user.unit_id, WHO.reviews())
    return document


@require_POST
def directive_acknowledge(request, pk):
    """Note that the person's unit received the directive."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    return carry_out(
        request,
        lambda: receipts.acknowledge(directive, by=request.user),
        _("Thank you. The Department can see that your unit has received it."),
        reverse("directives:detail", args=[pk]),
    )


@require_POST
def directive_remind(request, pk):
    """Remind the units that have not acknowledged the directive."""
    directive = own_directive_or_404(request, pk)
    return carry_out(
        request,
        lambda: receipts.remind(directive, by=request.user),
        lambda number: _("Reminded: %s.") % number,
        reverse("directives:detail", args=[pk]),
    )
