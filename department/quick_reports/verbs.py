"""Asking, answering, extending and closing quick reports; each verb locks the report."""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.models import Role, User
from core.accounts.permissions import WHO, can_file, can_sign_off, can_steer, require
from core.indicators import catalogue
from core.indicators.declarations import Communes, Ratio
from core.indicators.figures import combined_figures
from core.lib.dates.clock import official_now, today
from core.lib.pages.seen import require_seen, version_of
from core.lib.text.vietnamese import count, date_short
from core.notifications.verbs import notify
from core.units.bodies import body_of
from core.units.keeping import all_standing_for, units_and_kept
from core.units.models import Unit
from department.models import QuestionKind, QuickAnswer, QuickQuestion, QuickReport, QuickVersion
from filing.errors import Conflict, InvalidTransition

# More than fits on one phone screen should be an ordinary report.
MAX_QUESTIONS = 10
# Ten days: what may take longer is an ordinary period.
MAX_HOURS = 240
# A unit is reminded of the same report once within it.
REMINDER_EVERY = timedelta(hours=1)
LONGEST_TEXT = 500
# Words by which a question is refused even if whoever asks says that it counts no victims.
VIOLENCE = re.compile(
    r"nạn nhân|bị hại|bị (?:bạo lực|bạo hành|xâm hại|đánh)|gây (?:ra )?bạo lực|bạo hành|xâm hại"
    r"|(?:vụ|ca|trường hợp)(?: việc)? (?:bạo lực|bạo hành|xâm hại)",
    re.IGNORECASE,
)


def askable():
    """Return the figures that may be asked.

    Counts of sensitive ones stay where they are filed, and shares cannot be added up.
    """
    return [
        indicator
        for indicator in catalogue.visible_indicators()
        if not indicator.sensitive and not isinstance(indicator, (Ratio, Communes))
    ]


def units_of(root):
    """Return the units that can be asked: those that report to the root today."""
    return Unit.objects.reporting_to(root, today()).order_by("code")


def question_of(indicator):
    """Return the unsaved question for a counted figure."""
    return QuickQuestion(
        kind=QuestionKind.FIGURE, indicator=indicator.key, words=indicator.name, measure=indicator.unit
    )


@transaction.atomic
def ask(report, questions, units, hours, *, by):
    """Ask those units the unsaved questions, to be answered within so many hours; notify officers and heads.

    ValidationError for a wrong number of hours or questions, for no unit, one that does not report to the root, and
    for a figure that may not be asked.
    """
    require(can_steer(by) and report.root_id == by.unit_id, WHO.reviews())
    units = list(units)
    if not units:
        raise ValidationError({"units": _("Choose at least one unit.")})
    if {unit.pk for unit in units} - set(units_of(report.root).values_list("pk", flat=True)):
        raise ValidationError({"units": _("You can only ask units that report to the Department.")})
    _check_questions(questions)
    if not any(question.kind == QuestionKind.FIGURE for question in questions):
        report.start = report.end = None
    elif not report.start or not report.end:
        raise ValidationError({"start": _("Enter the dates of the figures.")})
    report.asked_by, report.asked_at = by, official_now()
    report.due_at = deadline_in(hours)
    report.full_clean()
    report.save()
    for order, question in enumerate(questions, start=1):
        question.report, question.order = report, order
        question.full_clean(exclude=["report"])
    QuickQuestion.objects.bulk_create(questions)
    QuickAnswer.objects.bulk_create(QuickAnswer(report=report, unit=unit) for unit in units)
    log_action("quick_report_asked", report.title, by=by, unit=report.root)
    _notify_units(report, units, occasion=f"quick:{report.pk}", subject="Báo cáo nhanh", questions=len(questions))
    return report


def _check_questions(questions):
    if not questions:
        raise ValidationError(_("Choose a figure or enter a question."))
    if len(questions) > MAX_QUESTIONS:
        raise ValidationError(_("Ask at most %s questions, so that the answer fits on a phone screen.") % MAX_QUESTIONS)
    allowed = {indicator.key for indicator in askable()}
    for question in questions:
        if question.kind == QuestionKind.FIGURE and question.indicator not in allowed:
            raise ValidationError(_("This figure cannot be asked in a quick report: %s.") % question.indicator)
        about_people = question.is_sensitive or VIOLENCE.search(f"{question.words} {question.measure}")
        if question.kind == QuestionKind.NUMBER and about_people:
            raise ValidationError(
                _(
                    "Numbers of victims and perpetrators cannot be asked in a quick report. They are entered only in "
                    "the log of the model."
                )
            )


