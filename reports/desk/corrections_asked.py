"""What a unit has to correct in a returned report, why, and on which page."""

from dataclasses import dataclass

from django.urls import reverse

from core.lib.dates.windows import reporting_year
from filing import areas
from filing.models import FROZEN_STATES, Pinned, Remark, Step, Submission
from filing.submissions.corrections import is_partial
from filing.submissions.verbs import last_return_step, with_remarks


@dataclass(frozen=True)
class AskedCorrection:
    """A remark with the pages on which it is answered: [(words, address), …], none for a deleted record."""

    remark: Remark
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReturnedReport:
    """The step by which the report came back last, and the corrections asked for.

    `is_restricted` says that only the pinned records, paragraphs and figures are open. They stay the only ones until
    the report is approved, even if the head gives it back or the unit withdraws it in between.
    """

    step: Step | None
    corrections: list[AskedCorrection]
    is_restricted: bool


def asked_corrections(submission):
    """Return what the unit has to correct, or None if nothing is to be corrected; a fixed number of queries."""
    step = last_return_step(submission)
    is_restricted = submission.state not in FROZEN_STATES and is_partial(submission)
    if step is None and not is_restricted:
        return None
    shown_step = step
    if is_restricted and (step is None or step.pk != submission.correction_id):
        shown_step = with_remarks(Step.objects.filter(pk=submission.correction_id)).get()
    return ReturnedReport(
        step,
        [AskedCorrection(remark, _links(remark, submission)) for remark in shown_step.remarks.all()],
        is_restricted,
    )


def _links(remark, submission: Submission):
    if remark.target == Pinned.PARAGRAPH:
        return (("", reverse("reports:paragraph", args=[submission.pk, remark.key])),)
    if remark.target == Pinned.FIGURE:
        filters = {"unit": submission.unit_id, "year": reporting_year(submission.period.end)}
        return tuple((kind.name, kind.records_url(**filters)) for kind in areas.kinds_behind(remark.key))
    if remark.record is None or remark.record.deleted_at:
        return ()
    return (("", remark.record.get_absolute_url()),)
