"""Loading of the task catalogue and a directive from a TOML file."""

import tomllib
from datetime import date

from django.db import transaction

from core.directives.models import Clause, Directive, Exemption, Task
from core.units.models import Unit


@transaction.atomic
def load_directive(path, issuer):
    """Update the tasks from the TOML file and create its directive, unpublished, unless it exists.

    Return (directive, created).
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    tasks = {}
    for order, row in enumerate(data["tasks"], start=1):
        tasks[row["code"]], _created = Task.objects.update_or_create(code=row["code"], defaults={**row, "order": order})
    key = {"issuer": issuer, "number": data["directive"]["number"]}
    directive, created = Directive.objects.get_or_create(**key, defaults=data["directive"])
    if created:
        Clause.objects.bulk_create(
            Clause(directive=directive, order=order, **{**row, "task": tasks.get(row.get("task"))})
            for order, row in enumerate(data["clauses"], start=1)
        )
        exemptions = (
            Exemption(unit=unit, valid_from=date(directive.issued_on.year - 1, 1, 1), **row)
            for unit in Unit.objects.reporting_to(issuer, directive.issued_on)
            for row in data["exemptions"]
        )
        # Exemptions that the Department entered itself stay.
        Exemption.objects.bulk_create(exemptions, ignore_conflicts=True)
    return directive, created
