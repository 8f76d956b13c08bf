"""The command that verifies the facts against the records, and repairs them."""

from django.core.management.base import BaseCommand
from django.db import transaction

from core.indicators.catalogue import indicators_from
from core.indicators.counting import ALL_TIME, PARTS, count
from core.indicators.facts import mark_dirty, recount_dirty_slots
from core.indicators.figures import sources
from core.indicators.models import Fact
from core.units.models import Unit


class Command(BaseCommand):
    help = "Proves the stored facts against the records; ends with 1 where they differ, or repairs them."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="take what differs anew")

    @transaction.atomic
    def handle(self, *args, repair, **options):
        units = list(Unit.objects.values_list("pk", flat=True))
        recount_dirty_slots(units)
        wrong = {(source, *slot) for source in sources() for slot in _wrong_slots(source, units)}
        for source, unit_id, slot in sorted(wrong):
            self.stdout.write(f"{source}, unit {unit_id}, half-month from {slot}: differs from the records.")
            if repair:
                mark_dirty(source, unit_id, [slot])
        recount_dirty_slots(units)
        facts = Fact.objects.count()
        self.stdout.write(f"{facts} facts, {len(wrong)} half-months {'repaired' if repair else 'wrong'}.")
        if wrong and not repair:
            raise SystemExit(1)


def _wrong_slots(source, units):
    """Return the (unit id, slot) pairs in which a stored fact differs from a count of the model's records."""
    fresh = count(source, units, flows=ALL_TIME, stocks=ALL_TIME)
    counted = {key: tuple(getattr(sums, part) for part in PARTS) for key, sums in fresh.items()}
    keys = [indicator.key for indicator in indicators_from(source)]
    rows = Fact.objects.filter(indicator__in=keys).values_list("unit_id", "slot", "indicator", *PARTS)
    stored = {row[:3]: row[3:] for row in rows}
    return {key[:2] for key in counted.keys() | stored.keys() if counted.get(key) != stored.get(key)}
