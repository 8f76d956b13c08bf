"""What keeps a change from its day: closed windows that it would break, and records of days that a unit would lose."""

from django.utils.translation import gettext as _

from core.lib.text.vietnamese import date_short
from core.units.models import Unit
from filing.areas import all_areas
from filing.models import Submission
from filing.models.periods import FREE_KINDS


def refuse_closed(plan):
    """Yield (unit id, why it can't end on the plan's eve); no figure is told. A fixed number of queries."""
    ended = list(plan.ended)
    closing = Submission.objects.filter(unit__in=ended, closed_through__gte=plan.day)
    for submission in closing.exclude(period__kind__in=FREE_KINDS).select_related("unit", "period"):
        told = {"unit": submission.unit, "period": submission.period.title}
        told["day"] = date_short(submission.closed_through)
        yield (
            submission.unit_id,
            _("The report %(period)s of %(unit)s has closed the days until %(day)s. Ask to reopen it first.") % told,
        )
    names = dict(Unit.objects.filter(pk__in=ended).values_list("pk", "name"))
    for kind in (kind for area in all_areas() for kind in area.kinds if kind.is_record):
        later = kind.model.objects.filter(unit__in=ended, counted_on__gte=plan.day)
        for pk in set(later.values_list("unit", flat=True)):
            told = {"unit": names[pk], "kind": kind.name, "day": date_short(plan.day)}
            yield pk, _("%(unit)s has records of %(day)s or later: %(kind)s.") % told
