from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from operations.backups.archive.encryption import parse_recipients
from operations.backups.archive.recorded_models import foreign_tables
from operations.backups.backup import describe, make_backup
from operations.backups.daily import notify_of_failure
from operations.backups.errors import Busy, Refused
from operations.backups.restoring.swap import is_unfinished


class Command(BaseCommand):
    help = "Writes one archive of database and media, proves it by reading it, and removes older ones beyond a number."
    # What is amiss with a page must not keep data from being saved.
    requires_system_checks = ()

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
            keys = parse_recipients(recipient or settings.BACKUP_RECIPIENT)
            if is_unfinished():
                raise Refused("A restore was cut off in its last step: run restore once more, it finishes it.")
            backup = make_backup(to, recipients=keys, keep=keep)
            self._report(backup)
            if missing := backup.manifest["missing"]:
                raise Refused("\n".join([f"{len(missing)} files that rows name are gone:", *missing]))
        except Exception as error:
            # Whatever it was, somebody has to know that there is no whole backup; but one under way is no failure.
            if tell and not isinstance(error, Busy):
                notify_of_failure()
            if isinstance(error, (Refused, OSError)):
                raise CommandError(str(error)) from error
            raise

    def _report(self, backup):
        self.stdout.write(f"{backup.path}: {describe(backup.manifest)}; read back and whole.")
        for path in backup.removed:
            self.stdout.write(f"{path} removed.")
        if foreign := foreign_tables(connection):
            self.stdout.write(f"Not the portal's, and not in it: {', '.join(foreign)}.")
        if backup.strays:
            self.stdout.write(f"{backup.strays} of the files are named by no row; they are in it too.")
