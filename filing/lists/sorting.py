"""The sortable columns of a list, and the heads of its table."""

from dataclasses import dataclass

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from core.lib.text.alphabetical import in_order
from filing.models.records import Status

# In the order of work, not of the alphabet.
_BY_STATUS = Case(*(When(status=status, then=place) for place, status in enumerate(Status.values)))
_EXPRESSIONS = {
    "unit": F("unit__code"),
    "counted_on": F("counted_on"),
    "status": _BY_STATUS,
}
_LABELS = {"title": _("Title"), "unit": _("Unit"), "counted_on": _("Date"), "status": _("Status")}
_NEWEST_FIRST = {"counted_on"}


@dataclass(frozen=True)
class ColumnHead:
    """The head of a sortable column.

    `direction` is ascending, descending or empty; `sort` is the order that a click requests.
    """

    name: str
    label: str
    direction: str
    sort: str


def columns_of(kind, *, with_units):
    """Return the names of the sortable columns of a kind's list, in their order on the page."""
    names = ["title", *(["unit"] if with_units else [])]
    return [*names, "counted_on", "status"] if kind.is_record else names


def ordered(entries, sort):
    """Return the entries sorted by a column (`-name` descending); in the model's order for an unknown one.

    Equal rows have a fixed order too, or a page would repeat rows of the page before it.
    """
    model = entries.model
    rest = [*model._meta.ordering, *([] if "-pk" in model._meta.ordering else ["pk"])]
    name = sort.removeprefix("-")
    if not is_sortable(model, name):
        return entries.order_by(*rest)
    expression = _EXPRESSIONS.get(name) or _title_of(model)
    return entries.order_by(expression.desc() if sort.startswith("-") else expression.asc(), *rest)


def is_sortable(model, name):
    """Return whether entries of a model can be sorted by a column."""
    return name in ("title", "unit") or (name in _EXPRESSIONS and hasattr(model, name))


def _title_of(model):
    """Return the expression of what entries are called by: the first of what they are found by."""
    field = model._meta.get_field(model.SEARCHED[0])
    return in_order(f"{field.name}__name" if field.is_relation else field.name)


def heads_of(kind, sort, *, with_units):
    """Return the heads of the table with its current order."""
    names = columns_of(kind, with_units=with_units)
    if sort.removeprefix("-") not in names:
        columns = [key for key in kind.model._meta.ordering if isinstance(key, str)]
        sort = next((key for key in columns if key.removeprefix("-") in names), "")
    return [_head(name, sort) for name in names]


def _head(name, sort):
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    is_next_descending = not direction.startswith("desc") if direction else name in _NEWEST_FIRST
    return ColumnHead(name, _LABELS[name], direction, f"-{name}" if is_next_descending else name)
