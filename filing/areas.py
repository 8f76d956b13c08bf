"""The declarations of areas and their kinds of entries, which each area's `area.py` makes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from core.directives.models import Task
from core.indicators import catalogue
from core.lib.text.normalise import clean
from filing.models.records import Status, Work, serving


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its model, its form, and the addresses of its pages (`prefix` in paths and url names).

    `is_work` is false for figures as of a day: filing one begins no task and does not contradict "nothing occurred".
    `is_checklist` is for what each commune does once a year: one page files it for all communes, where `tally` follows
    "6/11 " and `usual_day` (month, day) is suggested.
    `sensitive` forms leave no draft in the browser. Fields `never_copied` stay empty in an entry copied from another.
    `tells_latest` is for kinds of which a task has one or two entries: the home page shows the latest, not a count.
    """

    model: type
    form: type
    name: str
    new: str
    prefix: str = ""
    takes_evidence: bool = True
    tells_latest: bool = False
    is_checklist: bool = False
    is_work: bool = True
    tally: str = ""
    usual_day: tuple[int, int] | None = None
    empty: str = ""
    sensitive: bool = False
    never_copied: tuple[str, ...] = ()

    @property
    def is_record(self):
        """Whether its entries have a task and dates; those of a register do not."""
        return hasattr(self.model, "task")

    @property
    def serves_more(self):
        """Whether its records can name further tasks that they serve."""
        return issubclass(self.model, Work)

    def serving(self, code):
        """Return the condition that a record serves a task of the standing catalogue."""
        return serving(code) if self.serves_more else Q(task__code=code)

    @property
    def list_url(self):
        return self.url("list")

    def records_url(self, *, unit=None, year=None, task=None):
        """Return the address of the list, narrowed to a unit, a task (ids) and a year where it can be."""
        filters = {"task": task, "unit": unit, "year": year} if self.is_record else {"unit": unit}
        query = urlencode({name: value for name, value in filters.items() if value})
        return f"{self.list_url}?{query}" if query else self.list_url

    @property
    def new_url(self):
        return self.url("new")

    @property
    def checklist_url(self):
        """The address of the checklist of communes; empty for kinds without one."""
        return self.url("checklist") if self.is_checklist else ""

    def url(self, page, *args):
        """Return the address of one of the kind's pages: list, new, detail, edit, delete, restore."""
        name = f"{self.prefix}-{page}" if self.prefix else page
        return reverse(f"{self.model._meta.app_label}:{name}", args=args)


@dataclass(frozen=True)
class Area:
    """One of the four areas of the directive.

    `brief` names the figures that sum up a task; `narrate` writes the area's paragraphs of a report.
    """

    app: str
    number: str
    title: str
    heading: str
    kinds: tuple[Kind, ...]
    brief: dict[str, tuple[str, ...]]
    narrate: Callable

    def kind_for(self, task_code):
        """Return the kind in which work under a task is filed, by its `form_code`."""
        for kind in self.kinds:
            if task_code in getattr(kind.model, "TASKS", ()):
                return kind
        return self.kinds[0]


@cache
def all_areas():
    """Return the four areas in the order of the directive."""
    return tuple(import_module(f"{name}.area").AREA for name in settings.AREAS)


@cache
def area(app):
    """Return the area with an app label."""
    return next(area for area in all_areas() if area.app == app)


def kind_of(model):
    """Return the kind whose entries are of a model."""
    return _kinds_by_model()[model]


@cache
def _kinds_by_model():
    return {kind.model: kind for area in all_areas() for kind in area.kinds}


def kinds_behind(key):
    """Return the kinds from whose entries a figure is counted; none for difficulties, which lie in no area."""
    kinds = {kind.model._meta.label: kind for area in all_areas() for kind in area.kinds}
    return [kinds[label] for label in sorted(catalogue.sources_of(key)) if label in kinds]


def records_url(key, **filters):
    """Return the address of the records that a figure is mainly counted from (`Kind.records_url`); "" for none."""
    kinds = kinds_behind(key)
    if kinds:
        return kinds[0].records_url(**filters)
    # What lies in no area has one list, of what the reader may see.
    apps = sorted(source.partition(".")[0] for source in catalogue.sources_of(key))
    return reverse(f"{apps[0]}:list") if apps else ""


def record_kinds():
    """Return the kinds whose entries have a task and a day."""
    return [kind for area in all_areas() for kind in area.kinds if kind.is_record]


def work_kinds():
    """Return the kinds of records that are work on a task."""
    return [kind for kind in record_kinds() if kind.is_work]


def is_filed_under(task, unit_ids, window):
    """Return whether one of the units has a record within the window that serves the task, cancelled ones excluded."""
    return any(
        kind.model.objects.filter(kind.serving(task.code), unit__in=unit_ids)
        .filter(counted_on__range=(window.start, window.end))
        .exclude(status=Status.CANCELLED)
        .exists()
        for kind in work_kinds()
    )


def task_id(code):
    """Return the id of the task with a code; None for an unknown code."""
    return Task.objects.filter(code=clean(code)).values_list("pk", flat=True).first()
