"""What was filed on a change since it was confirmed, which keeps it from being undone."""

from collections import Counter

from django.utils.text import capfirst

from core.accounts.models import AuditEntry, User
from core.indicators.models import DirtySlot, Fact
from core.lib.text.alphabetical import alphabetical
from core.units.models import Ancestry, Unit
from filing.areas import all_areas
from filing.models import Submission
from filing.submissions.open_periods import TEXTS
from operations.administration.changes.relations import pointing_to

# What is derived, or only tells that somebody was there.
NOT_FILED = (Ancestry, Fact, DirtySlot, AuditEntry)


def filed_on(change, applied, journal):
    """Return [(what, how many)] that was filed or set up on the units of a change since; a fixed number of queries."""
    found = Counter()
    for model in (Unit, Submission):
        made = journal.made(model)
        if made:
            for other, number in pointing_to(model, made, besides=journal.touched):
                if other not in NOT_FILED and not hasattr(other, "history_id"):
                    found[capfirst(str(other._meta.verbose_name_plural))] += number
    written = Submission.objects.filter(pk__in=journal.made(Submission)).exclude(**dict.fromkeys(TEXTS, ""))
    found[capfirst(str(Submission._meta.verbose_name_plural))] += written.count()
    for model, number in _of_people_who_moved(change, applied, journal):
        found[capfirst(str(model._meta.verbose_name_plural))] += number
    for row in journal.changed_since():
        found[str(row)] += 1
    return sorted(
        ((what, number) for what, number in found.items() if number), key=lambda filed: alphabetical(filed[0])
    )


def _of_people_who_moved(change, applied, journal):
    """Yield (model, number) of what they filed for a unit that was there before."""
    moved = journal.changed(User, "unit")
    standing = {applied.pk(new) for _old, new, _whole in applied.plan.followed} - set(applied.made.values())
    if not (moved and standing):
        return
    for kind in (kind for area in all_areas() for kind in area.kinds):
        rows = kind.model.everything.filter(unit__in=standing, created_by__in=moved)
        if number := rows.filter(created_at__gte=change.confirmed_at).count():
            yield kind.model, number
