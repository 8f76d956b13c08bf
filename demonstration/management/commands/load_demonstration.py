from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from accounts.models import User
from demonstration import people
from demonstration.places import write_places
from demonstration.reports import write_reports
from demonstration.targets import set_all
from demonstration.writing import write_work
from directives.models import Directive
from notices.models import Notice


class Command(BaseCommand):
    help = "Loads a made-up 2019 and 2020 of nine districts on top of load_units, load_directive and load_sites."

    def handle(self, *args, **options):
        """Leaves a demonstration that is there as it is; a new DEMO_PASSWORD alone is taken over."""
        password = people.wanted_password()
        if self._is_there():
            if password:
                people.set_password(password)
                people.keep_password(password)
            self.stdout.write("Demonstration: already there.")
        else:
            password = password or people.new_password()
            self.stdout.write(f"Demonstration: {self._load(password)} records and sites loaded.")
            people.keep_password(password)
        self._tell(password or people.kept_password())

    def _is_there(self):
        names = {name for name, *_rest in people.accounts()}
        if names <= set(User.objects.values_list("username", flat=True)):
            return True
        if User.objects.exists():
            raise CommandError(
                "There are people in this database, and they are not those of the demonstration: it is loaded "
                "into an empty portal alone. Start with DEMO=0, or give another DATA_DIR."
            )
        return False

    @transaction.atomic
    def _load(self, password):
        if not Directive.objects.exists():
            raise CommandError("There is no directive yet: run `manage.py load_units` and `load_directive` first.")
        people.make_people(password)
        # The reports freeze words too, and they are written in Vietnamese.
        with translation.override(settings.LANGUAGE_CODE):
            set_all(User.objects.get(username="province"))
            number = write_work()
            write_reports()
            write_places()
            # What was told in a past that never was is no news.
            Notice.objects.all().delete()
        return number

    def _tell(self, password):
        rows = people.accounts()
        width = max(len(name) for name, *_rest in rows)
        self.stdout.write("Accounts:")
        for name, _unit, _role, post in rows:
            self.stdout.write(f"  {name:<{width}}  {post}")
        self.stdout.write(f"Password of all: {password or 'as it was set when they were made'}")
