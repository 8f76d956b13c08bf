"""Slips that show in the entries themselves, without statistics: typed twice, a wrong year, parts against their whole.

Each check yields (row, reason, weight) of the records of a content.
"""

import re
from collections import defaultdict
from datetime import date
from difflib import SequenceMatcher

from django.utils.timezone import localtime

from calendars.windows import reporting_year
from capacity.models import GROUPS, SEXED_GROUPS
from models_sites.models import LogEntry
from steering.measures import folded
from texts.vietnamese import count, date_short, number

EVENTS = {
    "communications.Campaign": "truyền thông",
    "capacity.Training": "tập huấn",
    "capacity.Review": "tổng kết",
    "capacity.Inspection": "kiểm tra",
}
LOG, PLAN = "models_sites.LogEntry", "plans.Plan"
TWICE = {*EVENTS, LOG, PLAN}
# The numbers that two entries of one event have in common.
NUMBERS = {
    "communications.Campaign": (
        "attendance", "female", "minority", "reached", "products", "enterprises", "broadcast_items", "broadcasts",
        "minutes", "cost",
    ),
    "capacity.Training": ("attendance", "female", "minority", "days", *GROUPS, "cost"),
    "capacity.Inspection": ("bodies", "found", "handled", "cost"),
    LOG: LogEntry.TOTALS,
}  # fmt: skip
MONEY = ("cost", "funds_granted", "funds_allotted", "funds_spent")
# No activity costs less than a few pens, none of a district more than its whole programme of years.
CHEAPEST, DEAREST = 10_000, 10_000_000_000
TWICE_DAYS = 3
# Titles that are alike to this degree were typed for the same event.
ALIKE = 0.9
# A number that large is not the same by chance.
TELLING = 20
SERIES = ("radio", "media", "print")
# In days. An event may well be told a day longer than it was counted, for its preparation.
LONGEST_EVENT, LONGEST_SERIES, LONGEST_PLAN, PREPARED = 45, 370, 250, 1
# Days between the day of an event and its filing by which the year was typed wrong, and how many such say a backlog.
LATE, BACKLOG = (340, 395), 3
HALF_YEAR = 180


def slips(records, own, communes):
    """All of them; `own` are the unit's rows of the last years by kind (`Neighbours.rows`)."""
    yield from _repeated(records)
    yield from _misdated(records)
    yield from _copied(records, own)
    yield from _against_their_whole(records, communes)
    yield from _impossible_money(records)


def _repeated(records):
    """Of two entries that tell of the same thing, the one that was filed later."""
    rows, known = sorted((row for row in records if row["kind"] in TWICE), key=_day), set()
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            if (_day(other) - _day(row)).days > TWICE_DAYS:
                break
            first, later = sorted((row, other), key=lambda one: (one["kind"] == row["kind"], one["id"]))
            if (later["kind"], later["id"]) not in known and _is_same(row, other):
                known.add((later["kind"], later["id"]))
                yield later, _twice(first, later), 8


def _twice(first, later):
    named = "mục cùng tên" if first["title"] == later["title"] else f"“{first['title']}”"
    named = f"{named} ngày {date_short(_day(first))}"
    if first["kind"] != later["kind"]:
        return f"Giống {named} đã nhập ở {EVENTS[first['kind']]}; có thể một việc được tính hai lần."
    return f"Trùng với {named}; có thể đã nhập hai lần."


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
    """The same words on one day; words alike and the same numbers; or enough of the same numbers on one day."""
    places = folded(row.get("place") or ""), folded(other.get("place") or "")
    if all(places) and places[0] != places[1]:
        return False
    same_day = row["day"] == other["day"]
    if same_day and row["title"] and folded(row["title"]) == folded(other["title"]):
        return True
    same, differ = _numbers(row, other, names)
    if differ or not same:
        return False
    least = 3 if row["kind"] == other["kind"] else 2
    if same_day and len(same) >= least and max(same) >= TELLING:
        return True
    return (len(same) > 1 or same[0] >= TELLING) and _are_alike(row["title"], other["title"])


def _is_same_log(row, other):
    """Days of one site, or of the unit without one, that were told twice; `row` doesn't end later."""
    if (row["site_id"], row["task"]) != (other["site_id"], other["task"]) or other["started_on"] > row["ended_on"]:
        return False
    same, differ = _numbers(row, other, NUMBERS[LOG])
    return bool(row["site_id"]) or (bool(same) and not differ)


def _numbers(row, other, names):
    """(numbers above 0 that both have, whether a number that both have differs)."""
    pairs = [(row.get(name), other.get(name)) for name in names]
    told = [pair for pair in pairs if None not in pair]
    return [one for one, another in told if one == another and one], any(one != another for one, another in told)


