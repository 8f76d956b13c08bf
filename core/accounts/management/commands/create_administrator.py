"""The command that creates an administrator."""

import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.accounts.authentication.account_names import is_taken
from core.accounts.authentication.hashers import normal_password
from core.accounts.models import Role, User
from core.lib.dates.clock import today
from core.lib.text.normalise import clean
from core.units.models import Level, Unit
from core.units.tree import country_unit


class Command(BaseCommand):
    help = (
        "Makes an administrator of the portal. Asks for the name, where none is given, and for the password, or "
        "reads them from a line of input each."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="?", default="")
        parser.add_argument("--email", default="")

    def handle(self, *args, username, email, **options):
        try:
            self._make(username, email)
        except EOFError:
            raise CommandError("The name and the password are to be typed, or given as a line of input each.") from None

    def _make(self, username, email):
        username = clean(username or input("Name: " if sys.stdin.isatty() else "")).strip()
        if not username:
            raise CommandError("An administrator needs a name.")
        if is_taken(username):
            raise CommandError(f"The name {username} is taken.")
        password = getpass("Password: ") if sys.stdin.isatty() else input()
        # Before the set-up there is the country alone; its administrators go over to the province.
        provinces = Unit.objects.valid_on(today()).filter(level=Level.PROVINCE)
        unit = provinces.first() or country_unit()
        user = User(username=username, email=email, full_name=username, role=Role.ADMINISTRATOR, unit=unit)
        try:
            user.clean_fields(exclude=["password"])
            validate_password(normal_password(password), user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.save()
        self.stdout.write(f"Administrator {username} made.")
