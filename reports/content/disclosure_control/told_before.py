"""What outward versions told before, so that a later one tells nothing by the difference.

A half-year once said 53 victims; its corrected version, or the year that holds it, would say 55 and so give away one
district's 2. A code that was told of a stretch of days and counts otherwise there by now is withheld in every later
version that tells of any of these days.
"""

from django.db.models import F, Q

from core.indicators.catalogue import all_indicators
from core.indicators.figures import add_sums, sums_by_unit
from core.units.boundaries import became, lay_in
from filing.models import Period, Snapshot, Submission
from filing.submissions.scopes import scopes_of
from reports.content.frozen.content import Content
from reports.models import Compilation, Document, Edition, Issue

# Of a figure's sums [total, female, minority, sexed, records, valued] these are told.
TOLD_PARTS = 4
NOTHING = [0] * TOLD_PARTS


def windows_of(period):
    """Return {name: Window} of the sums that a report of the period tells."""
    return {"now": period.window, "before": period.last_year, "cumulative": period.cumulative}


def changed_keys(content: Content, submission, snapshot=None):
    """Return the keys of a summary that would tell a change beside an outward version before; sorted.

    `content` is of a snapshot, or with None about to be frozen. What went out since it was frozen counts as well, and
    what the records no longer bear out is not told. A single unit's report tells no such figure at all.
    """
    if not content.unit.is_province or submission is None:
        return []
    changed = set(content.corrected)
    if snapshot is not None:
        figures = {name: content.figures[name] for name in windows_of(submission.period)}
        changed |= {*changed_since_told(submission, figures, snapshot), *_outdated_keys(submission, figures)}
    return sorted(changed)


def _outdated_keys(submission, figures):
    sensitive, units, changed = _sensitive(), _units_of(submission.period), set()
    for name, window in windows_of(submission.period).items():
        changed |= _differing_codes(sensitive, figures[name], _sums_today(units, window, sensitive))
    return [key for key, code in sensitive.items() if code in changed]


def changed_since_told(submission, figures, snapshot=None):
    """Return the sensitive keys whose code changed since a version before told it, of days that these figures tell.

    `figures` are {window: {key: frozen sums}}.
    """
    sensitive = _sensitive()
    own, told_before = windows_of(submission.period), list(_told_before(submission, snapshot))
    if not told_before:
        return []
    mine, changed = _units_of(submission.period), set()
    now = {(mine, window): figures[name] for name, window in own.items()}
    joined = lay_in(mine, {period.root_id for period, *_told in told_before} - {submission.unit_id})
    for period, window, withheld, told in told_before:
        if not any(window.start <= own_window.end and own_window.start <= window.end for own_window in own.values()):
            continue
        units = _same_ground(mine, period, joined)
        if (units, window) not in now:
            now[units, window] = _sums_today(units, window, sensitive)
        shown = {key: code for key, code in sensitive.items() if key not in withheld}
        changed |= _differing_codes(shown, told, now[units, window])
    return sorted(key for key, code in sensitive.items() if code in changed)


def _same_ground(mine, period, joined):
    """Return the units that were told of then: of a province that joined its own, before it all others.

    `joined` are {unit id: ids of the provinces that joined, in which it lay}. What they tell apart is the gate's
    (`reports.content.disclosure_control.gate.pieces`).
    """
    if not joined:
        return mine
    if any(period.root_id in provinces for provinces in joined.values()):
        return frozenset(unit_id for unit_id in mine if period.root_id in joined.get(unit_id, ()))
    return mine if joined.keys() & _units_of(period) else mine.difference(joined)


def _sensitive():
    """Return {key: code} of the figures that count victims and perpetrators."""
    return {key: indicator.code for key, indicator in all_indicators().items() if indicator.sensitive}


def _differing_codes(codes, told, now):
    """Return the codes of those keys of which the two say something else."""
    return {
        code for key, code in codes.items() if told.get(key, NOTHING)[:TOLD_PARTS] != now.get(key, NOTHING)[:TOLD_PARTS]
    }


def _units_of(period):
    """Return the ids of the Department and of all units whose work its report of the period tells."""
    units = Submission.objects.filter(period=period).values_list("unit_id", flat=True)
    return frozenset(unit_id for told in scopes_of(period, units).values() for unit_id in told)


def _sums_today(units, window, keys):
    """Return {key: sums} of what the records of those units say today."""
    sums = add_sums(sums_by_unit(list(units), window).values())
    return {key: [total.total, total.female, total.minority, total.sexed] for key, total in sums.items() if key in keys}


def _told_before(submission, snapshot):
    """Yield (period, window, keys withheld, {key: sums}) of what the province's versions before told outside.

    So did those of provinces that have gone to it since. A version went out when a document of its outward edition was
    asked for, or when it was issued on paper.
    """
    provinces = became(submission.unit_id).values("pk")
    issued = Issue.objects.filter(unit__in=provinces).values("snapshot")
    earlier = Snapshot.objects.filter(submission__unit__in=provinces, submission__period__root=F("submission__unit"))
    earlier = earlier.filter(Q(went_out__isnull=False) | Q(pk__in=issued))
    if snapshot is not None:
        earlier = earlier.exclude(pk=snapshot.pk)
    told = list(earlier.values_list("submission__period_id", "content__figures", "content__withheld"))
    asked = Document.objects.filter(edition=Edition.OUTWARD, unit__in=provinces).exclude(compilation=None)
    drafts = Compilation.objects.filter(pk__in=asked.values("compilation"))
    told += drafts.exclude(period=None).values_list("period_id", "content__figures", "content__withheld")
    periods = Period.objects.in_bulk({period for period, _figures, _withheld in told})
    for period_id, figures, withheld in told:
        for name, window in windows_of(periods[period_id]).items():
            yield periods[period_id], window, withheld or {}, (figures or {}).get(name, {})
