"""All records that are filed in the two years, made from the communes alone: no database, no clock."""

from operations.demonstration.work.communication import communication
from operations.demonstration.work.department import department_records
from operations.demonstration.work.districts import DISTRICTS
from operations.demonstration.work.extras import extras
from operations.demonstration.work.planning import commune_plans, plans
from operations.demonstration.work.sites import extensions, logs, sites
from operations.demonstration.work.training import standings, training

YEARS = (2019, 2020)


def all_records(communes):
    """Return every site and record as `RecordSpec`, sites first; `communes` are {district's slug: [Commune, …]}."""
    specs = list(sites())
    for year in YEARS:
        for district in DISTRICTS:
            specs += plans(district, year)
            specs += commune_plans(district, year, communes[district.slug])
            specs += communication(district, year, communes[district.slug])
            specs += training(district, year)
            specs += logs(district, year)
        specs += department_records(year)
    for district in DISTRICTS:
        specs += standings(district, len(communes[district.slug]))
    return [*specs, *extensions(), *extras()]
