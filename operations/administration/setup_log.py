"""Audit log entries about the set-up: which thing and which of its fields changed, never what was in them."""

from django.utils.translation import override

from core.accounts.audit import log_action
from core.units.models import Unit


def log_added(instance, *, by):
    """Log that something new was set up."""
    log_action("set_up_added", _name_of(instance), by=by, unit=_unit_of(instance))


def log_changed(instance, names, *, by, also=""):
    """Log that the fields `names` of a row changed; nothing where there are none.

    `also` names what changed beside its own fields, such as the rows that belong to it.
    """
    with override("vi"):
        labels = [str(instance._meta.get_field(name).verbose_name) for name in names]
    labels += [also] if also else []
    if labels:
        log_action("set_up_changed", _name_of(instance), by=by, unit=_unit_of(instance), reason=", ".join(labels))


def log_removed(instance, *, by):
    """Log that something was removed."""
    log_action("set_up_removed", _name_of(instance), by=by, unit=_unit_of(instance))


def _name_of(instance):
    with override("vi"):
        return f"{instance._meta.verbose_name}: {instance}"


def _unit_of(instance):
    return instance if isinstance(instance, Unit) else getattr(instance, "unit", None)
