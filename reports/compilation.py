"""The provincial summary: what the approved reports come to, with those that are not in named as such."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import WHO, can_compile, require
from calendars.clock import now, today
from indicators.figures import added_up
from progress.models import State, Submission
from progress.text_verbs import OWN_TEXTS
from progress.verbs import NotNow, digest
from reports import content, editions
from reports.models import Compilation
from reports.targets import targets_for

# The figure that counts a unit's communes.
COMMUNES = "KH-04.2"


@transaction.atomic
def open_summary(period, *, by):
    """The province's own report of the period, to be worked at like any other; made where there is none yet."""
    require(can_compile(by) and period.root_id == by.unit_id, WHO.reviews())
    if not period.submissions.of_districts().filter(state=State.APPROVED).exists():
        raise NotNow(_("No report of this period is approved yet, so there is nothing to add up."))
    return Submission.objects.get_or_create(period=period, unit=period.root)[0]


def gather(submission):
    """What the approved reports of the period come to now, with what the province itself filed."""
    period, root = submission.period, submission.unit
    approved, missing = reports_of(period)
    own_figures, own_records = content.figures_of(root, period), content.records_of(root, period.window)
    frozen = [one.snapshot.content for one in approved]
    figures = {
        name: added_up(content.thawed_sums(one[name]) for one in [own_figures, *(of["figures"] for of in frozen)])
        for name in content.WINDOWS
    }
    ids = [root.pk, *(one.unit_id for one in approved)]
    records = [{**row, "unit_name": root.name} for row in own_records]
    records += [{**row, "unit_name": one.unit.name} for one in approved for row in one.snapshot.content["records"]]
    return {
        "schema": content.SCHEMA,
        "unit": {
            "id": root.pk, "code": root.code, "name": root.name, "place": root.name_in_sentence, "is_province": True,
        },
        "period": content.period_of(period),
        "figures": {name: content.frozen_sums(sums) for name, sums in figures.items()},
        "years": content.years_of(ids, period),
        "records": records,
        "worked": content.worked_in(records),
        "none": _declared_by_all(frozen),
        "exempt": _exempt_of_all(frozen),
        "tasks": [],
        "planned": content.planned_by(root, period.end),
        "targets": targets_for(root, period),
        "estimates": _estimates(approved),
        "text": {name: getattr(submission, name) for name in OWN_TEXTS},
        "edits": content.edits_of(submission),
        "difficulties": [],
        "units": [_unit(one) for one in approved] + [_missing(one) for one in missing],
        "own": {name: own_figures[of] for name, of in (("figures", "now"), ("before", "before"))},
        "missing": [one.unit.name_in_sentence for one in missing],
        "snapshots": [[one.snapshot_id, one.snapshot.sha256] for one in approved],
        "withheld": editions.withheld_of_province(
            figures, period.kind, editions.pieces(ids, period), is_whole=not missing
        ),
    }  # fmt: skip


def reports_of(period):
    """(approved, others): the districts' submissions of the period, each with its unit and snapshot."""
    asked = period.submissions.of_districts().select_related("unit", "snapshot").order_by("unit__code")
    approved = [one for one in asked if one.state == State.APPROVED]
    return approved, [one for one in asked if one.state != State.APPROVED]


def _estimates(approved):
    """{key: sum}, where a unit that gave none counts with what it has; none where nobody gave one."""
    frozen = [one.snapshot.content for one in approved]
    keys = sorted({key for one in frozen for key in one.get("estimates", {})})
    return {
        key: sum(one.get("estimates", {}).get(key, one["figures"]["now"].get(key, [0])[0]) for one in frozen)
        for key in keys
    }


def _exempt_of_all(frozen):
    """{task or figure code: reason} of what none of the units was asked for."""
    first, *others = frozen or [{"exempt": {}}]
    return {code: reason for code, reason in first["exempt"].items() if all(code in one["exempt"] for one in others)}


def _declared_by_all(frozen):
    """The tasks of which every unit that was asked said that nothing occurred."""
    tasks = sorted({task for one in frozen for task in one["none"]})
    return [task for task in tasks if all(task in one["none"] or task in one["exempt"] for one in frozen)]


def _unit(submission):
    frozen = submission.snapshot.content
    return {
        "name": submission.unit.name,
        "place": submission.unit.name_in_sentence,
        "communes": frozen["figures"]["now"].get(COMMUNES, [0])[0],
        "reported": True,
        "figures": frozen["figures"]["now"],
        "before": frozen["figures"]["before"],
        "none": frozen["none"],
        "exempt": list(frozen["exempt"]),
        "worked": content.worked_in(frozen["records"]),
        # Reports that were frozen before difficulties could be raised here say nothing of them.
        "difficulties": frozen.get("difficulties", []),
    }


def _missing(submission):
    unit = submission.unit
    nothing = {"figures": {}, "before": {}, "none": [], "exempt": [], "worked": [], "difficulties": []}
    return {"name": unit.name, "place": unit.name_in_sentence, "communes": 0, "reported": False, **nothing}


@transaction.atomic
def freeze(sort, made, *, unit, by, period=None, snapshots=()):
    """Keep what a page, a letter or a dossier is made of; the same content again answers the same row."""
    sha256 = digest(made)
    compilation, is_new = Compilation.objects.get_or_create(
        sort=sort, unit=unit, sha256=sha256,
        defaults={"period": period, "content": made, "made_by": by, "made_at": now(), "day": today()},
    )  # fmt: skip
    if is_new:
        compilation.snapshots.set(snapshots)
    return compilation
