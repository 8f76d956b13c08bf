"""The command that loads the demonstration's directive, 908/SLĐTBXH-BĐG of 2020."""

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from core.directives.loading import DATA, load_directive
from core.units.models import Level, Unit


class Command(BaseCommand):
    help = "Loads the catalogue of tasks and directive 908/SLĐTBXH-BĐG with its clauses, not yet published."

    def handle(self, *args, **options):
        """Leave an existing directive unchanged."""
        issuer = Unit.objects.filter(code="46", level=Level.PROVINCE).first()
        if issuer is None:
            raise CommandError("There is no province 46 yet: run `manage.py load_units` first.")
        directive, created = load_directive(DATA / "908-2020.toml", issuer)
        if created:
            with (DATA / "908-SLDTBXH-BDG.txt").open("rb") as file:
                directive.file.save("908-SLDTBXH-BDG.txt", File(file))
        self.stdout.write(f"Directive {directive}: {'loaded' if created else 'already there'}.")
