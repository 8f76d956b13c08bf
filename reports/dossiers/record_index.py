"""The numbered index of a dossier: each record with its files and its history."""

from collections import defaultdict
from html import unescape

from django.contrib.contenttypes.models import ContentType
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from filing.models import Evidence
from filing.models.records import Status
from filing.records.history import changes_of_all
from reports.content.frozen.others import Change, EvidenceFile, IndexRow


def clause_name(clause):
    """Return `2.a`, or the task's own code while no directive is in force."""
    return clause.code or clause.task.code


def evidence_of(rows):
    """Return the evidence of the records in a queryset of one kind."""
    kind = ContentType.objects.get_for_model(rows.model)
    return Evidence.objects.filter(content_type=kind, object_id__in=rows.order_by().values("pk"))


def index_rows(records_by_kind, clauses):
    """Return a row for each record, numbered in the order of clauses, units and days."""
    places = {clause.task.code: place for place, clause in enumerate(clauses)}
    rows = []
    for kind, records in records_by_kind:
        evidence, changes = _files_by_record(records), changes_of_all(records)
        for record in records:
            place = _place(record, places)
            order = (place, record.unit.code, record.counted_on, kind.model._meta.label, record.pk)
            rows.append((order, record, _title(kind, record), evidence[record.pk], changes[record.pk]))
    rows.sort(key=lambda row: row[0])
    names = [clause_name(clause) for clause in clauses]
    return [
        _row(count, names[order[0]] if order[0] < len(names) else "", *filed)
        for count, (order, *filed) in enumerate(rows, start=1)
    ]


def _place(record, places):
    """Return the record's place among the clauses: by its main task, else by the first other that it serves."""
    codes = [record.task.code, *getattr(record, "also", ())]
    return next((places[code] for code in codes if code in places), len(places))


def _title(kind, record):
    """Return its title; of what has none of its own also what it is: `Kế hoạch cấp xã: Hương Phú, 2020`."""
    return str(record) if kind.serves_more else f"{kind.name}: {record}"


def _row(count, clause, record, title, files, changes):
    return IndexRow(
        number=count,
        clause=clause,
        kind=record._meta.label,
        id=record.pk,
        title=title,
        unit=record.unit.name,
        day=record.counted_on.isoformat(),
        status=str(Status(record.status).label),
        evidence=files,
        history=[_change(change) for change in changes],
    )


def _files_by_record(records):
    files = defaultdict(list)
    for evidence in evidence_of(records).select_related("stored"):
        stored = evidence.stored
        files[evidence.object_id].append(
            EvidenceFile(name=evidence.name, sha256=stored.sha256, size=stored.size, stored=str(stored.pk))
        )
    return files


def _change(change):
    return Change(
        who=str(change.who),
        at=change.at.isoformat(),
        what=str(change.what),
        fields=[[_plain_text(part) for part in parts] for parts in change.fields],
    )


def _plain_text(value):
    """Return what the pages show, without markup."""
    text = str(value)
    return unescape(strip_tags(text)) if isinstance(value, SafeString) else text
