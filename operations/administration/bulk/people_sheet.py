"""Accounts in many rows: code of the unit, role, name and mail address, each invited."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.accounts.authentication.account_names import folded_name
from core.accounts.models import Role, User
from core.accounts.permissions import can_administer
from core.lib.text.normalise import fold
from operations.administration.bulk.sheet import Column, Sheet, refuse_invalid
from operations.administration.open_points import units_without
from operations.administration.people import verbs
from operations.administration.people.accounts import PROVINCE_ROLES, is_role_allowed

# What offices write in this column, beside the roles' own names.
ROLE_WORDS = {
    "can bo nhap lieu": Role.OFFICER,
    "lanh dao": Role.HEAD,
    "lanh dao phong": Role.HEAD,
    "lanh dao ubnd": Role.HEAD,
    "chuyen vien": Role.PROVINCE_OFFICER,
}
# What follows the unit's name in a name for logging in.
NAME_ENDINGS = {
    Role.OFFICER: "",
    Role.HEAD: "-lanh-dao",
    Role.PROVINCE_OFFICER: "-chuyen-vien",
    Role.PROVINCE_LEADER: "-lanh-dao-so",
    Role.ADMINISTRATOR: "-quan-tri",
}


class PeopleSheet(Sheet):
    """People to invite; a name for logging in is made of the unit's name where none is given."""

    FILE_NAME = "moi-nguoi-dung"
    COLUMNS = (
        Column("code", gettext_lazy("Code of the unit"), "19753"),
        Column("role", gettext_lazy("Role"), "Cán bộ"),
        Column("full_name", gettext_lazy("Full name or job title"), "Cán bộ phụ trách bình đẳng giới"),
        Column("email", gettext_lazy("Email address"), "ten@example.vn"),
        Column("username", gettext_lazy("Username"), "", is_required=False),
    )

    def __init__(self, by):
        super().__init__(by)
        accounts = User.objects.values_list("username", "email")
        self.usernames, self.emails = set(), {}
        for username, email in accounts:
            self.usernames.add(folded_name(username))
            self.emails[email.casefold()] = 0
        self.roles = role_words()

    def check_row(self, row, unit):
        role, email = self.roles.get(fold(row.values["role"])), row.values["email"]
        if role is None:
            row.refuse(_no_role(row))
        elif not is_role_allowed(role, unit):
            row.refuse(_("This role does not belong to such a unit."))
        self._check_email(row, email)
        username = row.values["username"] or self._free_name(unit, role)
        if row.values["username"] and folded_name(username) in self.usernames:
            row.refuse(_("This username is already taken."))
        person = User(username=username, full_name=row.values["full_name"], email=email, unit=unit, role=role or "")
        refuse_invalid(row, person, exclude=["unit", "password", "role", "email"])
        self.usernames.add(folded_name(username))
        row.thing = person
        row.effect = _("%(unit)s; username: %(username)s") % {"unit": unit, "username": username}

    def make(self, rows):
        people = verbs.invite_all([row.thing for row in rows], by=self.by)
        return _("%(number)s accounts created. Each person gets an email with a link.") % {"number": len(people)}

    def _check_email(self, row, email):
        try:
            validate_email(email)
        except ValidationError:
            row.refuse(_("Enter an email address, such as ten@example.vn."))
            return
        line = self.emails.setdefault(email.casefold(), row.line)
        if line == 0:
            row.refuse(_("Another account already uses this address."))
        elif line != row.line:
            row.refuse(_("Line %(line)s already has this address.") % {"line": line})

    def _free_name(self, unit, role):
        base = f"{unit.slug}{NAME_ENDINGS.get(role, '')}"
        names = (base if place == 1 else f"{base}-{place}" for place in range(1, len(self.usernames) + 2))
        return next(name for name in names if folded_name(name) not in self.usernames)


def rows_of_missing(user):
    """Return rows for whoever the Department and the units lack; the mail addresses are still to be written."""
    if not can_administer(user):
        return ""
    with override("vi"):
        lines = [f"{user.unit.code};{role.label};{role.label};" for role in PROVINCE_ROLES if units_without(user, role)]
        lines += [
            f"{unit.code};{role.label};{role.label} {unit.name_in_sentence};"
            for role in (Role.OFFICER, Role.HEAD)
            for unit in units_without(user, role)
        ]
    return "\n".join(lines)


def role_words():
    """Return {words without accents: role}, of both languages and of what offices write."""
    words = dict(ROLE_WORDS)
    for language in ("vi", "en"):
        with override(language):
            words |= {fold(str(role.label)): role for role in Role}
    return words | {role.value: role for role in Role}


def _no_role(row):
    known = ", ".join(str(role.label) for role in Role)
    return _("“%(role)s” is not a role. Enter one of: %(known)s.") % {"role": row.values["role"], "known": known}
