"""Taking a person's data out of everything the portal keeps: rows, their history, frozen reports, documents, files.

What must go is named by its words. Every column of text and JSON of every table is reached, by looking at the models
and not at a list of them; `EXEMPT` names the few that are not, and why. Afterwards nothing holds the words any more,
the purge itself neither: it leaves a line in a file beside the database (`tombstones`), with the length of the words
and a keyed digest of them, by which a restore finds and removes them again from an older backup.
"""

import hmac
import json
import os
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.utils import translation

from progress.models import Evidence, Snapshot, StoredFile
from progress.search import SearchField
from progress.verbs import digest
from reports.models import Compilation, Document, Issue
from units.models import Unit

TAKEN_OUT = "[đã gỡ bỏ]"
# Shorter words would be found in the middle of others.
SHORTEST = 5
# Tables that hold no words about others' lives: accounts and units are known by their names, the chain of the record
# of acts must hold (what people typed there stands in a table of its own, which is reached).
EXEMPT = {
    "accounts.User", "accounts.Session", "accounts.RecoveryCode", "accounts.AuditEntry", "accounts.AuditLink",
    "safekeeping.Purge",
}  # fmt: skip
EXEMPT_APPS = {"auth", "contenttypes", "units", "axes", "otp_totp", "sessions"}
FROZEN = (Snapshot, Compilation)


def reached():
    """(model, names of its columns of text, names of its columns of JSON) of every table that words can stand in."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in EXEMPT or model._meta.app_label in EXEMPT_APPS:
            continue
        text, data = [], []
        for field in model._meta.concrete_fields:
            if field.choices or isinstance(field, models.FileField | SearchField) or field.generated:
                continue
            if isinstance(field, models.JSONField):
                data.append(field.name)
            elif isinstance(field, models.CharField | models.TextField):
                text.append(field.name)
        if text or data:
            yield model, text, data


def path_to_unit(model):
    """The shortest way from a row to a unit that it belongs to, as a look-up; "" for what is everybody's."""
    ways = [(model, "")]
    for of, path in ways:
        links = [field for field in of._meta.fields if field.is_relation and field.related_model]
        for field in links:
            if field.related_model is Unit:
                return f"{path}{field.name}"
        if path.count("__") < 3:
            ways += [(field.related_model, f"{path}{field.name}__") for field in links]
    return ""


class Words:
    """What is looked for, as it was typed, in capitals or not."""

    def __init__(self, words):
        self.words = words.lower()

    def __call__(self, text):
        """[(begin, end)] of each place in a text."""
        folded, places, at = _lower(text), [], 0
        while (at := folded.find(self.words, at)) >= 0:
            places.append((at, at + len(self.words)))
            at += len(self.words)
        return places


class Buried:
    """Words that nobody knows any more: their length and their keyed digest."""

    def __init__(self, length, mac):
        self.length, self.mac = length, mac

    def __call__(self, text):
        folded, places, at, key = _lower(text), [], 0, _key()
        while at + self.length <= len(folded):
            if _mac(key, folded[at : at + self.length]) == self.mac:
                places.append((at, at + self.length))
                at += self.length
            else:
                at += 1
        return places


def _lower(text):
    """In small letters where that keeps every letter in its place, as it does in Vietnamese."""
    folded = text.lower()
    return folded if len(folded) == len(text) else text


def mac_of(words):
    """The keyed digest by which words are known again; the key is no part of a backup."""
    return _mac(_key(), words)


def _key():
    return sha256(b"safekeeping.purging " + settings.PURGE_KEY.encode()).digest()


def _mac(key, words):
    return hmac.digest(key, words.encode(), "sha256").hex()


def cleared(value, find, gone=frozenset()):
    """A text, or JSON with texts anywhere in it, without what `find` finds; rows of files in `gone` are left out."""
    if isinstance(value, str):
        for begin, end in reversed(find(value)):
            value = value[:begin] + TAKEN_OUT + value[end:]
        return value
    if isinstance(value, list):
        return [cleared(one, find, gone) for one in value if not (isinstance(one, dict) and one.get("stored") in gone)]
    if isinstance(value, dict):
        return {key: cleared(one, find, gone) for key, one in value.items()}
    return value


@dataclass(frozen=True)
class Places:
    """Where words stand: {name of the table's things: how many}, and the files that belong to what holds them."""

    counts: dict
    files: list

    def __bool__(self):
        return bool(self.counts)


def places_of(words, root):
    """What would be changed in the work of that unit and all below it; reads every table once."""
    counts, holders = Counter(), set()
    for model, rows in _rows(Words(words), root):
        for pk, _changes in rows:
            counts[_name_of(model)] += 1
            holders.add((model, pk))
    return Places(dict(counts), _files_near(holders, root))


def _name_of(model):
    # It is kept with the purge: Vietnamese, whatever the language of the page.
    of = getattr(model, "instance_type", None)
    with translation.override("vi"):
        return f"lịch sử sửa đổi: {of._meta.verbose_name}" if of else str(model._meta.verbose_name)


def _rows(find, root, gone=frozenset()):
    """(model, iterator of (pk, {column: its value without the words})) of every table."""
    below = Unit.objects.under(root)
    for model, text, data in reached():
        path, rows = path_to_unit(model), model._base_manager.all()
        if path:
            rows = rows.filter(models.Q(**{f"{path}__in": below}) | models.Q(**{path: None}))
        yield model, _changed(rows, [*text, *data], find, gone)


def _changed(rows, names, find, gone):
    for pk, *values in rows.values_list("pk", *names).iterator(chunk_size=500):
        changes = {}
        for name, value in zip(names, values, strict=True):
            if value and (new := cleared(value, find, gone)) != value:
                changes[name] = new
        if changes:
            yield pk, changes


