"""The one place that answers "may this person …?". Views, verbs and templates ask here, nowhere else.

Seeing is a look-up (`units_in_sight`): what is not in it does not exist for the person (404).
Doing is a question about a unit within sight; its refusal (403) says who may (`require`).
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import Role
from units.models import Unit


def units_in_sight(user):
    """The units whose work a person may read: their own and all below it; none for the administrator."""
    if user.is_administrator:
        return Unit.objects.none()
    return Unit.objects.under(user.unit_id)


def can_file(user, unit_id):
    """Write records of work: the unit's own officer (the Department's officers for the Department).

    Or the Department's officer who types in the unit's paper.
    """
    return user.role in (Role.OFFICER, Role.PROVINCE_OFFICER) and user.filing_unit_id == unit_id


def can_file_from_paper(user, unit_id):
    """Begin to type in what a unit sent on paper: the Department's officers, for a unit below."""
    return (
        user.role == Role.PROVINCE_OFFICER
        and user.unit_id != unit_id
        and units_in_sight(user).filter(pk=unit_id).exists()
    )


def can_raise_difficulty(user):
    """Put a difficulty before the Department: a district's officer, or whoever types in the unit's paper.

    The Department itself has nobody here to turn to.
    """
    return (user.is_district or user.acting_for_id is not None) and can_file(user, user.filing_unit_id)


def can_resolve_difficulty(user, unit_id):
    """Say that a difficulty is over: the unit that had it, or the Department that helped."""
    return can_file(user, unit_id) or can_review(user, unit_id)


def can_sign_off(user, unit_id):
    """Approve a report and send it to the Department, or give it back to the officer: the unit's head.

    On paper the head has signed already: who types it in sends it too.
    """
    return (user.role == Role.HEAD and user.unit_id == unit_id) or user.acting_for_id == unit_id


def can_review(user, unit_id):
    """Approve or return what a unit below sent: the Department's officers, but not while they file in its name."""
    return can_file_from_paper(user, unit_id) and user.acting_for_id != unit_id


def can_ask(user, unit_id):
    """Ask the Department for a later due date or to open a report again, and take a sent report back."""
    return user.is_district and user.unit_id == unit_id


def can_steer(user):
    """Publish directives, set due dates and exemptions, open periods: the Department's officers."""
    return user.role == Role.PROVINCE_OFFICER


def can_release(user, unit_id):
    """Propose that a place of help be published, or take it back: the Department's officers."""
    return user.role == Role.PROVINCE_OFFICER and units_in_sight(user).filter(pk=unit_id).exists()


def can_confirm_release(user, unit_id):
    """Be the second person of a release: another officer of the Department, or its leader."""
    return (
        user.role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER) and units_in_sight(user).filter(pk=unit_id).exists()
    )


def can_compile(user):
    """Make the provincial summary out of approved reports: the Department's officers."""
    return user.role == Role.PROVINCE_OFFICER


def can_brief(user):
    """Have the page for the Department's leader made: its officers, and the leader."""
    return user.role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER)


def can_approve_summary(user, unit_id):
    """Approve the provincial summary or give it back: the Department's leader."""
    return user.role == Role.PROVINCE_LEADER and user.unit_id == unit_id


def can_record_issue(user, unit_id):
    """Record number, day and signed file of a report of the unit: who files for it, or signs it off."""
    return can_file(user, unit_id) or can_sign_off(user, unit_id)


def can_hand_over(user, unit_id):
    """Hand a leaving officer's work to another: the unit's head, the Department's officers, the administrator."""
    if user.role == Role.HEAD:
        return user.unit_id == unit_id
    in_charge = user.role in (Role.PROVINCE_OFFICER, Role.ADMINISTRATOR)
    return in_charge and Unit.objects.under(user.unit_id).filter(pk=unit_id).exists()


def can_see_people(user):
    """Read who works where and when they last logged in, and the record of acts: whoever answers for an office."""
    return user.role in (Role.HEAD, Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.ADMINISTRATOR)


def can_purge(user):
    """Propose that personal data be taken out of everything, or confirm what another proposed."""
    return user.is_department or user.is_administrator


def can_administer(user):
    """Set up users, units and bodies. Asked of those who have not logged in too, by the set-up's log-in page."""
    return user.is_authenticated and user.is_administrator


def require(allowed, who_may):
    """Refuse with the words that tell who may; `who_may` comes from `WHO`."""
    if not allowed:
        raise PermissionDenied(_("You may read this page, but not do this. It can be done by: %s.") % who_may)


class WHO:
    """The answers to "who may, then?"."""

    @staticmethod
    def files():
        return _("the officer of the unit")

    @staticmethod
    def signs_off():
        return _("the head of the unit's office")

    @staticmethod
    def records_issue():
        return _("the officer of the unit, or the head of its office")

    @staticmethod
    def reviews():
        return _("an officer of the Department")

    @staticmethod
    def approves_summary():
        return _("the leader of the Department")

    @staticmethod
    def briefs():
        return _("an officer of the Department, or its leader")

    @staticmethod
    def confirms_release():
        return _("another officer of the Department, or its leader")

    @staticmethod
    def asks():
        return _("the officer of the unit, or the head of its office")

    @staticmethod
    def hands_over():
        return _("the head of the unit's office, an officer of the Department, or the administrator")

    @staticmethod
    def purges():
        return _("an officer or the leader of the Department, or the administrator")

    @staticmethod
    def administers():
        return _("the administrator")
