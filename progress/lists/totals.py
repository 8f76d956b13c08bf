"""What stands below a list: how many rows match, and the sums of what is done among them."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from progress.records import Status


@dataclass(frozen=True)
class Totals:
    """`rows` match, of which `done` are done; `sums` of the latter by field, None where no row knows the number."""

    rows: int
    done: int
    sums: dict


def totals_of(entries):
    """The totals of all entries of a query, in one question to the database."""
    model = entries.model
    asked = {"rows": Count("pk")}
    if model.TOTALS:
        done = Q(status=Status.DONE)
        asked["done"] = Count("pk", filter=done)
        asked |= {f"sum_{name}": Sum(name, filter=done) for name in model.TOTALS}
    found = entries.aggregate(**asked)
    # PostgreSQL adds large numbers up to decimals.
    sums = {name: None if found[f"sum_{name}"] is None else int(found[f"sum_{name}"]) for name in model.TOTALS}
    return Totals(found["rows"], found.get("done", 0), sums)
