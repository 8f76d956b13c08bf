"""Purges: what waits and what was done, proposing with a look at what is hit, and the second person's decision."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import WHO, can_purge, require
from progress.sendings import form_id, once
from safekeeping import purging, verbs
from safekeeping.models import Purge
from texts.forms import PortalForm

PAGE_SIZE = 50


class PurgeForm(PortalForm):
    """The words, why, and which of the files near them go too; `places` is what the words hit so far."""

    words = forms.CharField(
        label=gettext_lazy("Words to take out"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Exactly as they stand there, such as a name or a phone number. Capitals don't matter."),
    )  # fmt: skip
    why = forms.ChoiceField(label=gettext_lazy("Why"), choices=Purge.Why.choices)
    files = forms.MultipleChoiceField(
        label=gettext_lazy("Files that go too"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, places=None, **kwargs):
        super().__init__(*args, **kwargs)
        if places and places.files:
            self.fields["files"].choices = places.files
        else:
            del self.fields["files"]


@require_GET
def purge_list(request):
    """What waits for the second person, and what was taken out before."""
    require(can_purge(request.user), WHO.purges())
    rows = _of_ones_own(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": _("Personal data taken out"), "page_obj": page}
    return render(request, "safekeeping/purges.html", context)


def _of_ones_own(user):
    return Purge.objects.filter(proposed_by__unit=user.unit_id).select_related("proposed_by", "decided_by")


@require_http_methods(["GET", "POST"])
def purge_new(request):
    """First what the words hit, then the proposal: nothing is changed before a second person confirms."""
    require(can_purge(request.user), WHO.purges())
    words = " ".join(request.POST.get("words", "").split())
    places = purging.places_of(words, request.user.unit_id) if len(words) >= purging.SHORTEST else None
    form = PurgeForm(request.POST or None, places=places)
    if form.is_valid() and "propose" in request.POST:
        given = form.cleaned_data
        try:
            files = given.get("files", [])
            once(request, lambda: verbs.propose(given["words"], given["why"], files, by=request.user))
            messages.success(request, _("Proposed. It is done once a second person confirms."))
            return redirect("safekeeping:purges")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    elif form.is_bound and not form.errors and not places:
        form.add_error("words", _("These words stand nowhere. Copy them exactly as they stand there."))
    context = {"form": form, "places": places, "form_id": form_id(request)}
    return render(request, "safekeeping/purge_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def purge_detail(request, pk):
    """The second person sees what is hit now, and confirms or refuses."""
    require(can_purge(request.user), WHO.purges())
    purge = get_object_or_404(_of_ones_own(request.user), pk=pk)
    if request.method == "POST":
        try:
            if "confirm" in request.POST:
                verbs.confirm(purge, by=request.user)
                messages.success(request, _("Taken out of everything the portal keeps."))
            else:
                verbs.refuse(purge, by=request.user)
                messages.success(request, _("Refused; nothing was changed."))
            return redirect("safekeeping:purges")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("safekeeping:purge", purge.pk)
    waits = purge.state == Purge.State.PROPOSED
    places = purging.places_of(purge.words, request.user.unit_id) if waits else None
    files = [name for key, name in places.files if key in purge.files] if waits else []
    context = {"purge": purge, "places": places, "files": files, "is_own": purge.proposed_by_id == request.user.pk}
    return render(request, "safekeeping/purge.html", context)
