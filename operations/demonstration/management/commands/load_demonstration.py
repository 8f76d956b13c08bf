from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from core.accounts.models import User
from core.notifications.models import Notice
from core.units.models import Unit
from operations.demonstration import users
from operations.demonstration.public_places import try_hotlines, write_places
from operations.demonstration.record_writing import write_records
from operations.demonstration.reports import write_reports
from operations.demonstration.targets import set_demonstration_targets

# What the demonstration stands on. Loaded once: what is changed or deleted in it stays so at later starts.
GROUND = ("load_units", "load_directive", "load_sites", "load_hotlines")


class Command(BaseCommand):
    help = "Loads a made-up 2019 and 2020 of nine districts into an empty portal."

    def accounts(self):
        """Return (name, key of the unit, role, post) of every account."""
        return users.accounts()

    def handle(self, *args, **options):
        """Load the demonstration; where it is there already, take over a new DEMO_PASSWORD alone."""
        password = users.requested_password()
        if self._is_loaded():
            if password:
                users.set_password([name for name, *_rest in self.accounts()], password)
                users.save_password(password)
            self.stdout.write("Demonstration: already there.")
        else:
            password = password or users.new_password()
            self.stdout.write(f"Demonstration: {self._load(password)} records and sites loaded.")
            users.save_password(password)
        self._print_accounts(password or users.saved_password())

    def _is_loaded(self):
        names = {name for name, *_rest in self.accounts()}
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
        # Reports freeze labels too, and they are written in Vietnamese.
        with translation.override(settings.LANGUAGE_CODE):
            number = self.fill(password)
            # Notices of an invented past are no news.
            Notice.objects.all().delete()
        return number

    def fill(self, password):
        """Write all that the demonstration holds; return the number of records."""
        for command in GROUND:
            call_command(command, stdout=self.stdout)
        units = dict(Unit.objects.filter(level__in=["province", "district"]).values_list("slug", "pk"))
        users.create_users(self.accounts(), units, password)
        set_demonstration_targets(User.objects.get(username="province"))
        number = write_records()
        # Reports tell of what is public.
        write_places()
        write_reports()
        try_hotlines()
        return number

    def _print_accounts(self, password):
        rows = self.accounts()
        width = max(len(name) for name, *_rest in rows)
        self.stdout.write("Accounts:")
        for name, _unit, _role, post in rows:
            self.stdout.write(f"  {name:<{width}}  {post}")
        self.stdout.write(f"Password of all: {password or 'as it was set when they were made'}")
