"""What changed beneath a report that is frozen and not yet approved: a correction of another report can do that.

Only days that the report closed are compared; what is filed after them is none of its business yet.
"""

from django.apps import apps

from filing.models import SubmissionState

# Of a frozen record, what follows from the rest.
NOT_COMPARED = {"version"}


def parts_beneath(submission, live):
    """Return the parts that changed, as they are frozen and as they are now: ({part: …}, {part: …}).

    `live` has the `figures` and `records` of now, as a content keeps them (`reports.content.unit_content`). Both are
    empty where nothing changed, and for a thematic or an urgent report, which closes nothing: it stands for its day.
    """
    if submission.period.is_free:
        return {}, {}
    frozen, closed_through = submission.snapshot.content, submission.closed_through or submission.period.end
    last = closed_through.isoformat()
    old, new = ([row for row in content["records"] if row["day"] <= last] for content in (frozen, live))
    are_same = len(old) == len(new) and all(_is_same(*rows) for rows in zip(old, new, strict=True))
    parts = {} if are_same else {"records": (old, new)}
    if closed_through >= submission.period.end and frozen["figures"] != live["figures"]:
        parts["figures"] = frozen["figures"], live["figures"]
    return {name: part[0] for name, part in parts.items()}, {name: part[1] for name, part in parts.items()}


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
