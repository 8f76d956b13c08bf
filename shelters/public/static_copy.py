"""The public files: both pages, for the front server while the database is down, and the papers.

They lie in MEDIA_ROOT/public. Every write is a new file renamed over the old one, under one lock and after reading the
database once more within it: whoever writes last has read last, so what was withdrawn can't come back by a slower
writer. `stamp.json` says from which content the files were made.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError

from core.lib.dates.clock import now
from shelters.public.page import render_page
from shelters.public.paper_design import fingerprint_of_design, public_address
from shelters.public.places import directory as read_directory

LANGUAGES = ("vi", "en")
PAGES = {"vi": "index.html", "en": "en.html"}
CARD = "card.pdf"
STAMP = "stamp.json"
FILE_NAMES = re.compile(r"index\.html|en\.html|card\.pdf|poster-[a-z0-9]+(-[a-z0-9]+)*\.pdf")


def folder():
    """Return the folder of the public files, which the front server may read."""
    return Path(settings.MEDIA_ROOT) / "public"


def poster_name(slug):
    """Return the file name of a district's poster."""
    return f"poster-{slug}.pdf"


def fingerprint(directory):
    """Return the SHA-256 of everything public and of the papers' design, without the day."""
    content = {
        **asdict(directory),
        "as_of": None,
        "at": public_address(),
        "by": fingerprint_of_design(),
    }
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def is_current(directory):
    """Return whether pages and papers were made from that content (in either language) and may be served."""
    current, stamp = fingerprint(directory), _stamp()
    return all(current in (stamp.get(part) or {}).values() for part in ("pages", "papers"))


def read(name):
    """Return the bytes of a public file; None if it is missing or the name is not one."""
    if not FILE_NAMES.fullmatch(name):
        return None
    try:
        return (folder() / name).read_bytes()
    except FileNotFoundError:
        return None


def read_paper(name):
    """Return the bytes of a paper that is current, or of any while the database is down; else None."""
    with contextlib.suppress(DatabaseError):
        if not is_current(read_directory(LANGUAGES[0])):
            return None
    return read(name)


def write_pages():
    """Write both pages as the database has them now; if that fails, remove them: they might tell too much."""
    with _lock("write"):
        try:
            directories = _directories()
            for language, name in PAGES.items():
                _replace(name, render_page(directories[language], language).encode())
            _update_stamp(pages=_fingerprints(directories))
        except Exception:
            _remove(PAGES.values())
            raise


def write_papers():
    """Make the card and all posters, in the worker; return False if the content changed meanwhile."""
    directories = _directories()
    made_from = _fingerprints(directories)
    files = _draw(directories["vi"])
    with _lock("write"):
        if _fingerprints(_directories()) != made_from:
            return False
        # Blank while files of two contents may stand side by side.
        _update_stamp(papers=None)
        try:
            for name, data in files.items():
                _replace(name, data)
        except Exception:
            _remove_papers()
            raise
        _remove_papers(keep=files)
        _update_stamp(papers=made_from)
    return True


def clear_papers():
    """Remove every paper: none is served until the worker has made them anew."""
    with _lock("write"):
        _remove_papers()
        _update_stamp(papers=None)


def clear_stale_papers():
    """Remove every paper unless the content is unchanged: a confirmation alone changes no paper."""
    with contextlib.suppress(DatabaseError):
        if _stamp().get("papers") == _fingerprints(_directories()):
            return
    clear_papers()


def refresh():
    """Bring pages and papers up to date with the database; return whether this call made something.

    One process at a time makes them. One that finds another at work leaves: the other checks once more when it is
    done, so that no change is missed.
    """
    has_made = False
    # Each turn answers a change that came during the last one; the next beat goes on where these don't suffice.
    for _turn in range(5):
        if _are_pages_current() and _are_papers_current():
            break
        with _lock("refresh", wait=False) as is_locked:
            if not is_locked:
                break
            if not _are_pages_current():
                write_pages()
            if not _are_papers_current():
                # What is stale is removed first: making papers may take long, or fail.
                clear_papers()
                write_papers()
        has_made = True
    return has_made


def _are_pages_current():
    directories = _directories()
    are_equal = all(
        read(name) == render_page(directories[language], language).encode() for language, name in PAGES.items()
    )
    return are_equal and _stamp().get("pages") == _fingerprints(directories)


def _are_papers_current():
    directories = _directories()
    names = {CARD, *(poster_name(district.slug) for district in directories["vi"].districts)}
    existing = {path.name for path in folder().glob("*.pdf")}
    return existing == names and _stamp().get("papers") == _fingerprints(directories)


def _draw(directory):
    # The renderer takes a second to load, and a worker alone draws.
    from shelters.public import posters

    files = {poster_name(district.slug): posters.poster(directory, district) for district in directory.districts}
    return {**files, CARD: posters.cards(directory)}


def _directories():
    return {language: read_directory(language) for language in LANGUAGES}


def _fingerprints(directories):
    return {language: fingerprint(directory) for language, directory in directories.items()}


@contextlib.contextmanager
def _lock(name, *, wait=True):
    """Hold a lock; yield False if another process has it and `wait` is False. The system frees it with its process."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f".{name}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _replace(name, data):
    """Replace a file as a whole; only within the lock, since the new file always has the same name."""
    if name != STAMP and not FILE_NAMES.fullmatch(name):
        raise ValueError(f"{name} is no name of a public file.")
    new = folder() / f".{name}.new"
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder() / name)


def _remove(names):
    for name in list(names):
        (folder() / name).unlink(missing_ok=True)


def _remove_papers(keep=()):
    _remove(path.name for path in folder().glob("*.pdf") if path.name not in keep)


def _stamp():
    try:
        return json.loads((folder() / STAMP).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}


def _update_stamp(**parts):
    stamp = {**_stamp(), **parts, "made_at": now().isoformat(timespec="seconds")}
    _replace(STAMP, json.dumps(stamp, indent=1).encode())
