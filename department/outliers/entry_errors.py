"""Errors that show in the entries themselves, without statistics: duplicates, wrong years, parts above their whole.

Each check yields (row, reason, weight) of the records of a content.
"""

import re
from collections import defaultdict
from datetime import date
from difflib import SequenceMatcher

from django.utils.timezone import localtime

from capacity.models import GROUPS, SEXED_GROUPS
from core.lib.dates.windows import reporting_year
from core.lib.text.vietnamese import count, date_short, number
from department.outliers.comparisons import folded
from models_sites.models import LogEntry

EVENTS = {
    "communications.Campaign": "truyền thông",
    "capacity.Training": "tập huấn",
    "capacity.Review": "tổng kết",
    "capacity.Inspection": "kiểm tra",
}
LOG, PLAN = "models_sites.LogEntry", "plans.Plan"
CHECKED_FOR_DUPLICATES = {*EVENTS, LOG, PLAN}
# The numbers that two entries of one event have in common.
NUMBERS = {
    "communications.Campaign": (
        "attendance",
        "female",
        "minority",
        "reached",
        "products",
        "enterprises",
        "broadcast_items",
        "broadcasts",
        "minutes",
        "cost",
    ),
    "capacity.Training": ("attendance", "female", "minority", "days", *GROUPS, "cost"),
    "capacity.Inspection": ("bodies", "found", "handled", "cost"),
    LOG: LogEntry.TOTALS,
}
MONEY = ("cost", "funds_granted", "funds_allotted", "funds_spent")
# No activity costs less than a few pens, none of a district more than its whole programme of years. In đồng.
MINIMUM_COST, MAXIMUM_COST = 10_000, 10_000_000_000
DUPLICATE_DAYS = 3
# Titles whose similarity ratio is this high were typed for the same event.
MINIMUM_SIMILARITY = 0.9
# A number that large is not the same by chance.
DISTINCTIVE = 20
SERIES = ("radio", "media", "print")
# In days. An event may be recorded as a day longer than it lasted, for its preparation.
LONGEST_EVENT, LONGEST_SERIES, LONGEST_DRAFTING, PREPARATION = 45, 370, 250, 1
# Days between an event and its filing that suggest a wrong year; more such records than this are a backlog typed in.
YEAR_LATE, BACKLOG = (340, 395), 3
HALF_YEAR = 180


def entry_errors(records, own_rows, communes):
    """Yield the errors of all checks; `own_rows` are the unit's rows of the last years by kind (`Peers.rows`)."""
    yield from _duplicates(records)
    yield from _plan_date_flags(records)
    yield from _copy_flags(records, own_rows)
    yield from _parts_above_whole(records, communes)
    yield from _impossible_amounts(records)


def _duplicates(records):
    """Yield, of two entries of the same thing, the one that was filed later."""
    rows = sorted((row for row in records if row["kind"] in CHECKED_FOR_DUPLICATES), key=_day)
    flagged = set()
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            if (_day(other) - _day(row)).days > DUPLICATE_DAYS:
                break
            first, later = sorted((row, other), key=lambda entry: (entry["kind"] == row["kind"], entry["id"]))
            if (later["kind"], later["id"]) not in flagged and _is_same(row, other):
                flagged.add((later["kind"], later["id"]))
                yield later, _duplicate_reason(first, later), 8


def _duplicate_reason(first, later):
    name = "mục cùng tên" if first["title"] == later["title"] else f"“{first['title']}”"
    name = f"{name} ngày {date_short(_day(first))}"
    if first["kind"] != later["kind"]:
        return f"Giống {name} đã nhập ở {EVENTS[first['kind']]}; có thể một việc được tính hai lần."
    return f"Trùng với {name}; có thể đã nhập hai lần."


def _is_same(row, other):
    if row["kind"] != other["kind"]:
        are_events = row["kind"] in EVENTS and other["kind"] in EVENTS
        return are_events and _is_same_event(row, other, ("attendance", "female"))
    if row["kind"] == LOG:
        return _is_same_log(row, other)
    if row["kind"] == PLAN:
        return bool(row["number"]) and (row["number"], row["day"]) == (other["number"], other["day"])
    return _is_same_event(row, other, NUMBERS.get(row["kind"], ("cost",)))


def _is_same_event(row, other, names):
    """Return whether two entries are of one event.

    They are with the same title on one day, similar titles and the same numbers, or enough equal numbers on one day.
    """
    places = folded(row.get("place") or ""), folded(other.get("place") or "")
    if all(places) and places[0] != places[1]:
        return False
    same_day = row["day"] == other["day"]
    if same_day and row["title"] and folded(row["title"]) == folded(other["title"]):
        return True
    same, differ = _compared_numbers(row, other, names)
    if differ or not same:
        return False
    minimum = 3 if row["kind"] == other["kind"] else 2
    if same_day and len(same) >= minimum and max(same) >= DISTINCTIVE:
        return True
    return (len(same) > 1 or same[0] >= DISTINCTIVE) and _are_alike(row["title"], other["title"])


def _is_same_log(row, other):
    """Return whether two logs of one site, or of the unit without one, overlap; `row` doesn't end later."""
    if (row["site_id"], row["task"]) != (other["site_id"], other["task"]) or other["started_on"] > row["ended_on"]:
        return False
    same, differ = _compared_numbers(row, other, NUMBERS[LOG])
    return bool(row["site_id"]) or (bool(same) and not differ)


