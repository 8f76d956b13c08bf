from django.core.management.base import BaseCommand
from django.db import transaction

from indicators.catalogue import taken_from
from indicators.counting import EVER, PARTS, count
from indicators.facts import mark, settle
from indicators.figures import sources
from indicators.models import Fact
from units.models import Unit


class Command(BaseCommand):
    help = "Proves the stored facts against the records; ends with 1 where they differ, or repairs them."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="take what differs anew")

    @transaction.atomic
    def handle(self, *args, repair, **options):
        units = list(Unit.objects.values_list("pk", flat=True))
        settle(units)
        wrong = {(source, *slot) for source in sources() for slot in _differing(source, units)}
        for source, unit_id, slot in sorted(wrong):
            self.stdout.write(f"{source}, unit {unit_id}, half-month from {slot}: differs from the records.")
            if repair:
                mark(source, unit_id, [slot])
        settle(units)
        facts = Fact.objects.count()
        self.stdout.write(f"{facts} facts, {len(wrong)} half-months {'repaired' if repair else 'wrong'}.")
        if wrong and not repair:
            raise SystemExit(1)


def _differing(source, units):
    """(unit id, slot) pairs of which some fact of that model's figures isn't what its records come to."""
    every = count(source, units, flows=EVER, stocks=EVER)
    counted = {key: tuple(getattr(sums, part) for part in PARTS) for key, sums in every.items()}
    keys = [one.key for one in taken_from(source)]
    rows = Fact.objects.filter(indicator__in=keys).values_list("unit_id", "slot", "indicator", *PARTS)
    stored = {row[:3]: row[3:] for row in rows}
    return {key[:2] for key in counted.keys() | stored.keys() if counted.get(key) != stored.get(key)}
