"""Reports that are owed: the stage of each by working days to its due date, and its words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.urls import reverse

from core.accounts.models import Role, User
from core.lib.dates.working_days import next_working_day, working_days_until
from core.lib.text.vietnamese import count, date_short, weekday
from filing.models import OWED_STATES, Submission, SubmissionState
from filing.submissions.notifications import name_of_report

# Working days before the due date at which a stage begins; after it, one begins every so many working days.
STAGES = (0, 3, 10)
LATE_EVERY = 5
OFFICERS, HEADS = (Role.OFFICER, Role.PROVINCE_OFFICER), (Role.HEAD, Role.PROVINCE_LEADER)
WITH_HEAD = (SubmissionState.WITH_HEAD, SubmissionState.WITH_LEADER)
STATE_WORDS = {
    SubmissionState.DRAFT: "đang nhập liệu, chưa trình lãnh đạo",
    SubmissionState.WITH_HEAD: "đang chờ lãnh đạo duyệt và gửi Sở",
    SubmissionState.RETURNED: "Sở yêu cầu chỉnh sửa, bổ sung, chưa gửi lại",
}
SUMMARY_STATE_WORDS = {
    SubmissionState.DRAFT: "đang lập, chưa trình lãnh đạo Sở",
    SubmissionState.WITH_LEADER: "đang chờ lãnh đạo Sở duyệt",
    SubmissionState.RETURNED: "đã mở lại, chưa trình lãnh đạo Sở",
}


@dataclass(frozen=True)
class OwedReport:
    """A report that is owed: `due_on` is a working day, `left` how many of them are left, negative when late."""

    submission: Submission
    due_on: date
    left: int

    @property
    def stage(self):
        """ "10", "3", "0", "late-0", "late-1" …; "" before the first stage."""
        if self.left < 0:
            return f"late-{(-self.left - 1) // LATE_EVERY}"
        return next((str(days) for days in STAGES if self.left <= days), "")

    @property
    def key(self):
        """The key by which it is news to a person once, and again at its next stage or due date."""
        return f"report:{self.submission.pk}:{self.due_on}:{self.stage}"

    @property
    def path(self):
        return reverse("reports:submission", args=[self.submission.pk])

    @property
    def time_left(self):
        """`còn 03 ngày làm việc`, `hạn là hôm nay`, `quá hạn 02 ngày làm việc`."""
        if self.left < 0:
            return f"quá hạn {count(-self.left)} ngày làm việc"
        return f"còn {count(self.left)} ngày làm việc" if self.left else "hạn là hôm nay"

    @property
    def words(self):
        submission = self.submission
        state = (SUMMARY_STATE_WORDS if submission.is_summary else STATE_WORDS)[submission.state]
        is_granted = submission.extended_to and submission.state != SubmissionState.RETURNED
        granted = " (đã gia hạn)" if is_granted else ""
        due = f"{weekday(self.due_on)}, {date_short(self.due_on)}"
        return f"{name_of_report(submission)}: {state}. Thời hạn{granted}: {due}; {self.time_left}."

    def concerns(self, role):
        """Return whether people of that role are reminded at this stage."""
        if role in HEADS:
            return self.left <= 0 or (self.stage == "3" and self.submission.state in WITH_HEAD)
        return role in OFFICERS and self.stage != ""


def owed_on(day, off, *, roots):
    """Return the reports owed to those Departments that have reached a stage, by due date.

    `off` are the days off as `days_off_by_root` returns them.
    """
    # A summary without a due date of its own is owed to nobody.
    summaries = Q(unit=F("period__root"), period__summary_due_on=None)
    submissions = Submission.objects.filter(
        state__in=(*OWED_STATES, SubmissionState.WITH_LEADER), period__root__in=roots
    ).exclude(summaries)
    reports = [
        owed_report(submission, day, off[submission.period.root_id])
        for submission in submissions.select_related("period", "unit")
    ]
    return sorted(
        (report for report in reports if report.stage), key=lambda report: (report.due_on, report.submission.pk)
    )


def owed_report(submission, day, off):
    """Return the OwedReport on that day; a due date on a day off counts as the next working day."""
    due_on = next_working_day(submission.owed_on, off)
    return OwedReport(submission, due_on, working_days_until(day, due_on, off))


def people_reminded(units):
    """Return the active people of those units who are reminded: officers, heads and leaders."""
    people = User.objects.filter(unit__in=units, is_active=True, role__in=(*OFFICERS, *HEADS))
    return people.order_by("unit", "role", "pk")
