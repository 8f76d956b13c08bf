"""Comparison of a directive with that of the year before, clause by clause."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from core.directives.models import Clause


class ClauseChange(StrEnum):
    """What changed in a clause since the former directive."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class ComparedClause:
    """A clause and its former version, either may be None; `title` and `text` are pieces (`pieces_of`)."""

    outcome: ClauseChange
    clause: Clause | None
    former: Clause | None
    title: tuple
    text: tuple

    @property
    def shown(self):
        """The clause, or the former one where it was removed."""
        return self.clause or self.former

    @property
    def has_other_day(self):
        """True if the due date is another day of the year than before."""
        if not self.clause or not self.former:
            return False
        return _day_of_year(self.clause) != _day_of_year(self.former)

    @property
    def has_other_threshold(self):
        """True if the figure or threshold that counts as done is another than before."""
        return bool(self.clause and self.former) and _done_when(self.clause) != _done_when(self.former)


def compare(directive, former):
    """Return a ComparedClause for each clause of the directive, in its order, then for each removed one.

    Two queries. Clauses are those that amendments left, matched by their task, which stays the same from year to year;
    rules, which have none, by their code.
    """
    old = {_identity(clause): clause for clause in Clause.objects.as_amended(former)}
    new = {_identity(clause): clause for clause in Clause.objects.as_amended(directive)}
    rows = [_compare_clauses(clause, old.get(key)) for key, clause in new.items()]
    return rows + [_compare_clauses(None, clause) for key, clause in old.items() if key not in new]


def compare_amendment(directive):
    """Return a ComparedClause for each clause of an amendment, beside the one that it changes; one query."""
    clauses = directive.clauses.select_related("task", "changes")
    return [_compare_clauses(None if clause.repeals else clause, clause.changes) for clause in clauses]


def _day_of_year(clause):
    return (clause.due_on.month, clause.due_on.day) if clause.due_on else None


def _identity(clause):
    return clause.task_id or clause.code


def _compare_clauses(clause, former):
    title, text = (pieces_of(getattr(former, name, ""), getattr(clause, name, "")) for name in ("title", "text"))
    return ComparedClause(_outcome(clause, former), clause, former, title, text)


def _outcome(clause, former):
    if former is None:
        return ClauseChange.ADDED
    if clause is None:
        return ClauseChange.REMOVED
    return ClauseChange.SAME if _content(clause) == _content(former) else ClauseChange.CHANGED


def _content(clause):
    return clause.code, clause.title, clause.text, _done_when(clause)


def _done_when(clause):
    return clause.indicator, clause.threshold


def pieces_of(old, new):
    """Return a word-by-word comparison of two texts as pieces (kind, words): "same", "gone" or "new"."""
    old_words, new_words = (re.findall(r"\S+\s*", text) for text in (old, new))
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    pieces = []
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(new_words[new_start:new_end])))
            continue
        if old_end > old_start:
            pieces.append(("gone", "".join(old_words[old_start:old_end])))
        if new_end > new_start:
            pieces.append(("new", "".join(new_words[new_start:new_end])))
    return tuple(pieces)


def clauses_naming_year(clauses, year):
    """Return the ids of the clauses whose words name a year, such as that of the copied directive."""
    pattern = re.compile(rf"(?<!\d){year}(?!\d)")
    return {clause.pk for clause in clauses if pattern.search(f"{clause.title} {clause.text}")}
