"""The targets of pins in a review, as addresses and pages name them, and pinning a reason to one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from core.indicators.catalogue import get_indicator
from filing.models import Pinned
from filing.submissions.pins import pin_figure, pin_paragraph, pin_record
from filing.submissions.scopes import scope_of
from reports.documents.differences import FigureChange, RecordChange


@dataclass(frozen=True)
class PinTarget:
    """What a pin is tied to: a record as `app.Model:id`, a figure or a paragraph by its key."""

    kind: Pinned
    key: str

    @property
    def anchor(self):
        """Its id on the page of the review."""
        return f"{self.kind.value}-{self.key.replace(':', '-')}"

    @property
    def query(self):
        """Its query in the address of the pin's form."""
        return urlencode({self.kind.value: self.key}, safe=":")


@dataclass(frozen=True)
class PinSpot:
    """A place on the page that can be pinned; `text` is its reason in this review, if any."""

    target: PinTarget
    title: str
    text: str = ""
    is_changed: bool = False
    is_flagged: bool = False

    @property
    def marks(self):
        """The CSS classes of a figure (docs/components.md)."""
        return f"fig{' fig-changed' if self.is_changed else ''}{' fig-pinned' if self.text else ''}"


def record_target(label, pk):
    return PinTarget(Pinned.RECORD, f"{label}:{pk}")


def figure_target(key):
    return PinTarget(Pinned.FIGURE, key)


def paragraph_target(key):
    return PinTarget(Pinned.PARAGRAPH, key)


def target_of(remark):
    """Return what a remark is tied to."""
    if remark.target == Pinned.RECORD:
        model = ContentType.objects.get_for_id(remark.content_type_id).model_class()
        return record_target(model._meta.label, remark.object_id)
    return PinTarget(Pinned(remark.target), remark.key)


def target_of_flag(flag):
    """Return what a flag (`department.outliers.flags`) is tied to."""
    if flag.target == Pinned.RECORD:
        return record_target(flag.kind, flag.pk)
    return PinTarget(Pinned(flag.target), flag.key)


def target_of_change(change):
    """Return what a change of a report (`reports.documents.differences`) is a change of."""
    if isinstance(change, RecordChange):
        return record_target(change.kind, change.pk)
    return figure_target(change.key) if isinstance(change, FigureChange) else paragraph_target(change.key)


def target_of_query(query):
    """Return the one target that an address names (`record=plans.Plan:12`, `figure=TT-02`, `paragraph=…`), or None."""
    targets = [PinTarget(kind, query[kind.value]) for kind in Pinned if query.get(kind.value)]
    return targets[0] if len(targets) == 1 else None


def pin(submission, spot, text, *, by):
    """Pin a reason to a spot of the report; ObjectDoesNotExist for a record that was deleted meanwhile."""
    target = spot.target
    if target.kind == Pinned.FIGURE:
        return pin_figure(submission, get_indicator(target.key), text, by=by)
    if target.kind == Pinned.PARAGRAPH:
        return pin_paragraph(submission, target.key, spot.title, text, by=by)
    label, _colon, pk = target.key.partition(":")
    record = apps.get_model(label).objects.get(pk=pk, unit__in=scope_of(submission))
    return pin_record(submission, record, text, by=by)
