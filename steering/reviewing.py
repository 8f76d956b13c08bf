"""What the page of a review shows: the report as it will be printed, its figures and records, each to be pinned."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator

from difficulties.models import Difficulty
from indicators.catalogue import sources_of
from progress import areas, verbs
from progress.models import FREE_KINDS, Remark, Snapshot, State, Submission
from reports import rows
from reports.composition import internal, signs_of
from reports.drafting import account_of
from steering.differences import ADDED, NO_DIFFERENCE, difference, printed
from steering.mentions import mentions_of
from steering.spots import Spot, figure_target, paragraph_target, record_target, target_of, target_of_flag
from steering.unusual import flags_of
from texts.vietnamese import roman

LABEL = 60
# Of a record beside its title: the first numbers that its list adds up.
NUMBERS = 4


@dataclass(frozen=True)
class Piece:
    """A piece of a paragraph's line; with a `spot` where it names a figure of the table."""

    text: str
    spot: Spot | None = None


@dataclass(frozen=True)
class Paragraph:
    spot: Spot
    lines: list


@dataclass(frozen=True)
class Heading:
    """A section of the report as it is printed; `number` is "I", "2" or "" above the first."""

    number: str
    text: str
    level: str
    paragraphs: list


@dataclass(frozen=True)
class FigureRow:
    """A figure as the report's table writes it, `before` of the period before; `url` leads to its records."""

    spot: Spot
    indicator: object
    now: str
    women: str
    last_year: str
    before: str
    url: str


@dataclass(frozen=True)
class RecordRow:
    """A record of the frozen content; `numbers` are (label, number), `url` is "" where it was deleted since."""

    spot: Spot
    kind: str
    title: str
    day: date
    numbers: list
    url: str
    is_new: bool


@dataclass(frozen=True)
class Reason:
    """A reason of the return before, and whether what it was tied to says something else now."""

    remark: Remark
    anchor: str
    is_changed: bool


