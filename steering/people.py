"""People who come and go: what a leaving officer has open, and handing it to another."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Role, User
from accounts.permissions import WHO, can_hand_over, require
from calendars.clock import now
from difficulties.models import Difficulty
from difficulties.models import State as DifficultyState
from notices.models import MailState, Notice
from notices.verbs import message_id, tell
from progress import areas
from progress.models import Request, State, Submission
from progress.records import Status
from reports.models import Schedule
from units.models import Unit

OF_OFFICERS = (Role.OFFICER, Role.PROVINCE_OFFICER)
# What a person filed and did not finish; more are counted, not listed.
LISTED = 50


@dataclass(frozen=True)
class Matter:
    """One thing that is open: what it is called, and where it is worked at."""

    title: str
    url: str


@dataclass(frozen=True)
class OpenWork:
    """What a person leaves behind, in the order in which it presses; `more` records are not listed."""

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
    """Everybody at and below the person's own unit, the unit's own first; one query."""
    people = User.objects.filter(unit__in=Unit.objects.under(user.unit_id)).select_related("unit", "mail_choice")
    return people.order_by("unit__level", "unit__code", "-is_active", "role", "username")


def successors_of(leaver):
    """Who may take the work over: those in office in the same unit who do the same."""
    return User.objects.filter(unit=leaver.unit_id, role=leaver.role, is_active=True).exclude(pk=leaver.pk)


def open_work_of(leaver):
    """What the officer has to finish; a report belongs to the unit, so its drafts and returns are those of all its
    officers. A fixed number of queries."""
    reports = Submission.objects.filter(unit=leaver.unit_id).select_related("period", "unit")
    started = [State.DRAFT, State.RETURNED, State.WITH_HEAD]
    reports = list(reports.filter(state__in=started).order_by("period__due_on"))
    records, more = _records_of(leaver)
    difficulties = Difficulty.objects.filter(raised_by=leaver).exclude(state=DifficultyState.RESOLVED)
    requests = Request.objects.waiting().filter(asked_by=leaver).select_related("submission__period")
    return OpenWork(
        returned=[_report(one) for one in reports if one.state == State.RETURNED],
        drafts=[_report(one) for one in reports if one.state != State.RETURNED],
        records=records,
        difficulties=[Matter(one.title, one.get_absolute_url()) for one in difficulties[:LISTED]],
        requests=[
            Matter(f"{one.get_wish_display()}: {one.submission.period.title}", _report(one.submission).url)
            for one in requests
        ],
        unread=Notice.objects.visible_to(leaver).unseen().count(),
        more=more,
    )


def _report(submission):
    return Matter(f"Báo cáo {submission.period.title}", reverse("reports:submission", args=[submission.pk]))


def _records_of(leaver):
    matters, more = [], 0
    for kind in areas.work_kinds():
        rows = kind.model.objects.filter(
            unit=leaver.unit_id, created_by=leaver, status__in=[Status.PLANNED, Status.UNDER_WAY]
        ).select_related(*kind.model.RELATED)
        found = list(rows.order_by("counted_on", "pk")[: LISTED + 1])
        more += max(0, len(found) - LISTED)
        matters += [Matter(str(row), row.get_absolute_url()) for row in found[:LISTED]]
    return matters, more


@transaction.atomic
def hand_over(leaver, successor, reason, *, by):
    """The successor is told of all that is open and gets the unread notices; the leaver can no longer log in.

    Records keep the name of who filed them. What somebody typed and never saved lies in their own browser and cannot
    be handed over.
    """
    require(can_hand_over(by, leaver.unit_id), WHO.hands_over())
    leaver = User.objects.select_for_update().get(pk=leaver.pk)
    if leaver.role not in OF_OFFICERS or not leaver.is_active:
        raise ValidationError(_("Only the work of an officer who is in office can be handed over."))
    if not successors_of(leaver).filter(pk=successor.pk).exists():
        raise ValidationError({"successor": _("Choose an officer of the same unit who is in office.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})
    work = open_work_of(leaver)
    _pass_on_notices(leaver, successor)
    for schedule in Schedule.objects.filter(people=leaver):
        schedule.people.remove(leaver)
        schedule.people.add(successor)
    leaver.is_active, leaver.acting_for = False, None
    leaver.save(update_fields=["is_active", "acting_for"])
    record("handed_over", f"{leaver} → {successor}", by=by, unit=leaver.unit, reason=reason)
    tell(
        [successor],
        occasion=f"handover:{leaver.pk}",
        subject=f"Nhận bàn giao công việc của {leaver}",
        text=_letter(leaver, work),
        path=reverse("steering:taken-over", args=[leaver.pk]),
    )
    return work


def _pass_on_notices(leaver, successor):
    unread = Notice.objects.visible_to(leaver).unseen()
    Notice.objects.bulk_create(
        [
            Notice(
                person=successor, occasion=one.occasion, subject=one.subject, text=one.text, path=one.path,
                created_at=one.created_at, next_try=now(), mail=MailState.NONE,
                message_id=message_id(successor, one.occasion),
            )
            for one in unread
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _letter(leaver, work):
    return (
        f"{leaver} đã bàn giao công việc cho anh/chị: {len(work.returned)} báo cáo bị trả lại, {len(work.drafts)} báo "
        f"cáo đang lập, {len(work.records) + work.more} hoạt động chưa hoàn thành, {len(work.difficulties)} khó khăn, "
        f"vướng mắc và {len(work.requests)} đề nghị chưa có trả lời."
    )
