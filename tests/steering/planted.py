"""Twelve typing errors, planted in a copy of the demonstration as an officer would make them."""

from dataclasses import dataclass
from datetime import timedelta

from capacity.models import Inspection, Training
from communications.models import Campaign
from indicators.facts import mark
from models_sites.models import LogEntry
from plans.models import Plan

PERIOD = ("2019-12-15", "2020-12-14")


@dataclass(frozen=True)
class Error:
    """What was typed wrong, and in which record of which unit."""

    name: str
    unit: str
    kind: str
    pk: int


def plant(turn=0):
    """Make each error in a record that `turn` chooses among those that it could be made in; [Error, …]."""
    taken, errors = set(), []
    for name, model, where, change in SLIPS:
        rows = model.objects.filter(status="done", counted_on__range=PERIOD, unit__level="district", **where)
        rows = [row for row in rows.select_related("unit").order_by("pk") if row.pk not in taken]
        # One error in a unit first of all, spread over the units.
        record = rows[(turn * 7 + len(errors) * 5) % len(rows)]
        changed = change(record)
        for field, value in changed.get("fields", {}).items():
            setattr(record, field, value)
        record.full_clean(exclude=["created_by"])
        record.save()
        record = type(record).objects.select_related("unit").get(pk=record.pk)
        mark(record._meta.label, record.unit_id, record.marked_days)
        taken.add(record.pk)
        errors.append(Error(name, record.unit.slug, record._meta.label, record.pk))
    return errors


def _times(factor, *names):
    return lambda record: {"fields": {name: getattr(record, name) * factor for name in names if getattr(record, name)}}


def _swapped(record):
    return {"fields": {"female": record.attendance - record.female} | _no_groups(record)}


def _few_women(record):
    return {"fields": {"female": 2} | _no_groups(record)}


def _no_groups(record):
    """The women of the groups follow; nobody counts them after such a slip."""
    return {field.name: None for field in record._meta.fields if field.name.endswith("_female")}


def _more_people(record):
    return {"fields": {"attendance": record.attendance * 10, "female": (record.female or 0) * 10}}


def _in_million(record):
    return {"fields": {"cost_district": record.cost_district // 1_000_000 or 1}}


def _again(record):
    """The same entry typed in once more, a day later."""
    record.pk, record.version, record._state.adding = None, 0, True
    day = timedelta(days=1)
    return {"fields": {"started_on": record.started_on + day, "ended_on": record.ended_on + day}}


def _of_years_ago(record):
    return {"fields": {"year": record.year - 2}}


def _found_many(record):
    return {"fields": {"found": 30, "handled": 20, "violations": []}}


def _more_victims(record):
    return {"fields": {"victims": record.victims * 10, "victims_female": record.victims_female * 10}}


def _more_products(record):
    return {"fields": {"product_list": [row | {"quantity": row["quantity"] * 10} for row in record.product_list]}}


TALK = {"form": "talk", "task__code": "comm.policy", "attendance__gte": 50, "female__isnull": False}
SLIPS = (
    ("ten times too many at a talk", Campaign, TALK, _more_people),
    ("cost in million instead of đồng", Campaign, {"form": "talk", "cost_district__gte": 1_000_000}, _in_million),
    ("sexes swapped", Training, {"sort": "leadership", "female__isnull": False}, _swapped),
    ("an entry twice", Campaign, {"form": "contest", "attendance__gte": 30, "cost_district__gte": 1}, _again),
    ("minutes a hundred times", Campaign, {"form": "radio", "minutes__gte": 10}, _times(100, "minutes")),
    ("ten times too many at a training", Training, {"sort": "course", "attendance__gte": 30}, _more_people),
    ("cost a thousand times", Training, {"cost_district__gte": 1}, _times(1000, "cost_district")),
    (
        "hardly a woman among members of the Women's Union", Campaign,
        {"form": "talk", "audience__icontains": "phụ nữ", "attendance__gte": 40, "female__isnull": False}, _few_women,
    ),
    ("victims ten times", LogEntry, {"victims__gte": 2}, _more_victims),
    ("a plan for a year long past", Plan, {"year": 2020}, _of_years_ago),
    ("violations far too many", Inspection, {"found__lte": 2}, _found_many),
    ("products ten times", Campaign, {"form": "print", "products__gte": 20, "cost_district__gte": 1}, _more_products),
)  # fmt: skip
