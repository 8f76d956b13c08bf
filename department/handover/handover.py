"""Handing over the work of an officer who leaves: what is open, and who takes it over."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.models import Role, User
from core.accounts.permissions import WHO, can_hand_over, require
from core.lib.dates.clock import now
from core.lib.pages.seen import require_seen, version_of
from core.lib.text.alphabetical import in_order
from core.notifications.models import MailState, Notice
from core.notifications.verbs import message_id, notify
from core.units.keeping import units_and_kept, units_standing_for
from difficulties.models import Difficulty, DifficultyState
from filing import areas
from filing.models import Request, Submission, SubmissionState
from filing.models.records import Status
from reports.models import Schedule

OF_OFFICERS = (Role.OFFICER, Role.PROVINCE_OFFICER)
# How many unfinished records of a kind are listed; more are counted.
MAX_LISTED = 50


@dataclass(frozen=True)
class OpenMatter:
    """An open matter: its title, and the page on which it is worked at."""

    title: str
    url: str


@dataclass(frozen=True)
class OpenWork:
    """The open work of a person, the most urgent first; `more` records are not listed."""

    returned: list
    drafts: list
    records: list
    difficulties: list
    requests: list
    unread: int
    more: int

    @property
    def number(self):
        parts = (self.returned, self.drafts, self.records, self.difficulties, self.requests)
        return sum(len(part) for part in parts) + self.more


def people_of(user):
    """Return everybody of the person's unit, of those below and of those that it keeps, its own first; one query."""
    people = User.objects.filter(unit__in=user.own_units).select_related("unit", "mail_choice")
    return people.order_by("unit__level", "unit__code", "-is_active", "role", in_order("username"))


def successors_of(leaver):
    """Return who may take the work over: active people in the same role of the unit, or of what keeps it."""
    units = units_standing_for(leaver.unit_id)
    return User.objects.filter(unit__in=units, role=leaver.role, is_active=True).exclude(pk=leaver.pk)


def open_work_of(leaver):
    """Return what the officer has to finish; a fixed number of queries.

    A report belongs to the unit or to what keeps it, so that its drafts and returns are those of all its officers.
    """
    reports = Submission.objects.filter(unit__in=units_and_kept(leaver.unit_id)).select_related("period", "unit")
    started = [SubmissionState.DRAFT, SubmissionState.RETURNED, SubmissionState.WITH_HEAD]
    reports = list(reports.filter(state__in=started).order_by("period__due_on"))
    records, more = _records_of(leaver)
    difficulties = Difficulty.objects.filter(raised_by=leaver).exclude(state=DifficultyState.RESOLVED)
    requests = Request.objects.waiting().filter(asked_by=leaver).select_related("submission__period")
    return OpenWork(
        returned=[_report_matter(report) for report in reports if report.state == SubmissionState.RETURNED],
        drafts=[_report_matter(report) for report in reports if report.state != SubmissionState.RETURNED],
        records=records,
        difficulties=[
            OpenMatter(difficulty.title, difficulty.get_absolute_url()) for difficulty in difficulties[:MAX_LISTED]
        ],
        requests=[
            OpenMatter(
                f"{request.get_wish_display()}: {request.submission.period.title}",
                _report_matter(request.submission).url,
            )
            for request in requests
        ],
        unread=Notice.objects.visible_to(leaver).unseen().count(),
        more=more,
    )


def _report_matter(submission):
    return OpenMatter(f"Báo cáo {submission.period.title}", reverse("reports:submission", args=[submission.pk]))


def _records_of(leaver):
    matters, more = [], 0
    for kind in areas.work_kinds():
        rows = kind.model.objects.filter(
            unit__in=units_and_kept(leaver.unit_id),
            created_by=leaver,
            status__in=[Status.PLANNED, Status.UNDER_WAY],
        ).select_related(*kind.model.RELATED)
        rows = list(rows.order_by("counted_on", "pk")[: MAX_LISTED + 1])
        more += max(0, len(rows) - MAX_LISTED)
        matters += [OpenMatter(str(row), row.get_absolute_url()) for row in rows[:MAX_LISTED]]
    return matters, more


@transaction.atomic
def hand_over(leaver, successor, reason, *, by, seen=None):
    """Hand the leaver's open work and unread notices to the successor, and deactivate the leaver's account.

    Records keep the name of who filed them. What somebody typed and never saved lies in their own browser and cannot
    be handed over.
    """
    require(can_hand_over(by, leaver.unit_id), WHO.hands_over())
    leaver = User.objects.select_for_update().get(pk=leaver.pk)
    if leaver.role not in OF_OFFICERS or not leaver.is_active:
        raise ValidationError(_("You can only hand over the work of an active officer."))
    if not successors_of(leaver).filter(pk=successor.pk).exists():
        raise ValidationError({"successor": _("Choose an active officer of the same unit.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason, for the audit log.")})
    work = open_work_of(leaver)
    require_seen(seen, version_of(work))
    _pass_on_notices(leaver, successor)
    for schedule in Schedule.objects.filter(people=leaver):
        schedule.people.remove(leaver)
        schedule.people.add(successor)
    leaver.is_active, leaver.acting_for = False, None
    leaver.save(update_fields=["is_active", "acting_for"])
    log_action("handed_over", f"{leaver} → {successor}", by=by, unit=leaver.unit, reason=reason)
    notify(
        [successor],
        occasion=f"handover:{leaver.pk}",
        subject=f"Nhận bàn giao công việc của {leaver}",
        text=_notice_text(leaver, work),
        path=reverse("steering:taken-over", args=[leaver.pk]),
    )
    return work


def _pass_on_notices(leaver, successor):
    unread = Notice.objects.visible_to(leaver).unseen()
    Notice.objects.bulk_create(
        [
            Notice(
                person=successor,
                occasion=notice.occasion,
                subject=notice.subject,
                text=notice.text,
                path=notice.path,
                created_at=notice.created_at,
                next_try=now(),
                mail=MailState.NONE,
                message_id=message_id(successor, notice.occasion),
            )
            for notice in unread
        ],
        ignore_conflicts=True,
    )


def _notice_text(leaver, work):
    return (
        f"{leaver} đã bàn giao công việc cho anh/chị: {len(work.returned)} báo cáo bị trả lại, {len(work.drafts)} báo "
        f"cáo đang lập, {len(work.records) + work.more} hoạt động chưa hoàn thành, {len(work.difficulties)} khó khăn, "
        f"vướng mắc và {len(work.requests)} đề nghị chưa có trả lời."
    )
