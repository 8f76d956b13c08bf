"""Which rows of any table point to rows of another, found from the models."""

from django.db.models import Exists, OuterRef, Q


def relations_to(model):
    """Return the relations of all tables that point to the model."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one) and not relation.many_to_many
    ]


def untouched(rows):
    """Return the keys of the rows of a query to which no row of any table points."""
    pointing = [
        Q(Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})))
        for relation in relations_to(rows.model)
    ]
    for condition in pointing:
        rows = rows.exclude(condition)
    return rows.values_list("pk", flat=True)


def pointing_to(model, pks, besides):
    """Yield (model, number) of the rows that point to these keys, without those that `besides(model)` returns."""
    for relation in relations_to(model):
        other = relation.related_model
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": pks})
        if number := rows.exclude(pk__in=besides(other)).count():
            yield other, number
