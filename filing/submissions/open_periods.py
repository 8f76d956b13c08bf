"""Corrections of an open period: it is deleted while nothing is filed in it, and a unit is added."""

from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext as _

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require
from core.units.reporting import reporting_in
from filing.models import Period, Submission, SubmissionState
from filing.submissions.text_verbs import TEXTS


def is_untouched(period):
    """Return whether nothing was done in the period: no report begun, no document made, no request."""
    submissions = Submission.objects.filter(period=period)
    untouched = submissions.filter(state=SubmissionState.DRAFT, extended_to=None, **dict.fromkeys(TEXTS, ""))
    if untouched.count() != submissions.count():
        return False
    return not _has_rows(Submission, submissions) and not _has_rows(Period, [period], besides=Submission)


def _has_rows(model, things, besides=None):
    """Return whether rows of any other table point to one of the things."""
    pointing = [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]
    found = [
        Exists(relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": things}))
        for relation in pointing
        if relation.related_model is not besides
    ]
    return Period.objects.filter(reduce(or_, found)).exists()


def addable_units(period):
    """Return the units that owe a report of the period's days and are not asked for it."""
    asked = Submission.objects.filter(period=period).values("unit")
    return reporting_in(period.root_id, period.window).exclude(pk__in=asked)


@transaction.atomic
def delete_period(period, *, by):
    """Delete a period in which nothing was filed; the records of its days stay.

    ValidationError where something was.
    """
    period = _lock_period(period, by)
    # Whoever begins a report meanwhile waits, and then finds it gone.
    list(Submission.objects.select_for_update().filter(period=period))
    if not is_untouched(period):
        raise ValidationError(_("This period already has entries and cannot be deleted."))
    log_action("period_deleted", period.title, by=by, unit=period.root)
    period.submissions.all().delete()
    period.delete()


@transaction.atomic
def add_unit(period, unit, *, by):
    """Ask one more unit for its report of the period; ValidationError where it does not report in its days."""
    period = _lock_period(period, by)
    if not addable_units(period).filter(pk=unit.pk).exists():
        raise ValidationError(_("%s is already in this period, or does not report on these dates.") % unit)
    submission = Submission.objects.create(period=period, unit=unit)
    log_action("period_extended", f"{period.title}: {unit}", by=by, unit=unit)
    return submission


def _lock_period(period, by):
    require(can_steer(by) and period.root_id == by.unit_id, WHO.reviews())
    return Period.objects.select_for_update(of=("self",)).select_related("root").get(pk=period.pk)
