from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.db import connection

from safekeeping import restoring
from safekeeping.failures import CutOff, Refused
from safekeeping.quiet import refuse_others, standing_still
from safekeeping.sealing import identities_of


class Command(BaseCommand):
    help = "Puts an archive in the place of database and media, once it is proven; all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("archive")
        parser.add_argument("--identity", help="file with the secret key of age, for an encrypted archive")
        parser.add_argument("--replace", action="store_true", help="also where people are; backed up before")
        parser.add_argument("--move", action="store_true", help="the database alone, as move_database does it")

    def handle(self, *args, archive, identity, replace, move, **options):
        try:
            refuse_others(connection)
            # Who moves a database holds the lock already.
            with nullcontext() if move else standing_still(connection):
                if restoring.unfinished():
                    self._say_all(restoring.finish())
                    self.stdout.write("An earlier restore was cut off in its last step; it is finished now.")
                    self.stdout.write(f"{archive} was not touched: give it once more if it is another one.")
                    return
                restoring.restore(
                    archive,
                    identities=identities_of(identity) if identity else (),
                    replace=replace,
                    is_move=move,
                    say=self.stdout.write,
                )
        except (Refused, CutOff, OSError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Restored.")

    def _say_all(self, lines):
        for line in lines:
            self.stdout.write(line)
