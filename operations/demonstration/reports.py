"""Periods and reports of the demonstration, opened, submitted and approved by the verbs that people use."""

from datetime import timedelta
from pathlib import Path

from django.core.files import File

from communications.models import Campaign
from core.accounts.models import User
from core.directives.models import Clause, Directive, Exemption, Task
from core.directives.receipts import acknowledge
from core.directives.verbs import publish
from core.lib.dates.clock import as_of
from core.lib.dates.windows import window_of
from core.units.models import Unit
from filing.areas import record_kinds
from filing.evidence.storage import add_evidence
from filing.models import Period, Submission
from filing.records.saving import declare_none
from filing.submissions import text_verbs, verbs
from filing.submissions.pins import pin_record
from operations.demonstration import report_texts, timeline
from operations.demonstration.difficulties import DifficultyTimeline
from operations.demonstration.work.action_month import THEMES
from operations.demonstration.work.districts import BY_SLUG, DISTRICTS
from operations.demonstration.work.extras import DOUBTFUL
from operations.demonstration.work.sites import FUNDED
from plans.models import Plan
from reports.documents.composition import compose

# A PDF of one page, which says that it is a sample.
EVIDENCE = Path(__file__).resolve().parent / "files" / "plan.pdf"
NOT_FUNDED = "Không được hỗ trợ kinh phí triển khai mô hình thúc đẩy bình đẳng giới"
GUIDANCE = "Văn bản hướng dẫn Tháng hành động năm 2020 của tỉnh"
EXEMPT_TASKS, EXEMPT_FIGURES = ("model.run", "model.extend"), ("MH-01", "MH-04")
# Tasks that a unit may declare did not occur; everything else that is missing stays open.
DECLARABLE = {
    "2019": ("cap.inspection", "comm.services"),
    "half": ("cap.review", "cap.inspection", "comm.services", "comm.labour-code"),
    "2020": ("cap.inspection", "comm.labour-code"),
}


def exempt_units():
    """Exempt the districts without funds for support models from reporting on them."""
    units = Unit.objects.filter(slug__in=BY_SLUG.keys() - FUNDED, level="district").order_by("code")
    tasks = {task.code: task for task in Task.objects.filter(code__in=EXEMPT_TASKS)}
    for unit in units:
        fields = {"unit": unit, "valid_from": unit.valid_from, "reason": NOT_FUNDED}
        Exemption.objects.bulk_create(
            [Exemption(task=tasks[code], **fields) for code in EXEMPT_TASKS]
            + [Exemption(indicator=code, **fields) for code in EXEMPT_FIGURES]
        )


def publish_directive(people):
    """Publish directive 908 on its day, and add the province's guidance of October on the Action Month (2.d).

    The heads acknowledge it in the days after, all but the last district's.
    """
    by = people["province"]
    directive = Directive.objects.get(issuer=by.unit, year=2020)
    with as_of(timeline.PUBLISHED_ON):
        publish(directive, by=by)
    for number, district in enumerate(DISTRICTS[:-1]):
        with as_of(timeline.PUBLISHED_ON + timedelta(days=1 + number % 3)):
            acknowledge(directive, by=people[f"{district.slug}-head"])
    Clause.objects.filter(directive=directive, code="2.d").update(
        awaits_guidance=False, theme=THEMES[2020], guidance=GUIDANCE
    )


def write_reports():
    """Let the Department open its periods and the districts report, in the order in which it happened."""
    people = {user.username: user for user in User.objects.select_related("unit")}
    exempt_units()
    publish_directive(people)
    periods = {planned.name: _open(planned, people["province"]) for planned in timeline.PERIODS}
    difficulties = DifficultyTimeline(people)
    for step in timeline.submission_steps():
        difficulties.play(through=step.day)
        with as_of(step.day):
            submission = Submission.objects.select_related("period__root", "unit").get(
                period=periods[step.period], unit__slug=step.slug
            )
            VERBS[step.verb](submission, step, people)
    difficulties.play()
    _leave_draft(periods["2020"], people["nam-dong"])


def _open(planned, by):
    window = window_of(planned.kind, planned.year, planned.number)
    fields = ("kind", "year", "number", "due_on", "summary_due_on", "asked_number", "asked_on", "asked_subject")
    values = {name: getattr(planned, name) for name in fields}
    period = Period(root=by.unit, start=window.start, end=window.end, **values)
    with as_of(planned.opened_on):
        return verbs.open_period(period, by=by)


def _submit(submission, step, people):
    officer = people[step.slug]
    _declare_none(submission, step.period, officer)
    names = [planned.name for planned in timeline.PERIODS]
    version = DISTRICTS.index(BY_SLUG[step.slug]) + names.index(step.period)
    coming = timeline.PERIODS[names.index(step.period)].coming
    _save_texts(submission, report_texts.text_for(BY_SLUG[step.slug], version, coming), officer)
    verbs.submit(submission, compose, by=officer)


def _save_texts(submission, texts, officer):
    for name, text in texts.items():
        setattr(submission, name, text)
    text_verbs.save_text(submission, by=officer)


def _declare_none(submission, period, officer):
    window, unit = submission.period.window, submission.unit
    filed = set()
    for kind in record_kinds():
        rows = kind.model.objects.filter(unit=unit, counted_on__range=(window.start, window.end))
        filed.update(rows.values_list("task__code", flat=True))
    for task in Task.objects.filter(code__in=set(DECLARABLE[period]) - filed):
        declare_none(unit, task, window, by=officer)


def _return(submission, step, people):
    if step.period == "half":
        verbs.return_(submission, comment=report_texts.RETURNED_IN_JUNE, by=people["province"])
        return
    doubtful = Campaign.objects.get(unit=submission.unit, title=DOUBTFUL)
    pin_record(submission, doubtful, report_texts.REMARK, by=people["province"])
    verbs.return_(submission, comment=report_texts.RETURNED, by=people["province"])


def _leave_draft(period, officer):
    """Leave Nam Đông's report a draft: half of the text is typed, and one plan has its file."""
    _save_texts(Submission.objects.get(period=period, unit=officer.unit), report_texts.UNFINISHED, officer)
    plan = Plan.objects.get(unit=officer.unit, task__code="plan.action-month", year=2020)
    with EVIDENCE.open("rb") as file:
        add_evidence(plan, File(file, name="ke-hoach-thang-hanh-dong-minh-hoa.pdf"), by=officer)


VERBS = {
    "submit": _submit,
    "send_back": lambda submission, step, people: verbs.send_back(
        submission, comment=report_texts.SENT_BACK, by=people[f"{step.slug}-head"]
    ),
    "send": lambda submission, step, people: verbs.send(submission, by=people[f"{step.slug}-head"]),
    "return": _return,
    "approve": lambda submission, step, people: verbs.approve(submission, compose, by=people["province"]),
}
