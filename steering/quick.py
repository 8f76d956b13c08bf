"""Quick reports: asked, answered, given more time, closed. Each verb locks the report, so that no answer slips past."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Role, User
from accounts.permissions import WHO, can_file, can_sign_off, can_steer, require
from calendars.clock import now, today
from indicators import catalogue
from indicators.declarations import Communes, Ratio
from indicators.figures import by_unit
from notices.verbs import tell
from progress.filing import Conflict
from progress.verbs import NotNow
from reports.composition import body_of
from reports.editions import VIOLENCE
from steering.models import QuestionKind, QuickAnswer, QuickQuestion, QuickReport, QuickVersion
from texts.vietnamese import count, date_short
from units.models import Unit

# More than this on one phone screen, and it is a report that should be asked as one.
MOST_QUESTIONS = 10
# Ten days: whatever has more time is an ordinary period.
MOST_HOURS = 240
# A unit is not reminded of the same report twice within it.
REMINDER_EVERY = timedelta(hours=1)
LONGEST_TEXT = 500


def askable():
    """The figures that may be asked: no sensitive ones, whose counts stay where they are filed, and no shares, which
    cannot be added up."""
    return [one for one in catalogue.shown() if not one.sensitive and not isinstance(one, (Ratio, Communes))]


def units_of(root):
    """The units that can be asked: those that report to the root today."""
    return Unit.objects.reporting_to(root, today()).order_by("code")


def question_of(indicator):
    """The question for a counted figure, not saved."""
    return QuickQuestion(
        kind=QuestionKind.FIGURE, indicator=indicator.key, words=indicator.name, measure=indicator.unit
    )


@transaction.atomic
def ask(report, questions, units, hours, *, by):
    """Put unsaved questions to those units, to be answered within so many hours; officers and heads are told.

    ValidationError for a wrong number of hours or questions, for no unit, one that does not report to the root, and
    for a figure that may not be asked.
    """
    require(can_steer(by) and report.root_id == by.unit_id, WHO.reviews())
    units = list(units)
    if not units:
        raise ValidationError({"units": _("Choose at least one unit.")})
    if {one.pk for one in units} - set(units_of(report.root).values_list("pk", flat=True)):
        raise ValidationError({"units": _("Only units that report to the Department can be asked.")})
    _check_questions(questions)
    if not any(one.kind == QuestionKind.FIGURE for one in questions):
        report.start = report.end = None
    elif not report.start or not report.end:
        raise ValidationError({"start": _("Say in which days the figures are counted.")})
    report.asked_by, report.asked_at = by, now()
    report.due_at = deadline_in(hours)
    report.full_clean()
    report.save()
    for order, question in enumerate(questions, start=1):
        question.report, question.order = report, order
        question.full_clean(exclude=["report"])
    QuickQuestion.objects.bulk_create(questions)
    QuickAnswer.objects.bulk_create(QuickAnswer(report=report, unit=unit) for unit in units)
    record("quick_report_asked", report.title, by=by, unit=report.root)
    _tell_units(report, units, occasion=f"quick:{report.pk}", subject="Báo cáo nhanh", questions=len(questions))
    return report


def _check_questions(questions):
    if not questions:
        raise ValidationError(_("Ask at least one question."))
    if len(questions) > MOST_QUESTIONS:
        raise ValidationError(_("Ask at most %s questions: the answer has to fit on a phone.") % MOST_QUESTIONS)
    allowed = {one.key for one in askable()}
    for question in questions:
        if question.kind == QuestionKind.FIGURE and question.indicator not in allowed:
            raise ValidationError(_("This figure is not asked in a quick report: %s.") % question.indicator)
        if question.kind == QuestionKind.NUMBER and VIOLENCE.search(question.words):
            raise ValidationError(
                _("Numbers of victims and perpetrators are not asked in a quick report: they are filed in the logs of "
                  "the models and stay there.")
            )  # fmt: skip


def deadline_in(hours):
    """The instant so many hours from now, on the next full minute; ValidationError outside 1 to MOST_HOURS."""
    if not 1 <= hours <= MOST_HOURS:
        raise ValidationError({"hours": _("Give 1 to %s hours.") % MOST_HOURS})
    due_at = now() + timedelta(hours=hours)
    return due_at.replace(second=0, microsecond=0) + timedelta(minutes=bool(due_at.second or due_at.microsecond))


def answer_for(report, user):
    """The unit's answer that the person may write, or None: the officer's or head's own, or the one on paper."""
    unit_id = user.filing_unit_id
    if not can_file(user, unit_id) and not can_sign_off(user, unit_id):
        return None
    rows = report.answers.select_related("unit", "answered_by").filter(unit=unit_id)
    answer = rows.first()
    if answer:
        answer.report = report
    return answer


def counted_of(report, unit_id, questions):
    """{str(question pk): what the portal counts for that unit now, None where it has nothing}; of figures alone."""
    asked = [one for one in questions if one.kind == QuestionKind.FIGURE]
    if not asked:
        return {}
    figures = by_unit([unit_id], report.window)[unit_id]
    return {str(one.pk): figures[one.indicator].value for one in asked}


