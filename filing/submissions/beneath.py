"""What changed beneath a report that is frozen and not yet approved: a correction of another report can do that.

Only days that the report closed are compared; what is filed after them is none of its business yet.
"""

from django.apps import apps

from core.lib.dates.windows import Window
from filing import areas
from filing.models import SubmissionState

# Of a frozen record, what follows from the rest.
NOT_COMPARED = {"version"}


def parts_beneath(submission, live):
    """Return the parts that changed, as they are frozen and as they are now: ({part: …}, {part: …}).

    `live` has the `figures` and `records` of now, as a content keeps them (`reports.content.unit_content`), and whether
    `registers` changed. Both parts are empty where nothing changed, and for a thematic or an urgent report, which
    closes nothing: it stands for its day.
    """
    if submission.period.is_free:
        return {}, {}
    frozen, closed_through = submission.snapshot.content, submission.closed_through or submission.period.end
    last = closed_through.isoformat()
    old, new = ([row for row in content["records"] if row["day"] <= last] for content in (frozen, live))
    are_same = len(old) == len(new) and all(_is_same(*rows) for rows in zip(old, new, strict=True))
    parts = {} if are_same else {"records": (old, new)}
    # What was frozen before the period's end is followed by more; in its own days a register alone counts otherwise.
    is_compared = closed_through >= submission.period.end or live["registers"]
    if is_compared and frozen["figures"] != live["figures"]:
        parts["figures"] = frozen["figures"], live["figures"]
    return {name: part[0] for name, part in parts.items()}, {name: part[1] for name, part in parts.items()}


def has_changed_registers(submission, ids):
    """Return whether an entry of a register of those units counts otherwise in the closed days than when frozen."""
    if submission.period.is_free or not submission.closed_through:
        return False
    window, frozen_at = Window(submission.period.start, submission.closed_through), submission.snapshot.made_at
    models = [kind.model for area in areas.all_areas() for kind in area.kinds if not kind.is_record]
    return any(
        entry.reaches_into(window, _as_it_was(entry, frozen_at))
        for model in models
        for entry in model.everything.filter(unit__in=ids, changed_at__gt=frozen_at)
    )


def _as_it_was(entry, moment):
    version = entry.history.filter(history_date__lte=moment).order_by("history_date", "history_id").last()
    return version and type(entry)(
        **{field.attname: getattr(version, field.attname) for field in version.tracked_fields}
    )


def _is_same(old, new):
    """Return whether two frozen records agree in all that both have: an earlier version of the portal froze less."""
    ignored = NOT_COMPARED if _is_titled(new["kind"]) else NOT_COMPARED | {"title"}
    return all(old[name] == new[name] for name in old.keys() & new.keys() - ignored)


def _is_titled(label):
    """Return whether people type the title of such records; else it is put together, and its words may change."""
    return any(field.name == "title" for field in apps.get_model(label)._meta.concrete_fields)


def has_lost_report(summary):
    """Return whether a report that the frozen summary adds up is no longer the one that is approved."""
    approved = summary.period.submissions.of_districts().filter(state=SubmissionState.APPROVED)
    named = {pk for pk, _sha256 in summary.snapshot.content.get("snapshots", [])}
    return not named <= set(approved.values_list("snapshot", flat=True))


def is_overtaken(submission, compose):
    """Return whether a frozen report has to be frozen anew before it is approved; a summary needs no `compose`.

    `compose.compared(submission)` are the figures and records of now.
    """
    if submission.is_summary:
        return has_lost_report(submission)
    return any(parts_beneath(submission, compose.compared(submission)))
