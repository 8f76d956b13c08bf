"""The tables and columns that are searched for personal data.

They are found by looking at the models, not at a list; `EXEMPT` and `EXEMPT_APPS` name the few that are left out.
"""

from django.apps import apps
from django.db import models

from core.units.models import Unit
from filing.models.search_field import SearchField

# Tables that hold no words about others' lives: accounts and units are known by their names, and the chain of the
# audit log must hold (what people typed there stands in a table of its own, which is searched).
EXEMPT = {
    "accounts.User",
    "accounts.Session",
    "accounts.RecoveryCode",
    "accounts.AuditEntry",
    "accounts.AuditLink",
    "safekeeping.Purge",
}
EXEMPT_APPS = {"auth", "contenttypes", "units", "axes", "otp_totp", "sessions"}
# How many relations a path to a unit may follow before the last one.
MAX_HOPS = 3


def searched_columns():
    """Yield (model, text columns, JSON columns) of every table that typed words can stand in."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in EXEMPT or model._meta.app_label in EXEMPT_APPS:
            continue
        text_columns, json_columns = [], []
        for field in model._meta.concrete_fields:
            if field.choices or isinstance(field, models.FileField | SearchField) or field.generated:
                continue
            if isinstance(field, models.JSONField):
                json_columns.append(field.name)
            elif isinstance(field, models.CharField | models.TextField):
                text_columns.append(field.name)
        if text_columns or json_columns:
            yield model, text_columns, json_columns


def path_to_unit(model):
    """Return the shortest lookup from a model to the unit its rows belong to.

    It is "" where there is none: such rows belong to everybody.
    """
    paths = [(model, "")]
    # The list grows while it is read: a breadth-first search.
    for related_model, path in paths:
        relations = [field for field in related_model._meta.fields if field.is_relation and field.related_model]
        for field in relations:
            if field.related_model is Unit:
                return f"{path}{field.name}"
        if path.count("__") < MAX_HOPS:
            paths += [(field.related_model, f"{path}{field.name}__") for field in relations]
    return ""
