"""Values of a report that are odd beside the unit's own history and its peers, each with the reason in words."""

from dataclasses import dataclass

from progress.models import Pinned


@dataclass(frozen=True)
class Flag:
    """One odd value. `target` says what it is tied to: a record (`kind` as `app.Model`, `pk`), or a figure's `key`.

    `title` names the thing and `reason` says in a Vietnamese sentence what is odd; the heavier `weight` comes first.
    """

    target: Pinned
    title: str
    reason: str
    weight: float
    key: str = ""
    kind: str = ""
    pk: int | None = None


def flags_of(submission, content):
    """The flags of a report's content, the heaviest first."""
    return []
