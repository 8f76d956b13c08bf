"""The page of a review: the report as it will be printed, its figures and records, with their pins."""

from datetime import date
from functools import cached_property

from django.apps import apps

from core.indicators.catalogue import visible_indicators
from department.outliers.flags import flags_of
from department.review.figure_mentions import mentions_of
from department.review.pin_targets import (
    PinSpot,
    figure_target,
    paragraph_target,
    record_target,
    target_of,
    target_of_change,
    target_of_flag,
)
from department.review.review_rows import (
    FigureRow,
    RecordRow,
    ReturnReason,
    ReviewHeading,
    ReviewParagraph,
    TextPiece,
    numbers_of,
    shortened,
)
from filing import areas
from filing.models import FREE_KINDS, Snapshot, Submission, SubmissionState
from filing.submissions import verbs
from filing.submissions.acts.transitions import version_shown
from filing.submissions.scopes import scope_of
from reports.content.figures import figure_cells
from reports.content.figures.figure_cells import signs_of
from reports.content.frozen.content import read
from reports.documents.composition import internal_part
from reports.documents.differences import ADDED, NO_DIFFERENCE, difference, difference_beneath
from reports.drafting.draft import printed
from reports.writers.markup import head_context, punctuate_list


class ReviewPage:
    """One report before its reviewer, read from frozen content with a fixed number of queries."""

    def __init__(self, submission):
        """`submission` is sent, with unit, period and snapshot."""
        self.submission = submission
        self.content = read(submission.snapshot.content)
        self.part = internal_part(self.content)

    @cached_property
    def steps(self):
        return list(verbs.with_remarks(self.submission.steps.select_related("by")))

    @cached_property
    def times_sent(self):
        return sum(step.verb == "send" for step in self.steps)

    @cached_property
    def days_early(self):
        """Days between the first sending and the due date; negative when it was late."""
        return (self.submission.due_on - self.submission.first_sent_on).days

    @cached_property
    def returned(self):
        """The step by which the Department last returned the report; None if it never did."""
        return next((step for step in reversed(self.steps) if step.verb in ("return", "reopen")), None)

    @cached_property
    def difference(self):
        """What changed since the version that was last returned."""
        if self.returned is None or self.returned.snapshot_id is None:
            return NO_DIFFERENCE
        previous = Snapshot.objects.get(pk=self.returned.snapshot_id)
        return difference(read(previous.content), self.content)

    @cached_property
    def seen(self):
        """The version that the page shows, by which it is approved or returned."""
        return version_shown(self.submission, [(remark.pk, remark.text) for remark in self._pending_remarks])

    @cached_property
    def beneath(self):
        """What changed beneath the report since it was frozen, None where nothing did."""
        return difference_beneath(self.submission)

    @cached_property
    def reasons(self):
        """The reasons of the last return."""
        remarks = [] if self.returned is None else self.returned.remarks.all()
        targets = [(remark, target_of(remark)) for remark in remarks]
        return [
            ReturnReason(remark, target.anchor if target in self._titles else "", target in self._changed_targets)
            for remark, target in targets
        ]

    @cached_property
    def pins(self):
        """[(PinSpot, Remark)] of this review, in the order in which they were made."""
        return [(self._spot(target_of(remark), remark.label), remark) for remark in self._pending_remarks]

    @cached_property
    def flags(self):
        """[(Flag, PinSpot)]: what is unusual, the heaviest first."""
        return [(flag, self._spot(target_of_flag(flag), flag.title)) for flag in self._flags]

    @cached_property
    def changes(self):
        """What changed, each with its place on the page, if it still has one."""
        return self.difference.placed(
            lambda change: target.anchor if (target := target_of_change(change)) in self._titles else ""
        )

    @property
    def doubts(self):
        """Numbers in typed paragraphs that do not come from the records, with the paragraph's spot."""
        return [(doubt, self._spot(paragraph_target(doubt.key), "")) for doubt in self.content.doubts]

    @property
    def head(self):
        """Return the head as it will be printed."""
        return head_context(self.part.tree.head)

    @property
    def addressees(self):
        """Return the addressees, a line each."""
        return punctuate_list(self.part.tree.head.addressees)

    @cached_property
    def headings(self):
        """The report's text as it is printed, section by section, numbered as there."""
        return [
            ReviewHeading(
                section.number, section.heading, section.level, [self._paragraph(drafted) for drafted in section.told]
            )
            for section in self._sections
            if section.number or section.told
        ]

    @cached_property
    def figures(self):
        account, previous, signs = self.part.account, self._account_previous, signs_of(self.part)
        return [
            FigureRow(
                self._spots[indicator.key],
                indicator,
                figure_cells.cell(indicator, account.current[indicator.key], **signs, beside=account.current),
                figure_cells.share_cell(account.current[indicator.key]),
                figure_cells.cell(
                    indicator, account.previous[indicator.key], exempt=signs["exempt"], beside=account.previous
                ),
                figure_cells.cell(indicator, previous.current[indicator.key]) if previous else "",
                areas.records_url(indicator.key, unit=self.submission.unit_id, year=self.submission.period.year),
            )
            for indicator in visible_indicators()
        ]

    @cached_property
    def records(self):
        existing = self._existing_ids
        added = {target_of_change(change) for change in self.difference.records if change.what == ADDED}
        rows = []
        for row in self.content.records:
            kind = areas.kind_of(apps.get_model(row["kind"]))
            target = record_target(row["kind"], row["id"])
            url = kind.url("detail", row["id"]) if row["id"] in existing[row["kind"]] else ""
            rows.append(
                RecordRow(
                    self._spot(target, row["title"]),
                    kind.name,
                    row["title"],
                    date.fromisoformat(row["day"]),
                    numbers_of(kind.model, row),
                    url,
                    target in added,
                )
            )
        return rows

    @cached_property
    def previous(self):
        """The unit's report of the period before, of the same kind; None if the Department has none."""
        period = self.submission.period
        if period.kind in FREE_KINDS:
            return None
        earlier = Submission.objects.filter(
            unit=self.submission.unit_id,
            period__root=period.root_id,
            period__kind=period.kind,
            period__end__lt=period.start,
            state__in=[SubmissionState.SENT, SubmissionState.APPROVED],
        )
        return earlier.select_related("period", "snapshot").order_by("-period__end").first()

    @cached_property
    def shows_previous(self):
        """Whether the period before has its own column: of a year it is the same period of last year."""
        return self.previous is not None and self.previous.period.window != self.submission.period.last_year

    def find(self, target):
        """Return the spot of a target as this report has it; None for what it does not hold."""
        if target not in self._titles:
            return None
        return PinSpot(target, self._titles[target], self._pin_texts.get(target, ""))

    @cached_property
    def _account_previous(self):
        return internal_part(read(self.previous.snapshot.content)).account if self.shows_previous else None

    @cached_property
    def _sections(self):
        return printed(self.part)

    @cached_property
    def _flags(self):
        return flags_of(self.submission, self.content)

    @cached_property
    def _titles(self):
        """{PinTarget: its title} of all that can be pinned."""
        titles = {
            figure_target(indicator.key): f"{indicator.key} {indicator.name}" for indicator in visible_indicators()
        }
        titles |= {record_target(row["kind"], row["id"]): row["title"] for row in self.content.records}
        for section in self._sections:
            titles |= {paragraph_target(drafted.key): shortened(drafted.text) for drafted in section.told}
        return titles

    @cached_property
    def _changed_targets(self):
        return {target_of_change(change) for change in self.difference.all}

    @cached_property
    def _pin_texts(self):
        return {target_of(remark): remark.text for remark in self._pending_remarks}

    @cached_property
    def _pending_remarks(self):
        return list(self.submission.remarks.pending().select_related("by"))

    @cached_property
    def _flagged_targets(self):
        return {target_of_flag(flag) for flag in self._flags}

    def _spot(self, target, title):
        is_changed, is_flagged = target in self._changed_targets, target in self._flagged_targets
        return PinSpot(target, title, self._pin_texts.get(target, ""), is_changed, is_flagged)

    @cached_property
    def _spots(self):
        return {
            indicator.key: self._spot(figure_target(indicator.key), f"{indicator.key} {indicator.name}")
            for indicator in visible_indicators()
        }

    @cached_property
    def _mentions(self):
        return mentions_of(self.part.account.current)

    def _paragraph(self, drafted):
        spot = self._spot(paragraph_target(drafted.key), shortened(drafted.text))
        lines = self._mentions.split([line for line in drafted.text.splitlines() if line.strip()], drafted.key)
        return ReviewParagraph(spot, [[TextPiece(text, self._spots.get(key)) for text, key in line] for line in lines])

    @cached_property
    def _scope(self):
        """The ids of the units that the report tells."""
        return scope_of(self.submission)

    @cached_property
    def _existing_ids(self):
        """{kind: ids of the unit's records within the window}: a record of a free period may be deleted since."""
        window, ids = self.submission.period.window, {}
        for label in {row["kind"] for row in self.content.records}:
            records = apps.get_model(label).objects.filter(
                unit__in=self._scope, counted_on__range=(window.start, window.end)
            )
            ids[label] = set(records.values_list("pk", flat=True))
        return ids
