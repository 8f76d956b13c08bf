"""What an administrator does with an account. No account is ever deleted."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts import sessions
from core.accounts.audit import log_action
from core.accounts.authentication import lockout
from core.accounts.models import User
from core.accounts.permissions import WHO, can_administer, require
from core.lib.dates.clock import now
from core.lib.pages.seen import require_seen, version_of
from core.notifications.verbs import notify
from operations.administration.letters import requests
from operations.administration.models import LetterKind
from operations.administration.setup_log import log_added, log_changed


@transaction.atomic
def invite(person, *, by):
    """Create the account without a password, and request a letter with a link to choose one."""
    _require_own(person, by)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    log_added(person, by=by)
    requests.request_letter(LetterKind.INVITATION, person)
    return person


@transaction.atomic
def invite_all(people, *, by):
    """Create the accounts without passwords and request an invitation for each, all or none; return them.

    ValidationError where somebody made an account of such a name or address meanwhile.
    """
    require(can_administer(by), WHO.administers())
    units = {person.unit_id for person in people}
    require(by.own_units.filter(pk__in=units).count() == len(units), WHO.administers())
    emails = [person.email.casefold() for person in people]
    if User.objects.annotate(bare_email=Lower("email")).filter(bare_email__in=emails).exists():
        raise ValidationError(_("Another account already uses this address."))
    for person in people:
        person.set_unusable_password()
        person.clean_fields(exclude=["unit"])
    try:
        with transaction.atomic():
            people = User.objects.bulk_create(people)
    except IntegrityError as clash:
        raise ValidationError(_("This username is already taken.")) from clash
    for person in people:
        log_added(person, by=by)
    requests.request_letters(LetterKind.INVITATION, people)
    return people


@transaction.atomic
def change(person, names, *, by):
    """Save what was changed in the fields `names`.

    With another role or unit the log-ins end, and so does acting for another unit. ValidationError for one's own role
    or unit.
    """
    stored = locked_row(person, by)
    _require_own(stored, by)
    moved = (stored.role, stored.unit_id) != (person.role, person.unit_id)
    if moved and person.pk == by.pk:
        raise ValidationError(_("You cannot change your own role or unit. Ask another administrator."))
    person.full_clean(exclude=["password"])
    person.save(update_fields=names)
    log_changed(person, names, by=by)
    if moved:
        User.objects.filter(pk=person.pk).update(acting_for=None)
        sessions.end_all(person)


def version_shown(person):
    """Return the version of an account that the questions before closing and opening it show."""
    return version_of(person.full_name, person.role, person.unit_id, person.email, person.is_active)


@transaction.atomic
def close(person, reason, *, by, seen=None):
    """Keep the person out from now on; log-ins end, and an invitation that was not accepted is void."""
    person = locked_row(person, by)
    if person.pk == by.pk:
        raise ValidationError(_("You cannot close your own account. Ask another administrator."))
    if not person.is_active:
        raise ValidationError(_("This account is already closed."))
    require_seen(seen, version_shown(person))
    person.is_active, person.acting_for = False, None
    if not person.has_usable_password():
        # Another unusable password: the links that went out are void, also after the account is opened again.
        person.set_unusable_password()
    person.save(update_fields=["is_active", "acting_for", "password"])
    requests.cancel_letters(person)
    sessions.end_all(person)
    log_action("person_closed", str(person), by=by, unit=person.unit, reason=reason)


@transaction.atomic
def open_again(person, reason, *, by, seen=None):
    """Let the person log in again, with the password they had."""
    person = locked_row(person, by)
    if person.is_active:
        raise ValidationError(_("This account is already open."))
    require_seen(seen, version_shown(person))
    person.is_active = True
    person.save(update_fields=["is_active"])
    log_action("person_opened", str(person), by=by, unit=person.unit, reason=reason)


@transaction.atomic
def send_link(person, *, by):
    """Request a letter with a link to choose a password; for somebody invited, the invitation again."""
    person = locked_row(person, by)
    if not person.is_active:
        raise ValidationError(_("This account is closed. Reopen it first."))
    if not person.email:
        raise ValidationError(_("There is no email address. Add one first."))
    requests.request_letter(requests.link_kind(person), person)
    log_action("link_sent", str(person), by=by, unit=person.unit)


@transaction.atomic
def unlock(person, *, by):
    """Let the person try to log in again at once."""
    person = locked_row(person, by)
    lockout.unlock(person)
    log_action("person_unlocked", str(person), by=by, unit=person.unit)


@transaction.atomic
def end_log_ins(person, *, by, keep=None):
    """End all log-ins of the person but the one with the session key `keep`."""
    person = locked_row(person, by)
    sessions.end_all(person, keep)
    log_action("log_ins_ended", str(person), by=by, unit=person.unit)


def complete_password_choice(person, *, is_first):
    """End log-ins, lift the lock and notify the person after a password was chosen by a link.

    The notice goes by mail and into the portal. Whoever chose a first password did so a moment ago, from the
    invitation, and needs none.
    """
    sessions.end_all(person)
    lockout.unlock(person)
    requests.cancel_letters(person)
    log_action("password_chosen", str(person), by=person, unit=person.unit)
    if is_first:
        return
    # The letter goes out also to those who want no mails.
    requests.request_letter(LetterKind.CHANGED, person)
    notify(
        [person],
        occasion=f"password:{now().isoformat()}",
        subject="Mật khẩu của anh/chị đã được thay đổi",
        text="Mật khẩu vừa được thay đổi bằng đường dẫn gửi qua thư điện tử. Nếu không phải anh/chị thay đổi, đề nghị "
        "báo ngay cho quản trị viên.",
        path=reverse("accounts:password_change"),
        by_mail=False,
    )


def locked_row(person, by):
    """Return the account as it is now, under lock; refuse where `by` is no longer an administrator."""
    _require_own(person, by)
    # In the order of their ids, so that of two who close each other's accounts one waits, and is refused.
    rows = User.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=[person.pk, by.pk])
    accounts = {account.pk: account for account in rows.order_by("pk")}
    require(accounts[by.pk].is_active and can_administer(accounts[by.pk]), WHO.administers())
    return accounts[person.pk]


def _require_own(person, by):
    """Refuse for people of units that the administrator does not look after."""
    own = can_administer(by) and by.own_units.filter(pk=person.unit_id).exists()
    require(own, WHO.administers())
