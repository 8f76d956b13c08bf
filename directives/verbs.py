"""What the Department does with a directive: next year's from this year's, its words while it is a draft, publishing.

Once published the words stand; due dates, thresholds, the province's guidance and the theme are the Department's own
data and may change.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.permissions import WHO, can_steer, require, units_in_sight
from calendars.clock import today
from calendars.working_days import next_working_day
from directives.models import WAIT_FOR_PROVINCE, Clause, Directive
from units.models import Unit

# What may change of a clause after its directive was published.
OWN_DATA = ("due_on", "threshold", "awaits_guidance", "guidance", "theme")

COPIED = ("code", "order", "task", "title", "text", "indicator", "threshold")


@transaction.atomic
def publish(directive, *, by):
    """Let the districts see a directive and owe its tasks from today."""
    stored = _locked(directive, by)
    if not stored.is_draft:
        return
    if not stored.clauses.filter(task__isnull=False).exists():
        raise ValidationError(_("No clause of this directive asks for a task yet. Add one before you publish it."))
    stored.published_on = directive.published_on = today()
    stored.save(update_fields=["published_on"])
    record("directive_published", _named(stored), by=by, unit=stored.issuer)


@transaction.atomic
def copy(directive, number, issued_on, year, subject, *, by, signer=""):
    """A draft for a later year with all clauses of a directive; their due dates move to the same day of that year.

    What the province publishes each year, guidance and theme, is left out and waited for again. A due date that falls
    on a day off of the calendar moves to the next working day. ValidationError for a year that isn't later.
    """
    require(can_steer(by) and directive.issuer_id == by.unit_id, WHO.reviews())
    if year <= directive.year:
        raise ValidationError({"year": _("The copy is for a later year than %s.") % directive.year})
    made = Directive(
        issuer_id=directive.issuer_id, number=number, issued_on=issued_on, year=year, subject=subject, signer=signer
    )
    made.full_clean()
    made.save()
    years = year - directive.year
    Clause.objects.bulk_create(_copied(one, made, years) for one in directive.clauses.select_related("task"))
    record("directive_copied", f"{_named(directive)} → {_named(made)}", by=by, unit=made.issuer)
    return made


def _copied(clause, directive, years):
    waits = clause.awaits_guidance or clause.guidance or (clause.task and clause.task.code in WAIT_FOR_PROVINCE)
    return Clause(
        directive=directive,
        **{name: getattr(clause, name) for name in COPIED},
        due_on=clause.due_on and _same_day(clause.due_on, years),
        awaits_guidance=bool(waits),
    )


def _same_day(day, years):
    """That day so many years later, 28/2 for 29/2, or the next working day."""
    leap = day.month == 2 and day.day == 29
    return next_working_day(day.replace(year=day.year + years, day=28 if leap else day.day))


@transaction.atomic
def change_head(directive, *, by):
    """Keep number, day, year, subject, signer and file of a draft; a file that was replaced goes."""
    stored = _draft(directive, by)
    directive.full_clean()
    directive.save()
    if stored.file and stored.file.name != directive.file.name:
        _drop(stored.file)


@transaction.atomic
def delete_draft(directive, *, by):
    """Give up a draft with its clauses and its file."""
    stored = _draft(directive, by)
    record("directive_deleted", _named(stored), by=by, unit=stored.issuer)
    if stored.file:
        _drop(stored.file)
    stored.delete()


def _drop(file):
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def save_clause(clause, *, by):
    """Keep a new or changed clause of a draft: new ones come last.

    By which figure a task counts as done is not typed: it is the figure of the task's last clause.
    """
    directive = _draft(clause.directive, by)
    stored = Clause.objects.filter(pk=clause.pk).first() if clause.pk else None
    if stored is None:
        last = directive.clauses.order_by("-order").first()
        clause.order = last.order + 1 if last else 1
    if stored is None or stored.task_id != clause.task_id:
        clause.indicator, threshold = _figure_of(directive, clause.task_id)
    else:
        threshold = stored.threshold
    clause.threshold = (clause.threshold or threshold) if clause.indicator else None
    clause.full_clean()
    clause.save()
    return clause


def _figure_of(directive, task_id):
    """The figure and threshold of the task's last clause; ("", None) for a rule, and for what was never asked."""
    asked = Clause.objects.filter(directive__issuer=directive.issuer_id, task=task_id, task__isnull=False)
    last = asked.exclude(indicator="").order_by("-directive__year", "-directive__issued_on", "-pk").first()
    return (last.indicator, last.threshold) if last else ("", None)


@transaction.atomic
def remove_clause(clause, *, by):
    """Take a clause out of a draft."""
    _draft(clause.directive, by)
    clause.delete()


@transaction.atomic
def move_clause(clause, *, up, by):
    """Change places with the clause before it, or after it; nothing at the end of the list."""
    clauses = list(_draft(clause.directive, by).clauses.order_by("order", "pk"))
    place = clauses.index(clause)
    other = place - 1 if up else place + 1
    if 0 <= other < len(clauses):
        clauses[place], clauses[other] = clauses[other], clauses[place]
    for order, one in enumerate(clauses, start=1):
        one.order = order
    Clause.objects.bulk_update(clauses, ["order"])


@transaction.atomic
def set_clause(clause, *, by):
    """Keep what the Department sets for a clause of a published directive; its words stay as they are."""
    directive = _locked(clause.directive, by)
    clause.save(update_fields=OWN_DATA)
    record("clause_changed", f"{_named(directive)}: {clause.code}", by=by, unit=directive.issuer)


@transaction.atomic
@transaction.atomic
def save_exemption(exemption, *, by):
    """Say from when, and why, a unit need not answer for a task or a figure; ValidationError where that is said."""
    in_sight = units_in_sight(by).filter(pk=exemption.unit_id).exists()
    require(can_steer(by) and in_sight, WHO.reviews())
    # Of two who say the same at once the second is told.
    Unit.objects.select_for_update(no_key=True).get(pk=exemption.unit_id)
    exemption.full_clean()
    exemption.save()
    what = exemption.task or exemption.indicator
    record("exemption_saved", f"{exemption.unit}: {what}", by=by, unit=exemption.unit, reason=exemption.reason)


def _locked(directive, by):
    """The directive as it is stored, one writer at a time, if it is the person's to steer."""
    stored = Directive.objects.select_for_update().get(pk=directive.pk)
    require(can_steer(by) and stored.issuer_id == by.unit_id, WHO.reviews())
    return stored


def _draft(directive, by):
    stored = _locked(directive, by)
    if not stored.is_draft:
        raise ValidationError(_("This directive is published: its words can no longer be changed."))
    return stored


def _named(directive):
    return f"{directive.number} (năm {directive.year})"
