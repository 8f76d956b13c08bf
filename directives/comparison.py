"""A directive beside the one of the year before, clause by clause: what is new, gone, or in other words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from directives.models import Clause


class Outcome(StrEnum):
    """What became of a clause since last year."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Compared:
    """One clause and its former self, either of which may be None; `title` and `text` are pieces (`pieces_of`)."""

    outcome: Outcome
    clause: Clause | None
    former: Clause | None
    title: tuple
    text: tuple

    @property
    def shown(self):
        """The clause under whose code and place it stands."""
        return self.clause or self.former

    @property
    def has_other_day(self):
        """Whether it is due on another day of the year than it was."""
        if not self.clause or not self.former:
            return False
        days = [(one.due_on.month, one.due_on.day) if one.due_on else None for one in (self.clause, self.former)]
        return days[0] != days[1]

    @property
    def has_other_threshold(self):
        return bool(self.clause and self.former) and _done_when(self.clause) != _done_when(self.former)


def compare(directive, former):
    """[Compared, …] in the order of the directive, what is gone at the end; a query for each of the two.

    A task keeps its identity from year to year; a rule has none and is known by its code.
    """
    old = {_identity(one): one for one in former.clauses.select_related("task")}
    new = {_identity(one): one for one in directive.clauses.select_related("task")}
    rows = [_compared(clause, old.get(key)) for key, clause in new.items()]
    return rows + [_compared(None, clause) for key, clause in old.items() if key not in new]


def _identity(clause):
    return clause.task_id or clause.code


def _compared(clause, former):
    title, text = (
        pieces_of(getattr(former, name, ""), getattr(clause, name, "")) for name in ("title", "text")
    )  # fmt: skip
    return Compared(_outcome(clause, former), clause, former, title, text)


def _outcome(clause, former):
    if former is None:
        return Outcome.ADDED
    if clause is None:
        return Outcome.REMOVED
    told = [(one.code, one.title, one.text, _done_when(one)) for one in (clause, former)]
    return Outcome.SAME if told[0] == told[1] else Outcome.CHANGED


def _done_when(clause):
    return clause.indicator, clause.threshold


def pieces_of(old, new):
    """("same", "gone" or "new", words) pieces that read on as the old text and the new one in one."""
    before, after = (re.findall(r"\S+\s*", text) for text in (old, new))
    pieces = []
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(after[begin:stop])))
            continue
        if end > start:
            pieces.append(("gone", "".join(before[start:end])))
        if stop > begin:
            pieces.append(("new", "".join(after[begin:stop])))
    return tuple(pieces)


def still_named(clauses, year):
    """The ids of the clauses whose words still name that year: what was copied is looked through for it."""
    named = re.compile(rf"(?<!\d){year}(?!\d)")
    return {one.pk for one in clauses if named.search(f"{one.title} {one.text}")}