def _compared_numbers(row, other, names):
    """Return (equal numbers above 0, whether a number that both have differs)."""
    pairs = [(row.get(name), other.get(name)) for name in names]
    known = [(first, second) for first, second in pairs if first is not None and second is not None]
    return [first for first, second in known if first == second and first], any(
        first != second for first, second in known
    )


def _are_alike(title, other_title):
    """Return whether two titles may be one typed twice; another number in it makes it another one."""
    first, second = folded(title), folded(other_title)
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= MINIMUM_SIMILARITY and matcher.ratio() >= MINIMUM_SIMILARITY


def _plan_date_flags(records):
    for row in records:
        if row["kind"] == PLAN:
            yield from _misdated_plan(row)
        elif row["kind"] in EVENTS:
            start, end = date.fromisoformat(row["started_on"]), date.fromisoformat(row["ended_on"])
            days, longest = (end - start).days + 1, LONGEST_SERIES if row.get("form") in SERIES else LONGEST_EVENT
            if days > longest:
                yield row, f"Diễn ra trong {number(days)} ngày, từ {date_short(start)}; có thể nhầm ngày hoặc năm.", 6
            elif (row.get("days") or 0) > days + PREPARATION:
                yield row, f"Ghi {count(row['days'])} ngày học nhưng chỉ diễn ra trong {count(days)} ngày.", 6


def _misdated_plan(row):
    day, drafted = _day(row), date.fromisoformat(row["drafted_on"])
    if row["year"] not in (day.year, day.year + 1, reporting_year(day)):
        yield row, f"Kế hoạch của năm {row['year']} nhưng ban hành ngày {date_short(day)}; có thể nhầm năm.", 7
    elif (day - drafted).days > LONGEST_DRAFTING:
        yield row, f"Bắt đầu dự thảo ngày {date_short(drafted)}, ban hành ngày {date_short(day)}; có thể nhầm năm.", 6


def filed_a_year_late(own_rows):
    """Yield (kind, row, reason, weight) of records filed about a year after their day, unless they are a backlog."""
    late = [
        (kind, row)
        for kind, rows in own_rows.items()
        for row in rows
        if row.get("title") and YEAR_LATE[0] <= (row["created_at"].date() - row["day"]).days <= YEAR_LATE[1]
    ]
    for kind, row in late if len(late) <= BACKLOG else ():
        day, filed_on = date_short(row["day"]), date_short(localtime(row["created_at"]).date())
        yield kind, row, f"“{row['title']}” ghi ngày {day} nhưng đến {filed_on} mới nhập; có thể nhầm năm.", 6


def _copy_flags(records, own_rows):
    """Yield entries with the title of an earlier one, but for the year, and all of its numbers."""
    days_by_entry = defaultdict(list)
    for kind in EVENTS.keys() & own_rows.keys():
        for row in own_rows[kind]:
            days_by_entry[kind, _title_without_digits(row["title"]), _distinctive_numbers(row)].append(row["day"])
    for row in records:
        numbers = _distinctive_numbers(row)
        is_checked = numbers and row["kind"] in EVENTS
        days = days_by_entry[row["kind"], _title_without_digits(row["title"]), numbers] if is_checked else ()
        earlier = [day for day in days if (_day(row) - day).days > HALF_YEAR]
        if earlier:
            values = f"{count(row['attendance'])} lượt người, chi phí {number(row['cost'])} đồng"
            reason = f"Số liệu giống hệt lần trước, ngày {date_short(max(earlier))} ({values}); có thể đã chép lại."
            yield row, reason, 5


def _distinctive_numbers(row):
    """Return the numbers by which an entry is recognised; None where they are too few or too small."""
    numbers = (row.get("attendance"), row.get("female"), row.get("cost"))
    return numbers if all(numbers) and numbers[0] >= DISTINCTIVE else None


def _title_without_digits(title):
    return " ".join(re.sub(r"\d+", " ", folded(title)).split())


def _parts_above_whole(records, communes):
    """Compare the women of the groups with all women, and relaying stations with all communes."""
    for row in records:
        if row["kind"] == "capacity.Training" and row["female"] is not None:
            women = sum(row[part] or 0 for part in (*(part for part, _group in SEXED_GROUPS), "potential"))
            is_complete = row["attendance"] == sum(row[group] or 0 for group in GROUPS) and all(
                row[part] is not None for part, group in SEXED_GROUPS if row[group]
            )
            if women > row["female"] or (is_complete and women != row["female"]):
                yield row, f"Nữ của các nhóm cộng lại là {count(women)}, nhưng tổng số nữ là {count(row['female'])}.", 7
        if communes and (row.get("relays") or 0) > communes:
            yield row, f"{count(row['relays'])} đài xã tiếp âm, nhiều hơn số xã của đơn vị ({count(communes)}).", 7


def _impossible_amounts(records):
    for row in records:
        for name in MONEY:
            value = row.get(name)
            if value and value < MINIMUM_COST:
                yield row, f"Số tiền chỉ {number(value)} đồng; có thể đã nhập theo nghìn đồng hoặc triệu đồng.", 9
            elif value and value > MAXIMUM_COST:
                yield row, f"Số tiền {number(value)} đồng; có thể thừa chữ số 0 hoặc nhầm đơn vị tính.", 9


def _day(row):
    return date.fromisoformat(row["day"])
