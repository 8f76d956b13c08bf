from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import connection

from operations.backups.activity import no_activity
from operations.backups.errors import Refused
from operations.backups.restoring.move import move


class Command(BaseCommand):
    help = "Fills another database with what this one holds, such as PostgreSQL from SQLite. End web and workers first."
    # What is amiss with a page must not keep data from being saved.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("url", help="postgres://user:password@host/name")
        parser.add_argument("--replace", action="store_true", help="also where people are; backed up before")

    def handle(self, *args, url, replace, **options):
        try:
            with no_activity(connection):
                move(url, replace=replace, say=self.stdout.write)
        except (Refused, OSError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Every table was compared. Now set DATABASE_URL to that address and start the portal.")
