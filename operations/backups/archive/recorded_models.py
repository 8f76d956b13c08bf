"""The models of a recorded state of migrations, as an archive names it, and their stored columns."""

from django.db import models
from django.db.migrations.loader import MigrationLoader

from operations.backups.errors import InvalidArchive

# Tables that have no meaning elsewhere, and why.
LEFT_OUT = {"accounts_session": "who was logged in: a session that was ended since must not live again"}


def applied_migrations(connection):
    """Return {app: [names]} of the migrations that were applied to the database."""
    by_app = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        by_app.setdefault(app, []).append(name)
    return by_app


def models_at(migrations):
    """Return the models of a state of migrations, in the order of their tables.

    InvalidArchive where the state holds migrations that this program does not have.
    """
    loader = MigrationLoader(None)
    nodes = [(app, name) for app, names in migrations.items() for name in names]
    known = set(loader.graph.nodes)
    replaced = {replaced for node in known.intersection(nodes) for replaced in loader.graph.nodes[node].replaces}
    unknown = sorted(set(nodes) - known - replaced)
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in unknown[:5])
        raise InvalidArchive(f"Made by a newer program, which has migrations that this one does not know: {names}.")
    state = loader.project_state([node for node in nodes if node in known])
    all_models = state.apps.get_models(include_auto_created=True)
    stored = [model for model in all_models if model._meta.managed and not model._meta.proxy]
    return sorted(
        (model for model in stored if model._meta.db_table not in LEFT_OUT), key=lambda model: model._meta.db_table
    )


def foreign_tables(connection):
    """Return the tables that are not the portal's: no backup holds them, and a restore would remove them."""
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
    if not existing:
        return []
    own = {model._meta.db_table for model in models_at(applied_migrations(connection))}
    return sorted(existing - own - LEFT_OUT.keys() - {"django_migrations"})


def last_of_each_app(migrations):
    """Return the (app, name) pairs to migrate to.

    They are those that no other applied migration of their app depends on.
    """
    graph = MigrationLoader(None).graph
    nodes = {(app, name) for app, names in migrations.items() for name in names} & set(graph.nodes)
    return sorted(
        node
        for node in nodes
        if not any(child.key in nodes and child.key[0] == node[0] for child in graph.node_map[node].children)
    )


def stored_fields(model):
    """Return the columns of a table that are stored, not computed."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def file_fields(model):
    """Return the columns that name files in the media folder."""
    return [field for field in stored_fields(model) if isinstance(field, models.FileField)]
