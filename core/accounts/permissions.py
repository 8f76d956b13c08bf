"""All permissions of the portal, for views, verbs and templates.

Reading is a look-up of units (`units_in_sight`): what is not in it does not exist for the user (404). Actions are
predicates (`can_…`) on a unit in sight; a refusal (403) says who may (`require`).
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.units.keeping import kept_units, units_and_kept
from core.units.models import Unit


def units_in_sight(user):
    """Return the units whose work a user may read: their own, all below and kept; none for administrators."""
    return Unit.objects.none() if user.is_administrator else user.own_units


def units_filed_for(user):
    """Return the units whose records the user may write: the one filed for, and the ended ones it keeps.

    What the Department itself keeps is typed in as from paper, so that nobody files and reviews at once.
    """
    if user.role not in (Role.OFFICER, Role.PROVINCE_OFFICER):
        return Unit.objects.none()
    if user.acting_for_id or user.is_district:
        return units_and_kept(user.filing_unit_id)
    return Unit.objects.filter(pk=user.unit_id)


def filed_among(user, unit_ids):
    """Return those of the ids whose records the user may write; no query for their own alone."""
    own = {user.filing_unit_id} & set(unit_ids) if can_file(user, user.filing_unit_id) else set()
    others = set(unit_ids) - own
    if not others or not (user.acting_for_id or user.is_district):
        return own
    return own | set(units_filed_for(user).filter(pk__in=others).values_list("pk", flat=True))


def _is_kept(unit_id, keeper_id):
    return kept_units(keeper_id).filter(pk=unit_id).exists()


def can_file(user, unit_id):
    """Return whether the user may write records of work of the unit (`units_filed_for`); no query for their own."""
    if user.role not in (Role.OFFICER, Role.PROVINCE_OFFICER):
        return False
    if user.filing_unit_id == unit_id:
        return True
    return bool(user.acting_for_id or user.is_district) and _is_kept(unit_id, user.filing_unit_id)


def can_file_from_paper(user, unit_id):
    """Return whether the user may begin to type in a unit's paper: the Department's officers, for a unit below."""
    return (
        user.role == Role.PROVINCE_OFFICER
        and user.unit_id != unit_id
        and units_in_sight(user).filter(pk=unit_id).exists()
    )


def can_raise_difficulty(user):
    """Return whether the user may report a difficulty to the Department.

    A district's officer, or whoever types in the unit's paper. The Department itself has nobody here to turn to.
    """
    return (user.is_district or user.acting_for_id is not None) and can_file(user, user.filing_unit_id)


def can_resolve_difficulty(user, unit_id):
    """Return whether the user may resolve a difficulty: the unit that had it, or the Department that helped."""
    return can_file(user, unit_id) or can_review(user, unit_id)


def can_sign_off(user, unit_id):
    """Return whether the user may send the unit's report to the Department, or return it to the officer.

    Its head, or that of the unit that keeps it. A paper report is signed already: who types it in sends it too.
    """
    own_id = user.unit_id if user.role == Role.HEAD else user.acting_for_id
    return own_id is not None and (own_id == unit_id or _is_kept(unit_id, own_id))


def can_review(user, unit_id):
    """Return whether the user may approve or return a unit's report.

    The Department's officers, but not while they file in the unit's name.
    """
    return can_file_from_paper(user, unit_id) and not _files_from_paper_for(user, unit_id)


def _files_from_paper_for(user, unit_id):
    own_id = user.acting_for_id
    return own_id is not None and (own_id == unit_id or _is_kept(unit_id, own_id))


def can_request(user, unit_id):
    """Return whether the user may request a later due date or a reopening, and take back a sent report."""
    return user.is_district and (user.unit_id == unit_id or _is_kept(unit_id, user.unit_id))


def can_steer(user):
    """Return whether the user may publish directives, set due dates and exemptions, and open periods.

    The Department's officers.
    """
    return user.role == Role.PROVINCE_OFFICER


def can_release(user, unit_id):
    """Return whether the user may propose that a place of help be published, or withdraw it.

    The Department's officers.
    """
    return user.role == Role.PROVINCE_OFFICER and units_in_sight(user).filter(pk=unit_id).exists()


def can_release_text(user, unit_id):
    """Return whether the user may let typed text of a unit's report, or of the summary, go outside.

    The Department's officers, but not while they file in the unit's name.
    """
    is_in_sight = user.role == Role.PROVINCE_OFFICER and units_in_sight(user).filter(pk=unit_id).exists()
    return is_in_sight and not _files_from_paper_for(user, unit_id)


def can_confirm_release(user, unit_id):
    """Return whether the user may confirm a release: another officer of the Department, or its leader.

    That it is another is checked by the caller.
    """
    return (
        user.role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER) and units_in_sight(user).filter(pk=unit_id).exists()
    )


def can_compile_summary(user):
    """Return whether the user may compile the provincial summary: the Department's officers."""
    return user.role == Role.PROVINCE_OFFICER


def can_make_brief(user):
    """Return whether the user may have the leader's briefing made: the Department's officers and leader."""
    return user.role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER)


def can_approve_summary(user, unit_id):
    """Return whether the user may approve or return the provincial summary: the Department's leader."""
    return user.role == Role.PROVINCE_LEADER and user.unit_id == unit_id


def can_record_issue(user, unit_id):
    """Return whether the user may record number, day and signed file of a report of the unit."""
    return can_file(user, unit_id) or can_sign_off(user, unit_id)


def can_hand_over(user, unit_id):
    """Return whether the user may hand a leaving officer's work to another.

    The head of the unit or of what keeps it, the Department's officers, and the administrator.
    """
    if user.role == Role.HEAD:
        return user.unit_id == unit_id or _is_kept(unit_id, user.unit_id)
    is_in_charge = user.role in (Role.PROVINCE_OFFICER, Role.ADMINISTRATOR)
    return is_in_charge and user.own_units.filter(pk=unit_id).exists()


def can_see_people(user):
    """Return whether the user may see people, their last log-ins and the audit log: all but officers of districts."""
    return user.role in (Role.HEAD, Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER, Role.ADMINISTRATOR)


def can_purge(user):
    """Return whether the user may propose or confirm the erasure of personal data."""
    return user.is_department or user.is_administrator


def can_administer(user):
    """Return whether the user may set up users, units and bodies; also asked of users who are not logged in."""
    return user.is_authenticated and user.is_administrator


def require(allowed, who_may):
    """Raise PermissionDenied unless allowed; the message names who may (`WHO`)."""
    if not allowed:
        raise PermissionDenied(_("You can read this page but not do this. It can be done by: %s.") % who_may)


class WHO:
    """The roles that a refusal names, in the language of the page."""

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
        return _("a specialist of the Department")

    @staticmethod
    def approves_summary():
        return _("the leader of the Department")

    @staticmethod
    def briefs():
        return _("a specialist or the leader of the Department")

    @staticmethod
    def confirms_release():
        return _("another specialist of the Department, or the leader")

    @staticmethod
    def asks():
        return _("the officer of the unit, or the head of its office")

    @staticmethod
    def hands_over():
        return _("the head of the unit's office, a specialist of the Department, or the administrator")

    @staticmethod
    def purges():
        return _("a specialist or the leader of the Department, or the administrator")

    @staticmethod
    def administers():
        return _("the administrator")
