"""The pages of people and their last log-ins, of handing work over, and of the audit log."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts import audit
from core.accounts.audit import ACTIONS
from core.accounts.audit_filters import AuditFilter
from core.accounts.models import User
from core.accounts.permissions import WHO, can_hand_over, can_see_people, require
from core.lib.pages.form_handling import carry_out, page_of, sent, show
from core.lib.pages.forms import PortalForm
from core.lib.pages.seen import seen_in, version_of
from core.units.keeping import units_and_kept
from department.handover import handover


class HandOverForm(PortalForm):
    """The form of a handover: to whom, and why."""

    successor = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Handed over to"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The reason is recorded in the audit log."),
    )

    def __init__(self, *args, leaver, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = handover.successors_of(leaver)


@require_GET
def people_list(request):
    """List everybody in sight with their last log-in; those whose work one may hand over have a button."""
    require(can_see_people(request.user), WHO.hands_over())
    rows = handover.people_of(request.user)
    context = {
        "title": _("People"),
        "page_obj": page_of(request, rows),
        "may_hand_over": can_hand_over(request.user, request.user.unit_id),
        "roles": handover.OF_OFFICERS,
    }
    return render(request, "department/handover/people.html", context)


@require_http_methods(["GET", "POST"])
def hand_over(request, pk):
    """Show what the leaving officer has open, and hand it over."""
    require(can_see_people(request.user), WHO.hands_over())
    leaver = get_object_or_404(handover.people_of(request.user), pk=pk, role__in=handover.OF_OFFICERS, is_active=True)
    require(can_hand_over(request.user, leaver.unit_id), WHO.hands_over())
    form = HandOverForm(sent(request), leaver=leaver)

    def pass_on():
        data = form.cleaned_data
        handover.hand_over(leaver, data["successor"], data["reason"], by=request.user, seen=seen_in(request))
        return data["successor"]

    done = _("The work of %(leaver)s has been handed over to %(successor)s.")
    answer = carry_out(
        request,
        pass_on,
        lambda successor: done % {"leaver": leaver, "successor": successor},
        "steering:people",
        form=form,
    )
    if answer:
        return answer
    work = handover.open_work_of(leaver)
    context = {
        "form": form,
        "leaver": leaver,
        "work": work,
        "seen": version_of(work),
        "has_successor": handover.successors_of(leaver).exists(),
        # An administrator sees how much there is, not what.
        "sees_work": not request.user.is_administrator,
    }
    return show(request, "department/handover/hand_over.html", context, form)


@require_GET
def taken_over(request, pk):
    """Show whoever took over what the officer who left had open, as far as it still is."""
    gone = User.objects.filter(unit__in=units_and_kept(request.user.unit_id), is_active=False)
    leaver = get_object_or_404(gone, pk=pk, role__in=handover.OF_OFFICERS)
    if request.user.role != leaver.role and not can_hand_over(request.user, leaver.unit_id):
        raise Http404
    context = {"leaver": leaver, "work": handover.open_work_of(leaver), "sees_work": not request.user.is_administrator}
    return render(request, "department/handover/taken_over.html", context)


@require_GET
def acts(request):
    """List the audit log of administrative acts, the newest first."""
    require(can_see_people(request.user), WHO.hands_over())
    audit_filter = AuditFilter(request.GET, acts=ACTIONS)
    entries = audit_filter.narrow(audit.logged_actions().visible_to(request.user))
    page = page_of(request, entries)
    context = {
        "title": _("Audit log"),
        "filter": audit_filter,
        "page_obj": page,
        "rows": [(entry, ACTIONS.get(entry.action, entry.action)) for entry in page],
    }
    return render(request, "department/handover/acts.html", context)
