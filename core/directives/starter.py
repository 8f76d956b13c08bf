"""The starter set of clauses, documents and tasks with which a directive that is written new may begin."""

import tomllib

from django.db import transaction

from core.directives import catalogue, verbs
from core.directives.loading import DATA, load_tasks
from core.directives.models import Clause, RelatedDocument, Task

STARTER = DATA / "starter-2026.toml"


@transaction.atomic
def create_from_starter(directive, *, by):
    """Save a new draft with the starter set; tasks of it that the catalogue lacks are added."""
    made = verbs.create(directive, by=by)
    data = tomllib.loads(STARTER.read_text(encoding="utf-8").replace("{year}", str(made.year)))
    tasks = load_tasks()
    for row in data["tasks"]:
        tasks[row["name"]] = _own_task(row, tasks, by)
    Clause.objects.bulk_create(
        Clause(directive=made, order=order, **{**row, "task": tasks[row["task"]] if "task" in row else None})
        for order, row in enumerate(data["clauses"], start=1)
    )
    RelatedDocument.objects.bulk_create(RelatedDocument(directive=made, **row) for row in data["documents"])
    return made


def _own_task(row, tasks, by):
    """Return the Department's task of that name and form, or a new one."""
    found = Task.objects.filter(name=row["name"], form_of=row["form_of"]).first()
    like = tasks[row["form_of"]]
    given = {name: value for name, value in row.items() if name != "form_of"}
    return found or catalogue.add_task(Task(**given), like, by=by)
