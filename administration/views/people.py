"""The administrator's pages about people: list, one person, inviting, and the acts on an account."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import lockout, second_factor, sessions
from accounts.models import Role, User
from accounts.permissions import WHO, can_administer, require
from administration import people
from administration.filters import PeopleFilter
from administration.people_forms import InvitationForm, PersonForm, ReasonForm
from texts.forms import example

PAGE_SIZE = 50
# Whose open work can be handed to a colleague.
OF_OFFICERS = (Role.OFFICER, Role.PROVINCE_OFFICER)


@require_GET
def person_list(request):
    """Everybody, by words, unit, role and state."""
    require(can_administer(request.user), WHO.administers())
    everybody = people.people_of(request.user)
    narrowed = PeopleFilter(request.GET, everybody=everybody)
    page = Paginator(narrowed.narrow(everybody), PAGE_SIZE).get_page(request.GET.get("page"))
    locked = lockout.locked_usernames()
    factors = set(User.objects.filter(pk__in=second_factor.with_one()).values_list("pk", flat=True))
    context = {
        "title": _("People"),
        "filter": narrowed,
        "page_obj": page,
        "rows": [(one, people.state_of(one, locked), one.pk in factors) for one in page],
    }
    return render(request, "administration/people.html", context)


def _person(request, pk):
    require(can_administer(request.user), WHO.administers())
    return get_object_or_404(people.people_of(request.user), pk=pk)


@require_GET
def person_detail(request, pk):
    """How the account stands, and what can be done with it."""
    person = _person(request, pk)
    context = {
        "person": person,
        "state": people.state_of(person, lockout.locked_usernames()),
        "log_ins": len(sessions.of(person)),
        "has_factor": second_factor.has_one(person),
        "crumbs": [(_("People"), reverse("administration:people"))],
        "waits": person.letters.first(),
        "is_self": person.pk == request.user.pk,
        "may_hand_over": person.role in OF_OFFICERS and person.is_active,
    }
    return render(request, "administration/person.html", context)


@require_http_methods(["GET", "POST"])
def person_invite(request):
    """A new account, and the letter that invites; `?unit=` and `?role=` begin with what is known."""
    require(can_administer(request.user), WHO.administers())
    given = {name: request.GET[name] for name in ("unit", "role") if name in request.GET}
    form = InvitationForm(request.POST or None, by=request.user, initial=given)
    if form.is_valid():
        try:
            person = people.invite(form.save(commit=False), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The account is made. A letter with a link goes to %s.") % person.email)
            return redirect("administration:person", person.pk)
    context = {
        "form": form,
        "title": _("Invite somebody"),
        "lead": _("A letter with a link goes to the address, valid for 7 days. With it the person chooses a password."),
        "cancel_url": reverse("administration:people"),
        "submit_label": _("Invite"),
        "crumbs": [(_("People"), reverse("administration:people"))],
    }
    return render(request, "administration/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def person_edit(request, pk):
    """Name, address, unit and role."""
    person = _person(request, pk)
    form = PersonForm(request.POST or None, instance=person, by=request.user)
    if form.is_valid():
        try:
            people.change(form.save(commit=False), form.changed_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("administration:person", pk)
    named = User.objects.get(pk=pk) if form.is_bound else person
    context = _of_person(named) | {
        "form": form,
        "title": _("Change the account"),
        "lead": _("With another role or unit all log-ins of the person end."),
    }
    return render(request, "administration/form.html", context, status=422 if form.is_bound else 200)


def _of_person(person):
    here = reverse("administration:person", args=[person.pk])
    crumbs = [(_("People"), reverse("administration:people")), (example(person), here)]
    return {"cancel_url": here, "crumbs": crumbs, "subject": person}


@require_http_methods(["GET", "POST"])
def person_close(request, pk):
    """The question, with the reason; then the account is closed."""
    person = _person(request, pk)
    return _asked(
        request, person, people.close,
        title=_("Close the account"),
        lead=_("All log-ins end at once, and nobody can log in with it. What the person filed stays. It can be "
               "opened again."),
        submit_label=_("Close the account"),
        done=_("The account is closed."),
        hand_over=person.role in OF_OFFICERS and person.is_active and person.has_usable_password(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_open(request, pk):
    """The question, with the reason; then the account is open again."""
    person = _person(request, pk)
    return _asked(
        request, person, people.open_again,
        title=_("Open the account again"),
        lead=_("The person can log in with the password they had, or choose a new one by a link."),
        submit_label=_("Open the account"),
        done=_("The account is open again."),
    )  # fmt: skip


def _asked(request, person, act, *, done, **words):
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            act(person, form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect("administration:person", person.pk)
    context = _of_person(person) | words | {"form": form, "person": person}
    return render(request, "administration/confirm.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def person_factor(request, pk):
    """The question, and the second factor is taken off: the phone is lost."""
    person = _person(request, pk)
    if request.method == "POST":
        second_factor.take_away(person, by=request.user)
        messages.success(request, _("The second factor is taken away. The person sets a new one up when logging in."))
        return redirect("administration:person", pk)
    context = _of_person(person) | {
        "title": _("Take the second factor away"),
        "lead": _("For a lost phone. Make sure that it was the person who asked. All log-ins end."),
        "submit_label": _("Take it away"),
    }
    return render(request, "administration/confirm.html", context)


@require_http_methods(["GET", "POST"])
def person_log_ins(request, pk):
    """The question, and all log-ins of the person end; of one's own this one stays."""
    person = _person(request, pk)
    if request.method == "POST":
        keep = request.session.session_key if person.pk == request.user.pk else None
        people.end_log_ins(person, by=request.user, keep=keep)
        messages.success(request, _("All log-ins are ended."))
        return redirect("administration:person", pk)
    context = _of_person(person) | {
        "title": _("End all log-ins"),
        "lead": _("What they were typing and did not save stays in their browser. They can log in again."),
        "submit_label": _("End the log-ins"),
    }
    return render(request, "administration/confirm.html", context)


@require_POST
def person_link(request, pk):
    """A link to choose a password, or the invitation again."""
    person = _person(request, pk)
    try:
        people.send_link(person, by=request.user)
        messages.success(request, _("A letter with a link goes to %s.") % person.email)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("administration:person", pk)


@require_POST
def person_unlock(request, pk):
    """The lock after wrong passwords is lifted."""
    people.unlock(_person(request, pk), by=request.user)
    messages.success(request, _("The lock is lifted. The person can try again at once."))
    return redirect("administration:person", pk)
