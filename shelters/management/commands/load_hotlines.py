import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand

from shelters.models import Hotline

DATA = Path(__file__).resolve().parents[2] / "data" / "hotlines.toml"


class Command(BaseCommand):
    help = "Loads the hotlines that the public directory begins with; those that are there stay as they are."

    def handle(self, *args, **options):
        rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["hotlines"]
        for order, row in enumerate(rows, start=1):
            Hotline.objects.get_or_create(number=row["number"], defaults=row | {"order": order})
        self.stdout.write(f"Hotlines: {Hotline.objects.count()}.")
