"""The audit log: its actions, how entries are added, and the hash chain that makes changes evident.

Entries are only added. `seal_entries` links each to the ones before it by a digest. The digest of the last one leaves
the host each day (`core.accounts.celery_tasks.send_head`): even somebody who can rewrite the whole database can't
change what was sealed before without being noticed. Sealing is separate from logging, as a chain that each request had
to extend would serialise all offices.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.accounts import current_request
from core.accounts.models import AuditEntry, AuditLink, AuditReason
from core.lib.dates.clock import now, today

# Actions of work and administration, with their labels; all apps log by these keys.
ACTIONS = {
    "extension_granted": _("Extension granted"),
    "extension_refused": _("Extension refused"),
    "reopening_granted": _("Reopening granted"),
    "reopening_refused": _("Reopening refused"),
    "day_off_declared": _("Day off declared"),
    "working_day_declared": _("Make-up working day declared"),
    "working_day_taken_back": _("Make-up working day withdrawn"),
    "day_off_taken_back": _("Day off withdrawn"),
    "target_set": _("Target set"),
    "target_removed": _("Target removed"),
    "paper_begun": _("Started entering a unit's data from paper"),
    "paper_ended": _("Finished entering a unit's data from paper"),
    "directive_written": _("Directive written"),
    "directive_amended": _("Amendment of a directive begun"),
    "directive_acknowledged": _("Directive acknowledged"),
    "directive_reminded": _("Reminded to acknowledge a directive"),
    "task_saved": _("Task of the catalogue saved"),
    "law_names_saved": _("Names of texts and programmes saved"),
    "directive_copied": _("Directive copied"),
    "directive_published": _("Directive published"),
    "directive_deleted": _("Draft directive deleted"),
    "portal_set_up": _("System set up"),
    "set_up_added": _("Set up: added"),
    "set_up_changed": _("Set up: changed"),
    "set_up_removed": _("Set up: removed"),
    "link_sent": _("Password link sent"),
    "password_chosen": _("Password set with a link"),
    "person_closed": _("Account closed"),
    "person_opened": _("Account reopened"),
    "person_unlocked": _("Account unlocked"),
    "log_ins_ended": _("All sessions of a user ended"),
    "second_factor_taken_away": _("Two-step verification removed"),
    "unit_followed": _("Unit replaced by a new one"),
    "change_prepared": _("Change of units prepared"),
    "change_taken_back": _("Change of units withdrawn"),
    "change_confirmed": _("Change of units confirmed"),
    "change_undone": _("Change of units undone"),
    "reporting_level_set": _("Reporting level set"),
    "period_opened": _("Reporting period opened"),
    "period_deleted": _("Reporting period deleted"),
    "period_extended": _("Unit added to a reporting period"),
    "exemption_saved": _("Exemption saved"),
    "clause_changed": _("Clause changed"),
    "schedule_saved": _("Schedule saved"),
    "schedule_deleted": _("Schedule deleted"),
    "handed_over": _("Work handed over"),
    "reminded": _("Reminder sent"),
    "quick_report_asked": _("Quick report requested"),
    "quick_report_closed": _("Quick report closed"),
    "quick_report_extended": _("Quick report extended"),
    "texts_released": _("Texts of a report released or withdrawn"),
    "purge_proposed": _("Removal of personal data proposed"),
    "purged": _("Personal data removed"),
    "purge_refused": _("Removal of personal data refused"),
}

# Log-ins, forms, downloads and refusals, which only the administrator reads.
TRACES = {
    "logged_in": _("Logged in"),
    "log_in_failed": _("Log-in failed"),
    "locked_out": _("Locked after too many wrong passwords"),
    "logged_out": _("Logged out"),
    "second_factor_failed": _("Wrong verification code"),
    "second_factor_set": _("Two-step verification set up"),
    "second_factor_taken_away": _("Two-step verification removed"),
    "recovery_codes_made": _("Recovery codes created"),
    "recovery_code_used": _("Recovery code used"),
    "password_changed": _("Password changed"),
    "session_ended": _("Session ended from another device"),
    "sent": _("Form submitted"),
    "viewed": _("Sensitive page opened"),
    "refused": _("Refused, or outside the person's access"),
    "downloaded": _("File downloaded"),
    "trail_exported": _("System log downloaded"),
}
ALL_ACTIONS = ACTIONS | TRACES

# An entry sealed later than this was held back, or inserted afterwards.
LATE_AFTER = timedelta(hours=1)
LOOK_BACK = timedelta(days=7)
# Entries sealed in one transaction.
BATCH_SIZE = 2000
FIRST_DIGEST = "0" * 64


def log_action(action, subject="", *, by, unit=None, reason=""):
    """Add an entry to the audit log, in the transaction of the action; KeyError for an unknown action.

    `by` is the user, or None where nobody is logged in. Address and log-in are those of the current request.
    """
    ALL_ACTIONS[action]
    # A requested address may contain NUL, which PostgreSQL can't store.
    subject, reason, salt = subject.replace("\0", ""), reason.strip(), secrets.token_hex(16)
    address, session = current_request.client_info()
    entry = AuditEntry.objects.create(
        at=now(),
        day=today(),
        by=by,
        action=action,
        unit=unit,
        address=address,
        session=session,
        reason_digest=_digest(salt, reason) if reason else "",
        subject=Truncator(subject).chars(AuditEntry._meta.get_field("subject").max_length),
    )
    if reason:
        AuditReason.objects.create(entry=entry, salt=salt, text=reason)
    return entry


def logged_actions():
    """Return the entries of `ACTIONS`, without the traces; for those who answer for an office."""
    return AuditEntry.objects.filter(action__in=ACTIONS).select_related("by", "unit", "told")


def _digest(*parts):
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _link_digest(entry, previous):
    """Return the digest that links an entry, as it is stored now, to the previous digest."""
    return _digest(
        previous,
        entry.pk,
        entry.at.isoformat(),
        entry.day.isoformat(),
        entry.by_id,
        entry.action,
        entry.subject,
        entry.reason_digest,
        entry.unit_id,
        entry.address,
        str(entry.session or ""),
    )


def seal_entries():
    """Append the entries that are not sealed yet to the chain, in their order; return how many.

    Looks back a week, which a worker may be away. Of two processes that seal at once, one violates the unique position
    and leaves the rest to the other.
    """
    sealed = 0
    while True:
        try:
            with transaction.atomic():
                unsealed = AuditEntry.objects.filter(link=None, at__gte=now() - LOOK_BACK)
                unsealed = list(unsealed.order_by("pk")[:BATCH_SIZE])
                last = AuditLink.objects.first()
                position, digest = (last.position, last.digest) if last else (0, FIRST_DIGEST)
                links = []
                for entry in unsealed:
                    position, digest = position + 1, _link_digest(entry, digest)
                    links.append(AuditLink(entry=entry, position=position, digest=digest, sealed_at=now()))
                AuditLink.objects.bulk_create(links)
        except IntegrityError:
            return sealed
        sealed += len(unsealed)
        if len(unsealed) < BATCH_SIZE:
            return sealed


@dataclass(frozen=True)
class ChainCheck:
    """The result of `verify_chain`: numbers of entries, the last digest, and each fault in English words.

    `late` are the ids of entries that waited over an hour: the worker was away, or they were inserted afterwards.
    """

    sealed: int
    waiting: int
    head: str
    faults: list
    late: list


def verify_chain(known=()):
    """Verify the whole chain; `known` are digests that left the host and must occur in it."""
    faults, late, position, digest, missing = [], [], 0, FIRST_DIGEST, set(known)
    for link in AuditLink.objects.select_related("entry__told").order_by("position").iterator(BATCH_SIZE):
        position += 1
        if link.position != position:
            faults.append(f"Positions {position} to {link.position - 1} are missing.")
            position = link.position
        entry, digest = link.entry, _link_digest(link.entry, digest)
        if digest != link.digest:
            faults.append(f"Position {position} (entry {entry.pk}, {entry.at:%Y-%m-%d %H:%M}) does not fit the chain.")
            digest = link.digest
        reason = getattr(entry, "told", None)
        if reason and _digest(reason.salt, reason.text) != entry.reason_digest:
            faults.append(f"The reason of entry {entry.pk} was changed.")
        if link.sealed_at - entry.at > LATE_AFTER:
            late.append(entry.pk)
        missing.discard(link.digest)
    faults += [f"The digest {known_digest} does not occur in the chain." for known_digest in sorted(missing)]
    waiting = AuditEntry.objects.filter(link=None)
    late += waiting.filter(at__lt=now() - LATE_AFTER).values_list("pk", flat=True)
    return ChainCheck(position, waiting.count(), digest, faults, late)
