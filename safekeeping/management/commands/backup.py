from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from safekeeping import backups, restoring
from safekeeping.daily import tell_of_failure
from safekeeping.failures import Busy, Refused
from safekeeping.rows import foreign_tables
from safekeeping.sealing import recipients_of


class Command(BaseCommand):
    help = "Writes one archive of database and media, proves it by reading it, and removes older ones beyond a number."

    def add_arguments(self, parser):
        parser.add_argument("--to", default=settings.BACKUP_DIR, help="folder (BACKUP_DIR)")
        parser.add_argument(
            "--recipient",
            action="append",
            help="public key of age (age1…) that the archive is encrypted for; may be given again (BACKUP_RECIPIENT)",
        )
        parser.add_argument(
            "--keep", type=int, default=settings.BACKUP_KEEP, help="how many stay; 0 removes none (BACKUP_KEEP)"
        )
        parser.add_argument("--tell", action="store_true", help="tell the administrators, in the portal, of a failure")

    def handle(self, *args, to, recipient, keep, tell, **options):
        try:
            keys = recipients_of(recipient or settings.BACKUP_RECIPIENT)
            if restoring.unfinished():
                raise Refused("A restore was cut off in its last step: run restore once more, it finishes it.")
            made = backups.make(to, recipients=keys, keep=keep)
            self._say(made)
            if missing := made.manifest["missing"]:
                raise Refused("\n".join([f"{len(missing)} files that rows name are gone:", *missing]))
        except Exception as error:
            # Whatever it was, somebody has to know that there is no whole backup; but one under way is no failure.
            if tell and not isinstance(error, Busy):
                tell_of_failure()
            if isinstance(error, (Refused, OSError)):
                raise CommandError(str(error)) from error
            raise

    def _say(self, made):
        self.stdout.write(f"{made.path}: {backups.counted(made.manifest)}; read back and whole.")
        for path in made.removed:
            self.stdout.write(f"{path} removed.")
        if foreign := foreign_tables(connection):
            self.stdout.write(f"Not the portal's, and not in it: {', '.join(foreign)}.")
        if made.strays:
            self.stdout.write(f"{made.strays} of the files are named by no row; they are in it too.")
