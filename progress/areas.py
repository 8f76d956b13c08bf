"""The areas as the shared pages see them: what an area's own `area.py` tells of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from directives.models import Task
from progress.records import Status, Work, serving
from texts.normalise import clean


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its model, its form, and where its pages are (`prefix` in paths and names).

    `is_work` is false for what tells how things stand on a day: it begins no task, and "nothing occurred" still holds.
    `is_checklist` is for what each commune does once a year: it is filed for all of them on one page, where `tally`
    follows "6/11 " and `usual_day` (month, day) is suggested.
    `sensitive` forms leave no draft in the browser. Fields `never_copied` stay empty in an entry begun from another.
    `tells_latest` is for kinds of which a task has one or two: the home shows the latest itself, not a count.
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
        """Whether it lies under a task and on dates; a register does not."""
        return hasattr(self.model, "task")

    @property
    def serves_more(self):
        """Whether its records name further tasks that they serve."""
        return issubclass(self.model, Work)

    def serving(self, code):
        """The condition that a record serves that task of the standing catalogue."""
        return serving(code) if self.serves_more else Q(task__code=code)

    @property
    def list_url(self):
        return self.url("list")

    @property
    def new_url(self):
        return self.url("new")

    @property
    def checklist_url(self):
        """The page on which it is filed for all communes; none for kinds that have no such page."""
        return self.url("checklist") if self.is_checklist else ""

    def url(self, page, *args):
        """The address of one of the kind's pages: list, new, detail, edit, delete, restore."""
        name = f"{self.prefix}-{page}" if self.prefix else page
        return reverse(f"{self.model._meta.app_label}:{name}", args=args)


@dataclass(frozen=True)
class Area:
    """One of the four areas. `brief` says which figures sum up a task; `narrate` writes its sentences."""

    app: str
    number: str
    title: str
    heading: str
    kinds: tuple[Kind, ...]
    brief: dict[str, tuple[str, ...]]
    narrate: Callable

    def kind_for(self, task_code):
        """The kind in which work under that task is filed."""
        for kind in self.kinds:
            if task_code in getattr(kind.model, "TASKS", ()):
                return kind
        return self.kinds[0]


@cache
def all_areas():
    """The four areas in the order of the directive."""
    return tuple(import_module(f"{name}.area").AREA for name in settings.AREAS)


@cache
def area(app):
    return next(one for one in all_areas() if one.app == app)


@cache
def kind_of(model):
    """The kind whose entries are of that model."""
    return next(kind for one in all_areas() for kind in one.kinds if kind.model is model)


def record_kinds():
    """The kinds whose entries lie under a task and on a day."""
    return [kind for one in all_areas() for kind in one.kinds if kind.is_record]


def work_kinds():
    """Those of them by which a task is worked at."""
    return [kind for kind in record_kinds() if kind.is_work]


def is_filed_under(task, unit_id, window):
    """Whether a record of the unit within the window serves that task, planned ones included, cancelled ones not."""
    return any(
        kind.model.objects.filter(kind.serving(task.code), unit=unit_id)
        .filter(counted_on__range=(window.start, window.end))
        .exclude(status=Status.CANCELLED)
        .exists()
        for kind in work_kinds()
    )


def task_id(code):
    """The task with that code, for a form that begins with it; None for a code nobody knows."""
    return Task.objects.filter(code=clean(code)).values_list("pk", flat=True).first()
