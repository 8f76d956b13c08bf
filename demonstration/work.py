"""All that is filed in the two years, made from the communes alone: no database, no clock."""

from demonstration.communication import communication
from demonstration.department import of_department
from demonstration.districts import DISTRICTS
from demonstration.extras import extras
from demonstration.planning import of_communes, plans
from demonstration.sites import extensions, logs, sites
from demonstration.training import standing, training

YEARS = (2019, 2020)


def work(communes):
    """Every site and record as `Filed`, sites first; `communes` are {district's slug: [Commune, …]}."""
    rows = list(sites())
    for year in YEARS:
        for district in DISTRICTS:
            rows += plans(district, year)
            rows += of_communes(district, year, communes[district.slug])
            rows += communication(district, year, communes[district.slug])
            rows += training(district, year)
            rows += logs(district, year)
        rows += of_department(year)
    for district in DISTRICTS:
        rows += standing(district, len(communes[district.slug]))
    return [*rows, *extensions(), *extras()]
