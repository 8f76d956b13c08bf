"""Pages about purges: the list, the proposal with its occurrences, and the second person's decision."""

from functools import partial

from django import forms
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts.permissions import WHO, can_purge, require
from core.lib.pages.form_handling import carry_out, page_of, sent, show
from core.lib.pages.forms import PortalForm
from core.lib.pages.seen import seen_in
from filing.idempotency import form_id, make_once
from operations.erasure import verbs
from operations.erasure.matching import MIN_LENGTH, words_as_stored
from operations.erasure.models import Purge
from operations.erasure.occurrences import occurrences_of


class PurgeForm(PortalForm):
    """A proposal: the words, the reason, and which of the files near the words are deleted too.

    Files can be chosen once the words have `occurrences`.
    """

    # What is to be taken out is such a number, often.
    UNGUARDED = ("words",)

    words = forms.CharField(
        label=gettext_lazy("Text to remove"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Exactly as written, for example a name or phone number. Capitals do not matter."),
    )
    why = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Purge.Why.choices)
    files = forms.MultipleChoiceField(
        label=gettext_lazy("Files to remove as well"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, occurrences=None, **kwargs):
        super().__init__(*args, **kwargs)
        if occurrences and occurrences.files:
            self.fields["files"].choices = occurrences.files
        else:
            del self.fields["files"]


@require_GET
def purge_list(request):
    """List the purges that wait for the second person and those that were decided."""
    require(can_purge(request.user), WHO.purges())
    rows = _purges_of_unit(request.user)
    page = page_of(request, rows)
    context = {"title": _("Personal data removed"), "page_obj": page}
    return render(request, "erasure/purges.html", context)


def _purges_of_unit(user):
    return Purge.objects.filter(proposed_by__unit=user.unit_id).select_related("proposed_by", "decided_by")


@require_http_methods(["GET", "POST"])
def purge_new(request):
    """Show first where the words stand, then take the proposal.

    Nothing is changed before a second person confirms.
    """
    require(can_purge(request.user), WHO.purges())
    words = words_as_stored(request.POST.get("words", ""))
    occurrences = occurrences_of(words, request.user.unit_id) if len(words) >= MIN_LENGTH else None
    form = PurgeForm(sent(request), occurrences=occurrences)
    answer = "propose" in request.POST and carry_out(
        request,
        lambda: make_once(request, lambda: verbs.propose(**{"files": [], **form.cleaned_data}, by=request.user)),
        _("Proposed. It is removed once a second person confirms."),
        "safekeeping:purges",
        form=form,
    )
    if not answer and form.is_valid() and not occurrences:
        form.add_error("words", _("This text was not found. Copy it exactly."))
    title, more = _("Propose to remove personal data"), {"occurrences": occurrences, "form_id": form_id(request)}
    context = {"form": form, "title": title, **more}
    return answer or show(request, "erasure/purge_new.html", context, form)


@require_http_methods(["GET", "POST"])
def purge_detail(request, pk):
    """Show the second person where the words stand now, and take the decision."""
    require(can_purge(request.user), WHO.purges())
    purge = get_object_or_404(_purges_of_unit(request.user), pk=pk)
    if request.method == "POST":
        confirms = "confirm" in request.POST
        act = partial(verbs.confirm, seen=seen_in(request)) if confirms else verbs.refuse
        done = _("Removed from everything the system keeps.") if confirms else _("Refused. Nothing has changed.")
        here = reverse("safekeeping:purge", args=[pk])
        return carry_out(request, lambda: act(purge, by=request.user), done, "safekeeping:purges", otherwise=here)
    is_pending = purge.state == Purge.State.PROPOSED
    occurrences = occurrences_of(purge.words, request.user.unit_id) if is_pending else None
    files = [name for key, name in occurrences.files if key in purge.files] if is_pending else []
    is_own = purge.proposed_by_id == request.user.pk
    context = {"title": _("Personal data to remove"), "purge": purge, "is_own": is_own}
    context |= {"occurrences": occurrences, "files": files}
    if is_pending:
        context["seen"] = verbs.version_shown(purge, occurrences)
    return render(request, "erasure/purge.html", context)
