"""The totals below a list: how many rows match, and the sums of those done."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from filing.models.records import Status


@dataclass(frozen=True)
class ListTotals:
    """The number of rows, of those done, and the sums of the latter by field.

    A sum is None where no row has the number.
    """

    rows: int
    done: int
    sums: dict


def totals_of(entries):
    """Return the totals of a query of entries; one query."""
    model = entries.model
    aggregates = {"rows": Count("pk")}
    if model.TOTALS:
        done = Q(status=Status.DONE)
        aggregates["done"] = Count("pk", filter=done)
        aggregates |= {f"sum_{name}": Sum(name, filter=done) for name in model.TOTALS}
    result = entries.aggregate(**aggregates)
    # PostgreSQL sums bigints as decimals.
    sums = {name: None if result[f"sum_{name}"] is None else int(result[f"sum_{name}"]) for name in model.TOTALS}
    return ListTotals(result["rows"], result.get("done", 0), sums)
