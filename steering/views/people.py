"""Who works where, when they last logged in, handing work over, and the record of administrative acts."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts import audit
from accounts.audit import ACTIONS
from accounts.filters import ActFilter
from accounts.models import User
from accounts.permissions import WHO, can_hand_over, can_see_people, require
from steering import people
from texts.forms import PortalForm

PAGE_SIZE = 50


class HandOverForm(PortalForm):
    """To whom, and why."""

    successor = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Taken over by"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands in the record of acts."),
    )  # fmt: skip

    def __init__(self, *args, leaver, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = people.successors_of(leaver)


@require_GET
def people_list(request):
    """Everybody in sight with their last log-in; those whose work one may hand over have a button."""
    require(can_see_people(request.user), WHO.hands_over())
    rows = people.people_of(request.user)
    context = {
        "title": _("People"),
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_hand_over": can_hand_over(request.user, request.user.unit_id),
        "roles": people.OF_OFFICERS,
    }
    return render(request, "steering/people.html", context)


@require_http_methods(["GET", "POST"])
def hand_over(request, pk):
    """What the leaving officer has open, and the question to whom it goes."""
    require(can_see_people(request.user), WHO.hands_over())
    leaver = get_object_or_404(people.people_of(request.user), pk=pk, role__in=people.OF_OFFICERS, is_active=True)
    require(can_hand_over(request.user, leaver.unit_id), WHO.hands_over())
    form = HandOverForm(request.POST or None, leaver=leaver)
    if form.is_valid():
        given = form.cleaned_data
        try:
            people.hand_over(leaver, given["successor"], given["reason"], by=request.user)
            messages.success(request, _("The work of %(leaver)s is handed over to %(successor)s.")
                             % {"leaver": leaver, "successor": given["successor"]})  # fmt: skip
            return redirect("steering:people")
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "form": form,
        "leaver": leaver,
        "work": people.open_work_of(leaver),
        "has_successor": people.successors_of(leaver).exists(),
        # Who sets up users sees how much there is, not what.
        "sees_work": not request.user.is_administrator,
    }
    return render(request, "steering/hand_over.html", context, status=422 if form.is_bound else 200)


@require_GET
def taken_over(request, pk):
    """For whoever took over: what the officer who left had open, as far as it still is."""
    leaver = get_object_or_404(User, pk=pk, unit=request.user.unit_id, is_active=False, role__in=people.OF_OFFICERS)
    if request.user.role != leaver.role and not can_hand_over(request.user, leaver.unit_id):
        raise Http404
    context = {"leaver": leaver, "work": people.open_work_of(leaver), "sees_work": not request.user.is_administrator}
    return render(request, "steering/taken_over.html", context)


@require_GET
def acts(request):
    """The record of administrative acts, the newest first."""
    require(can_see_people(request.user), WHO.hands_over())
    narrowed = ActFilter(request.GET, acts=ACTIONS)
    entries = narrowed.narrow(audit.acts().visible_to(request.user))
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("Record of acts"),
        "filter": narrowed,
        "page_obj": page,
        "rows": [(one, ACTIONS.get(one.action, one.action)) for one in page],
    }
    return render(request, "steering/acts.html", context)
