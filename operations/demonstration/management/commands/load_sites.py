"""The command that loads the kinds of support models and the demonstration's first sites."""

import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.units.models import Level, Unit
from models_sites.models import Site
from models_sites.starting import load_kinds

PLACES = Path(__file__).resolve().parents[2] / "data" / "places-2020.toml"


class Command(BaseCommand):
    help = "Loads the kinds of support models, and once the places that directive 908/SLĐTBXH-BĐG names."

    @transaction.atomic
    def handle(self, *args, **options):
        """Create missing kinds, and the places if the register is empty; change nothing that exists."""
        load_kinds()
        places = tomllib.loads(PLACES.read_text(encoding="utf-8"))["places"]
        loaded = 0 if Site.everything.exists() else len([self._place(row) for row in places])
        self.stdout.write(f"Sites: {loaded} loaded.")

    def _place(self, row):
        """Create a site without an author; its district completes it."""
        commune = Unit.objects.filter(code=row["commune"], level=Level.COMMUNE).order_by("-valid_from").first()
        if commune is None:
            raise CommandError(f"There is no commune {row['commune']} yet: run `manage.py load_units` first.")
        unit = commune.placements.order_by("valid_from").first().parent
        texts = {"name": row["name"], "managing_body": row["managing_body"]}
        return Site.objects.create(unit=unit, commune=commune, kind_id=row["kind"], version=1, **texts)