def deadline_in(hours):
    """Return the instant so many hours from now, on the next full minute; ValidationError outside 1 to MAX_HOURS."""
    if not 1 <= hours <= MAX_HOURS:
        raise ValidationError({"hours": _("Enter 1 to %s hours.") % MAX_HOURS})
    due_at = official_now() + timedelta(hours=hours)
    return due_at.replace(second=0, microsecond=0) + timedelta(minutes=bool(due_at.second or due_at.microsecond))


def answers_for(report, user):
    """Return the answers that the person may write: of the unit that they file for, then of ended ones it keeps."""
    unit_id = user.filing_unit_id
    if not can_file(user, unit_id) and not can_sign_off(user, unit_id):
        return []
    rows = report.answers.select_related("unit", "answered_by").filter(unit__in=units_and_kept(unit_id))
    answers = sorted(rows, key=lambda answer: (answer.unit_id != unit_id, answer.unit.code))
    for answer in answers:
        answer.report = report
    return answers


def counted_of(report, unit_id, questions):
    """Return {str(question pk): what the portal counts for the unit now, or None} of the questions for figures."""
    figure_questions = [question for question in questions if question.kind == QuestionKind.FIGURE]
    if not figure_questions:
        return {}
    figures = combined_figures(list(units_and_kept(unit_id).values_list("pk", flat=True)), report.window)
    return {str(question.pk): figures[question.indicator].value for question in figure_questions}


@transaction.atomic
def answer(answer, values, version, *, by):
    """Save a unit's answer, {str(question pk): value}; the last version holds, and each stays on record.

    `version` is the one that the person had before them: Conflict where somebody else answered since, unless with the
    same. InvalidTransition once the report is closed.
    """
    require(can_file(by, answer.unit_id) or can_sign_off(by, answer.unit_id), WHO.asks())
    report = lock_report(answer.report_id)
    if not report.is_open:
        raise InvalidTransition(_("This quick report is closed and takes no more answers."))
    answer = QuickAnswer.objects.select_related("unit", "answered_by").get(pk=answer.pk, report=report)
    answer.report = report
    if answer.is_answered and answer.values == values:
        return answer
    if answer.version != version:
        raise Conflict(
            _("%(who)s answered for your unit at %(when)s, after you opened this page. Your answer has not been saved.")
            % {"who": answer.answered_by, "when": f"{localtime(answer.answered_at):%H:%M}"},
            answer,
        )
    questions = list(report.questions.all())
    if values.keys() != {str(question.pk) for question in questions}:
        raise ValidationError(_("Answer all questions."))
    answer.values, answer.counted = values, counted_of(report, answer.unit_id, questions)
    answer.version += 1
    answer.answered_by, answer.answered_at = by, official_now()
    answer.first_at = answer.first_at or answer.answered_at
    answer.save()
    QuickVersion.objects.create(
        answer=answer,
        version=answer.version,
        values=answer.values,
        counted=answer.counted,
        at=answer.answered_at,
        by=by,
    )
    _notify_if_complete(report)
    return answer


def _notify_if_complete(report):
    """Notify the asker once all have answered; an answer that is corrected later completes nothing anew.

    Like all mails of a quick report it is without the title: a typed title may say anything, and a mail leaves the
    portal.
    """
    if report.answers.filter(answered_at=None).exists():
        return
    number = count(report.answers.count())
    notify(
        [report.asked_by],
        occasion=f"quick:{report.pk}:complete",
        subject=f"Đã đủ trả lời: báo cáo nhanh hạn {deadline(report)}",
        text=f"Cả {number} đơn vị đã trả lời báo cáo nhanh hạn {deadline(report)}.",
        path=report.get_absolute_url(),
    )


