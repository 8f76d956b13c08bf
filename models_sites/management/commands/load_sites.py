import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from models_sites.models import Site, SiteKind
from units.models import Level, Unit

DATA = Path(__file__).resolve().parents[2] / "data" / "908-2020.toml"


class Command(BaseCommand):
    help = "Loads the kinds of support models, and once the places that directive 908/SLĐTBXH-BĐG names."

    @transaction.atomic
    def handle(self, *args, **options):
        """Leaves kinds and places that are there as they are; places are loaded into an empty register alone."""
        data = tomllib.loads(DATA.read_text(encoding="utf-8"))
        for order, row in enumerate(data["kinds"], start=1):
            SiteKind.objects.get_or_create(code=row["code"], defaults=row | {"order": order})
        loaded = 0 if Site.everything.exists() else len([self._place(row) for row in data["places"]])
        self.stdout.write(f"Sites: {loaded} loaded.")

    def _place(self, row):
        """A place in the register, filed by nobody: its district completes it."""
        commune = Unit.objects.filter(code=row["commune"], level=Level.COMMUNE).order_by("-valid_from").first()
        if commune is None:
            raise CommandError(f"There is no commune {row['commune']} yet: run `manage.py load_units` first.")
        unit = commune.placements.order_by("valid_from").first().parent
        words = {"name": row["name"], "managing_body": row["managing_body"]}
        return Site.objects.create(unit=unit, commune=commune, kind_id=row["kind"], version=1, **words)
