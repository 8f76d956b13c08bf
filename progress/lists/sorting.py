"""By what a list may be sorted, and the heads of its table that say so."""

from dataclasses import dataclass

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from progress.records import Status

# In the order in which work goes on, not of the alphabet.
_BY_STATUS = Case(*(When(status=status, then=place) for place, status in enumerate(Status.values)))
# The folded text begins with what the title is made of, so that accents and capitals do not part what belongs together.
_EXPRESSIONS = {
    "title": F("searched"),
    "unit": F("unit__code"),
    "counted_on": F("counted_on"),
    "status": _BY_STATUS,
}
_LABELS = {"title": _("Title"), "unit": _("Unit"), "counted_on": _("Date"), "status": _("Status")}
_NEWEST_FIRST = {"counted_on"}


@dataclass(frozen=True)
class Head:
    """A head that sorts: `direction` is ascending, descending or nothing, `sort` what a click asks for."""

    name: str
    label: str
    direction: str
    sort: str


def columns_of(kind, *, with_units):
    """The names of the columns by which a kind's list is sorted, in their order on the page."""
    names = ["title", *(["unit"] if with_units else [])]
    return [*names, "counted_on", "status"] if kind.is_record else names


def ordered(entries, sort):
    """The entries in that order (`-` in front turns it round); in their own where nobody knows such a column.

    Rows that are alike keep one order, or a page would show again what the page before it showed.
    """
    model = entries.model
    rest = [*model._meta.ordering, *([] if "-pk" in model._meta.ordering else ["pk"])]
    name = sort.removeprefix("-")
    if not is_known(model, name):
        return entries.order_by(*rest)
    expression = _EXPRESSIONS[name]
    return entries.order_by(expression.desc() if sort.startswith("-") else expression.asc(), *rest)


def is_known(model, name):
    """Whether entries of that model can be sorted by that column."""
    return name in _EXPRESSIONS and (name in ("title", "unit") or hasattr(model, name))


def heads_of(kind, sort, *, with_units):
    """The heads of the table, as it is sorted now."""
    names = columns_of(kind, with_units=with_units)
    if sort.removeprefix("-") not in names:
        sort = next((key for key in kind.model._meta.ordering if key.removeprefix("-") in names), "")
    return [_head(name, sort) for name in names]


def _head(name, sort):
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    down = not direction.startswith("desc") if direction else name in _NEWEST_FIRST
    return Head(name, _LABELS[name], direction, f"-{name}" if down else name)
