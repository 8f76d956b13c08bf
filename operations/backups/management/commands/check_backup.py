from django.core.management.base import BaseCommand, CommandError

from operations.backups.archive import archives
from operations.backups.archive.encryption import read_identities
from operations.backups.archive.recorded_models import models_at
from operations.backups.backup import describe
from operations.backups.errors import Refused


class Command(BaseCommand):
    help = "Proves an archive from end to end, and that this program can restore it; touches nothing."
    # What is amiss with a page must not keep data from being saved.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("archive")
        parser.add_argument("--identity", help="file with the secret key of age, for an encrypted archive")

    def handle(self, *args, archive, identity, **options):
        try:
            manifest = archives.read(archive, read_identities(identity) if identity else ())
            models_at(manifest["migrations"])
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{archive}: whole, made at {manifest['made_at']}, {describe(manifest)}.")
        for path in manifest["missing"]:
            self.stdout.write(f"Was gone already: {path}")
