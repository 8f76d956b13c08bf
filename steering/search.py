"""One search over everything a person may read: records, difficulties, reports and their papers, directives."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from difficulties.models import Difficulty
from directives.models import Directive
from progress import areas
from progress.models import Submission
from progress.search import matching
from reports.models import Document, Issue
from texts.normalise import fold
from texts.vietnamese import date_short

SHORTEST = 2
# Of each group; the rest is behind its link.
SHOWN = 5
# Papers and reports are named by what they are of, not by words of their own: these many, the newest, are looked at.
NEWEST = 1000


@dataclass(frozen=True)
class Hit:
    """One find: `about` tells the unit, the day or the state beside the title; both are Vietnamese data."""

    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more_url` leads to the whole list, "" where there is no more."""

    name: str
    hits: list
    more_url: str = ""


def found(words, user):
    """The groups in which something was found; a fixed number of queries, and none for too short a word.

    Every word has to stand in a find, in any order, accents and case aside. Only what is visible to the person.
    """
    if len(fold(words).replace(" ", "")) < SHORTEST or user.is_administrator:
        return []
    groups = [_entries(kind, words, user) for one in areas.all_areas() for kind in one.kinds]
    groups += [_difficulties(words, user), _reports(words, user), _papers(words, user), _directives(words, user)]
    return [group for group in groups if group.hits]


def _entries(kind, words, user):
    rows = kind.model.objects.visible_to(user).filter(matching(words)).select_related(*kind.model.RELATED)
    order = ("-counted_on", "-pk") if kind.is_record else ("-pk",)
    rows = list(rows.order_by(*order)[: SHOWN + 1])
    hits = [Hit(str(row), _about(row), row.get_absolute_url()) for row in rows[:SHOWN]]
    return Group(kind.name, hits, f"{kind.list_url}?{urlencode({'q': words})}" if len(rows) > SHOWN else "")


def _about(row):
    day = getattr(row, "counted_on", None)
    return f"{row.unit}, {date_short(day)}" if day else str(row.unit)


def _difficulties(words, user):
    rows = Difficulty.objects.visible_to(user).filter(matching(words)).select_related("unit")
    hits = [
        Hit(row.title, f"{row.unit}, {date_short(row.raised_on)}", row.get_absolute_url()) for row in rows[: 2 * SHOWN]
    ]
    return Group(_("Difficulties"), hits)


def _reports(words, user):
    rows = Submission.objects.visible_to(user).select_related("unit", "period")
    named = ((row, f"báo cáo {row.unit.name} {row.period.title} {row.period.subject}") for row in rows[:NEWEST])
    hits = [
        Hit(f"{row.unit}: {row.period.title}", row.get_state_display(), reverse("reports:submission", args=[row.pk]))
        for row in _holding(words, named)
    ]
    return Group(_("Reports"), hits, reverse("reports:list") if len(hits) == 2 * SHOWN else "")


def _papers(words, user):
    """What was issued, by number; what was made, by its kind, unit, period and code."""
    issues = Issue.objects.visible_to(user).select_related("unit", "snapshot__submission__period")[:NEWEST]
    issued = ((row, f"{row.number} {row.unit.name} {row.snapshot.submission.period.title}") for row in issues)
    hits = [
        Hit(row.number, f"{row.unit}, {date_short(row.issued_on)}", reverse("reports:snapshot", args=[row.snapshot_id]))
        for row in _holding(words, issued)
    ]
    made = (
        (row, f"{row.get_sort_display()} {row.unit.name} {row.period.title if row.period else ''} {row.code}")
        for row in Document.objects.visible_to(user)[:NEWEST]
    )
    hits += [
        Hit(
            f"{row.get_sort_display()} ({row.get_format_display()})",
            f"{row.unit}, {row.period.title}" if row.period else str(row.unit),
            reverse("reports:document", args=[row.pk]),
        )
        for row in _holding(words, made)
    ]
    return Group(_("Documents"), hits, reverse("reports:documents") if len(hits) >= 2 * SHOWN else "")


def _directives(words, user):
    rows = Directive.objects.visible_to(user).prefetch_related("clauses")
    named = ((row, " ".join([row.number, row.subject, *(f"{one.title} {one.text}" for one in row.clauses.all())]))
             for row in rows)  # fmt: skip
    hits = [
        Hit(f"{row.number}: {row.subject}", f"{date_short(row.issued_on)}", reverse("directives:detail", args=[row.pk]))
        for row in _holding(words, named)
    ]
    return Group(_("Directives"), hits)


def _holding(words, named):
    """The first rows of (row, text) pairs whose text holds every word."""
    asked, rows = fold(words).split(), []
    for row, text in named:
        folded = fold(text)
        if all(word in folded for word in asked):
            rows.append(row)
            if len(rows) == 2 * SHOWN:
                break
    return rows
