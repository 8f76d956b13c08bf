"""The officials' pages of the directory: the list, a place, its listing and wrong entries, the hotlines.

Who sees the site of a place sees its pages. Releases are in `shelters.release_views`.
"""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.accounts.permissions import WHO, can_confirm_release, can_file, can_release, can_steer, require
from core.lib.pages.form_handling import carry_out, form_page, page_of, sent
from core.lib.pages.merging import locked_while_saved, one_by_one
from core.lib.pages.seen import seen_in
from core.lib.text.markup import vi
from core.units.locks import lock_unit
from filing.idempotency import form_id, make_once
from shelters import listings, verbs
from shelters.forms import HotlineForm, ListingForm, WrongForm
from shelters.listings import ListingTab
from shelters.models import Hotline, Listing, WrongEntry
from shelters.public.places import public_place


@require_GET
def place_list(request):
    """List the places: for the Department by tab, for a district all of its own."""
    places = listings.listed_places(request.user)
    requested = request.GET.get("state")
    default = ListingTab.PUBLISHED if request.user.is_department else ListingTab.ALL
    tab = ListingTab(requested) if requested in ListingTab and request.user.is_department else default
    shown = [place for place in places if tab in (ListingTab.ALL, *place.tabs)]
    context = {
        "title": _("Places of support"),
        "tabs": _tabs(places) if request.user.is_department else [],
        "tab": tab,
        "page_obj": page_of(request, shown),
        "hotlines": [] if request.user.is_administrator else Hotline.objects.all(),
        "may_steer": can_steer(request.user),
    }
    return render(request, "shelters/list.html", context)


def _tabs(places):
    return [(tab.value, tab.label, sum(tab in (ListingTab.ALL, *place.tabs) for place in places)) for tab in ListingTab]


@require_GET
def place_detail(request, pk):
    site = get_object_or_404(listings.with_releases(listings.sites_for(request.user)), pk=pk)
    place, user = listings.listed_place(site), request.user
    files, releases = can_file(user, site.unit_id), can_release(user, site.unit_id)
    confirms = can_confirm_release(user, site.unit_id)
    has_live = place.standing or place.pending
    proposed_it = bool(place.pending) and place.pending.proposed_by_id == user.pk
    context = {
        "crumbs": [(_("Places of support"), reverse("directory:list"))],
        "place": place,
        "seen": verbs.version_recorded(place.listing) if place.listing else "",
        "public": place.listing and public_place(place.listing, get_language()),
        "wrong_entries": place.listing.wrong_entries.select_related("by", "closed_by") if place.listing else [],
        "may_change": files or releases,
        "may_release": releases,
        "may_propose": releases and place.listing and not place.pending,
        "may_confirm": confirms and place.pending and not proposed_it,
        "proposed_it": confirms and proposed_it,
        "may_withdraw": (releases or confirms) and has_live,
    }
    return render(request, "shelters/place.html", context)


@require_http_methods(["GET", "POST"])
@one_by_one
def listing_edit(request, pk):
    """Edit the listing of a place; a new one begins with what the register knows."""
    site = site_or_404(request, pk)
    allowed = can_file(request.user, site.unit_id) or can_release(request.user, site.unit_id)
    require(allowed, f"{WHO.files()}, {WHO.reviews()}")
    if request.method == "POST":
        lock_unit(site.unit_id)
        site = site_or_404(request, pk)
    form = ListingForm(sent(request), instance=_listing_of(site))
    title, template = _("What can be made public about this place"), "shelters/edit.html"
    return carry_out(
        request,
        lambda: verbs.save_listing(form.save(commit=False), by=request.user),
        _("Saved: %s. Public details change only after a new proposal is confirmed.") % site,
        reverse("directory:place", args=[pk]),
        form=form,
    ) or form_page(request, form, title, "../", lead=vi(site), template=template, site=site)


def _listing_of(site):
    # Only where there is none: a new Listing(site=site) would replace the stored one on the site.
    if hasattr(site, "listing"):
        return site.listing
    return Listing(site=site, unit=site.unit, host=site.managing_body, phone=site.phone)


@require_POST
def listing_confirm(request, pk):
    listing = listing_or_404(request, pk)
    return carry_out(
        request,
        lambda: verbs.confirm_listing(listing, by=request.user, seen=seen_in(request)),
        _("Confirmed today: the information is still correct."),
        reverse("directory:place", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
def wrong_entry(request, pk):
    """Report what is wrong with a place; any official who sees it may."""
    listing = listing_or_404(request, pk)
    form = WrongForm(sent(request))
    title = _("Report wrong information")
    return carry_out(
        request,
        lambda: make_once(
            request, lambda: verbs.report_wrong_entry(listing, form.cleaned_data["text"], by=request.user)
        ),
        _("Thank you. The Department will look into it."),
        reverse("directory:place", args=[pk]),
        form=form,
    ) or form_page(request, form, title, "../", lead=vi(listing.site), submit_label=_("Send"), form_id=form_id(request))


@require_POST
def wrong_entry_close(request, pk):
    entries = WrongEntry.objects.filter(listing__site__in=listings.sites_for(request.user).values("pk"))
    entry = get_object_or_404(entries.select_related("listing"), pk=pk)
    return carry_out(
        request,
        lambda: verbs.close_wrong_entry(entry, by=request.user),
        _("Dealt with: %s") % entry,
        reverse("directory:place", args=[entry.listing.site_id]),
    )


@require_http_methods(["GET", "POST"])
@one_by_one
def hotline_edit(request, pk):
    require(can_steer(request.user), WHO.reviews())
    hotline = get_object_or_404(locked_while_saved(request, Hotline.objects), pk=pk)
    form = HotlineForm(sent(request), instance=hotline)
    title, lead = _("Hotline %s") % hotline, _("This information is public.")
    return carry_out(
        request,
        lambda: verbs.save_hotline(form.save(commit=False), by=request.user),
        lambda saved: _("Saved: %s.") % hotline,
        "directory:list",
        form=form,
    ) or form_page(request, form, title, "../../", lead=lead)


@require_GET
def reminder(request):
    """Show the part of the home pages that they load later; empty where nothing has to be confirmed."""
    return render(request, "shelters/_reminder.html", listings.reminders(request.user))


def site_or_404(request, pk):
    """Return the site of a place within the person's sight."""
    return get_object_or_404(listings.sites_for(request.user), pk=pk)


def listing_or_404(request, pk):
    """Return the listing of a site within the person's sight."""
    rows = Listing.objects.filter(site__in=listings.sites_for(request.user).values("pk"))
    return get_object_or_404(rows.select_related("site__kind"), site=pk)