@transaction.atomic
def answer(answer, values, version, *, by):
    """Keep what a unit answers: {str(question pk): value}. The last version holds, and each stays on record.

    `version` is the one that the person had before them: Conflict where somebody else answered since, unless with the
    same. NotNow once the report is closed.
    """
    require(can_file(by, answer.unit_id) or can_sign_off(by, answer.unit_id), WHO.asks())
    report = _locked(answer.report_id)
    if not report.is_open:
        raise NotNow(_("This quick report is closed: it takes no more answers."))
    answer = QuickAnswer.objects.select_related("unit", "answered_by").get(pk=answer.pk, report=report)
    answer.report = report
    if answer.is_answered and answer.values == values:
        return answer
    if answer.version != version:
        raise Conflict(
            _("%(who)s answered for your unit at %(when)s, after you opened this page. Nothing of yours was saved yet.")
            % {"who": answer.answered_by, "when": f"{localtime(answer.answered_at):%H:%M}"},
            answer,
        )
    questions = list(report.questions.all())
    if values.keys() != {str(one.pk) for one in questions}:
        raise ValidationError(_("Answer each question."))
    answer.values, answer.counted = values, counted_of(report, answer.unit_id, questions)
    answer.version += 1
    answer.answered_by, answer.answered_at = by, now()
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
    _tell_if_complete(report)
    return answer


def _tell_if_complete(report):
    """The asker, once: an answer that is corrected later completes nothing anew."""
    if report.answers.filter(answered_at=None).exists():
        return
    number = count(report.answers.count())
    tell(
        [report.asked_by],
        occasion=f"quick:{report.pk}:complete",
        subject=f"Đã đủ trả lời: {report.title}",
        text=f"Cả {number} đơn vị đã trả lời báo cáo nhanh “{report.title}”.",
        path=report.get_absolute_url(),
    )


@transaction.atomic
def remind(report, *, by):
    """Tell those that have not answered once more; how many units. NotNow where that was done within the hour."""
    report = _steered(report, by)
    if not report.is_open:
        raise NotNow(_("This quick report is closed: it takes no more answers."))
    if report.reminded_at and now() < report.reminded_at + REMINDER_EVERY:
        again = localtime(report.reminded_at + REMINDER_EVERY)
        raise NotNow(
            _("The units were reminded within the hour. The next reminder can go out at %s.") % f"{again:%H:%M}"
        )
    missing = [one.unit for one in report.answers.filter(answered_at=None).select_related("unit")]
    if not missing:
        raise NotNow(_("All units have answered: there is nobody to remind."))
    report.reminded_at = now()
    report.save(update_fields=["reminded_at"])
    record("reminded", f"Báo cáo nhanh: {report.title}", by=by, unit=report.root)
    occasion = f"quick:{report.pk}:reminder:{report.reminded_at:%Y%m%d%H%M}"
    _tell_units(report, missing, occasion=occasion, subject="Nhắc báo cáo nhanh")
    return len(missing)


@transaction.atomic
def extend(report, hours, *, by):
    """Give until so many hours from now; a closed report is open again. Those that have not answered are told.

    ValidationError where that is not later than the deadline as it stands.
    """
    report = _steered(report, by)
    due_at = deadline_in(hours)
    if report.is_open and due_at <= report.due_at:
        raise ValidationError({"hours": _("This is not later than the deadline as it stands.")})
    report.due_at, report.closed_at, report.closed_by = due_at, None, None
    report.save(update_fields=["due_at", "closed_at", "closed_by"])
    record("quick_report_extended", f"{report.title}: {deadline(report)}", by=by, unit=report.root)
    missing = [one.unit for one in report.answers.filter(answered_at=None).select_related("unit")]
    occasion = f"quick:{report.pk}:until:{due_at:%Y%m%d%H%M}"
    _tell_units(report, missing, occasion=occasion, subject="Gia hạn báo cáo nhanh")
    return report


@transaction.atomic
def close(report, *, by):
    """Take no more answers; `extend` opens it again."""
    report = _steered(report, by)
    if not report.is_open:
        raise NotNow(_("This quick report is closed already."))
    report.closed_at, report.closed_by = now(), by
    report.save(update_fields=["closed_at", "closed_by"])
    record("quick_report_closed", report.title, by=by, unit=report.root)
    return report


def owed_by(user):
    """The open quick reports that the person's unit has not answered, the most urgent first; one query at most."""
    if not user.is_district and not user.acting_for_id:
        return []
    rows = QuickReport.objects.open().filter(answers__unit=user.filing_unit_id, answers__answered_at=None)
    return list(rows.order_by("due_at"))


def deadline(report):
    """`16:30 ngày 18/12/2020`, by Vietnamese clocks."""
    return moment_in_words(report.due_at)


def moment_in_words(instant):
    """An instant as `16:30 ngày 18/12/2020`."""
    at = localtime(instant)
    return f"{at:%H:%M} ngày {date_short(at.date())}"


def _steered(report, by):
    require(can_steer(by) and report.root_id == by.unit_id, WHO.reviews())
    return _locked(report.pk)


def _locked(pk):
    QuickReport.objects.select_for_update(no_key=True).get(pk=pk)
    return QuickReport.objects.select_related("root", "asked_by").get(pk=pk)


def _tell_units(report, units, *, occasion, subject, questions=None):
    people = User.objects.filter(unit__in=units, role__in=[Role.OFFICER, Role.HEAD], is_active=True)
    number = questions or report.questions.count()
    tell(
        people,
        occasion=occasion,
        subject=f"{subject}: {report.title}",
        text=(
            f"{body_of(report.root, today()).name} đề nghị báo cáo nhanh “{report.title}” trước {deadline(report)}: "
            f"{count(number)} nội dung, trả lời trên một trang."
        ),
        path=f"{report.get_absolute_url()}answer/",
    )
