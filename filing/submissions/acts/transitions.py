"""The type of an act on a report: who may, from which state to which, its words, form, notice, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.accounts.permissions import require
from core.lib.dates.clock import official_now, today
from core.lib.pages.seen import require_seen, version_of
from core.units.locks import lock_unit
from filing.errors import InvalidTransition
from filing.models import Snapshot, Step, Submission, SubmissionState
from filing.submissions.acts.forms import ActForm
from filing.submissions.beneath import is_overtaken
from filing.submissions.corrections import is_partial
from filing.submissions.notifications import Notification, notify_of_step
from filing.submissions.snapshots import digest

# The fields that the verbs change.
CHANGED_FIELDS = (
    "state",
    "closed_through",
    "snapshot",
    "sent_on",
    "first_sent_on",
    "decided_on",
    "correct_by",
    "correction",
    "review_opened_at",
    "review_opened_by",
    "from_paper",
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act on a report. `verb` is its stored name; `target` is None where the state stays.

    `may(user, unit_id)` and `who_may()` are of `core.accounts.permissions`. `of_summary` is True for acts on the
    provincial summary, False for acts on the districts' reports, None for both. Pages offer it in the words of `label`
    to `done`, ask for `form` besides the question, and call the act with what the form asked for. With
    `follows_reading` the page that shows the report leads to it. `change(act, submission, compose, by, **answers)` is
    what it does to the report as stored; it returns the step. An act without `change` follows from another.
    """

    verb: str
    sources: tuple
    target: str | None
    may: Callable
    who_may: Callable
    of_summary: bool | None = False
    notification: Notification | None = None
    label: str | Promise = ""
    question: str | Promise = ""
    consequence: str | Promise = ""
    done: str | Promise = ""
    form: type = ActForm
    follows_reading: bool = False
    is_primary: bool = True
    change: Callable | None = None
    # A template reads an act, and would otherwise call whatever can be called.
    do_not_call_in_templates: ClassVar[bool] = True

    @property
    def name(self):
        """Its name in addresses."""
        return self.verb.replace("_", "-")

    @transaction.atomic
    def __call__(self, submission, compose=None, *, by, seen=None, **answers):
        """Carry it out under the unit's lock; `compose(submission)` returns the content of what is frozen."""
        if self.change is None:
            raise TypeError(f"{self.verb} follows from another act.")
        return self.change(self, self.begin(submission, by, seen), compose, by, **answers)

    def is_of(self, submission):
        """Return whether it is one for this report, whatever its state; reads the period."""
        return self.of_summary in (None, submission.is_summary)

    def begin(self, submission, by, seen=None):
        """Lock the unit and return the report as stored, if its state and that person allow the act.

        `seen` is the version (`version_shown`) of the page that it was decided on: ChangedSince for another one.
        """
        lock_unit(submission.unit_id)
        fresh = Submission.objects.select_related("period", "unit", "snapshot").get(pk=submission.pk)
        if not self.is_of(fresh):
            raise InvalidTransition(_("This action does not apply to this report."))
        if fresh.state not in self.sources:
            raise InvalidTransition(
                _("You cannot do this: the report is now “%s”. Someone else may have changed it. Check it again.")
                % fresh.get_state_display()
            )
        require(self.may(by, fresh.unit_id), self.who_may())
        if seen is not None:
            require_seen(seen, version_shown(fresh))
        return fresh

    def conclude(self, submission, by, comment="", snapshot=None):
        """Save the report in the state that the act leads to; return the step, and notify of it."""
        source, submission.state = submission.state, self.target or submission.state
        submission.save(update_fields=CHANGED_FIELDS)
        step = Step.objects.create(
            submission=submission,
            verb=self.verb,
            source=source,
            target=submission.state,
            by=by,
            at=official_now(),
            day=today(),
            comment=comment.strip(),
            snapshot=snapshot,
        )
        notify_of_step(step, self.notification)
        return step


def as_act(verb, **declared):
    """Make the function below it, what an act does, the act itself."""
    return lambda change: Act(verb=verb, change=change, **declared)


def hand_in(act, submission, compose, by):
    """Freeze a report and close its unit's days.

    It is composed under the unit's lock, so that it agrees with the records at the moment they close.
    """
    submission.from_paper = by.files_from_paper
    freeze(submission, compose(submission), by)
    return act.conclude(submission, by, snapshot=submission.snapshot)


def version_shown(submission, pins=None):
    """Return the version of a report that pages of decisions show: `<SHA-256 of what is frozen>.<the rest>`.

    The rest is the state, the pins of the review as [(id, text)], and which reports an open summary adds up.
    """
    if pins is None:
        is_reviewed = submission.state == SubmissionState.SENT
        pins = submission.remarks.pending().values_list("pk", "text") if is_reviewed else []
    rest = [str(submission.state), sorted(pins)]
    if submission.is_frozen:
        return f"{submission.snapshot.sha256}.{version_of(*rest)}"
    if submission.is_summary:
        approved = submission.period.submissions.of_districts().filter(state=SubmissionState.APPROVED)
        rest.append(sorted(approved.values_list("snapshot", flat=True)))
    return f".{version_of(*rest)}"


def snapshot_seen(submission, seen):
    """Return the frozen version of this report that a page showed; None for none, and for one of another report."""
    sha256 = seen.partition(".")[0]
    return submission.snapshots.filter(sha256=sha256).order_by("-version").first() if sha256 else None


def freeze(submission, content, by):
    """Keep the content as a new version of the submission's snapshot, and close the unit's days up to today."""
    submission.snapshot = Snapshot.objects.create(
        submission=submission,
        version=submission.snapshots.count() + 1,
        content=content,
        sha256=digest(content),
        made_by=by,
        made_at=official_now(),
        day=today(),
    )
    submission.closed_through = min(submission.period.end, submission.snapshot.day)


def refuse_overtaken(submission, compose=None):
    """Raise InvalidTransition where what the report was frozen from has changed since; a summary needs no `compose`."""
    if is_overtaken(submission, compose):
        raise InvalidTransition(
            _(
                "The data behind this report has changed since it was frozen, so it cannot be approved. Freeze it "
                "again first (“Freeze the figures again”), or return it."
            )
        )


def open_days(submission):
    """Reopen the unit's days in the window, unless only single things are to be corrected."""
    if not is_partial(submission):
        submission.closed_through = None


def require_reason(comment):
    """Raise ValidationError for an empty reason."""
    if not comment.strip():
        raise ValidationError({"comment": _("Give the reason for returning the report.")})
