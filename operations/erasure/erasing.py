"""Erasing personal data from everything the portal keeps: rows, their history, frozen reports, documents, files.

What must go is named by its words. Afterwards nothing holds the words any more, the purge itself neither: it leaves a
line in a file beside the database (`operations.erasure.tombstones`).
"""

from collections import Counter

from django.core.cache import cache
from django.db import models, transaction

from filing.models import Evidence, Snapshot, StoredFile
from filing.models.search_field import SearchField
from filing.submissions.snapshots import digest
from operations.erasure.occurrences import redacted_rows, table_name
from reports.models import Compilation, Document, Issue, TextRelease

FROZEN = (Snapshot, Compilation)


@transaction.atomic
def erase(words, files, root):
    """Erase the words from the work of the unit `root` and all below it, and delete those files.

    Return {name of a table's things: number of rows changed}. `words` is a `PlainWords` or a `DigestedWords`.
    Frozen reports get new digests, also where others quote them, and the documents made of them are deleted: they are
    made anew when somebody asks. The files on disk are deleted after commit.
    """
    deleted_files, disk_files = _delete_files(files)
    counts, new_digests, touched = Counter(), {}, set()
    for model, rows in redacted_rows(words, root, deleted_files):
        for pk, changes in list(rows):
            _write(model, pk, changes, new_digests)
            counts[table_name(model)] += 1
            if model in FROZEN:
                touched.add((model, pk))
    touched |= _update_quoted_digests(new_digests)
    for model in FROZEN:
        column = "snapshot" if model is Snapshot else "compilation"
        pks = [pk for touched_model, pk in touched if touched_model is model]
        documents = Document.objects.filter(**{f"{column}__in": pks})
        disk_files += [(document.file.storage, document.file.name) for document in documents if document.file]
        if number := documents.delete()[0]:
            counts[table_name(Document)] += number
    # Nobody released the words as they are now, and a digest of the former ones is not to stay.
    TextRelease.objects.filter(snapshot__in=[pk for model, pk in touched if model is Snapshot]).delete()
    if files:
        counts["tệp"] += len(files)
    transaction.on_commit(lambda: _delete_from_disk(disk_files))
    # Drawn charts lie there for hours.
    transaction.on_commit(cache.clear)
    return dict(counts)


def _write(model, pk, changes, new_digests):
    """Change a row past every check and without history, so that no usual way of writing keeps the words."""
    for name, value in changes.items():
        field = model._meta.get_field(name)
        if isinstance(field, models.CharField) and isinstance(value, str):
            changes[name] = value[: field.max_length]
    if model in FROZEN:
        old = model._base_manager.values_list("sha256", flat=True).get(pk=pk)
        changes["sha256"] = new_digests[old] = digest(changes["content"])
    if any(field.name == "version" for field in model._meta.fields) and model not in FROZEN:
        # Whoever has the form open with the old words is told that somebody else changed it.
        changes["version"] = models.F("version") + 1
    model._base_manager.filter(pk=pk).update(**changes)
    for field in model._meta.fields:
        if isinstance(field, SearchField):
            row = model._base_manager.get(pk=pk)
            model._base_manager.filter(pk=pk).update(**{field.name: field.pre_save(row, add=False)})


def _update_quoted_digests(new_digests):
    """Replace old digests where frozen contents quote them, and theirs in turn; return the (model, pk) changed."""
    touched, pending = set(), new_digests
    while pending:
        replacements, pending = pending, {}
        for model in FROZEN:
            for pk, content, old in list(model._base_manager.values_list("pk", "content", "sha256").iterator(50)):
                new = _replace_digests(content, replacements)
                if new != content:
                    pending[old] = digest(new)
                    model._base_manager.filter(pk=pk).update(content=new, sha256=pending[old])
                    touched.add((model, pk))
    return touched


def _replace_digests(value, replacements):
    if isinstance(value, str):
        return replacements.get(value, value)
    if isinstance(value, list):
        return [_replace_digests(item, replacements) for item in value]
    if isinstance(value, dict):
        return {key: _replace_digests(item, replacements) for key, item in value.items()}
    return value


def _delete_files(files):
    """Delete or empty the rows of the files; return (ids of stored files deleted, [(storage, name)] on disk)."""
    deleted, disk_files = set(), []
    for key in files:
        source, _colon, pk = key.partition(":")
        if source == "evidence":
            stored = StoredFile.objects.filter(pk=pk).first()
            if stored:
                disk_files += [(file.storage, file.name) for file in (stored.file, stored.thumbnail) if file]
                Evidence.objects.filter(stored=stored).delete()
                stored.delete()
                deleted.add(str(pk))
        else:
            issue = Issue.objects.filter(pk=pk).exclude(file="").first()
            if issue:
                disk_files.append((issue.file.storage, issue.file.name))
                Issue.objects.filter(pk=pk).update(file="", media_type="", size=None, sha256="", signatures=[])
    return deleted, disk_files


def _delete_from_disk(disk_files):
    for storage, name in disk_files:
        storage.delete(name)
