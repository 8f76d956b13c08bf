"""Changes of directives by the Department: writing, copying, editing of drafts, publishing, and exemptions.

After publication the words are fixed; due dates, thresholds, the province's guidance and the theme are the
Department's own data and may still change.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require, units_in_sight
from core.directives.models import WAIT_FOR_PROVINCE, Clause, Directive, DocumentSort, RelatedDocument
from core.directives.receipts import notify_units
from core.lib.dates.clock import today
from core.lib.dates.working_days import next_working_day
from core.lib.pages.seen import require_seen, version_of
from core.units.models import Unit

# The fields of a clause that may change after its directive was published.
OWN_DATA = ("due_on", "threshold", "awaits_guidance", "guidance", "theme")
# The fields of a clause that a copied directive takes over unchanged.
COPIED = ("code", "task", "title", "text", "indicator", "threshold")


def obstacle_to_publishing(directive):
    """Return what has to be done before a draft is published, in words; empty where nothing has."""
    if unconfirmed := ", ".join(map(str, directive.documents.filter(to_confirm=True))):
        return _("You cannot publish until these are confirmed: %s.") % unconfirmed
    if directive.amends_id:
        return "" if directive.clauses.exists() else _("Change or add a clause before you publish it.")
    if directive.clauses.filter(task__isnull=False).exists():
        return ""
    return _("No clause of this directive sets a task. Add one before you publish it.")


@transaction.atomic
def publish(directive, *, by, seen=None):
    """Publish a directive: the districts see it and owe its tasks from today."""
    stored = lock_directive(directive, by)
    if not stored.is_draft:
        return
    require_seen(seen, version_shown(stored))
    if obstacle := obstacle_to_publishing(stored):
        raise ValidationError(obstacle)
    stored.published_on = directive.published_on = today()
    stored.save(update_fields=["published_on"])
    if stored.amends_id:
        _refuse_twice(Clause.objects.as_amended(stored.amends))
    log_action("directive_published", label(stored), by=by, unit=stored.issuer)
    notify_units(stored)


def _refuse_twice(clauses):
    """Raise ValidationError where two of the clauses have one code, or ask for one task."""
    for name, message in (
        ("code", _("Two clauses would be called %s.")),
        ("task", _("Two clauses would ask for one task: %s.")),
    ):
        told = [value for clause in clauses if (value := getattr(clause, name))]
        twice = next((value for value in told if told.count(value) > 1), None)
        if twice:
            raise ValidationError(message % twice)


@transaction.atomic
def create(directive, *, by):
    """Save a directive that is written new, as a draft of the user's unit."""
    require(can_steer(by), WHO.reviews())
    directive.issuer_id = by.unit_id
    directive.full_clean()
    directive.save()
    log_action("directive_written", label(directive), by=by, unit=directive.issuer)
    return directive


@transaction.atomic
def copy(directive, number, issued_on, year, subject, *, by, signer=""):
    """Return a draft for a later year with copies of all clauses; ValidationError if the year isn't later.

    Clauses are those that amendments left, documents those that it asks for: what it rests on is new each year. Due
    dates move to the same day of the new year, or to the next working day. The province's guidance and the theme,
    which are new each year, are left out and awaited again.
    """
    require(can_steer(by) and directive.issuer_id == by.unit_id, WHO.reviews())
    if directive.amends_id:
        raise ValidationError(_("You cannot copy an amendment. Copy the directive that it amends."))
    if year <= directive.year:
        raise ValidationError({"year": _("The copy must be for a year after %s.") % directive.year})
    draft = Directive(
        issuer_id=directive.issuer_id, number=number, issued_on=issued_on, year=year, subject=subject, signer=signer
    )
    draft.full_clean()
    draft.save()
    day_of_copy = partial(_same_day, years=year - directive.year, declared=draft.issuer.days_off.of(draft.issuer_id))
    Clause.objects.bulk_create(
        _copy_clause(clause, order, draft, day_of_copy)
        for order, clause in enumerate(Clause.objects.as_amended(directive), start=1)
    )
    RelatedDocument.objects.bulk_create(
        RelatedDocument(
            directive=draft,
            sort=asked.sort,
            subject=asked.subject,
            due_on=asked.due_on and day_of_copy(asked.due_on),
        )
        for asked in directive.documents.filter(sort=DocumentSort.ASKED)
    )
    log_action("directive_copied", f"{label(directive)} → {label(draft)}", by=by, unit=draft.issuer)
    return draft


def _copy_clause(clause, order, directive, day_of_copy):
    waits = clause.awaits_guidance or clause.guidance or (clause.task and clause.task.form_code in WAIT_FOR_PROVINCE)
    return Clause(
        directive=directive,
        order=order,
        **{name: getattr(clause, name) for name in COPIED},
        due_on=clause.due_on and day_of_copy(clause.due_on),
        awaits_guidance=bool(waits),
    )


