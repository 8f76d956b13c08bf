"""The totals of a quick report, by unit and by question, as far as the answers are in."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.lib.rounding import exact, half_up
from department.models import QuestionKind, QuickAnswer, QuickQuestion, QuickReport

NO_DATA = "…"
DAY, HOUR = timedelta(days=1) // timedelta(minutes=1), 60
# A deadline further off than this is written in days.
IN_HOURS = 2 * DAY


@dataclass(frozen=True)
class AnswerCell:
    """One unit's answer to one question, and what the portal had counted; None where there is nothing."""

    question: QuickQuestion
    value: int | bool | str | None
    counted: int | None = None

    @property
    def differs(self):
        """Whether the unit's answer differs from what the portal counted."""
        return self.value is not None and self.counted is not None and self.value != self.counted

    @property
    def words(self):
        return formatted(self.question, self.value)

    @property
    def counted_words(self):
        return formatted(self.question, self.counted)


@dataclass(frozen=True)
class AnswerLine:
    """One unit's answer, or an empty one that it owes."""

    answer: QuickAnswer
    cells: list[AnswerCell]


@dataclass(frozen=True)
class QuestionTotal:
    """The total of the answers to one question: the sum of numbers (None without any), or yeses and noes.

    Texts have neither.
    """

    question: QuickQuestion
    value: int | None = None
    yes: int = 0
    no: int = 0

    @property
    def words(self):
        if self.question.kind == QuestionKind.YES_NO:
            return _("yes %(yes)s · no %(no)s") % {"yes": self.yes, "no": self.no}
        return formatted(self.question, self.value) if self.question.is_number else ""


@dataclass(frozen=True)
class QuickReportTotals:
    """The totals of a quick report over the units within a person's sight."""

    report: QuickReport
    questions: list[QuickQuestion]
    lines: list[AnswerLine]
    totals: list[QuestionTotal]

    @property
    def asked(self):
        return len(self.lines)

    @property
    def answers(self):
        return [line.answer for line in self.lines if line.answer.is_answered]

    @property
    def answered(self):
        return len(self.answers)

    @property
    def missing(self):
        """The units that owe an answer, in order."""
        return [line.answer.unit for line in self.lines if not line.answer.is_answered]

    @property
    def late(self):
        """How many answers came after the deadline."""
        return sum(answer.is_late for answer in self.answers)

    @property
    def is_live(self):
        """Whether more answers may come in."""
        return self.report.is_open and self.answered < self.asked

    @property
    def stamp(self):
        """A text that changes with whatever the page shows: answers, deadline, closing, minutes left."""
        versions = sum(line.answer.version for line in self.lines)
        return f"{versions}-{self.report.due_at:%d%H%M}-{int(self.report.is_open)}-{self.report.minutes_left}"


def totals_of(report, answers):
    """Return the QuickReportTotals of those answers of a report; two queries (questions, answers)."""
    questions = list(report.questions.all())
    lines = []
    for answer in answers.filter(report=report).select_related("unit", "answered_by").order_by("unit__code"):
        answer.report = report
        lines.append(AnswerLine(answer, [cell_of(question, answer) for question in questions]))
    columns = zip(*(line.cells for line in lines), strict=True) if lines else [[]] * len(questions)
    totals = [_total(question, cells) for question, cells in zip(questions, columns, strict=True)]
    return QuickReportTotals(report, questions, lines, totals)


def cell_of(question, answer):
    """Return the AnswerCell of a question in an answer, or in a version of one."""
    key = str(question.pk)
    return AnswerCell(question, answer.values.get(key), answer.counted.get(key))


def _total(question, cells):
    values = [cell.value for cell in cells if cell.value is not None]
    if question.kind == QuestionKind.YES_NO:
        return QuestionTotal(question, yes=sum(values), no=len(values) - sum(values))
    return QuestionTotal(question, sum(values) if values and question.is_number else None)


def formatted(question, value):
    """Return a value as the person's language writes it; `…` where there is none."""
    if value is None:
        return NO_DATA
    if question.kind == QuestionKind.YES_NO:
        return _("yes") if value else _("no")
    if question.kind == QuestionKind.TEXT:
        return value
    decimals = 1 if question.scale > 1 else 0
    return number_format(half_up(exact(value) / question.scale, decimals), decimals, force_grouping=True)


def time_left(report):
    """Return the time to the deadline in the person's language: `còn 3 giờ 20 phút`; "" of a closed report."""
    if not report.is_open:
        return ""
    minutes = report.minutes_left
    if minutes < 0:
        return _("overdue by %s") % _duration(-minutes)
    return _("%s left") % _duration(minutes)


def _duration(minutes):
    if minutes >= IN_HOURS:
        return _("%(days)s days %(hours)s h") % {"days": minutes // DAY, "hours": minutes % DAY // HOUR}
    if minutes >= HOUR:
        return _("%(hours)s h %(minutes)s min") % {"hours": minutes // HOUR, "minutes": minutes % HOUR}
    return _("%s min") % minutes