class Review:
    """One report before its reviewer; everything is read from frozen content, with a fixed number of queries."""

    def __init__(self, submission):
        """`submission` is sent, with unit, period and snapshot."""
        self.submission = submission
        self.content = submission.snapshot.content
        self.part = internal(self.content)

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
        """The step by which the Department last gave the report back, None while it never did."""
        return next((step for step in reversed(self.steps) if step.verb in ("return", "reopen")), None)

    @cached_property
    def difference(self):
        """What changed since the version that was last given back."""
        if self.returned is None or self.returned.snapshot_id is None:
            return NO_DIFFERENCE
        old = Snapshot.objects.get(pk=self.returned.snapshot_id)
        return difference(old.content, self.content)

    @cached_property
    def reasons(self):
        """The reasons of that return."""
        remarks = [] if self.returned is None else self.returned.remarks.all()
        targets = [(one, target_of(one)) for one in remarks]
        return [
            Reason(one, target.anchor if target in self._titles else "", target in self._changed)
            for one, target in targets
        ]

    @cached_property
    def pins(self):
        """[(Spot, Remark)] of this review, in the order in which they were made."""
        return [(self._spot(target_of(one), one.label), one) for one in self._pending]

    @cached_property
    def flags(self):
        """[(Flag, Spot)]: what is unusual, the heaviest first."""
        return [(flag, self._spot(target_of_flag(flag), flag.title)) for flag in self._flags]

    @cached_property
    def changes(self):
        """(figures, records, paragraphs) that changed, each with its spot; None where it is no longer there."""
        found = self.difference
        return (
            [(one, self._spot(figure_target(one.key), f"{one.key} {one.name}")) for one in found.figures],
            [(one, self._here_or_none(record_target(one.kind, one.pk), one.title)) for one in found.records],
            [(one, self._here_or_none(paragraph_target(one.key), one.new)) for one in found.paragraphs],
        )

    @property
    def doubts(self):
        """Numbers in typed paragraphs that the records don't bear out, with the spot of the paragraph."""
        return [(one, self._spot(paragraph_target(one["key"]), "")) for one in self.content.get("doubts", [])]

    @property
    def head(self):
        return self.part["tree"]["head"]

    @cached_property
    def headings(self):
        """The report's text as it is printed, section by section, numbered as there."""
        number, items, headings = 0, 0, []
        told_items = any(one.level == "item" and one.told for one in self._printed)
        for section in self._printed:
            sign = ""
            if section.level == "section" and (section.told or (section.key == "results" and told_items)):
                number, items = number + 1, 0
                sign = roman(number)
            elif section.level == "item" and section.told:
                items += 1
                sign = str(items)
            if sign or section.told:
                told = [self._paragraph(one) for one in section.told]
                headings.append(Heading(sign, section.heading, section.level, told))
        return headings

    @cached_property
    def figures(self):
        account, before, signs = account_of(self.part), self._account_before, signs_of(self.part)
        return [
            FigureRow(
                self._spots[one.key],
                one,
                rows.cell(one, account.now[one.key], **signs),
                rows.share_cell(account.now[one.key]),
                rows.cell(one, account.before[one.key], exempt=signs["exempt"]),
                rows.cell(one, before.now[one.key]) if before else "",
                self._records_url(one),
            )
            for one in rows.shown()
        ]

    @cached_property
    def records(self):
        there = self._still_there
        new = {record_target(one.kind, one.pk) for one in self.difference.records if one.what == ADDED}
        found = []
        for row in self.content["records"]:
            kind = areas.kind_of(apps.get_model(row["kind"]))
            target = record_target(row["kind"], row["id"])
            url = kind.url("detail", row["id"]) if row["id"] in there[row["kind"]] else ""
            found.append(
                RecordRow(
                    self._spot(target, row["title"]),
                    kind.name,
                    row["title"],
                    date.fromisoformat(row["day"]),
                    _numbers(kind.model, row),
                    url,
                    target in new,
                )  # fmt: skip
            )
        return found

    @cached_property
    def before(self):
        """The unit's report of the period before of the same kind; None where there is none with the Department."""
        period = self.submission.period
        if period.kind in FREE_KINDS:
            return None
        earlier = Submission.objects.filter(
            unit=self.submission.unit_id, period__root=period.root_id, period__kind=period.kind,
            period__end__lt=period.start, state__in=[State.SENT, State.APPROVED],
        )  # fmt: skip
        return earlier.select_related("period", "snapshot").order_by("-period__end").first()

    @cached_property
    def shows_before(self):
        """Whether the period before has a column of its own: of a year it is the same period of last year."""
        return self.before is not None and self.before.period.window != self.submission.period.last_year

    def find(self, target):
        """The spot of a target as this report has it; None for what it does not hold."""
        if target not in self._titles:
            return None
        return Spot(target, self._titles[target], self._pinned.get(target, ""))

    @cached_property
    def _account_before(self):
        return account_of(internal(self.before.snapshot.content)) if self.shows_before else None

    @cached_property
    def _printed(self):
        return printed(self.content)

    @cached_property
    def _flags(self):
        return flags_of(self.submission, self.content)

    @cached_property
    def _titles(self):
        """{Target: how it is called} of all that can be pinned."""
        titles = {figure_target(one.key): f"{one.key} {one.name}" for one in rows.shown()}
        titles |= {record_target(row["kind"], row["id"]): row["title"] for row in self.content["records"]}
        for section in self._printed:
            titles |= {paragraph_target(told.key): _beginning(told.text) for told in section.told}
        return titles

    @cached_property
    def _changed(self):
        found = self.difference
        targets = {figure_target(one.key) for one in found.figures}
        targets |= {record_target(one.kind, one.pk) for one in found.records}
        return targets | {paragraph_target(one.key) for one in found.paragraphs}

    @cached_property
    def _pinned(self):
        return {target_of(one): one.text for one in self._pending}

    @cached_property
    def _pending(self):
        return list(self.submission.remarks.pending().select_related("by"))

    @cached_property
    def _flagged(self):
        return {target_of_flag(one) for one in self._flags}

    def _spot(self, target, title):
        changed, flagged = target in self._changed, target in self._flagged
        return Spot(target, title, self._pinned.get(target, ""), changed, flagged)

    def _here_or_none(self, target, title):
        return self._spot(target, _beginning(title)) if target in self._titles else None

    @cached_property
    def _spots(self):
        return {one.key: self._spot(figure_target(one.key), f"{one.key} {one.name}") for one in rows.shown()}

    @cached_property
    def _mentions(self):
        return mentions_of(account_of(self.part).now)

    def _paragraph(self, told):
        spot = self._spot(paragraph_target(told.key), _beginning(told.text))
        lines = self._mentions.cut([line for line in told.text.splitlines() if line.strip()], told.key)
        return Paragraph(spot, [[Piece(text, self._spots.get(key)) for text, key in line] for line in lines])

    def _records_url(self, indicator):
        """The list of the records that a figure is counted from, of the unit and the year; "" where there is none."""
        sources = sorted(sources_of(indicator.key))
        if not sources:
            return ""
        model = apps.get_model(sources[0])
        if model is Difficulty:
            return reverse("difficulties:list")
        kind = areas.kind_of(model)
        given = {"unit": self.submission.unit_id}
        if kind.is_record:
            given["year"] = self.submission.period.year
        return f"{kind.list_url}?{urlencode(given)}"

    @cached_property
    def _still_there(self):
        """{kind: ids of the unit's records within the window}: what a free period froze may have been deleted since."""
        window, there = self.submission.period.window, {}
        for label in {row["kind"] for row in self.content["records"]}:
            found = apps.get_model(label).objects.filter(
                unit=self.submission.unit_id, counted_on__range=(window.start, window.end)
            )
            there[label] = set(found.values_list("pk", flat=True))
        return there


def _beginning(text):
    return Truncator(text).chars(LABEL)


def _numbers(model, row):
    """[(label, number)] that the kind's list adds up, of one frozen record."""
    names = [name for name in model.TOTALS if row.get(name) is not None]
    return [
        (model._meta.get_field(name).verbose_name, number_format(row[name], force_grouping=True))
        for name in names[:NUMBERS]
    ]
