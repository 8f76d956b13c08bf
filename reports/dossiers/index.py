"""The numbered index of a dossier: each record with its files and its history, as plain data."""

from collections import defaultdict
from html import unescape

from django.contrib.contenttypes.models import ContentType
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from progress.history import changes_of_all
from progress.models import Evidence
from progress.records import Status


def name_of(clause):
    """`2.a`; the task's own code while no directive is in force."""
    return clause.code or clause.task.code


def evidence_of(rows):
    """The files that prove some of the records of one kind."""
    kind = ContentType.objects.get_for_model(rows.model)
    return Evidence.objects.filter(content_type=kind, object_id__in=rows.order_by().values("pk"))


def rows_of(found, clauses):
    """A dict for each record, numbered through in the order of the clauses, the units and the days."""
    places = {one.task.code: place for place, one in enumerate(clauses)}
    rows = []
    for kind, records in found:
        evidence, changes = _files(records), changes_of_all(records)
        for record in records:
            place = _place(record, places)
            order = (place, record.unit.code, record.counted_on, kind.model._meta.label, record.pk)
            rows.append((order, record, evidence[record.pk], changes[record.pk]))
    rows.sort(key=lambda row: row[0])
    names = [name_of(one) for one in clauses]
    return [
        _row(count, names[order[0]] if order[0] < len(names) else "", record, files, changes)
        for count, (order, record, files, changes) in enumerate(rows, start=1)
    ]


def _place(record, places):
    """Where it stands among the clauses: by its main task, or the first asked for that it serves too."""
    codes = [record.task.code, *getattr(record, "also", ())]
    return next((places[code] for code in codes if code in places), len(places))


def _row(count, clause, record, files, changes):
    return {
        "number": count,
        "clause": clause,
        "kind": record._meta.label,
        "id": record.pk,
        "title": str(record),
        "unit": record.unit.name,
        "day": record.counted_on.isoformat(),
        "status": str(Status(record.status).label),
        "evidence": files,
        "history": [_change(one) for one in changes],
    }


def _files(records):
    files = defaultdict(list)
    for one in evidence_of(records).select_related("stored"):
        stored = one.stored
        files[one.object_id].append(
            {"name": one.name, "sha256": stored.sha256, "size": stored.size, "stored": str(stored.pk)}
        )
    return files


def _change(change):
    return {
        "who": str(change.who), "at": change.at.isoformat(), "what": str(change.what),
        "fields": [[_plain(part) for part in parts] for parts in change.fields],
    }  # fmt: skip


def _plain(shown):
    """What the pages show, without their marking."""
    text = str(shown)
    return unescape(strip_tags(text)) if isinstance(shown, SafeString) else text