def _are_alike(title, other):
    """Whether two titles may be the same one typed twice; another number in it makes it another one."""
    one, another = folded(title), folded(other)
    if re.findall(r"\d+", one) != re.findall(r"\d+", another):
        return False
    matcher = SequenceMatcher(None, one, another, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _misdated(records):
    for row in records:
        if row["kind"] == PLAN:
            yield from _misdated_plan(row)
        elif row["kind"] in EVENTS:
            start, end = date.fromisoformat(row["started_on"]), date.fromisoformat(row["ended_on"])
            days, longest = (end - start).days + 1, LONGEST_SERIES if row.get("form") in SERIES else LONGEST_EVENT
            if days > longest:
                yield row, f"Diễn ra trong {number(days)} ngày, từ {date_short(start)}; có thể nhầm ngày hoặc năm.", 6
            elif (row.get("days") or 0) > days + PREPARED:
                yield row, f"Ghi {count(row['days'])} ngày học nhưng chỉ diễn ra trong {count(days)} ngày.", 6


def _misdated_plan(row):
    day, drafted = _day(row), date.fromisoformat(row["drafted_on"])
    if row["year"] not in (day.year, day.year + 1, reporting_year(day)):
        yield row, f"Kế hoạch của năm {row['year']} nhưng ban hành ngày {date_short(day)}; có thể nhầm năm.", 7
    elif (day - drafted).days > LONGEST_PLAN:
        yield row, f"Bắt đầu dự thảo ngày {date_short(drafted)}, ban hành ngày {date_short(day)}; có thể nhầm năm.", 6


def filed_a_year_late(own):
    """(kind, row, reason, weight) of what was filed about a year after the day it tells; none of a backlog typed in."""
    late = [
        (kind, row) for kind, rows in own.items() for row in rows
        if row.get("title") and LATE[0] <= (row["created_at"].date() - row["day"]).days <= LATE[1]
    ]  # fmt: skip
    for kind, row in late if len(late) <= BACKLOG else ():
        day, filed = date_short(row["day"]), date_short(localtime(row["created_at"]).date())
        yield kind, row, f"“{row['title']}” ghi ngày {day} nhưng đến {filed} mới nhập; có thể nhầm năm.", 6


def _copied(records, own):
    """Entries with the words of an earlier one, but for the year, and all of its numbers."""
    known = defaultdict(list)
    for kind in EVENTS.keys() & own.keys():
        for row in own[kind]:
            known[kind, _undated(row["title"]), _telling(row)].append(row["day"])
    for row in records:
        numbers = _telling(row)
        days = known[row["kind"], _undated(row["title"]), numbers] if numbers and row["kind"] in EVENTS else ()
        before = [day for day in days if (_day(row) - day).days > HALF_YEAR]
        if before:
            told = f"{count(row['attendance'])} lượt người, chi phí {number(row['cost'])} đồng"
            yield row, f"Số liệu giống hệt lần trước, ngày {date_short(max(before))} ({told}); có thể đã chép lại.", 5


def _telling(row):
    """The numbers by which an entry is known; None where they are too few or too small."""
    numbers = (row.get("attendance"), row.get("female"), row.get("cost"))
    return numbers if all(numbers) and numbers[0] >= TELLING else None


def _undated(title):
    return " ".join(re.sub(r"\d+", " ", folded(title)).split())


def _against_their_whole(records, communes):
    """Women of the groups beside all women, relaying stations beside all communes."""
    for row in records:
        if row["kind"] == "capacity.Training" and row["female"] is not None:
            women = [row[part] for part, _group in SEXED_GROUPS] + [row["potential"]]
            told = sum(one or 0 for one in women)
            all_told = row["attendance"] == sum(row[group] or 0 for group in GROUPS) and all(
                row[part] is not None for part, group in SEXED_GROUPS if row[group]
            )
            if told > row["female"] or (all_told and told != row["female"]):
                yield row, f"Nữ của các nhóm cộng lại là {count(told)}, nhưng tổng số nữ là {count(row['female'])}.", 7
        if communes and (row.get("relays") or 0) > communes:
            yield row, f"{count(row['relays'])} đài xã tiếp âm, nhiều hơn số xã của đơn vị ({count(communes)}).", 7


def _impossible_money(records):
    for row in records:
        for name in MONEY:
            value = row.get(name)
            if value and value < CHEAPEST:
                yield row, f"Số tiền chỉ {number(value)} đồng; có thể đã nhập theo nghìn đồng hoặc triệu đồng.", 9
            elif value and value > DEAREST:
                yield row, f"Số tiền {number(value)} đồng; có thể thừa chữ số 0 hoặc nhầm đơn vị tính.", 9


def _day(row):
    return date.fromisoformat(row["day"])
