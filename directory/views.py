"""The officials' pages of the directory: what stands where, one place, its entry and its faults, the hotlines.

Each begins at the gate, which is the site. How a release is decided is in `directory.releasing`.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import (
    WHO,
    can_confirm_release,
    can_file,
    can_release,
    can_steer,
    require,
)
from directory import desk, verbs
from directory.desk import Tab
from directory.forms import HotlineForm, ListingForm, WrongForm
from directory.models import Hotline, Listing, WrongEntry
from directory.reading import place_now
from progress.sendings import form_id, once

PAGE_SIZE = 50


@require_GET
def place_list(request):
    """The Department reads by tab, a district all that is its own."""
    places = desk.places_for(request.user)
    asked = request.GET.get("state")
    begins_with = Tab.PUBLISHED if request.user.is_department else Tab.ALL
    tab = Tab(asked) if asked in Tab and request.user.is_department else begins_with
    shown = [place for place in places if tab in (Tab.ALL, *place.tabs)]
    context = {
        "title": _("Places of help"),
        "tabs": _tabs(places) if request.user.is_department else [],
        "tab": tab,
        "page_obj": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "hotlines": [] if request.user.is_administrator else Hotline.objects.all(),
        "may_steer": can_steer(request.user),
    }
    return render(request, "directory/list.html", context)


def _tabs(places):
    return [(one.value, one.label, sum(one in (Tab.ALL, *place.tabs) for place in places)) for one in Tab]


@require_GET
def place_detail(request, pk):
    site = get_object_or_404(desk.with_releases(desk.sites_for(request.user)), pk=pk)
    place, user = desk.place_of(site), request.user
    files, releases = can_file(user, site.unit_id), can_release(user, site.unit_id)
    confirms = can_confirm_release(user, site.unit_id)
    has_live = place.standing or place.pending
    proposed_it = bool(place.pending) and place.pending.proposed_by_id == user.pk
    context = {
        "place": place,
        "public": place.listing and place_now(place.listing, get_language()),
        "wrong_entries": place.listing.wrong_entries.select_related("by", "closed_by") if place.listing else [],
        "may_change": files or releases,
        "may_release": releases,
        "may_propose": releases and place.listing and not place.pending,
        "may_confirm": confirms and place.pending and not proposed_it,
        "proposed_it": confirms and proposed_it,
        "may_withdraw": (releases or confirms) and has_live,
    }
    return render(request, "directory/place.html", context)


@require_http_methods(["GET", "POST"])
def listing_edit(request, pk):
    """What may be told of a place: begun with what the register knows of it."""
    site = site_or_404(request, pk)
    allowed = can_file(request.user, site.unit_id) or can_release(request.user, site.unit_id)
    require(allowed, f"{WHO.files()}, {WHO.reviews()}")
    form = ListingForm(typed(request), instance=_listing_of(site))
    if form.is_valid():
        try:
            verbs.save_listing(form.save(commit=False), by=request.user)
        except ValidationError as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved: %s. What the public reads changes only by a release.") % site)
            return redirect("directory:place", pk)
    context = {"form": form, "site": site, "title": _("What may be told of this place"), "cancel_url": "../"}
    return render(request, "directory/edit.html", context | {"lead": name_of(site)}, status=status_of(form))


def _listing_of(site):
    # Made only where there is none: a new one takes the place of the stored one on its site.
    if hasattr(site, "listing"):
        return site.listing
    return Listing(site=site, unit=site.unit, host=site.managing_body, phone=site.phone)


@require_POST
def listing_confirm(request, pk):
    listing = listing_or_404(request, pk)
    verbs.confirm_listing(listing, by=request.user)
    messages.success(request, _("Confirmed today: what is recorded is still right."))
    return redirect("directory:place", pk)


@require_http_methods(["GET", "POST"])
def wrong_entry(request, pk):
    """Any official who sees the place may say what is wrong with it."""
    listing = listing_or_404(request, pk)
    form = WrongForm(typed(request))
    if form.is_valid():
        once(request, lambda: verbs.report_wrong(listing, form.cleaned_data["text"], by=request.user))
        messages.success(request, _("Thank you. The Department looks at it."))
        return redirect("directory:place", pk)
    context = {
        "form": form,
        "form_id": form_id(request),
        "title": _("Report a wrong entry"),
        "lead": name_of(listing.site),
        "cancel_url": "../",
        "submit_label": _("Send"),
    }
    return render(request, "form_page.html", context, status=status_of(form))


@require_POST
def wrong_entry_close(request, pk):
    entries = WrongEntry.objects.filter(listing__site__in=desk.sites_for(request.user).values("pk"))
    entry = get_object_or_404(entries.select_related("listing"), pk=pk)
    verbs.close_wrong(entry, by=request.user)
    messages.success(request, _("Closed: %s") % entry)
    return redirect("directory:place", entry.listing.site_id)


@require_http_methods(["GET", "POST"])
def hotline_edit(request, pk):
    require(can_steer(request.user), WHO.reviews())
    hotline = get_object_or_404(Hotline, pk=pk)
    form = HotlineForm(typed(request), instance=hotline)
    if form.is_valid():
        verbs.save_hotline(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved: %s.") % hotline)
        return redirect("directory:list")
    title = _("Hotline %s") % hotline
    context = {"form": form, "title": title, "lead": _("The public reads this."), "cancel_url": "../../"}
    return render(request, "form_page.html", context, status=status_of(form))


@require_GET
def reminder(request):
    """A part of the homes, asked for once they stand; empty where nothing has to be confirmed."""
    return render(request, "directory/_reminder.html", desk.reminders(request.user))


def site_or_404(request, pk):
    """The site of a place within the person's sight."""
    return get_object_or_404(desk.sites_for(request.user), pk=pk)


def listing_or_404(request, pk):
    """The listing of a site within sight; what nobody has recorded yet cannot be acted on."""
    rows = Listing.objects.filter(site__in=desk.sites_for(request.user).values("pk"))
    return get_object_or_404(rows.select_related("site__kind"), site=pk)


def typed(request):
    """What was sent, for a form; None for a page that is only asked for."""
    return request.POST if request.method == "POST" else None


def status_of(form):
    """422 for a form that was refused."""
    return 422 if form.is_bound else 200


def name_of(site):
    """The site's name as a lead: Vietnamese whatever the language of the page."""
    return format_html('<span lang="vi">{}</span>', site)
