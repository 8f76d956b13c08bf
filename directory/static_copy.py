"""The public files: both pages for the front server while the database is down, and the papers.

They stand in MEDIA_ROOT/public. Every write is a new file renamed over the old one, under one lock and after
reading the database once more within it: whoever writes last has read last, so what was taken back can't come back
by a slower writer. `stamp.json` says from which content the files were made.
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

from calendars.clock import now
from directory import papers
from directory.public import render_page
from directory.reading import directory as read_directory

LANGUAGES = ("vi", "en")
PAGES = {"vi": "index.html", "en": "en.html"}
CARD = "card.pdf"
STAMP = "stamp.json"
KNOWN = re.compile(r"index\.html|en\.html|card\.pdf|poster-[a-z0-9]+(-[a-z0-9]+)*\.pdf")


def folder():
    """Where the public files stand; the front server may read it."""
    return Path(settings.MEDIA_ROOT) / "public"


def poster_name(slug):
    """The file name of a district's poster."""
    return f"poster-{slug}.pdf"


def fingerprint(directory):
    """SHA-256 of everything public and of the papers' design, without the day: the same content is the same copy."""
    content = {**asdict(directory), "as_of": None, "at": papers.public_address(), "by": papers.fingerprint_of_design()}
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def is_current(directory):
    """Whether pages and papers were made from that content (in either language): what is not is not to be served."""
    mine, stamp = fingerprint(directory), _stamp()
    return all(mine in (stamp.get(part) or {}).values() for part in ("pages", "papers"))


def read(name):
    """The bytes of a public file, or None when it isn't there or the name is none of a public file."""
    if not KNOWN.fullmatch(name):
        return None
    try:
        return (folder() / name).read_bytes()
    except FileNotFoundError:
        return None


def read_paper(name):
    """The bytes of a paper that says what the database says, or that stands where the database can't be asked."""
    with contextlib.suppress(DatabaseError):
        if not is_current(read_directory(LANGUAGES[0])):
            return None
    return read(name)


def write_pages():
    """Write both pages as the database has them now. Should that fail, no page is left that might tell too much."""
    with _alone("write"):
        try:
            content = _content()
            for language, name in PAGES.items():
                _replace(name, render_page(content[language], language).encode())
            _put_stamp(pages=_fingerprints(content))
        except Exception:
            _remove(PAGES.values())
            raise


def write_papers():
    """Make the card and all posters, in the worker; False when the content changed meanwhile and none was kept."""
    content = _content()
    made_from = _fingerprints(content)
    files = _draw(content["vi"])
    with _alone("write"):
        if _fingerprints(_content()) != made_from:
            return False
        # Blank while files of two contents may stand side by side.
        _put_stamp(papers=None)
        try:
            for name, data in files.items():
                _replace(name, data)
        except Exception:
            _remove_papers()
            raise
        _remove_papers(but=files)
        _put_stamp(papers=made_from)
    return True


def clear_papers():
    """Remove every paper at once: after this none is served until the worker has made them anew."""
    with _alone("write"):
        _remove_papers()
        _put_stamp(papers=None)


def clear_stale_papers():
    """Remove every paper unless the database says the same still: a confirmation alone changes no paper."""
    with contextlib.suppress(DatabaseError):
        if _stamp().get("papers") == _fingerprints(_content()):
            return
    clear_papers()


def refresh():
    """Bring pages and papers up to what the database says; True when this call made something.

    One process at a time makes them. One that finds another at work leaves: the other looks once more when it
    is done, so no change is missed.
    """
    made = False
    # Each turn answers a change that came during the last one; the next beat goes on where these don't suffice.
    for _turn in range(5):
        if _pages_are_right() and _papers_are_right():
            break
        with _alone("refresh", wait=False) as is_mine:
            if not is_mine:
                break
            if not _pages_are_right():
                write_pages()
            if not _papers_are_right():
                # What is stale goes first: the making may take long, or fail.
                clear_papers()
                write_papers()
        made = True
    return made


def _pages_are_right():
    content = _content()
    right = all(read(name) == render_page(content[key], key).encode() for key, name in PAGES.items())
    return right and _stamp().get("pages") == _fingerprints(content)


def _papers_are_right():
    content = _content()
    names = {CARD, *(poster_name(district.slug) for district in content["vi"].districts)}
    there = {path.name for path in folder().glob("*.pdf")}
    return there == names and _stamp().get("papers") == _fingerprints(content)


def _draw(directory):
    posters = {poster_name(each.slug): papers.poster(directory, each) for each in directory.districts}
    return {**posters, CARD: papers.cards(directory)}


def _content():
    return {language: read_directory(language) for language in LANGUAGES}


def _fingerprints(content):
    return {language: fingerprint(directory) for language, directory in content.items()}


@contextlib.contextmanager
def _alone(what, *, wait=True):
    """Hold a lock that the system frees when its process dies; yields False when another has it and we don't wait."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f".{what}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _replace(name, data):
    """Put a whole file in place of the old one. Only within the lock: the name of the new file is always the same."""
    if name != STAMP and not KNOWN.fullmatch(name):
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


def _remove_papers(but=()):
    _remove(path.name for path in folder().glob("*.pdf") if path.name not in but)


def _stamp():
    try:
        return json.loads((folder() / STAMP).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}


def _put_stamp(**parts):
    stamp = {**_stamp(), **parts, "made_at": now().isoformat(timespec="seconds")}
    _replace(STAMP, json.dumps(stamp, indent=1).encode())
