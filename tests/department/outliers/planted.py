"""Twelve typing errors, planted in the demonstration as an officer would make them."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from capacity.models import GROUPS, SEXED_GROUPS, Inspection, Training, women_of
from communications.models import DIRECT_FORMATS, Campaign
from core.indicators.facts import mark_dirty
from filing.models.records import Status
from models_sites.models import LogEntry

# The reporting year without its last days, so that a day later is still of it.
DAYS = ("2019-12-15", "2020-12-11")


@dataclass(frozen=True)
class Error:
    """What was typed wrong, in which record of which unit, and a word of what is to be said of it.

    Of an entry typed twice either may be pointed out: `twin` is the other one's id.
    """

    name: str
    unit_id: int
    kind: str
    pk: int
    says: tuple[str, ...]
    twin: int | None = None

    def is_of(self, flag):
        return (flag.kind, flag.pk) in ((self.kind, self.pk), (self.kind, self.twin))

    def is_told_by(self, flag):
        return self.is_of(flag) and any(word in flag.reason for word in self.says)


def plant(seed):
    """Make each error in a record that the dice choose among those in which it is plausible; [Error, …]."""
    dice, errors, units, taken = random.Random(seed), [], Counter(), set()  # noqa: S311
    for name, model, where, changes, says in SLIPS:
        there = model.objects.filter(status=Status.DONE, counted_on__range=DAYS, unit__level="district")
        found = [row for row in there.select_related("unit", "task").order_by("pk") if where(row)]
        # One in each unit first of all.
        found.sort(key=lambda row: (units[row.unit_id], dice.random()))
        record = next(row for row in found if (model, row.pk) not in taken)
        error = _typed(name, record, dice.choice(changes), says)
        taken |= {(model, error.pk), (model, error.twin)}
        units[error.unit_id] += 1
        errors.append(error)
    return errors


def _typed(name, record, change, says):
    before, days, filed = record.pk, record.marked_days, record.created_at
    change(record)
    record.full_clean(exclude=["created_by"])
    record.save()
    is_new = record.pk != before
    type(record).objects.filter(pk=record.pk).update(created_at=filed)
    saved = type(record).objects.get(pk=record.pk)
    mark_dirty(saved._meta.label, saved.unit_id, {*days, *saved.marked_days})
    return Error(name, saved.unit_id, saved._meta.label, saved.pk, says, before if is_new else None)


def _times(factor, *names):
    def change(record):
        for name in names:
            if getattr(record, name):
                setattr(record, name, getattr(record, name) * factor)

    return change


def _everybody_times_ten(record):
    groups = {*GROUPS, *(women for women, _group in SEXED_GROUPS)} if isinstance(record, Training) else ()
    _times(10, "attendance", "female", "minority", *groups)(record)


def _in_million(record):
    record.cost_district = max(1, record.cost_district // 1_000_000)


def _sexes_swapped(record):
    _with_women(record, record.attendance - record.female)


def _hardly_a_woman(record):
    _with_women(record, 2)


def _with_women(record, number):
    """So many women, also in the group that all belong to."""
    record.female = number
    for group in GROUPS:
        if getattr(record, group):
            setattr(record, women_of(group), number)


def _again(record):
    record.pk, record.version, record._state.adding = None, 0, True


def _again_in_other_words(record):
    """A day later, and not quite with the same title."""
    _again(record)
    record.title = f"{record.title.replace('tại', 'ở', 1)}."
    record.started_on += timedelta(days=1)
    record.ended_on += timedelta(days=1)


def _a_year_early(record):
    record.started_on = record.started_on.replace(year=record.started_on.year - 1)
    record.ended_on = record.ended_on.replace(year=record.ended_on.year - 1)


def _victims_times_ten(record):
    _times(10, *(field.name for field in LogEntry._meta.fields if field.name.startswith("victims")))(record)


def _many_violations(record):
    record.found, record.handled = 30, 25


def _products_times_ten(record):
    record.product_list = [row | {"quantity": row["quantity"] * 10} for row in record.product_list]


def _talk(row):
    return row.form in DIRECT_FORMATS and (row.attendance or 0) >= 25 and row.female is not None


def _attended(row):
    return (row.attendance or 0) >= 25 and row.female is not None


def _uneven(row):
    """Clearly more women, or clearly more men."""
    return _attended(row) and 0.1 < abs(row.female / row.attendance - 0.5) < 0.45


def _of_women(row):
    return _attended(row) and row.sort == "leadership"


def _with_cost(row):
    return (row.cost_district or 0) >= 1_000_000


def _radio(row):
    return row.form == "radio" and (row.minutes or 0) >= 10


def _with_victims(row):
    return (row.victims or 0) >= 2


def _of_2020(row):
    """A year earlier there is no 29 February."""
    return _talk(row) and row.ended_on.year == 2020 and (row.ended_on.month, row.ended_on.day) != (2, 29)


def _with_products(row):
    return (row.products or 0) >= 12


PEOPLE = ("lượt người",)
SLIPS = (
    ("a talk ten times", Campaign, _talk, (_times(10, "attendance"), _everybody_times_ten), PEOPLE),
    ("cost in million", Campaign, _with_cost, (_in_million, _times(1_000_000, "cost_district")), ("đồng",)),
    ("sexes swapped", Training, _uneven, (_sexes_swapped,), ("số nam và số nữ",)),
    ("an entry twice", Campaign, _talk, (_again, _again_in_other_words), ("nhập hai lần",)),
    (
        "minutes a hundred times",
        Campaign,
        _radio,
        (_times(100, "minutes"), _times(100, "broadcasts"), _times(100, "minutes", "broadcasts")),
        ("phút", "lượt phát"),
    ),
    ("a training ten times", Training, _attended, (_times(10, "attendance"), _everybody_times_ten), PEOPLE),
    ("cost a thousand times", Training, _with_cost, (_times(1000, "cost_district"),), ("Chi phí", "Số tiền")),
    ("hardly a woman", Training, _of_women, (_hardly_a_woman,), ("Nữ 02/",)),
    ("victims ten times", LogEntry, _with_victims, (_victims_times_ten,), ("nạn nhân",)),
    ("a year early", Campaign, _of_2020, (_a_year_early,), ("nhầm năm",)),
    (
        "an inspection of too much",
        Inspection,
        lambda _row: True,
        (_many_violations, _times(20, "bodies")),
        ("vi phạm", "cơ quan"),
    ),
    ("products ten times", Campaign, _with_products, (_products_times_ten,), ("sản phẩm",)),
)
