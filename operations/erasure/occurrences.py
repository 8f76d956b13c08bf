"""Where words stand: the rows of every searched table, and the files that belong to those rows."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.utils import translation

from core.lib.text.alphabetical import alphabetical
from core.units.keeping import below_and_kept
from filing.models import Evidence, Snapshot
from operations.erasure.matching import PlainWords, redact
from operations.erasure.searched_columns import path_to_unit, searched_columns
from reports.models import Issue


@dataclass(frozen=True)
class Occurrences:
    """Where words stand: {name of a table's things: number of rows}, and the files near those rows."""

    counts: dict
    files: list

    def __bool__(self):
        return bool(self.counts)


def occurrences_of(words, root):
    """Return the occurrences of the words in the work of the unit `root`, all below it and all that it keeps.

    Reads every searched table once.
    """
    counts, matching_rows = Counter(), set()
    for model, rows in redacted_rows(PlainWords(words), root):
        for pk, _changes in rows:
            counts[table_name(model)] += 1
            matching_rows.add((model, pk))
    return Occurrences(dict(counts), _files_near(matching_rows, root))


def table_name(model):
    """Return what a model's rows are called, in Vietnamese whatever the language of the page.

    It is stored with the purge.
    """
    recorded_model = getattr(model, "instance_type", None)
    with translation.override("vi"):
        if recorded_model:
            return f"lịch sử sửa đổi: {recorded_model._meta.verbose_name}"
        return str(model._meta.verbose_name)


def redacted_rows(words, root, deleted_files=frozenset()):
    """Yield (model, iterator of (pk, {column: its value without the words})) of every searched table."""
    below = below_and_kept(root)
    for model, text_columns, json_columns in searched_columns():
        path, rows = path_to_unit(model), model._base_manager.all()
        if path:
            rows = rows.filter(models.Q(**{f"{path}__in": below}) | models.Q(**{path: None}))
        yield model, _redacted_rows(rows, [*text_columns, *json_columns], words, deleted_files)


def _redacted_rows(rows, columns, words, deleted_files):
    for pk, *values in rows.values_list("pk", *columns).iterator(chunk_size=500):
        changes = {}
        for column, value in zip(columns, values, strict=True):
            if value and (redacted := redact(value, words, deleted_files)) != value:
                changes[column] = redacted
        if changes:
            yield pk, changes


def _files_near(matching_rows, root):
    """Return [(key, name)] of the files attached to the matching records or issued with the matching reports."""
    names, below = {}, below_and_kept(root)
    for evidence in Evidence.objects.filter(unit__in=below).select_related("unit").iterator():
        if _is_near(evidence, matching_rows):
            names[f"evidence:{evidence.stored_id}"] = f"{evidence.name} ({evidence.unit})"
    for issue in Issue.objects.filter(unit__in=below).exclude(file="").select_related("unit"):
        if (Snapshot, issue.snapshot_id) in matching_rows:
            names[f"issue:{issue.pk}"] = f"{issue.number} ({issue.unit})"
    return sorted(names.items(), key=lambda file: alphabetical(file[1]))


def _is_near(evidence, matching_rows):
    """Return whether the evidence, its record or an earlier version of the record is among the matching rows."""
    model = evidence.content_type.model_class()
    if (model, evidence.object_id) in matching_rows or (Evidence, evidence.pk) in matching_rows:
        return True
    history = getattr(model, "history", None)
    return bool(history) and any((history.model, pk) in matching_rows for pk in _versions(history, evidence.object_id))


def _versions(history, object_id):
    return history.model._base_manager.filter(id=object_id).values_list("pk", flat=True)
