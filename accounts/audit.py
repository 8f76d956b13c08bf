"""The record of administrative acts: every act that isn't work itself stands there, with who and when."""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry
from calendars.clock import now, today

# What was done, in the words of the page; other floors name their acts by these keys.
ACTIONS = {
    "extension_granted": _("Later due date granted"),
    "extension_refused": _("Later due date refused"),
    "reopening_granted": _("Opening again granted"),
    "reopening_refused": _("Opening again refused"),
    "day_off_declared": _("Day off declared"),
    "day_off_taken_back": _("Day off taken back"),
    "target_set": _("Target set"),
    "target_removed": _("Target removed"),
    "paper_begun": _("Filing for a unit from its paper begun"),
    "paper_ended": _("Filing for a unit from its paper ended"),
    "directive_copied": _("Directive copied"),
    "directive_published": _("Directive published"),
    "directive_deleted": _("Draft of a directive deleted"),
    "set_up_added": _("Set up: added"),
    "set_up_changed": _("Set up: changed"),
    "set_up_removed": _("Set up: removed"),
    "link_sent": _("Link to choose a password sent"),
    "password_chosen": _("Password chosen by a link"),
    "person_closed": _("Account closed"),
    "person_opened": _("Account opened again"),
    "person_unlocked": _("Lock lifted"),
    "log_ins_ended": _("All log-ins of a person ended"),
    "second_factor_taken_away": _("Second factor taken away"),
    "unit_followed": _("Unit followed by a new one"),
    "period_opened": _("Period opened"),
    "exemption_saved": _("Exemption saved"),
    "clause_changed": _("Clause changed"),
    "schedule_saved": _("Schedule saved"),
    "schedule_deleted": _("Schedule deleted"),
    "handed_over": _("Work handed over"),
    "reminded": _("Reminder sent"),
    "quick_report_asked": _("Quick report asked"),
    "quick_report_closed": _("Quick report closed"),
    "quick_report_extended": _("Quick report given more time"),
}


def record(action, subject, *, by, unit=None, reason=""):
    """Put an act on record, within the act's own transaction; KeyError for an action that has no words."""
    ACTIONS[action]
    return AuditEntry.objects.create(
        at=now(), day=today(), by=by, action=action, unit=unit, reason=reason.strip(),
        subject=Truncator(subject).chars(AuditEntry._meta.get_field("subject").max_length),
    )  # fmt: skip
