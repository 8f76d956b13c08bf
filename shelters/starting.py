"""What the public directory begins with."""

import tomllib
from pathlib import Path

from shelters.models import Hotline

HOTLINES = Path(__file__).resolve().parent / "data" / "hotlines.toml"


def load_hotlines():
    """Create the hotlines that are missing; those that are there stay as they are."""
    rows = tomllib.loads(HOTLINES.read_text(encoding="utf-8"))["hotlines"]
    for order, row in enumerate(rows, start=1):
        Hotline.objects.get_or_create(number=row["number"], defaults=row | {"order": order})
