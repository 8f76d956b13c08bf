"""Values of a report that are odd beside the unit's own history and its peers, each with the reason in words.

A flag is a question to the unit, no judgment. Compared are records with records of the same sort (`steering.measures`),
on a logarithmic scale by median and absolute deviation, with the unit's own of the last years and with its peers';
odd is what is odd beside both, or beside the one that there is enough of. Some slips need no comparison: the same entry
twice, a plan for another year than it was issued in, an event of months.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import log10

from django.apps import apps
from django.utils.functional import cached_property

from calendars.windows import PeriodKind, reporting_year, window_of
from indicators.catalogue import shown, sources_of
from indicators.declarations import Flow
from indicators.figures import NO_DATA, by_unit, read
from progress.models import Pinned
from progress.records import Status
from reports.content import thawed_sums
from steering.measures import MEASURES, SHARES
from steering.robust import oddness
from texts.normalise import fold
from texts.vietnamese import count, date_short, number
from units.models import Unit

YEARS_BACK = 3
# The newest of a kind that are compared with, the unit's own and its peers': a bound, not a sample by chance.
MOST_OWN, MOST_OF_PEERS = 400, 3000
# Fewer say nothing of what is usual.
OWN_LEAST, PEERS_LEAST = 5, 8
Z_LEAST = 3.5
# The same numbers within so many days, or the same words within so many, are the same entry.
TWICE_DAYS = 3
LONGEST_EVENT = 45
# A total that is smaller in both years says nothing when it changes.
SMALL_TOTAL = 30


@dataclass(frozen=True)
class Flag:
    """One odd value. `target` says what it is tied to: a record (`kind` as `app.Model`, `pk`), or a figure's `key`.

    `title` names the thing and `reason` says in a Vietnamese sentence what is odd; the heavier `weight` comes first.
    """

    target: Pinned
    title: str
    reason: str
    weight: float
    key: str = ""
    kind: str = ""
    pk: int | None = None


class Neighbours:
    """What the units under a root filed in the last years, each part read when it is first asked for.

    With `unit_id` that unit's own is read to its own bound; without, all units share one.
    """

    def __init__(self, period, unit_id=None):
        self.period, self.unit_id = period, unit_id
        self.units = Unit.objects.reporting_to(period.root, period.end)
        self._rows = {}

    def rows(self, kind, unit_id):
        """(own, peers): the newest rows of that kind, as a content has them."""
        if kind not in self._rows:
            self._rows[kind] = self._read(kind)
        own, all_rows = self._rows[kind]
        mine = own if self.unit_id == unit_id else [row for row in all_rows if row["unit_id"] == unit_id]
        return mine, [row for row in all_rows if row["unit_id"] != unit_id]

    def _read(self, kind):
        since = window_of(PeriodKind.YEAR, self.period.year - YEARS_BACK).start
        names = {name for one in (*MEASURES[kind], *SHARES.get(kind, ())) for name in one.reads}
        rows = apps.get_model(kind).objects.filter(status=Status.DONE, counted_on__range=(since, self.period.end))
        rows = rows.order_by("-counted_on", "-pk").values("id", "unit_id", "task__code", *sorted(names - {"task"}))
        own = rows.filter(unit=self.unit_id)[:MOST_OWN] if self.unit_id else ()
        peers = rows.filter(unit__in=self.units.exclude(pk=self.unit_id or 0))[:MOST_OF_PEERS]
        return tuple([{**row, "task": row["task__code"]} for row in found] for found in (own, peers))

    @cached_property
    def figures(self):
        """({unit id: Figures} of the same period last year, {unit id: Figures} of this one)."""
        ids = list(self.units.values_list("pk", flat=True))
        return by_unit(ids, self.period.last_year), by_unit(ids, self.period.window)


def flags_of(submission, content, neighbours=None):
    """The flags of a report's content, the heaviest first, at most one for a record; a fixed number of queries.

    A summary adds up what was reviewed unit by unit: it has none. Where several reports of a period are looked at,
    their `neighbours` are read once for all.
    """
    if submission.is_summary:
        return []
    neighbours = neighbours or Neighbours(submission.period, submission.unit_id)
    records = [row for row in content["records"] if row["status"] == Status.DONE]
    found = [*_repeated(records), *_misdated(records), *_beside_others(submission, records, neighbours)]
    heaviest = {}
    for flag in sorted(found, key=lambda one: -one.weight):
        heaviest.setdefault((flag.kind, flag.pk), flag)
    of_records = list(heaviest.values())
    flagged = {flag.kind for flag in of_records}
    of_figures = [one for one in _figures(submission, content, neighbours) if not sources_of(one.key) & flagged]
    return sorted([*of_records, *of_figures], key=lambda one: -one.weight)


def _of_record(row, reason, weight):
    return Flag(Pinned.RECORD, row["title"], reason, weight, kind=row["kind"], pk=row["id"])


def _repeated(records):
    """The later of two entries that tell of the same thing."""
    flags, by_kind = [], defaultdict(list)
    for row in records:
        by_kind[row["kind"]].append(row)
    for kind, rows in by_kind.items():
        if kind not in MEASURES:
            continue
        rows = sorted(rows, key=lambda row: (row["day"], row["id"]))
        for place, row in enumerate(rows):
            for later in rows[place + 1 :]:
                days = (_day(later) - _day(row)).days
                if days > TWICE_DAYS:
                    break
                if _is_same(row, later, kind):
                    reason = f"Trùng với “{row['title']}” ngày {date_short(_day(row))}: có thể đã nhập hai lần."
                    flags.append(_of_record(later, reason, 8))
    return flags


def _is_same(row, later, kind):
    """Whether two entries have the same words, or the same numbers: all that are told, and two of them not zero."""
    numbers = [(row.get(one.name), later.get(one.name)) for one in MEASURES[kind]]
    told = [pair for pair in numbers if pair[0] and pair[1]]
    same_numbers = all(one == other for one, other in numbers) and len(told) > 1
    same_words = row["title"] and fold(row["title"]) == fold(later["title"])
    is_log = "site_id" in row
    if is_log:
        return same_numbers and row["site_id"] == later["site_id"]
    return same_numbers or (same_words and row["day"] == later["day"] and row.get("place") == later.get("place"))


def _misdated(records):
    """Plans for another year than they were issued in, and events that went on for months."""
    flags = []
    for row in records:
        day = _day(row)
        if row["kind"] == "plans.Plan" and row["year"] not in (day.year, day.year + 1, reporting_year(day)):
            reason = f"Kế hoạch của năm {row['year']} nhưng ban hành ngày {date_short(day)}: có thể nhầm năm."
            flags.append(_of_record(row, reason, 7))
        elif row["kind"] in ("communications.Campaign", "capacity.Training", "capacity.Inspection"):
            days = (date.fromisoformat(row["ended_on"]) - date.fromisoformat(row["started_on"])).days + 1
            if days > LONGEST_EVENT and row.get("form") not in ("radio", "media", "print"):
                since = date_short(date.fromisoformat(row["started_on"]))
                reason = f"Diễn ra trong {days} ngày, từ {since}: có thể nhầm ngày."
                flags.append(_of_record(row, reason, 6))
    return flags


def _beside_others(submission, records, neighbours):
    """Records whose numbers are odd beside the unit's own and its peers' of the same sort."""
    flags, of_kind = [], defaultdict(list)
    for row in records:
        of_kind[row["kind"]].append(row)
    for kind, measures in MEASURES.items():
        own, peers = neighbours.rows(kind, submission.unit_id)
        for measure in measures:
            flags += _odd_numbers(of_kind[kind], own, peers, measure)
        for share in SHARES.get(kind, ()):
            flags += _odd_shares(of_kind[kind], own, peers, share)
    return flags


def _odd_numbers(records, own, peers, measure):
    own_groups, peer_groups = _grouped(own, measure), _grouped(peers, measure)
    for row in records:
        value = measure.of(row)
        if value is None:
            continue
        group = measure.group(row)
        mine = [found for pk, found in own_groups[group] if pk != row["id"]]
        others = [found for _pk, found in peer_groups[group]]
        odd = _odd(measure.scaled(value), [*map(measure.scaled, mine)], [*map(measure.scaled, others)], measure.floor)
        if odd:
            z, middle, is_own = odd
            usual = measure.usual(middle)
            larger, smaller = max(value, usual), min(value, usual)
            if larger >= measure.least and larger >= measure.times * smaller:
                yield _of_record(row, measure.says(value, usual, is_own=is_own), abs(z))


def _odd_shares(records, own, peers, share):
    own_groups, peer_groups = _grouped(own, share), _grouped(peers, share)
    for row in records:
        value = share.of(row)
        if value is None:
            continue
        group = share.group(row)
        mine = [found for pk, found in own_groups[group] if pk != row["id"]]
        others = [found for _pk, found in peer_groups[group]]
        odd = _odd(value, mine, others, share.floor)
        if odd and abs(value - odd[1]) >= share.least:
            yield _of_record(row, share.says(row, value, odd[1]), abs(odd[0]))


def _grouped(rows, measure):
    groups = defaultdict(list)
    for row in rows:
        value = measure.of(row)
        if value is not None:
            groups[measure.group(row)].append((row["id"], value))
    return groups


def _odd(value, mine, others, floor):
    """(z, the usual value, whether it is the unit's own) where a value is odd; None where it isn't or nobody can say.

    Odd beside the unit's own and its peers' alike, as far as there are enough of them; the nearer of both is answered.
    """
    tests = []
    for known, enough, is_own in ((mine, OWN_LEAST, True), (others, PEERS_LEAST, False)):
        if len(known) >= enough:
            tests.append((*oddness(value, known, floor), is_own))
    if not tests or any(abs(z) < Z_LEAST for z, *_rest in tests):
        return None
    return min(tests, key=lambda one: abs(one[0])) if len({z > 0 for z, *_rest in tests}) == 1 else None


def _figures(submission, content, neighbours):
    """Totals that rose or fell against last year quite otherwise than those of the peers."""
    now, before = read(thawed_sums(content["figures"]["now"])), read(thawed_sums(content["figures"]["before"]))
    then, since = neighbours.figures
    peers = [pk for pk in since if pk != submission.unit_id]
    for indicator in shown():
        if not isinstance(indicator, Flow) or set(indicator.tasks) & set(content["exempt"]):
            continue
        value, former = now.get(indicator.key, NO_DATA).value or 0, before.get(indicator.key, NO_DATA).value or 0
        # What fell to nothing is missing, and the overview says so.
        if not value or not former or max(value, former) < SMALL_TOTAL * indicator.scale:
            continue
        changes = [
            log10((since[pk][indicator.key].value or 0) + 1) - log10(then[pk][indicator.key].value + 1)
            for pk in peers
            if then[pk][indicator.key].value
        ]
        change = log10(value + 1) - log10(former + 1)
        if len(changes) >= PEERS_LEAST - 2:
            z, usual = oddness(change, changes, 0.15)
            if abs(z) >= Z_LEAST and abs(change - usual) >= log10(4):
                yield Flag(
                    Pinned.FIGURE, f"{indicator.key} {indicator.name}", _on_change(indicator, value, former), abs(z),
                    key=indicator.key,
                )  # fmt: skip


def _on_change(indicator, value, former):
    before, now = (number(one / indicator.scale, 1) if indicator.scale > 1 else count(one) for one in (former, value))
    moved = f"Tăng từ {before} lên {now}" if value > former else f"Giảm từ {before} xuống {now}"
    return f"{moved} {indicator.unit} so với cùng kỳ, khác hẳn các đơn vị khác."


def _day(row):
    return date.fromisoformat(row["day"])
