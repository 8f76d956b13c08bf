"""A directive and the standing catalogue from a file of data, as the Department would type them."""

import tomllib
from datetime import date

from django.db import transaction

from directives.models import Clause, Directive, Exemption, Task
from units.models import Unit


@transaction.atomic
def load(path, issuer):
    """Bring the tasks of that TOML file up to date and make its directive, unpublished, unless it is there."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    tasks = {}
    for order, row in enumerate(data["tasks"], start=1):
        tasks[row["code"]], _made = Task.objects.update_or_create(code=row["code"], defaults={**row, "order": order})
    key = {"issuer": issuer, "number": data["directive"]["number"]}
    directive, made = Directive.objects.get_or_create(**key, defaults=data["directive"])
    if made:
        Clause.objects.bulk_create(
            Clause(directive=directive, order=order, **{**row, "task": tasks.get(row.get("task"))})
            for order, row in enumerate(data["clauses"], start=1)
        )
        exemptions = (
            Exemption(unit=unit, valid_from=date(directive.issued_on.year - 1, 1, 1), **row)
            for unit in Unit.objects.reporting_to(issuer, directive.issued_on)
            for row in data["exemptions"]
        )
        # What the Department has said itself stands.
        Exemption.objects.bulk_create(exemptions, ignore_conflicts=True)
    return directive, made
