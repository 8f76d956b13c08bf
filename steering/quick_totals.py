"""What the answers to a quick report come to: unit by unit, question by question, as far as they are in."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from steering.models import QuestionKind, QuickAnswer, QuickQuestion, QuickReport

NO_DATA = "…"
DAY, HOUR = timedelta(days=1) // timedelta(minutes=1), 60
# A deadline further off than this is told in days.
IN_HOURS = 2 * DAY


@dataclass(frozen=True)
class Cell:
    """What one unit says to one question, and what the portal had counted; None where there is nothing."""

    question: QuickQuestion
    value: int | bool | str | None
    counted: int | None = None

    @property
    def differs(self):
        """Whether the unit says something else than what the portal counted."""
        return self.value is not None and self.counted is not None and self.value != self.counted

    @property
    def words(self):
        return shown(self.question, self.value)

    @property
    def counted_words(self):
        return shown(self.question, self.counted)


@dataclass(frozen=True)
class Line:
    """One unit's answer, or that it owes one."""

    answer: QuickAnswer
    cells: list[Cell]


@dataclass(frozen=True)
class Total:
    """Of the answers that are in: the sum of numbers (None: none yet), how many say yes and no; texts have neither."""

    question: QuickQuestion
    value: int | None = None
    yes: int = 0
    no: int = 0

    @property
    def words(self):
        if self.question.kind == QuestionKind.YES_NO:
            return _("yes %(yes)s · no %(no)s") % {"yes": self.yes, "no": self.no}
        return shown(self.question, self.value) if self.question.is_number else ""


@dataclass(frozen=True)
class Totals:
    """How a quick report stands, of the units within a person's sight."""

    report: QuickReport
    questions: list[QuickQuestion]
    lines: list[Line]
    totals: list[Total]

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
        """Changes with whatever the page shows: answers, deadline, closing, and the minutes that are left."""
        versions = sum(line.answer.version for line in self.lines)
        return f"{versions}-{self.report.due_at:%d%H%M}-{int(self.report.is_open)}-{self.report.minutes_left}"


def totals_of(report, answers):
    """The Totals of those answers of a report; two queries (questions, answers)."""
    questions = list(report.questions.all())
    lines = []
    for answer in answers.filter(report=report).select_related("unit", "answered_by").order_by("unit__code"):
        answer.report = report
        lines.append(Line(answer, [cell_of(question, answer) for question in questions]))
    columns = zip(*(line.cells for line in lines), strict=True) if lines else [[]] * len(questions)
    totals = [_total(question, cells) for question, cells in zip(questions, columns, strict=True)]
    return Totals(report, questions, lines, totals)


def cell_of(question, answer):
    """What an answer, or a version of one, says to a question."""
    key = str(question.pk)
    return Cell(question, answer.values.get(key), answer.counted.get(key))


def _total(question, cells):
    given = [cell.value for cell in cells if cell.value is not None]
    if question.kind == QuestionKind.YES_NO:
        return Total(question, yes=sum(given), no=len(given) - sum(given))
    return Total(question, sum(given) if given and question.is_number else None)


def shown(question, value):
    """A value as the person's language writes it; `…` where there is none."""
    if value is None:
        return NO_DATA
    if question.kind == QuestionKind.YES_NO:
        return _("yes") if value else _("no")
    if question.kind == QuestionKind.TEXT:
        return value
    if question.scale > 1:
        return number_format(value / question.scale, 1, force_grouping=True)
    return number_format(value, force_grouping=True)


def time_left(report):
    """`còn 3 giờ 20 phút`, `quá hạn 2 giờ 5 phút`, in the person's language; of a closed report nothing."""
    if not report.is_open:
        return ""
    minutes = report.minutes_left
    if minutes < 0:
        return _("overdue by %s") % _stretch(-minutes)
    return _("%s left") % _stretch(minutes)


def _stretch(minutes):
    if minutes >= IN_HOURS:
        return _("%(days)s days %(hours)s h") % {"days": minutes // DAY, "hours": minutes % DAY // HOUR}
    if minutes >= HOUR:
        return _("%(hours)s h %(minutes)s min") % {"hours": minutes // HOUR, "minutes": minutes % HOUR}
    return _("%s min") % minutes
