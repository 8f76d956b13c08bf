"""The search over everything that a person may read: records, difficulties, reports, papers, directives."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.directives.models import Directive
from core.lib.text.normalise import fold
from core.lib.text.vietnamese import date_short
from difficulties.models import Difficulty
from filing import areas
from filing.models import Submission
from filing.models.search_field import matching
from reports.models import Document, Issue

MINIMUM_LETTERS = 2
# How many hits of a group are shown; the rest is behind its link.
SHOWN = 5
# Papers and reports have no search field: so many of the newest are compared with the words.
NEWEST = 1000


@dataclass(frozen=True)
class Hit:
    """One hit: `about` is the unit, the day or the state beside the title; both are Vietnamese data."""

    title: str
    about: str
    url: str


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind; `more_url` leads to the whole list, "" where there is no more."""

    name: str
    hits: list
    more_url: str = ""


def find(words, user):
    """Return the groups with hits among what is visible to the person; no queries for too short a word.

    A hit holds every word, in any order, accents and case aside. A fixed number of queries.
    """
    if len(fold(words).replace(" ", "")) < MINIMUM_LETTERS or user.is_administrator:
        return []
    groups = [_entries(kind, words, user) for area in areas.all_areas() for kind in area.kinds]
    groups += [_difficulties(words, user), _reports(words, user), _papers(words, user), _directives(words, user)]
    return [group for group in groups if group.hits]


def _entries(kind, words, user):
    rows = kind.model.objects.visible_to(user).filter(matching(words)).select_related(*kind.model.RELATED)
    order = ("-counted_on", "-pk") if kind.is_record else ("-pk",)
    rows = list(rows.order_by(*order)[: SHOWN + 1])
    hits = [Hit(str(row), _about(row), row.get_absolute_url()) for row in rows[:SHOWN]]
    return HitGroup(kind.name, hits, f"{kind.list_url}?{urlencode({'q': words})}" if len(rows) > SHOWN else "")


def _about(row):
    day = getattr(row, "counted_on", None)
    return f"{row.unit}, {date_short(day)}" if day else str(row.unit)


def _difficulties(words, user):
    rows = Difficulty.objects.visible_to(user).filter(matching(words)).select_related("unit")
    hits = [
        Hit(row.title, f"{row.unit}, {date_short(row.raised_on)}", row.get_absolute_url()) for row in rows[: 2 * SHOWN]
    ]
    return HitGroup(_("Difficulties"), hits)


def _reports(words, user):
    rows = Submission.objects.visible_to(user).select_related("unit", "period")
    candidates = ((row, f"báo cáo {row.unit.name} {row.period.title} {row.period.subject}") for row in rows[:NEWEST])
    hits = [
        Hit(f"{row.unit}: {row.period.title}", row.get_state_display(), reverse("reports:submission", args=[row.pk]))
        for row in _rows_with(words, candidates)
    ]
    return HitGroup(_("Reports"), hits, reverse("reports:list") if len(hits) == 2 * SHOWN else "")


def _papers(words, user):
    """Find issued papers by number, and documents by kind, unit, period and code."""
    issues = Issue.objects.visible_to(user).select_related("unit", "snapshot__submission__period")[:NEWEST]
    issued = ((row, f"{row.number} {row.unit.name} {row.snapshot.submission.period.title}") for row in issues)
    hits = [
        Hit(row.number, f"{row.unit}, {date_short(row.issued_on)}", reverse("reports:snapshot", args=[row.snapshot_id]))
        for row in _rows_with(words, issued)
    ]
    documents = (
        (row, f"{row.get_sort_display()} {row.unit.name} {row.period.title if row.period else ''} {row.code}")
        for row in Document.objects.visible_to(user)[:NEWEST]
    )
    hits += [
        Hit(
            f"{row.get_sort_display()} ({row.get_format_display()})",
            f"{row.unit}, {row.period.title}" if row.period else str(row.unit),
            reverse("reports:document", args=[row.pk]),
        )
        for row in _rows_with(words, documents)
    ]
    return HitGroup(_("Documents"), hits, reverse("reports:documents") if len(hits) >= 2 * SHOWN else "")


def _directives(words, user):
    rows = Directive.objects.visible_to(user).prefetch_related("clauses")
    candidates = (
        (row, " ".join([row.number, row.subject, *(f"{clause.title} {clause.text}" for clause in row.clauses.all())]))
        for row in rows
    )
    hits = [
        Hit(f"{row.number}: {row.subject}", f"{date_short(row.issued_on)}", reverse("directives:detail", args=[row.pk]))
        for row in _rows_with(words, candidates)
    ]
    return HitGroup(_("Directives"), hits)


def _rows_with(words, candidates):
    """Return the first rows of (row, text) pairs whose text holds every word."""
    folded_words, rows = fold(words).split(), []
    for row, text in candidates:
        folded = fold(text)
        if all(word in folded for word in folded_words):
            rows.append(row)
            if len(rows) == 2 * SHOWN:
                break
    return rows
