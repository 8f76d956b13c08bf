from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from directives.loading import load
from units.models import Level, Unit

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Loads the catalogue of tasks and directive 908/SLĐTBXH-BĐG with its clauses, not yet published."

    def handle(self, *args, **options):
        """Leaves a directive that is there already as it is."""
        issuer = Unit.objects.filter(code="46", level=Level.PROVINCE).first()
        if issuer is None:
            raise CommandError("There is no province 46 yet: run `manage.py load_units` first.")
        directive, made = load(DATA / "908-2020.toml", issuer)
        if made:
            with (DATA / "908-SLDTBXH-BDG.txt").open("rb") as file:
                directive.file.save("908-SLDTBXH-BDG.txt", File(file))
        self.stdout.write(f"Directive {directive}: {'loaded' if made else 'already there'}.")
