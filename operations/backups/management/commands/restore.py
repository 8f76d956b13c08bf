from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import connection

from operations.backups.activity import no_activity, refuse_other_connections
from operations.backups.archive.encryption import read_identities
from operations.backups.errors import Interrupted, Refused
from operations.backups.restoring.restore import restore
from operations.backups.restoring.swap import finish, is_unfinished


class Command(BaseCommand):
    help = "Puts an archive in the place of database and media, once it is proven; all or nothing."
    # What is amiss with a page must not keep data from being saved.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("archive")
        parser.add_argument("--identity", help="file with the secret key of age, for an encrypted archive")
        parser.add_argument("--replace", action="store_true", help="also where people are; backed up before")
        parser.add_argument("--move", action="store_true", help="the database alone, as move_database does it")

    def handle(self, *args, archive, identity, replace, move, **options):
        try:
            refuse_other_connections(connection)
            # `move_database` holds the lock already.
            with nullcontext() if move else no_activity(connection):
                if is_unfinished():
                    for line in finish():
                        self.stdout.write(line)
                    self.stdout.write("An earlier restore was cut off in its last step; it is finished now.")
                    self.stdout.write(f"{archive} was not touched: give it once more if it is another one.")
                    return
                restore(
                    archive,
                    identities=read_identities(identity) if identity else (),
                    replace=replace,
                    is_move=move,
                    say=self.stdout.write,
                )
        except (Refused, Interrupted, OSError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Restored.")
