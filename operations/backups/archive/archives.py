"""Archives: one streamed tar file with tables as lines of JSON, media files, and a manifest as its last member.

tables/<table>.jsonl      one row a line, {column: value}
media/<path>              as it stands below MEDIA_ROOT
manifest.json             {"format", "made_at", "vendor", "migrations": {app: [names]},
                           "tables": {table: {"rows", "sha256", "last_id"}},
                           "media": {path: {"size", "sha256"}}, "missing": [path, …], "has_media": true,
                               "left_out": {table: why}}
"""

import gzip
import hashlib
import io
import json
import tarfile
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath

from operations.backups.archive.encryption import decrypting, encrypting
from operations.backups.errors import InvalidArchive

FORMAT = 1
MANIFEST = "manifest.json"
TABLE, MEDIA = "tables/{}.jsonl", "media/{}"
CHUNK = 1 << 20
# The keys of a manifest that a restore needs.
REQUIRED_KEYS = {"made_at", "migrations", "tables", "media", "missing", "has_media"}


class Writer:
    """An archive being written: tables and files are added one by one, the manifest at the end."""

    def __init__(self, tar, scratch):
        self.tar, self.scratch = tar, scratch
        self.tables, self.media = {}, {}

    def add_table(self, name, lines, last_id):
        """Add a table's lines.

        Its size must stand before it: the lines wait in a file that has no name.
        """
        digest, rows = hashlib.sha256(), 0
        with tempfile.TemporaryFile(dir=self.scratch) as file:
            for line in lines:
                data = line.encode()
                digest.update(data)
                file.write(data)
                rows += 1
            size = file.tell()
            file.seek(0)
            self.tar.addfile(_member(TABLE.format(name), size), file)
        self.tables[name] = {"rows": rows, "sha256": digest.hexdigest(), "last_id": last_id}

    def add_file(self, path, file, stat):
        """Add an open file, as long as it was when it was opened."""
        member = _member(MEDIA.format(path), stat.st_size, mtime=int(stat.st_mtime), mode=stat.st_mode & 0o777)
        reader = _HashingReader(file)
        self.tar.addfile(member, reader)
        self.media[path] = {"size": stat.st_size, "sha256": reader.digest.hexdigest()}

    def finish(self, **details):
        """Add the manifest with those details, and return it."""
        manifest = {"format": FORMAT, **details, "tables": self.tables, "media": self.media}
        data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        self.tar.addfile(_member(MANIFEST, len(data)), io.BytesIO(data))
        return manifest


def _member(name, size, *, mtime=0, mode=0o600):
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, mtime, mode
    return member


class _HashingReader:
    """A file that hashes what is read from it, and reads nothing beyond what is asked for."""

    def __init__(self, file):
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, size=-1):
        data = self.file.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data


def digest_of_lines(lines):
    """Return the SHA-256 of a table's lines, as the manifest has it."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


@contextmanager
def writing(file, recipients, scratch):
    """Yield a `Writer` into an open file; `scratch` is a folder for temporary files."""
    with (
        encrypting(file, recipients) as stream,
        gzip.GzipFile("", fileobj=stream, mode="wb", compresslevel=5) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        yield Writer(tar, scratch)


def read(path, identities=(), into=None):
    """Read an archive from end to end, prove it against its manifest, and return the manifest.

    InvalidArchive where it fails. With `into`, a folder, its members are laid down there. Trust none of them before
    this has returned.
    """
    try:
        with (
            decrypting(path, identities) as stream,
            gzip.GzipFile(fileobj=stream) as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            manifest, members = _extract_all(tar, into)
            # The sum of the whole stands behind the tar file's own end.
            while packed.read(CHUNK):
                pass
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError) as error:
        raise InvalidArchive(f"{path} is not whole: {error}.") from error
    except OSError as error:
        # What the system says has a number: no such file, no room. What gzip and age say of the bytes has none.
        if error.errno:
            raise
        raise InvalidArchive(f"{path} is not whole: {error}.") from error
    _prove(path, manifest, members)
    return manifest


def _extract_all(tar, into):
    manifest, members = None, {}
    for member in tar:
        name = member.name
        if not member.isreg() or not _is_ours(name) or name in members or manifest:
            raise InvalidArchive(f"The archive holds what no backup writes: {name!r}.")
        with tar.extractfile(member) as source:
            if name == MANIFEST:
                manifest = json.load(source)
            else:
                members[name] = _extract(source, into / name if into else None, member)
    return manifest, members


def _is_ours(name):
    parts = PurePosixPath(name).parts
    inside = str(PurePosixPath(name)) == name and ".." not in parts and "\0" not in name
    return name == MANIFEST or (inside and len(parts) > 1 and parts[0] in ("tables", "media"))


def _extract(source, target, member):
    """Return (size, SHA-256, lines) of one member, laid down at `target` if there is one."""
    reader, lines = _HashingReader(source), 0
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "xb") if target else io.BytesIO() as sink:
        while data := reader.read(CHUNK):
            lines += data.count(b"\n")
            if target:
                sink.write(data)
    if target:
        target.chmod(member.mode & 0o777)
    return reader.size, reader.digest.hexdigest(), lines


def _prove(path, manifest, members):
    """Raise InvalidArchive where the members are not those that the manifest promises."""
    if not isinstance(manifest, dict):
        raise InvalidArchive(f"{path} is not whole: it ends before its manifest.")
    if manifest.get("format") != FORMAT:
        raise InvalidArchive(f"{path} has format {manifest.get('format')!r}; this program reads {FORMAT}.")
    if lacking := REQUIRED_KEYS - manifest.keys():
        raise InvalidArchive(f"{path} is not whole: its manifest lacks {', '.join(sorted(lacking))}.")
    promised = {TABLE.format(name): table for name, table in manifest["tables"].items()}
    promised |= {MEDIA.format(name): file for name, file in manifest["media"].items()}
    if strange := sorted(promised.keys() ^ members.keys()):
        raise InvalidArchive(f"{path} is not whole: {strange[0]} stands in the manifest or in the archive alone.")
    for name, (size, sha256, lines) in members.items():
        promise = promised[name]
        if sha256 != promise["sha256"] or promise.get("size", size) != size or promise.get("rows", lines) != lines:
            raise InvalidArchive(f"{path} is not whole: {name} is not what the manifest says.")
