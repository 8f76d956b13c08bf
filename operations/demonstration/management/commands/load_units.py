"""The command that loads the units and bodies of the demonstration, Thừa Thiên Huế."""

import csv
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.text import slugify

from core.lib.text.normalise import fold
from core.units.models import Body, Level, Placement, ReportingLevel, Signer, Unit
from core.units.tree import country_unit, has_units, rebuild_ancestry

FACTS = Path(__file__).resolve().parents[2] / "data" / "units_2020.csv"
VALID_FROM = date(2018, 12, 15)
LEVELS = {
    "tỉnh": Level.PROVINCE,
    "thành phố": Level.DISTRICT,
    "thị xã": Level.DISTRICT,
    "huyện": Level.DISTRICT,
    "phường": Level.COMMUNE,
    "xã": Level.COMMUNE,
    "thị trấn": Level.COMMUNE,
}


class Command(BaseCommand):
    help = "Loads Thừa Thiên Huế as of 14/4/2020: province, districts, communes, and the bodies that report."

    @transaction.atomic
    def handle(self, *args, **options):
        """Leave existing units unchanged."""
        if has_units():
            self.stdout.write("Units: already there.")
            return
        units = {"": country_unit(since=VALID_FROM)}
        with FACTS.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                units[row["code"]] = _load_unit(row, units[row["parent_code"]])
        rebuild_ancestry()
        for unit in units.values():
            if unit.level == Level.PROVINCE:
                _load_department(unit)
                ReportingLevel.objects.create(root=unit, level=Level.DISTRICT, valid_from=VALID_FROM)
            elif unit.level == Level.DISTRICT:
                _load_office(unit)
        self.stdout.write(f"Units: {len(units)} loaded.")


def _load_unit(row, parent):
    kind = row["level"][0].upper() + row["level"][1:]
    short_name = row["name"].removeprefix(kind).strip()
    unit = Unit.objects.create(
        code=row["code"],
        name=row["name"],
        short_name=short_name,
        kind=kind,
        slug=slugify(fold(short_name)),
        level=LEVELS[row["level"]],
        valid_from=VALID_FROM,
    )
    Placement.objects.create(unit=unit, parent=parent, valid_from=VALID_FROM)
    return unit


def _load_department(province):
    body = Body.objects.create(
        unit=province,
        function=Body.Function.LABOUR,
        name=f"Sở Lao động - Thương binh và Xã hội {province.name_in_sentence}",
        superior_heading=f"UBND {province.name}".upper(),
        heading="SỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI",
        symbol="SLĐTBXH",
        bureau="PHÒNG BÌNH ĐẲNG GIỚI",
        filing="VT, BĐG",
        place=province.short_name,
        addressees=f"Bộ Lao động - Thương binh và Xã hội\nỦy ban nhân dân {province.name_in_sentence}",
        recipients="Như trên\nGiám đốc (để b/c)",
        valid_from=VALID_FROM,
    )
    Signer.objects.create(body=body, lines="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", valid_from=VALID_FROM)


def _load_office(district):
    body = Body.objects.create(
        unit=district,
        function=Body.Function.LABOUR,
        name=f"Phòng Lao động - Thương binh và Xã hội {district.name_in_sentence}",
        superior_heading=f"UBND {district.name}".upper(),
        heading="PHÒNG LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI",
        symbol="LĐTBXH",
        filing="VT, LĐTBXH",
        place=district.short_name,
        addressees="Sở Lao động - Thương binh và Xã hội tỉnh Thừa Thiên Huế",
        recipients=f"Như trên\nUBND {district.name_in_sentence} (b/c)",
        valid_from=VALID_FROM,
    )
    Signer.objects.create(body=body, lines="TRƯỞNG PHÒNG", valid_from=VALID_FROM)
