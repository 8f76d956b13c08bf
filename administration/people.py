"""People: who is there and how their accounts stand, and the acts on an account. Nothing is deleted."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import lockout, second_factor, sessions
from accounts.audit import record
from accounts.models import Role, User
from accounts.permissions import WHO, can_administer, require
from administration import letters
from administration.models import LetterKind
from administration.set_up import added, changed
from calendars.clock import now
from notices.verbs import tell
from texts.normalise import fold
from units.models import Unit

# Who answers for more than one office; the second factor is asked of them.
OF_PROVINCE = (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER)
MORE_THAN_AN_OFFICE = (*OF_PROVINCE, Role.ADMINISTRATOR)


class State(models.TextChoices):
    """How an account stands, and what may be looked for besides."""

    INVITED = "invited", gettext_lazy("Invited, never came")
    ACTIVE = "active", gettext_lazy("Active")
    LOCKED = "locked", gettext_lazy("Locked")
    INACTIVE = "inactive", gettext_lazy("Closed account")
    WITHOUT_FACTOR = "without-factor", gettext_lazy("Without second factor")


def people_of(user):
    """Everybody at and below the administrator's own unit; nobody for others."""
    if not can_administer(user):
        return User.objects.none()
    people = User.objects.filter(unit__in=Unit.objects.under(user.unit_id)).select_related("unit")
    return people.order_by("-is_active", "unit__level", "unit__code", "role", "username")


def in_state(people, state):
    """Those of the people whose accounts stand so."""
    invited = Q(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    locked = Q(username__in=lockout.locked_usernames()) if state in (State.LOCKED, State.ACTIVE) else Q()
    return people.filter({
        State.INVITED: invited,
        State.ACTIVE: Q(is_active=True) & ~invited & ~locked,
        State.LOCKED: locked & Q(is_active=True),
        State.INACTIVE: Q(is_active=False),
        State.WITHOUT_FACTOR: Q(is_active=True, role__in=MORE_THAN_AN_OFFICE)
        & ~invited & ~Q(pk__in=second_factor.with_one()),
    }[state])  # fmt: skip


def holding(people, words):
    """The ids of the people whose name, account, address or unit hold every word, accents and case aside."""
    asked = fold(words).split()
    named = people.values_list("pk", "full_name", "username", "email", "unit__name")
    return [pk for pk, *texts in named if all(word in fold(" ".join(texts)) for word in asked)]


def state_of(person, locked):
    """The one word for an account; `locked` are the names of `lockout.locked_usernames`."""
    if not person.is_active:
        return State.INACTIVE
    if not person.has_usable_password():
        return State.INVITED
    return State.LOCKED if person.username in locked else State.ACTIVE


def fits(role, unit):
    """Whether somebody can have that role in that unit: Department's roles belong to a province, others below it."""
    if role == Role.ADMINISTRATOR:
        return True
    return (role in OF_PROVINCE) == (unit.level in ("province", "country"))


@transaction.atomic
def invite(person, *, by):
    """Make the account without a password, and owe the person a letter with a link to choose one."""
    _require_own(person, by)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    added(person, by=by)
    letters.owe(LetterKind.INVITATION, person)
    return person


@transaction.atomic
def change(person, names, *, by):
    """Keep what was changed in the fields `names`; with another role or unit the log-ins end, and a stay at another's.

    ValidationError for one's own role or unit.
    """
    before = _locked_row(person, by)
    _require_own(before, by)
    moved = (before.role, before.unit_id) != (person.role, person.unit_id)
    if moved and person.pk == by.pk:
        raise ValidationError(_("Nobody changes their own role or unit. Ask another administrator."))
    person.full_clean(exclude=["password"])
    person.save(update_fields=names)
    changed(person, names, by=by)
    if moved:
        User.objects.filter(pk=person.pk).update(acting_for=None)
        sessions.end_all(person)


@transaction.atomic
def close(person, reason, *, by):
    """Keep the person out from now on: log-ins end, and an invitation that was not taken up is void."""
    person = _locked_row(person, by)
    if person.pk == by.pk:
        raise ValidationError(_("Nobody closes their own account. Ask another administrator."))
    if not person.is_active:
        raise ValidationError(_("This account is closed already."))
    person.is_active, person.acting_for = False, None
    if not person.has_usable_password():
        # Another one nobody can use: the links that went out are void, also after the account is opened again.
        person.set_unusable_password()
    person.save(update_fields=["is_active", "acting_for", "password"])
    letters.forget(person)
    sessions.end_all(person)
    record("person_closed", str(person), by=by, unit=person.unit, reason=reason)


@transaction.atomic
def open_again(person, reason, *, by):
    """Let the person log in again, with the password they had."""
    person = _locked_row(person, by)
    if person.is_active:
        raise ValidationError(_("This account is open already."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("person_opened", str(person), by=by, unit=person.unit, reason=reason)


@transaction.atomic
def send_link(person, *, by):
    """Owe the person a link to choose a password; to somebody invited, the invitation again."""
    person = _locked_row(person, by)
    if not person.is_active:
        raise ValidationError(_("This account is closed. Open it first."))
    if not person.email:
        raise ValidationError(_("There is no mail address. Add one first."))
    letters.owe(letters.link_kind(person), person)
    record("link_sent", str(person), by=by, unit=person.unit)


@transaction.atomic
def unlock(person, *, by):
    """Let the person try to log in again at once."""
    person = _locked_row(person, by)
    lockout.unlock(person)
    record("person_unlocked", str(person), by=by, unit=person.unit)


@transaction.atomic
def end_log_ins(person, *, by, keep=None):
    """End all log-ins of the person, but the one with the session key `keep`."""
    person = _locked_row(person, by)
    sessions.end_all(person, keep)
    record("log_ins_ended", str(person), by=by, unit=person.unit)


def password_chosen(person, *, is_first):
    """After a link was used: whatever is logged in ends, the lock is lifted, and the person is told by mail and here.

    Whoever chose their first password did it a moment ago, from the invitation: nobody needs to tell them.
    """
    sessions.end_all(person)
    lockout.unlock(person)
    letters.forget(person)
    record("password_chosen", str(person), by=person, unit=person.unit)
    if is_first:
        return
    # The letter goes to everybody, also to those who want no mails.
    letters.owe(LetterKind.CHANGED, person)
    tell(
        [person],
        occasion=f"password:{now().isoformat()}",
        subject="Mật khẩu của anh/chị đã được thay đổi",
        text="Mật khẩu vừa được thay đổi bằng đường dẫn gửi qua thư điện tử. Nếu không phải anh/chị thay đổi, đề nghị "
        "báo ngay cho quản trị viên.",
        path=reverse("accounts:password_change"),
        by_mail=False,
    )


def _locked_row(person, by):
    """The account under lock, as it stands now, with whoever acts still being an administrator."""
    _require_own(person, by)
    # In the order of their ids, so that two who close each other's accounts wait for one another and one is refused.
    rows = User.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=[person.pk, by.pk])
    rows = {one.pk: one for one in rows.order_by("pk")}
    require(rows[by.pk].is_active and can_administer(rows[by.pk]), WHO.administers())
    return rows[person.pk]


def _require_own(person, by):
    """Only of units at or below the administrator's own."""
    own = can_administer(by) and Unit.objects.under(by.unit_id).filter(pk=person.unit_id).exists()
    require(own, WHO.administers())
