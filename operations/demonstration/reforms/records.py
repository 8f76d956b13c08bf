"""Writing what was done from 2019 to 2026, each record under the unit and the commune of its day."""

from collections import defaultdict

from core.lib.journal import Journal
from core.units.country import REFORM
from core.units.models import Level, Succession, Unit
from operations.administration.changes.site_transfers import due_transfers, transfer
from operations.demonstration.record_writing import COUNTED_ON, References, communes_on, write_specs
from operations.demonstration.reforms.crosswalk import PROVINCE
from operations.demonstration.reforms.offices import SINCE, offices
from operations.demonstration.reforms.work import later_records
from operations.demonstration.work.all_records import all_records
from operations.demonstration.work.record_specs import Commune

SITE = "models_sites.Site"


class LaterReferences(References):
    """What specs of all years name: a code stands for the unit that had it on the day of the record."""

    def __init__(self):
        super().__init__()
        self.versions = defaultdict(list)
        for unit in Unit.objects.order_by("-valid_from"):
            self.versions[unit.code].append(unit)
        self.offices = {office.size.slug: office for office in offices()}
        whole = Succession.objects.filter(is_whole=True).select_related("successor")
        self.became = {change.predecessor_id: change.successor for change in whole}

    def on(self, code, day):
        """Return the unit that had the code on that day, else the first that had it."""
        versions = self.versions[code]
        return next((unit for unit in versions if unit.valid_from <= day), versions[-1])

    def unit(self, spec):
        office = self.offices.get(spec.unit)
        # What no office did is the Department's own work.
        return self.on(office.code, office.since) if office else self.on(PROVINCE, _day(spec))

    def commune(self, spec):
        if spec.model == SITE:
            return self.now(spec.fields["commune"])
        return self.on(spec.fields["commune"], min(_day(spec), self.offices[spec.unit].until))

    def now(self, code):
        """Return the commune of today that all of the first one with the code went to, step by step."""
        unit = self.versions[code][-1]
        while unit.pk in self.became:
            unit = self.became[unit.pk]
        return unit

    def filed_by(self, spec):
        return self.people.get(self.unit(spec).slug) or self.people["province"]

    def communes_of(self, office, day):
        unit = self.on(office.code, office.since)
        if unit.level == Level.COMMUNE:
            return [Commune(unit.code, unit.name_in_sentence)]
        return communes_on(unit, day)


def _day(spec):
    return spec.fields.get("ended_on") or spec.fields.get("day") or spec.filed_on


def write_all_records():
    """Write all records and sites of 2019 to 2026; return how many."""
    references = LaterReferences()
    number = write_specs(specs_of_all_years(references), references)
    hand_sites_over()
    return number


def hand_sites_over():
    """Let the communes of 1/7/2025 look after the sites that lie in them, as that day's change does."""
    transfer(due_transfers(REFORM), REFORM, Journal())


def specs_of_all_years(references):
    """Return all records and sites of 2019 to 2026, to be written with those references."""
    of_2020 = {
        office.size.slug: references.communes_of(office, COUNTED_ON) for office in offices() if office.since == SINCE
    }
    later = later_records(lambda office: references.communes_of(office, office.until))
    return [*all_records(of_2020), *later]
