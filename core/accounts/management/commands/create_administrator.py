"""The command that creates an administrator."""

import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from core.accounts.models import Role, User
from core.units.models import Level, Unit
from core.units.tree import country_unit


class Command(BaseCommand):
    help = "Makes an administrator of the portal. Asks for the password, or reads it from one line of input."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--email", default="")

    def handle(self, *args, username, email, **options):
        # Before the set-up there is the country alone; its administrators go over to the province.
        unit = Unit.objects.filter(level=Level.PROVINCE).first() or country_unit()
        if User.objects.filter(username=username).exists():
            raise CommandError(f"The name {username} is taken.")
        password = getpass("Password: ") if sys.stdin.isatty() else input()
        user = User(username=username, email=email, full_name=username, role=Role.ADMINISTRATOR, unit=unit)
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.save()
        self.stdout.write(f"Administrator {username} made.")
