"""What outward versions told before, so that a later one tells nothing by the difference.

A half-year once said 53 victims; its corrected version, or the year that holds it, would say 55 and so give away one
district's 2. A code that was told of a stretch of days and counts otherwise there by now is withheld in every later
version that tells of any of these days.
"""

from django.db.models import Q

from core.indicators.catalogue import all_indicators
from core.indicators.figures import add_sums, sums_by_unit
from filing.models import Period, Snapshot, Submission
from filing.submissions.scopes import scopes_of
from reports.content.frozen import Content
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
    sensitive = _sensitive()
    changed = set()
    for name, window in windows_of(submission.period).items():
        changed |= _differing(sensitive, figures[name], _counted(submission, window, sensitive))
    return [key for key, code in sensitive.items() if code in changed]


def changed_since_told(submission, figures, snapshot=None):
    """Return the sensitive keys whose code changed since a version before told it, of days that these figures tell.

    `figures` are {window: {key: frozen sums}}.
    """
    sensitive = _sensitive()
    own = windows_of(submission.period)
    now = {window: figures[name] for name, window in own.items()}
    changed = set()
    for window, withheld, told in _told_before(submission, snapshot):
        if not any(window.start <= mine.end and mine.start <= window.end for mine in own.values()):
            continue
        if window not in now:
            now[window] = _counted(submission, window, sensitive)
        changed |= _differing({key: code for key, code in sensitive.items() if key not in withheld}, told, now[window])
    return sorted(key for key, code in sensitive.items() if code in changed)


def _sensitive():
    """Return {key: code} of the figures that count victims and perpetrators."""
    return {key: one.code for key, one in all_indicators().items() if one.sensitive}


def _differing(codes, told, now):
    """Return the codes of those keys of which the two say something else."""
    return {
        code for key, code in codes.items() if told.get(key, NOTHING)[:TOLD_PARTS] != now.get(key, NOTHING)[:TOLD_PARTS]
    }


def _counted(submission, window, keys):
    """Return {key: sums} of what the records of the Department and of all its units say today."""
    units = Submission.objects.filter(period=submission.period).values_list("unit_id", flat=True)
    ids = [unit_id for told in scopes_of(submission.period, units).values() for unit_id in told]
    sums = add_sums(sums_by_unit(ids, window).values())
    return {key: [one.total, one.female, one.minority, one.sexed] for key, one in sums.items() if key in keys}


def _told_before(submission, snapshot):
    """Yield (window, keys withheld, {key: sums}) of what the province's versions before told outside.

    A version went out when a document of its outward edition was asked for, or when it was issued on paper.
    """
    issued = Issue.objects.filter(unit=submission.unit_id).values("snapshot")
    earlier = Snapshot.objects.filter(submission__unit=submission.unit_id, submission__period__root=submission.unit_id)
    earlier = earlier.filter(Q(went_out__isnull=False) | Q(pk__in=issued))
    if snapshot is not None:
        earlier = earlier.exclude(pk=snapshot.pk)
    told = list(earlier.values_list("submission__period_id", "content__figures", "content__withheld"))
    asked = Document.objects.filter(edition=Edition.OUTWARD, unit=submission.unit_id).exclude(compilation=None)
    drafts = Compilation.objects.filter(pk__in=asked.values("compilation"))
    told += drafts.exclude(period=None).values_list("period_id", "content__figures", "content__withheld")
    periods = Period.objects.in_bulk({period for period, _figures, _withheld in told})
    for period_id, figures, withheld in told:
        for name, window in windows_of(periods[period_id]).items():
            yield window, withheld or {}, (figures or {}).get(name, {})