@transaction.atomic
def remind(report, *, by):
    """Remind the units that have not answered; return how many.

    InvalidTransition where that was done within the hour, and where nobody is to be reminded.
    """
    report = _locked_by_asker(report, by)
    if not report.is_open:
        raise InvalidTransition(_("This quick report is closed and takes no more answers."))
    if report.reminded_at and official_now() < report.reminded_at + REMINDER_EVERY:
        again = localtime(report.reminded_at + REMINDER_EVERY)
        raise InvalidTransition(
            _("The units were reminded less than an hour ago. You can send the next reminder at %s.") % f"{again:%H:%M}"
        )
    missing = [answer.unit for answer in report.answers.filter(answered_at=None).select_related("unit")]
    if not missing:
        raise InvalidTransition(_("All units have answered. There is nobody to remind."))
    report.reminded_at = official_now()
    report.save(update_fields=["reminded_at"])
    log_action("reminded", f"Báo cáo nhanh: {report.title}", by=by, unit=report.root)
    occasion = f"quick:{report.pk}:reminder:{report.reminded_at:%Y%m%d%H%M}"
    _notify_units(report, missing, occasion=occasion, subject="Nhắc báo cáo nhanh")
    return len(missing)


def version_shown(report):
    """Return the version that the questions before closing and extending show: until when, and who is missing."""
    missing = report.answers.filter(answered_at=None).order_by("unit").values_list("unit", flat=True)
    return version_of(report.due_at, report.closed_at, list(missing))


@transaction.atomic
def extend(report, hours, *, by, seen=None):
    """Extend the deadline to so many hours from now, reopen a closed report, and notify who has not answered.

    ValidationError where that is not later than the deadline as it stands.
    """
    report = _locked_by_asker(report, by)
    require_seen(seen, version_shown(report))
    due_at = deadline_in(hours)
    if report.is_open and due_at <= report.due_at:
        raise ValidationError({"hours": _("This is not later than the current deadline.")})
    report.due_at, report.closed_at, report.closed_by = due_at, None, None
    report.save(update_fields=["due_at", "closed_at", "closed_by"])
    log_action("quick_report_extended", f"{report.title}: {deadline(report)}", by=by, unit=report.root)
    missing = [answer.unit for answer in report.answers.filter(answered_at=None).select_related("unit")]
    occasion = f"quick:{report.pk}:until:{due_at:%Y%m%d%H%M}"
    _notify_units(report, missing, occasion=occasion, subject="Gia hạn báo cáo nhanh")
    return report


@transaction.atomic
def close(report, *, by, seen=None):
    """Close the report for answers; `extend` opens it again."""
    report = _locked_by_asker(report, by)
    if not report.is_open:
        raise InvalidTransition(_("This quick report is already closed."))
    require_seen(seen, version_shown(report))
    report.closed_at, report.closed_by = official_now(), by
    report.save(update_fields=["closed_at", "closed_by"])
    log_action("quick_report_closed", report.title, by=by, unit=report.root)
    return report


def owed_by(user):
    """Return the open quick reports that the person's unit, or one it keeps, has not answered; one query.

    The most urgent first.
    """
    if not user.is_district and not user.acting_for_id:
        return []
    owed = QuickAnswer.objects.filter(unit__in=units_and_kept(user.filing_unit_id), answered_at=None)
    return list(QuickReport.objects.open().filter(pk__in=owed.values("report")).order_by("due_at"))


def deadline(report):
    """Return `16:30 ngày 18/12/2020`, in Vietnamese time."""
    return moment_in_words(report.due_at)


def moment_in_words(instant):
    """Return an instant as `16:30 ngày 18/12/2020`."""
    local = localtime(instant)
    return f"{local:%H:%M} ngày {date_short(local.date())}"


def _locked_by_asker(report, by):
    require(can_steer(by) and report.root_id == by.unit_id, WHO.reviews())
    return lock_report(report.pk)


def lock_report(pk):
    """Return a report, locked until the transaction ends, so that one person at a time changes it or answers."""
    QuickReport.objects.select_for_update(no_key=True).get(pk=pk)
    return QuickReport.objects.select_related("root", "asked_by").get(pk=pk)


def _notify_units(report, units, *, occasion, subject, questions=None):
    standing = all_standing_for([unit.pk for unit in units])
    people = User.objects.filter(unit__in=standing, role__in=[Role.OFFICER, Role.HEAD], is_active=True)
    number = questions or report.questions.count()
    notify(
        people,
        occasion=occasion,
        subject=f"{subject}: trả lời trước {deadline(report)}",
        text=(
            f"{body_of(report.root, today()).name} đề nghị đơn vị trả lời báo cáo nhanh trước {deadline(report)}: "
            f"{count(number)} nội dung, trên một trang."
        ),
        path=f"{report.get_absolute_url()}answer/",
    )
