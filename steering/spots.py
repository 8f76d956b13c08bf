"""What a reason can be tied to in a review, as addresses and pages name it, and tying it there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from indicators.catalogue import get
from progress.models import Pinned
from progress.pins import pin_figure, pin_paragraph, pin_record


@dataclass(frozen=True)
class Target:
    """A record as `app.Model:id`, a figure or a paragraph by its key."""

    kind: Pinned
    key: str

    @property
    def anchor(self):
        """Where it stands on the page of the review."""
        return f"{self.kind.value}-{self.key.replace(':', '-')}"

    @property
    def query(self):
        """How the address of the pin's form names it."""
        return urlencode({self.kind.value: self.key}, safe=":")


@dataclass(frozen=True)
class Spot:
    """A thing on the page that can be pinned: `text` is the reason that it has in this review, if any."""

    target: Target
    title: str
    text: str = ""
    is_changed: bool = False
    is_flagged: bool = False

    @property
    def marks(self):
        """The classes of a figure (docs/components.md)."""
        return f"fig{' fig-changed' if self.is_changed else ''}{' fig-pinned' if self.text else ''}"


def record_target(label, pk):
    return Target(Pinned.RECORD, f"{label}:{pk}")


def figure_target(key):
    return Target(Pinned.FIGURE, key)


def paragraph_target(key):
    return Target(Pinned.PARAGRAPH, key)


def target_of(remark):
    """What a remark is tied to."""
    if remark.target == Pinned.RECORD:
        model = ContentType.objects.get_for_id(remark.content_type_id).model_class()
        return record_target(model._meta.label, remark.object_id)
    return Target(Pinned(remark.target), remark.key)


def target_of_flag(flag):
    """What a flag (`steering.unusual`) is tied to."""
    return record_target(flag.kind, flag.pk) if flag.target == Pinned.RECORD else Target(Pinned(flag.target), flag.key)


def asked_target(given):
    """The target that an address names (`record=plans.Plan:12`, `figure=TT-02`, `paragraph=…`); None for none."""
    asked = [Target(kind, given[kind.value]) for kind in Pinned if given.get(kind.value)]
    return asked[0] if len(asked) == 1 else None


def pin(submission, spot, text, *, by):
    """Tie a reason to a spot of the report; ObjectDoesNotExist for a record that was deleted meanwhile."""
    target = spot.target
    if target.kind == Pinned.FIGURE:
        return pin_figure(submission, get(target.key), text, by=by)
    if target.kind == Pinned.PARAGRAPH:
        return pin_paragraph(submission, target.key, spot.title, text, by=by)
    label, _colon, pk = target.key.partition(":")
    record = apps.get_model(label).objects.get(pk=pk, unit=submission.unit_id)
    return pin_record(submission, record, text, by=by)