def _same_day(day, years, declared):
    """Return the day a number of years later, 28/2 for 29/2, or the next working day; `declared` by the issuer."""
    is_leap_day = day.month == 2 and day.day == 29
    return next_working_day(day.replace(year=day.year + years, day=28 if is_leap_day else day.day), declared)


@transaction.atomic
def change_head(directive, *, by):
    """Save number, day, year, subject, signer and file of a draft; a replaced file is deleted."""
    stored = locked_draft(directive, by)
    directive.full_clean()
    directive.save()
    if stored.file and stored.file.name != directive.file.name:
        _delete_on_commit(stored.file)


@transaction.atomic
def delete_draft(directive, *, by, seen=None):
    """Delete a draft with its clauses and its file."""
    stored = locked_draft(directive, by)
    require_seen(seen, version_shown(stored))
    log_action("directive_deleted", label(stored), by=by, unit=stored.issuer)
    if stored.file:
        _delete_on_commit(stored.file)
    stored.delete()


def _delete_on_commit(file):
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def save_clause(clause, *, by):
    """Save a new or changed clause of a draft; new clauses come last.

    The figure by which a task counts as done is not typed: it is that of the task's last clause.
    """
    directive = locked_draft(clause.directive, by)
    stored = Clause.objects.filter(pk=clause.pk).first() if clause.pk else None
    if stored is None:
        last = directive.clauses.order_by("-order").first()
        clause.order = last.order + 1 if last else 1
    if stored is None or stored.task_id != clause.task_id:
        clause.indicator, threshold = _last_figure(directive, clause.task_id)
    else:
        threshold = stored.threshold
    is_counted = clause.indicator or (clause.task and clause.task.is_own)
    clause.threshold = (clause.threshold or threshold or 1) if is_counted else None
    clause.full_clean()
    clause.save()
    return clause


def _last_figure(directive, task_id):
    """Return figure and threshold of the task's last clause; ("", None) for a rule or a new task."""
    clauses = Clause.objects.filter(directive__issuer=directive.issuer_id, task=task_id, task__isnull=False)
    last = clauses.exclude(indicator="").order_by("-directive__year", "-directive__issued_on", "-pk").first()
    return (last.indicator, last.threshold) if last else ("", None)


@transaction.atomic
def remove_clause(clause, *, by, seen=None):
    """Delete a clause of a draft."""
    require_seen(seen, version_shown(locked_draft(clause.directive, by)))
    clause.delete()


@transaction.atomic
def move_clause(clause, *, up, by):
    """Swap a clause of a draft with the one before or after it, if there is one."""
    clauses = list(locked_draft(clause.directive, by).clauses.order_by("order", "pk"))
    index = clauses.index(clause)
    other = index - 1 if up else index + 1
    if 0 <= other < len(clauses):
        clauses[index], clauses[other] = clauses[other], clauses[index]
    for order, moved in enumerate(clauses, start=1):
        moved.order = order
    Clause.objects.bulk_update(clauses, ["order"])


@transaction.atomic
def set_clause(clause, *, by):
    """Save what the Department sets for a clause of a published directive (`OWN_DATA`), not its words."""
    directive = lock_directive(clause.directive, by)
    clause.save(update_fields=OWN_DATA)
    log_action("clause_changed", f"{label(directive)}: {clause.code}", by=by, unit=directive.issuer)


@transaction.atomic
def save_exemption(exemption, *, by):
    """Save an exemption of a unit; ValidationError if the same exemption exists."""
    is_in_sight = units_in_sight(by).filter(pk=exemption.unit_id).exists()
    require(can_steer(by) and is_in_sight, WHO.reviews())
    # Of two people who save the same at once, the second gets the error.
    Unit.objects.select_for_update(no_key=True).get(pk=exemption.unit_id)
    exemption.full_clean()
    exemption.save()
    subject = exemption.task or exemption.indicator
    log_action("exemption_saved", f"{exemption.unit}: {subject}", by=by, unit=exemption.unit, reason=exemption.reason)


def version_shown(directive):
    """Return the version of a directive with its clauses that the questions before publishing and deleting show."""
    return version_of(directive, *directive.clauses.order_by("pk"), *directive.documents.order_by("pk"))


def lock_directive(directive, by):
    """Return the stored directive, locked, if the user may steer it; else PermissionDenied."""
    stored = Directive.objects.select_for_update().get(pk=directive.pk)
    require(can_steer(by) and stored.issuer_id == by.unit_id, WHO.reviews())
    return stored


def locked_draft(directive, by):
    """Return the stored draft, locked; ValidationError for a published directive."""
    stored = lock_directive(directive, by)
    if not stored.is_draft:
        raise ValidationError(_("This directive has been published. You cannot change its text."))
    return stored


def label(directive):
    """Return what the audit log calls a directive."""
    return f"{directive.number} (năm {directive.year})"
