"""What the register of sites begins with."""

import tomllib
from pathlib import Path

from models_sites.models import SiteKind

KINDS = Path(__file__).resolve().parent / "data" / "kinds.toml"


def load_kinds():
    """Create the kinds of support models that are missing; those that are there stay as they are."""
    rows = tomllib.loads(KINDS.read_text(encoding="utf-8"))["kinds"]
    for order, row in enumerate(rows, start=1):
        SiteKind.objects.get_or_create(code=row["code"], defaults=row | {"order": order})
