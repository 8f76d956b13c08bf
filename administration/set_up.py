"""What is set up stands on record: what it was, and which of its fields changed, never what was in them."""

from django.utils.translation import override

from accounts.audit import record
from units.models import Unit


def added(thing, *, by):
    """Something new was set up."""
    record("set_up_added", _called(thing), by=by, unit=_unit_of(thing))


def changed(thing, names, *, by, told=""):
    """The fields `names` of a row changed; nothing for none. `told` is said of what hangs on it."""
    with override("vi"):
        words = [str(thing._meta.get_field(name).verbose_name) for name in names]
    words += [told] if told else []
    if words:
        record("set_up_changed", _called(thing), by=by, unit=_unit_of(thing), reason=", ".join(words))


def removed(thing, *, by):
    """Something was taken away again; only what nothing hangs on."""
    record("set_up_removed", _called(thing), by=by, unit=_unit_of(thing))


def _called(thing):
    with override("vi"):
        return f"{thing._meta.verbose_name}: {thing}"


def _unit_of(thing):
    return thing if isinstance(thing, Unit) else getattr(thing, "unit", None)
