"""The pages on which a release is proposed, confirmed by a second person, and withdrawn."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.accounts.permissions import WHO, can_confirm_release, can_release, require
from core.lib.pages.form_handling import carry_out, form_page, question_page, sent
from core.lib.pages.seen import seen_in
from core.lib.text.markup import vi
from shelters import listings, verbs
from shelters.forms import ReleaseForm, WithdrawForm
from shelters.models import Release
from shelters.views import listing_or_404


@require_http_methods(["GET", "POST"])
def release_propose(request, pk):
    """Propose a release field by field; what may not be published is shown with the reason."""
    listing = listing_or_404(request, pk)
    require(can_release(request.user, listing.unit_id), WHO.reviews())
    form = ReleaseForm(sent(request), listing=listing, standing=listing.releases.standing().first())
    answer = carry_out(
        request,
        lambda: verbs.propose(listing, form.cleaned_data["parts"], by=request.user, seen=seen_in(request)),
        _("Proposed. It becomes public once a second person confirms it."),
        reverse("directory:place", args=[pk]),
        form=form,
        field="parts",
    )
    if form.is_bound:
        listing = listing_or_404(request, pk)
    title, template, seen = (
        _("Propose to make public"),
        "shelters/releases/propose.html",
        verbs.version_proposed(listing),
    )
    return answer or form_page(request, form, title, "../", template=template, listing=listing, seen=seen)


@require_http_methods(["GET", "POST"])
def release_confirm(request, pk):
    """Show the second person word by word what is to be published, and confirm it."""
    rows = Release.objects.filter(listing__site__in=listings.sites_for(request.user).values("pk"))
    release = get_object_or_404(rows.select_related("listing__site__kind", "proposed_by"), pk=pk)
    listing = release.listing
    require(can_confirm_release(request.user, listing.unit_id), WHO.confirms_release())
    place = reverse("directory:place", args=[listing.site_id])
    if request.method == "POST":
        return carry_out(
            request,
            lambda: verbs.confirm(release, by=request.user, seen=seen_in(request)),
            _("Made public: %s.") % listing,
            place,
            again=request.get_full_path(),
        )
    try:
        verbs.refuse_confirmation(release, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(place)
    title, label = _("Make this information public?"), _("Confirm and make public")
    about = {"release": release, "standing": listing.releases.standing().first(), "seen": verbs.version_shown(listing)}
    template = "shelters/releases/confirm.html"
    return question_page(request, title, place, label, template=template, destroys_nothing=True, **about)


@require_http_methods(["GET", "POST"])
def release_withdraw(request, pk):
    """Withdraw what is published or waits; one person is enough, with a reason."""
    listing = listing_or_404(request, pk)
    allowed = can_release(request.user, listing.unit_id) or can_confirm_release(request.user, listing.unit_id)
    require(allowed, WHO.confirms_release())
    if not listing.releases.filter(withdrawn_on=None).exists():
        messages.warning(request, _("Nothing about this place is public or awaiting confirmation."))
        return redirect("directory:place", pk)
    form = WithdrawForm(sent(request))
    answer = carry_out(
        request,
        lambda: verbs.withdraw(listing, form.cleaned_data["why"], by=request.user, seen=seen_in(request)),
        _("Withdrawn. Within a minute it no longer appears on any page of the system."),
        reverse("directory:place", args=[pk]),
        form=form,
    )
    title, lead, seen = _("Withdraw this place from the public?"), vi(listing.site), verbs.version_shown(listing)
    about = _(
        "Within a minute it disappears from everything the system serves: web pages, printed sheets and the static "
        "copy. Sheets already printed must be taken down by hand."
    )
    return answer or question_page(request, title, "../", _("Withdraw it"), lead, form=form, note=about, seen=seen)
