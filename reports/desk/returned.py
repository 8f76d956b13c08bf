"""What a unit is to do about a report that came back: why, what each remark is tied to, and where that is mended."""

from dataclasses import dataclass

from django.urls import reverse

from progress.corrections import asks_for_single_things
from progress.models import FROZEN, Pinned, Remark, Step, Submission
from progress.verbs import last_returned, with_remarks
from reports.desk.key_figures import kinds_behind, listed


@dataclass(frozen=True)
class Asked:
    """One remark with the pages on which it is answered: [(words, address), …], none for a deleted record."""

    remark: Remark
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Returned:
    """The step by which the report came back last, and all that is asked for.

    `only_this` says whether nothing else is open: what was pinned stays so until the report is approved, also where
    the head gave it back in between or the unit took it back.
    """

    step: Step | None
    asked: list[Asked]
    only_this: bool


def returned(submission):
    """What came back and is not sent again; None where nothing is. A fixed number of queries."""
    step = last_returned(submission)
    only_this = submission.state not in FROZEN and asks_for_single_things(submission)
    if step is None and not only_this:
        return None
    told = step
    if only_this and (step is None or step.pk != submission.correction_id):
        told = with_remarks(Step.objects.filter(pk=submission.correction_id)).get()
    return Returned(step, [Asked(one, _links(one, submission)) for one in told.remarks.all()], only_this)


def _links(remark, submission: Submission):
    if remark.target == Pinned.PARAGRAPH:
        return (("", reverse("reports:paragraph", args=[submission.pk, remark.key])),)
    if remark.target == Pinned.FIGURE:
        window, unit_id = submission.period.window, submission.unit_id
        return tuple((kind.name, listed(kind, window, unit=unit_id)) for kind in kinds_behind(remark.key))
    if remark.record is None or remark.record.deleted_at:
        return ()
    return (("", remark.record.get_absolute_url()),)
