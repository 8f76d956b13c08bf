"""Loading of the task catalogue and of a directive from TOML files."""

import tomllib
from datetime import date
from pathlib import Path

from django.db import transaction

from core.directives.models import Clause, Directive, Exemption, RelatedDocument, Task
from core.units.models import Unit

DATA = Path(__file__).resolve().parent / "data"


def load_tasks(rows=None):
    """Create the tasks of the standing catalogue that are missing, and return all by code.

    `rows` are those of a directive's file; the catalogue's own otherwise. Names that are there stay: they are the
    Department's.
    """
    rows = rows or tomllib.loads((DATA / "tasks.toml").read_text(encoding="utf-8"))["tasks"]
    for order, row in enumerate(rows, start=1):
        Task.objects.get_or_create(code=row["code"], defaults={**row, "order": order})
    return {task.code: task for task in Task.objects.all()}


@transaction.atomic
def load_directive(path, issuer):
    """Load the tasks of the TOML file and create its directive, unpublished, unless it exists.

    Return (directive, created).
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    tasks = load_tasks(data["tasks"])
    key = {"issuer": issuer, "number": data["directive"]["number"]}
    directive, created = Directive.objects.get_or_create(**key, defaults=data["directive"])
    if created:
        Clause.objects.bulk_create(
            Clause(directive=directive, order=order, **{**row, "task": tasks.get(row.get("task"))})
            for order, row in enumerate(data["clauses"], start=1)
        )
        RelatedDocument.objects.bulk_create(
            RelatedDocument(directive=directive, **row) for row in data.get("documents", ())
        )
        exemptions = (
            Exemption(unit=unit, valid_from=date(directive.issued_on.year - 1, 1, 1), **row)
            for unit in Unit.objects.reporting_to(issuer, directive.issued_on)
            for row in data.get("exemptions", ())
        )
        # Exemptions that the Department entered itself stay.
        Exemption.objects.bulk_create(exemptions, ignore_conflicts=True)
    return directive, created
