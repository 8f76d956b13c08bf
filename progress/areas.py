"""The areas as the shared pages see them: what an area's own `area.py` tells of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.conf import settings
from django.urls import reverse

from directives.models import Task
from progress.records import Status
from texts.normalise import clean


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its model, its form, and where its pages are (`prefix` in paths and names).

    `tells_latest` is for kinds of which a task has one or two: the home shows the latest itself, not a count.
    """

    model: type
    form: type
    name: str
    new: str
    prefix: str = ""
    takes_evidence: bool = True
    tells_latest: bool = False
    empty: str = ""

    @property
    def is_record(self):
        """Whether it lies under a task and on dates; a register does not."""
        return hasattr(self.model, "task")

    @property
    def list_url(self):
        return self.url("list")

    @property
    def new_url(self):
        return self.url("new")

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
    """The kinds whose entries are dated work under a task."""
    return [kind for one in all_areas() for kind in one.kinds if kind.is_record]


def filed_under(task, unit_id, window):
    """The unit's records under that task within the window, planned ones included, cancelled ones not."""
    model = area(task.area).kind_for(task.code).model
    rows = model.objects.filter(unit=unit_id, task=task, counted_on__range=(window.start, window.end))
    return rows.exclude(status=Status.CANCELLED)


def task_id(code):
    """The task with that code, for a form that begins with it; None for a code nobody knows."""
    return Task.objects.filter(code=clean(code)).values_list("pk", flat=True).first()
