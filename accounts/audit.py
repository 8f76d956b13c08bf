"""The record of acts: what isn't work itself stands there with who, when and from where; and its chain.

Entries are only added. `seal` puts each behind the ones before it by a digest; the digest of the last one leaves the
host each day (`accounts.tasks.send_head`), so that whoever can rewrite the whole database still can't rewrite what was
sealed before it without showing. Sealing stands apart from recording: a chain that every act had to lengthen would put
all offices in one queue.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts import trail
from accounts.models import AuditEntry, AuditLink, AuditReason
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
    "purge_proposed": _("Taking out of personal data proposed"),
    "purged": _("Personal data taken out"),
    "purge_refused": _("Taking out of personal data refused"),
}

# What leaves a trace besides: read by the administrator.
TRACES = {
    "logged_in": _("Logged in"),
    "log_in_failed": _("Log-in failed"),
    "locked_out": _("Locked after too many tries"),
    "logged_out": _("Logged out"),
    "second_factor_failed": _("Wrong code of the second factor"),
    "second_factor_set": _("Second factor set up"),
    "second_factor_taken_away": _("Second factor taken away"),
    "recovery_codes_made": _("Recovery codes made"),
    "recovery_code_used": _("Recovery code used"),
    "password_changed": _("Password changed"),
    "session_ended": _("Log-in ended from elsewhere"),
    "sent": _("Form sent"),
    "viewed": _("Sensitive page opened"),
    "refused": _("Refused, or not within sight"),
    "downloaded": _("File downloaded"),
    "trail_exported": _("Log of the portal downloaded"),
}
ALL = ACTIONS | TRACES


# An entry that waited longer for its place in the chain than this was held back, or put in later.
LATE = timedelta(hours=1)
BACK = timedelta(days=7)
# So many entries are sealed in one transaction.
BATCH = 2000
FIRST = "0" * 64


def record(action, subject="", *, by, unit=None, reason=""):
    """Put an act on record, within the act's own transaction; KeyError for an action that has no words.

    `by` is the person, or None where nobody has logged in. Address and log-in are those of the request under way.
    """
    ALL[action]
    # An address that was asked for may hold what no column of PostgreSQL does.
    subject, reason, salt = subject.replace("\0", ""), reason.strip(), secrets.token_hex(16)
    address, session = trail.whence()
    entry = AuditEntry.objects.create(
        at=now(), day=today(), by=by, action=action, unit=unit, address=address, session=session,
        reason_digest=_digest(salt, reason) if reason else "",
        subject=Truncator(subject).chars(AuditEntry._meta.get_field("subject").max_length),
    )  # fmt: skip
    if reason:
        AuditReason.objects.create(entry=entry, salt=salt, text=reason)
    return entry


def acts():
    """The acts alone, without the traces of log-ins, forms and files; for those who answer for an office."""
    return AuditEntry.objects.filter(action__in=ACTIONS).select_related("by", "unit", "told")


def _digest(*parts):
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _digest_of(entry, before):
    """The link of an entry as it stands, behind the link `before`."""
    return _digest(
        before, entry.pk, entry.at.isoformat(), entry.day.isoformat(), entry.by_id, entry.action, entry.subject,
        entry.reason_digest, entry.unit_id, entry.address, str(entry.session or ""),
    )  # fmt: skip


def seal():
    """Put the entries that have no place yet behind the chain, in the order they came; how many.

    Looks back a week, which a worker may be away. Of two that seal at once one finds the place taken and leaves the
    rest to the other.
    """
    sealed = 0
    while True:
        try:
            with transaction.atomic():
                fresh = AuditEntry.objects.filter(link=None, at__gte=now() - BACK)
                fresh = list(fresh.order_by("pk")[:BATCH])
                last = AuditLink.objects.first()
                position, digest = (last.position, last.digest) if last else (0, FIRST)
                links = []
                for entry in fresh:
                    position, digest = position + 1, _digest_of(entry, digest)
                    links.append(AuditLink(entry=entry, position=position, digest=digest, sealed_at=now()))
                AuditLink.objects.bulk_create(links)
        except IntegrityError:
            return sealed
        sealed += len(fresh)
        if len(fresh) < BATCH:
            return sealed


@dataclass(frozen=True)
class Proof:
    """What `verify` found: how many entries are sealed, the last digest, each fault in words (English).

    `late` are the entries that waited over an hour: the worker was away, or they were put in afterwards.
    """

    sealed: int
    waiting: int
    head: str
    faults: list
    late: list


def verify(known=()):
    """Go through the whole chain; `known` are digests that left the host and must occur in it."""
    faults, late, position, digest, missing = [], [], 0, FIRST, set(known)
    for link in AuditLink.objects.select_related("entry__told").order_by("position").iterator(BATCH):
        position += 1
        if link.position != position:
            faults.append(f"Positions {position} to {link.position - 1} are missing.")
            position = link.position
        entry, digest = link.entry, _digest_of(link.entry, digest)
        if digest != link.digest:
            faults.append(f"Position {position} (entry {entry.pk}, {entry.at:%Y-%m-%d %H:%M}) does not fit the chain.")
            digest = link.digest
        told = getattr(entry, "told", None)
        if told and _digest(told.salt, told.text) != entry.reason_digest:
            faults.append(f"The reason of entry {entry.pk} was changed.")
        if link.sealed_at - entry.at > LATE:
            late.append(entry.pk)
        missing.discard(link.digest)
    faults += [f"The digest {one} does not occur in the chain." for one in sorted(missing)]
    waiting = AuditEntry.objects.filter(link=None)
    late += waiting.filter(at__lt=now() - LATE).values_list("pk", flat=True)
    return Proof(position, waiting.count(), digest, faults, late)
