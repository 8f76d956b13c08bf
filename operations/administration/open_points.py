"""The open points of the set-up, shown on the administrator's home; a fixed number of queries."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.models import Role, User
from core.accounts.permissions import can_administer
from core.lib.dates.clock import today
from core.units.models import Body, Level, ReportingLevel, Unit
from operations.administration.bodies.verbs import bodies_of, without_signer
from operations.administration.models import Letter
from operations.administration.people.accounts import PROVINCE_ROLES, AccountState, in_state, people_of

# How many of each kind are shown; the rest is behind its link.
SHOWN = 5
# From so many tries on a letter counts as stuck.
STUCK = 3


@dataclass(frozen=True)
class OpenPoint:
    """One kind of open point: its title and number, the first as (name, url), and the page of all."""

    title: str
    number: int
    first: list
    url: str = ""


def open_points(user):
    """Return the open points, the most urgent first; [] for whoever is no administrator."""
    if not can_administer(user):
        return []
    points = [*_letter_points(), *_account_points(user), *_role_points(user), *_body_points(user)]
    return [point for point in points if point.number]


def _letter_points():
    # Of all provinces: mails that do not go out have one cause for all.
    number = Letter.objects.filter(attempts__gte=STUCK, person__isnull=False).count()
    return [OpenPoint(_("Account emails that could not be sent yet. Check the mail server"), number, [])]


def _account_points(user):
    titles = {
        AccountState.LOCKED: _("Locked after wrong passwords"),
        AccountState.INVITED: _("Invited, has not logged in"),
        AccountState.WITHOUT_FACTOR: _("No two-step verification, although responsible for several units"),
    }
    for state, title in titles.items():
        people = list(in_state(people_of(user), state))
        first = [(str(person), reverse("administration:person", args=[person.pk])) for person in people[:SHOWN]]
        yield OpenPoint(title, len(people), first, f"{reverse('administration:people')}?{urlencode({'state': state})}")


def _reporting_units(user):
    """Return the units that owe reports today, under whichever root the administrator's unit has."""
    level = ReportingLevel.objects.valid_on(today()).filter(level=OuterRef("level"))
    units = Unit.objects.under(user.unit_id, today()).valid_on(today())
    return units.filter(Exists(level.filter(root__descents__unit=OuterRef("pk"))))


def _role_points(user):
    """Yield the units that lack somebody in a role that they need; the link invites somebody."""
    titles = {
        Role.PROVINCE_OFFICER: _("The Department has no officer: nobody can open a reporting period"),
        Role.PROVINCE_LEADER: _("The Department has no leader: nobody can approve its summary"),
        Role.OFFICER: _("Units with no officer"),
        Role.HEAD: _("Units with no head of office"),
    }
    for role, title in titles.items():
        units = list(units_without(user, role))
        invite = reverse("administration:person-invite")
        first = [(unit.name, f"{invite}?{urlencode({'unit': unit.pk, 'role': role})}") for unit in units[:SHOWN]]
        yield OpenPoint(title, len(units), first, f"{reverse('administration:people-rows')}?missing=yes")


def units_without(user, role):
    """Return the units that need somebody in that role today and have nobody active in it.

    A role of the Department is needed at the administrator's own unit, the others at each unit that owes reports.
    """
    holders = User.objects.filter(unit=OuterRef("pk"), role=role, is_active=True)
    own = Unit.objects.filter(pk=user.unit_id, level=Level.PROVINCE)
    units = own if role in PROVINCE_ROLES else _reporting_units(user)
    return units.filter(~Exists(holders)).order_by("code", "valid_from")


def _body_points(user):
    """Yield the reporting units without a body, and the bodies without a signer."""
    labour_bodies = Body.objects.valid_on(today()).filter(unit=OuterRef("pk"), function=Body.Function.LABOUR)
    units = list(_reporting_units(user).filter(~Exists(labour_bodies)))
    new = reverse("administration:body-new")
    yield OpenPoint(
        _("Units with no body to issue reports"),
        len(units),
        [(unit.name, f"{new}?{urlencode({'unit': unit.pk})}") for unit in units[:SHOWN]],
    )
    bodies = list(without_signer(bodies_of(user)))
    first = [(body.name, reverse("administration:body", args=[body.pk])) for body in bodies[:SHOWN]]
    yield OpenPoint(
        _("Bodies with no signer"), len(bodies), first, f"{reverse('administration:bodies')}?state=unsigned"
    )
