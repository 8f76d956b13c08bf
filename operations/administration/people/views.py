"""The administrator's pages about people: the list, one person, inviting and changing an account."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.accounts import sessions
from core.accounts.authentication import lockout, second_factor
from core.accounts.models import Role, User
from core.accounts.permissions import WHO, can_administer, require
from core.lib.pages.form_handling import carry_out, form_page, page_of, sent
from core.lib.pages.merging import one_by_one
from core.lib.text.markup import vi
from operations.administration.models import Letter, LetterKind
from operations.administration.people import verbs
from operations.administration.people.accounts import AccountState, count_letters, in_state, people_of, state_of
from operations.administration.people.filters import PeopleFilter
from operations.administration.people.forms import InvitationForm, PersonForm

# Whose open work can be handed to a colleague.
OFFICER_ROLES = (Role.OFFICER, Role.PROVINCE_OFFICER)


@require_GET
def person_list(request):
    """List everybody, by words, unit, role and state."""
    require(can_administer(request.user), WHO.administers())
    everybody = people_of(request.user)
    people_filter = PeopleFilter(request.GET, everybody=everybody)
    page = page_of(request, people_filter.narrow(everybody))
    locked = lockout.locked_usernames()
    with_factor = set(
        User.objects.filter(pk__in=second_factor.user_ids_with_second_factor()).values_list("pk", flat=True)
    )
    context = {
        "title": _("People"),
        "filter": people_filter,
        "page_obj": page,
        "rows": [(person, state_of(person, locked), person.pk in with_factor) for person in page],
    }
    return render(request, "administration/people/people.html", context)


@require_GET
def invitation_list(request):
    """List whoever was invited and has not come yet, and what became of each letter."""
    require(can_administer(request.user), WHO.administers())
    waiting = Letter.objects.filter(kind=LetterKind.INVITATION)
    invited = in_state(people_of(request.user), AccountState.INVITED).select_related("unit", "delivery")
    invited = invited.prefetch_related(Prefetch("letters", waiting, to_attr="waiting_letters"))
    context = {
        "title": _("Invitations"),
        "crumbs": [(_("People"), reverse("administration:people"))],
        "page_obj": page_of(request, invited.order_by("-date_joined", "pk")),
        "numbers": count_letters(invited.order_by()),
    }
    return render(request, "administration/people/invitations.html", context)


def person_or_404(request, pk):
    """Return a person whom the administrator looks after."""
    require(can_administer(request.user), WHO.administers())
    return get_object_or_404(people_of(request.user), pk=pk)


@require_GET
def person_detail(request, pk):
    """Show how the account stands, and what can be done with it."""
    person = person_or_404(request, pk)
    context = {
        "person": person,
        "state": state_of(person, lockout.locked_usernames()),
        "log_ins": len(sessions.sessions_of(person)),
        "has_factor": second_factor.is_set_up(person),
        "crumbs": [(_("People"), reverse("administration:people"))],
        "waits": person.letters.first(),
        "is_self": person.pk == request.user.pk,
        "may_hand_over": person.role in OFFICER_ROLES and person.is_active,
    }
    return render(request, "administration/people/person.html", context)


@require_http_methods(["GET", "POST"])
def person_invite(request):
    """Create an account and send the invitation; `?unit=` and `?role=` fill the form in."""
    require(can_administer(request.user), WHO.administers())
    initial = {name: request.GET[name] for name in ("unit", "role") if name in request.GET}
    form = InvitationForm(sent(request), by=request.user, initial=initial)
    title, people = _("Invite a user"), reverse("administration:people")
    lead = _("An email with a link, valid for 7 days, goes to this address. The person uses it to set a password.")
    return carry_out(
        request,
        lambda: verbs.invite(form.save(commit=False), by=request.user),
        lambda person: _("Account created. An email with a link is on its way to %s.") % person.email,
        lambda person: reverse("administration:person", args=[person.pk]),
        form=form,
    ) or form_page(request, form, title, people, lead=lead, submit_label=_("Invite"), crumbs=[(_("People"), people)])


@require_http_methods(["GET", "POST"])
@one_by_one
def person_edit(request, pk):
    """Change name, address, unit and role."""
    person = person_or_404(request, pk)
    if request.method == "POST":
        person = verbs.locked_row(person, request.user)
    form = PersonForm(sent(request), instance=person, by=request.user)
    answer = carry_out(
        request,
        lambda: verbs.change(form.save(commit=False), form.changed_data, by=request.user),
        _("Saved."),
        reverse("administration:person", args=[pk]),
        form=form,
    )
    # As it is stored: a form that is wrong has changed the person's name.
    stored = User.objects.get(pk=pk) if form.is_bound else person
    lead = _("If you change the role or unit, all sessions of this person end.")
    return answer or form_page(request, form, _("Change the account"), **person_context(stored), lead=lead)


def person_context(person):
    """Return what the templates of a page below a person need."""
    here = reverse("administration:person", args=[person.pk])
    crumbs = [(_("People"), reverse("administration:people")), (vi(person), here)]
    return {"cancel_url": here, "crumbs": crumbs, "subject": person}
