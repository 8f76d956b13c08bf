"""The Department opens the periods and the reports go their way, by the verbs that people use."""

from pathlib import Path

from django.core.files import File

from accounts.models import User
from calendars.clock import as_of
from calendars.windows import window_of
from communications.models import Campaign
from demonstration import report_texts, timeline
from demonstration.communication import THEMES
from demonstration.difficulties import Story
from demonstration.districts import BY_SLUG, DISTRICTS
from demonstration.extras import DOUBTFUL
from demonstration.sites import FUNDED
from directives.models import Clause, Directive, Exemption, Task
from directives.verbs import publish
from plans.models import Plan
from progress import text_verbs, verbs
from progress.areas import record_kinds
from progress.evidence.keeping import add_evidence
from progress.filing import declare_none
from progress.models import Period, Submission
from progress.pins import pin_record
from reports.composition import compose
from units.models import Unit

# One page that says what it is.
EVIDENCE = Path(__file__).resolve().parent / "files" / "plan.pdf"
NOT_FUNDED = "Không được hỗ trợ kinh phí triển khai mô hình thúc đẩy bình đẳng giới"
GUIDANCE = "Văn bản hướng dẫn Tháng hành động năm 2020 của tỉnh (minh họa)"
EXEMPT_TASKS, EXEMPT_FIGURES = ("model.run", "model.extend"), ("MH-01", "MH-04")
# What a unit may say did not occur; everything else that is missing stays open.
DECLARABLE = {
    "2019": ("cap.inspection", "comm.services"),
    "half": ("cap.review", "cap.inspection", "comm.services", "comm.labour-code"),
    "2020": ("cap.inspection", "comm.labour-code"),
}


def exempt_units():
    """The districts without funds for models need not answer for them."""
    units = Unit.objects.filter(slug__in=BY_SLUG.keys() - FUNDED, level="district").order_by("code")
    tasks = {task.code: task for task in Task.objects.filter(code__in=EXEMPT_TASKS)}
    for unit in units:
        since = {"unit": unit, "valid_from": unit.valid_from, "reason": NOT_FUNDED}
        Exemption.objects.bulk_create(
            [Exemption(task=tasks[code], **since) for code in EXEMPT_TASKS]
            + [Exemption(indicator=code, **since) for code in EXEMPT_FIGURES]
        )


def publish_directive(by):
    """Publish 908 on its day; in October the province's guidance on the Action Month (2.d) is there."""
    directive = Directive.objects.get(issuer=by.unit, year=2020)
    with as_of(timeline.PUBLISHED_ON):
        publish(directive, by=by)
    Clause.objects.filter(directive=directive, code="2.d").update(
        awaits_guidance=False, theme=THEMES[2020], guidance=GUIDANCE
    )


def write_reports():
    """Everything the Department asked for and the districts answered, in the order in which it happened."""
    people = {user.username: user for user in User.objects.select_related("unit")}
    exempt_units()
    publish_directive(people["province"])
    periods = {asked.name: _open(asked, people["province"]) for asked in timeline.PERIODS}
    story = Story(people)
    for act in timeline.acts():
        story.tell(through=act.day)
        with as_of(act.day):
            submission = Submission.objects.select_related("period__root", "unit").get(
                period=periods[act.period], unit__slug=act.slug
            )
            ACTS[act.verb](submission, act, people)
    story.tell()
    _begin_nam_dong(periods["2020"], people["nam-dong"])


def _open(asked, by):
    window = window_of(asked.kind, asked.year, asked.number)
    fields = ("kind", "year", "number", "due_on", "summary_due_on", "asked_number", "asked_on", "asked_subject")
    period = Period(root=by.unit, start=window.start, end=window.end, **{name: getattr(asked, name) for name in fields})
    with as_of(asked.opened_on):
        return verbs.open_period(period, by=by)


def _submit(submission, act, people):
    officer = people[act.slug]
    _declare(submission, act.period, officer)
    names = [asked.name for asked in timeline.PERIODS]
    turn = DISTRICTS.index(BY_SLUG[act.slug]) + names.index(act.period)
    coming = timeline.PERIODS[names.index(act.period)].coming
    _type(submission, report_texts.text_for(BY_SLUG[act.slug], turn, coming), officer)
    verbs.submit(submission, compose, by=officer)


def _type(submission, texts, officer):
    for name, text in texts.items():
        setattr(submission, name, text)
    text_verbs.save_text(submission, by=officer)


def _declare(submission, period, officer):
    window, unit = submission.period.window, submission.unit
    filed = set()
    for kind in record_kinds():
        rows = kind.model.objects.filter(unit=unit, counted_on__range=(window.start, window.end))
        filed.update(rows.values_list("task__code", flat=True))
    for task in Task.objects.filter(code__in=set(DECLARABLE[period]) - filed):
        declare_none(unit, task, window, by=officer)


def _return(submission, act, people):
    if act.period == "half":
        verbs.return_(submission, report_texts.RETURNED_IN_JUNE, by=people["province"])
        return
    doubtful = Campaign.objects.get(unit=submission.unit, title=DOUBTFUL)
    pin_record(submission, doubtful, report_texts.REMARK, by=people["province"])
    verbs.return_(submission, report_texts.RETURNED, by=people["province"])


def _begin_nam_dong(period, officer):
    """Its report is a draft: half of the text is typed, and one plan has its file."""
    _type(Submission.objects.get(period=period, unit=officer.unit), report_texts.UNFINISHED, officer)
    plan = Plan.objects.get(unit=officer.unit, task__code="plan.action-month", year=2020)
    with EVIDENCE.open("rb") as file:
        add_evidence(plan, File(file, name="ke-hoach-thang-hanh-dong-minh-hoa.pdf"), by=officer)


ACTS = {
    "submit": _submit,
    "send_back": lambda submission, act, people: verbs.send_back(
        submission, report_texts.SENT_BACK, by=people[f"{act.slug}-head"]
    ),
    "send": lambda submission, act, people: verbs.send(submission, by=people[f"{act.slug}-head"]),
    "return": _return,
    "approve": lambda submission, act, people: verbs.approve(submission, compose, by=people["province"]),
}