def _files_near(holders, root):
    """[(key, name)] of files that people may want to go too: attached to such records, or issued with such reports."""
    found, below = {}, Unit.objects.under(root)
    for evidence in Evidence.objects.filter(unit__in=below).select_related("unit").iterator():
        model = evidence.content_type.model_class()
        history = getattr(model, "history", None)
        of_record = (model, evidence.object_id) in holders or (Evidence, evidence.pk) in holders
        if of_record or (history and any((history.model, row) in holders for row in _history_of(history, evidence))):
            found[f"evidence:{evidence.stored_id}"] = f"{evidence.name} ({evidence.unit})"
    for issue in Issue.objects.filter(unit__in=below).exclude(file="").select_related("unit"):
        if (Snapshot, issue.snapshot_id) in holders:
            found[f"issue:{issue.pk}"] = f"{issue.number} ({issue.unit})"
    return sorted(found.items(), key=lambda pair: pair[1])


def _history_of(history, evidence):
    return history.model._base_manager.filter(id=evidence.object_id).values_list("pk", flat=True)


@transaction.atomic
def take_out(find, files, root):
    """Take out what `find` finds in the work of the unit `root` and all below it, and those files.

    Answers {name of the table's things: how many were changed}.
    Frozen reports get new digests, also where others quote them, and the documents made of them go: they are made
    anew when somebody asks. The names on disk are deleted after commit.
    """
    gone, names = _files_gone(files)
    counts, digests, touched = Counter(), {}, set()
    for model, rows in _rows(find, root, gone):
        for pk, changes in list(rows):
            _write(model, pk, changes, digests)
            counts[_name_of(model)] += 1
            if model in FROZEN:
                touched.add((model, pk))
    touched |= _requote(digests)
    for model in FROZEN:
        column = "snapshot" if model is Snapshot else "compilation"
        made = Document.objects.filter(**{f"{column}__in": [pk for of, pk in touched if of is model]})
        names += [(one.file.storage, one.file.name) for one in made if one.file]
        if number := made.delete()[0]:
            counts[_name_of(Document)] += number
    if files:
        counts["tệp"] += len(files)
    transaction.on_commit(lambda: _delete(names))
    # Drawn charts lie there for hours.
    transaction.on_commit(cache.clear)
    return dict(counts)


def _write(model, pk, changes, digests):
    """Change a row past every gate and without history: none of the ways that people write may keep the words."""
    for name, value in changes.items():
        field = model._meta.get_field(name)
        if isinstance(field, models.CharField) and isinstance(value, str):
            changes[name] = value[: field.max_length]
    if model in FROZEN:
        old = model._base_manager.values_list("sha256", flat=True).get(pk=pk)
        changes["sha256"] = digests[old] = digest(changes["content"])
    if any(field.name == "version" for field in model._meta.fields) and model not in FROZEN:
        # Whoever has the form open with the old words is told that somebody else changed it.
        changes["version"] = models.F("version") + 1
    model._base_manager.filter(pk=pk).update(**changes)
    for field in model._meta.fields:
        if isinstance(field, SearchField):
            row = model._base_manager.get(pk=pk)
            model._base_manager.filter(pk=pk).update(**{field.name: field.pre_save(row, add=False)})


def _requote(digests):
    """Put new digests where frozen contents quote old ones, and theirs in turn; what was touched."""
    touched, fresh = set(), digests
    while fresh:
        quoted, fresh = fresh, {}
        for model in FROZEN:
            for pk, content, old in list(model._base_manager.values_list("pk", "content", "sha256").iterator(50)):
                new = _quoting(content, quoted)
                if new != content:
                    fresh[old] = digest(new)
                    model._base_manager.filter(pk=pk).update(content=new, sha256=fresh[old])
                    touched.add((model, pk))
    return touched


def _quoting(value, quoted):
    if isinstance(value, str):
        return quoted.get(value, value)
    if isinstance(value, list):
        return [_quoting(one, quoted) for one in value]
    if isinstance(value, dict):
        return {key: _quoting(one, quoted) for key, one in value.items()}
    return value


def _files_gone(files):
    """(ids of stored files that are gone, [(storage, name)] to delete from disk), their rows deleted or emptied."""
    gone, names = set(), []
    for key in files:
        sort, _colon, pk = key.partition(":")
        if sort == "evidence":
            stored = StoredFile.objects.filter(pk=pk).first()
            if stored:
                names += [(one.storage, one.name) for one in (stored.file, stored.thumbnail) if one]
                Evidence.objects.filter(stored=stored).delete()
                stored.delete()
                gone.add(str(pk))
        else:
            issue = Issue.objects.filter(pk=pk).exclude(file="").first()
            if issue:
                names.append((issue.file.storage, issue.file.name))
                Issue.objects.filter(pk=pk).update(file="", media_type="", size=None, sha256="", signatures=[])
    return gone, names


def _delete(names):
    for storage, name in names:
        storage.delete(name)


def bury(words, files, root):
    """Keep what a restore needs to do it again: a line, after commit, in a file that no restore puts back."""
    line = {"length": len(words), "mac": mac_of(words.lower()), "files": sorted(files), "root": root}
    transaction.on_commit(lambda: _append(line))


def _append(line):
    path = tombstones()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def tombstones():
    """Where the lines of past purges lie: beside the database, and to be copied with the backups."""
    return settings.DATA_DIR / "purges.jsonl"


def apply_again():
    """After a restore: what was taken out since the backup is taken out again; how many purges there were."""
    path = tombstones()
    if not path.exists():
        return 0
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for line in lines:
        take_out(Buried(line["length"], line["mac"]), line["files"], line["root"])
    return len(lines)
