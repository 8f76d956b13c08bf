"""Which accounts there are, and the state of each."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.accounts.authentication import lockout, second_factor
from core.accounts.models import Role, User
from core.accounts.permissions import can_administer
from core.lib.text.alphabetical import in_order
from core.lib.text.normalise import fold
from operations.administration.models import DeliveryState, Letter, LetterKind

PROVINCE_ROLES = (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER)
# These answer for more than one office; the second factor is asked of them.
SECOND_FACTOR_ROLES = (*PROVINCE_ROLES, Role.ADMINISTRATOR)


class AccountState(models.TextChoices):
    """The state of an account, and what else accounts can be filtered by."""

    INVITED = "invited", _("Invited, has not logged in")
    ACTIVE = "active", _("Active")
    LOCKED = "locked", _("Locked")
    INACTIVE = "inactive", _("Closed account")
    WITHOUT_FACTOR = "without-factor", _("No two-step verification")


def people_of(user):
    """Return everybody of the administrator's own unit, those below and those kept; nobody for other roles."""
    if not can_administer(user):
        return User.objects.none()
    people = User.objects.filter(unit__in=user.own_units).select_related("unit")
    return people.order_by("-is_active", "unit__level", "unit__code", "role", in_order("username"))


def in_state(people, state):
    """Return those of the people whose accounts are in that state."""
    invited = Q(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    locked = Q(username__in=lockout.locked_usernames()) if state in (AccountState.LOCKED, AccountState.ACTIVE) else Q()
    return people.filter(
        {
            AccountState.INVITED: invited,
            AccountState.ACTIVE: Q(is_active=True) & ~invited & ~locked,
            AccountState.LOCKED: locked & Q(is_active=True),
            AccountState.INACTIVE: Q(is_active=False),
            AccountState.WITHOUT_FACTOR: Q(is_active=True, role__in=SECOND_FACTOR_ROLES)
            & ~invited
            & ~Q(pk__in=second_factor.user_ids_with_second_factor()),
        }[state]
    )


def count_letters(invited):
    """Return of how many of the invited people the letter waits, was sent, or was given up."""
    waits = Exists(Letter.objects.filter(person=OuterRef("pk"), kind=LetterKind.INVITATION))
    sent, given_up = (Q(delivery__state=state) & ~Q(waits=True) for state in DeliveryState.values)
    return invited.annotate(waits=waits).aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(waits=True)),
        sent=Count("pk", filter=sent),
        given_up=Count("pk", filter=given_up),
    )


def ids_matching(people, words, columns=("full_name", "username", "email", "unit__name")):
    """Return the ids of the people whose name, account, address or unit (or other columns) hold every word.

    Accents and case don't matter.
    """
    folded_words = fold(words).split()
    rows = people.order_by().values_list("pk", *columns)
    return [pk for pk, *texts in rows if all(word in fold(" ".join(texts)) for word in folded_words)]


def state_of(person, locked_usernames):
    """Return the state of an account; the names are those of `lockout.locked_usernames`."""
    if not person.is_active:
        return AccountState.INACTIVE
    if not person.has_usable_password():
        return AccountState.INVITED
    return AccountState.LOCKED if person.username in locked_usernames else AccountState.ACTIVE


def is_role_allowed(role, unit):
    """Return whether somebody can have that role in that unit.

    The Department's roles belong to a province, those of officers and heads to a unit below it.
    """
    if role == Role.ADMINISTRATOR:
        return True
    return (role in PROVINCE_ROLES) == (unit.level in ("province", "country"))
