"""What of the records no sentence tells and no figure counts, and why: the one place that says so.

Everything else that people type is read by a sentence (`wording.py` of its area) or counted in a figure
(`indicators.py`); a test reads both, so that a new field is told or stands here.
"""

from functools import cache

from django.db.models import Q

from core.indicators import catalogue
from core.indicators.declarations import Flow, Latest, Stock
from filing.models.spending import COST_SOURCES
from reports.content.figures.costs import SPENT_SOURCES

NAMES = "They name the record: sentences tell its title, and every sheet and list has them."
MONEY = "The sentence on money and the appendix on money add them up by source."
DAYS = "A record is told by the day on which it counts; the sheet has the others."
SHEET = "Detail of a single record: the sheet of its area and the record's page have it."
REGISTER = "The register, the public directory and its posters show each place; reports count them."
PERSONS = "Few people by age or kind of help could be recognised: the sheet of the internal edition alone has them."
OFFICE = "A note of the office for itself."
TASKS = "It decides under which tasks and figures a record counts."

# Reason → {model's label: fields}; "" is every kind that has the field.
BESIDE_SENTENCES: dict[str, dict[str, tuple[str, ...]]] = {
    NAMES: {"": ("task", "title", "status", "year", "replaces", "version")},
    TASKS: {"": ("also",)},
    MONEY: {"": (*COST_SOURCES, *SPENT_SOURCES), "plans.Plan": ("activities",)},
    DAYS: {
        "": ("started_on", "ended_on"),
        "plans.Plan": ("drafted_on",),
        "plans.CommunePlan": ("day",),
        "communications.CommuneJoined": ("day",),
    },
    SHEET: {
        "": ("organiser", "partners"),
        "plans.Plan": ("authority", "signer", "sort"),
        "plans.CommunePlan": ("commune", "detail"),
        "communications.Campaign": ("audience", "station"),
        "communications.CommuneJoined": ("commune", "detail"),
        "capacity.Training": ("days", "trainers"),
        "capacity.Standing": ("source",),
        "models_sites.LogEntry": ("site", "staff_trained", "nights"),
        "models_sites.Extension": ("kind", "commune", "decision"),
    },
    PERSONS: {
        "models_sites.LogEntry": (
            *("victims_under_16", "victims_16_to_59", "victims_60_up", "victims_continuing"),
            *("victims_advised", "victims_sheltered", "victims_referred"),
            *("perpetrators_under_18", "perpetrators_18_up", "perpetrators_counselled", "perpetrators_punished"),
        ),
    },
    REGISTER: {
        "models_sites.Site": (
            *("name", "kind", "commune", "managing_body", "in_charge", "phone", "capacity"),
            *("founded_on", "pauses", "closed_on", "closed_why", "is_funded", "opened_on"),
        ),
    },
    OFFICE: {"": ("note",)},
}


def why_beside_sentences(label, field):
    """Return why no sentence tells a field of a kind of records; "" of what is to be told."""
    return next(
        (why for why, kinds in BESIDE_SENTENCES.items() if field in (*kinds.get("", ()), *kinds.get(label, ()))), ""
    )


@cache
def counted_fields(label):
    """Return the fields of a kind that figures count, by which they choose records, and on whose days."""
    found = set()
    for indicator in catalogue.all_indicators().values():
        if getattr(indicator, "source", "") != label:
            continue
        found |= {getattr(indicator, name, "") for name in ("total", "female", "minority", "day")}
        if isinstance(indicator, Latest):
            # A rate is of a part, at the record's day.
            found |= {indicator.among[0], "as_of"}
        if isinstance(indicator, Flow | Stock):
            found |= set(_names_in(indicator.where))
    return frozenset(found - {""})


def _names_in(condition):
    for child in condition.children:
        yield from _names_in(child) if isinstance(child, Q) else [child[0].partition("__")[0]]
