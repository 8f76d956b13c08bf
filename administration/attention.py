"""What in the set-up needs somebody: asked by the administrator's home alone; a fixed number of queries."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.permissions import can_administer
from administration import bodies, people
from administration.models import Letter
from administration.people import State
from calendars.clock import today
from units.models import Body, ReportingLevel, Unit

# Of each sort; the rest is behind its link.
SHOWN = 5
# From so many tries on it is told that mails don't go out.
STUCK = 3


@dataclass(frozen=True)
class Need:
    """One sort of thing that needs somebody: its name, how many, the first as (name, url), where all of them are."""

    title: str
    number: int
    first: list
    url: str = ""


def needs(user):
    """Whatever needs somebody, in the order in which it presses; [] for who is no administrator."""
    if not can_administer(user):
        return []
    found = [*_letters(), *_people(user), *_offices(user), *_bodies(user)]
    return [need for need in found if need.number]


def _letters():
    """Of everybody: that mails do not go out has one reason for all."""
    number = Letter.objects.filter(attempts__gte=STUCK, person__isnull=False).count()
    return [Need(_("Letters that could not be sent so far: look at the mail server"), number, [])]


def _people(user):
    titles = {
        State.LOCKED: _("Locked after wrong passwords"),
        State.INVITED: _("Invited and never came"),
        State.WITHOUT_FACTOR: _("Without second factor, though they answer for more than one office"),
    }
    for state, title in titles.items():
        found = list(people.in_state(people.people_of(user), state))
        first = [(str(one), reverse("administration:person", args=[one.pk])) for one in found[:SHOWN]]
        yield Need(title, len(found), first, f"{reverse('administration:people')}?{urlencode({'state': state})}")


def _reporting(user):
    """The units that owe reports today, under whichever root the administrator's unit has."""
    level = ReportingLevel.objects.valid_on(today()).filter(level=OuterRef("level"))
    units = Unit.objects.under(user.unit_id, today()).valid_on(today())
    return units.filter(Exists(level.filter(root__descents__unit=OuterRef("pk"))))


def _offices(user):
    """Reporting units where nobody files, or nobody signs off; the link invites somebody."""
    for role, title in ((Role.OFFICER, _("Units without an officer")), (Role.HEAD, _("Units without a head"))):
        there = User.objects.filter(unit=OuterRef("pk"), role=role, is_active=True)
        found = list(_reporting(user).filter(~Exists(there)))
        first = [(one.name, _inviting(one, role)) for one in found[:SHOWN]]
        yield Need(title, len(found), first)


def _inviting(unit, role):
    return f"{reverse('administration:person-invite')}?{urlencode({'unit': unit.pk, 'role': role})}"


def _bodies(user):
    """Reporting units without a body, and bodies for which nobody signs."""
    there = Body.objects.valid_on(today()).filter(unit=OuterRef("pk"), function=Body.Function.LABOUR)
    found = list(_reporting(user).filter(~Exists(there)))
    new = reverse("administration:body-new")
    yield Need(
        _("Units without a body that issues reports"), len(found),
        [(one.name, f"{new}?{urlencode({'unit': one.pk})}") for one in found[:SHOWN]],
    )  # fmt: skip
    found = list(bodies.without_signer(bodies.bodies_of(user)))
    first = [(one.name, reverse("administration:body", args=[one.pk])) for one in found[:SHOWN]]
    yield Need(
        _("Bodies without a signer"), len(found), first, f"{reverse('administration:bodies')}?state=unsigned"
    )  # fmt: skip
