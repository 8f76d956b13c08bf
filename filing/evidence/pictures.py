"""Uploaded pictures: bounded by the size in their head, told as cut off or damaged, and drawn anew."""

import fcntl
import logging
import struct
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from filing.evidence.drawing import NO_MEMORY, kept_type, redraw, size_of
from filing.file_kinds import JPEG, PNG

log = logging.getLogger(__name__)
# Up to this many pixels a picture is drawn where it came in; a larger one in a process that ends afterwards.
SMALL_PIXELS = 2_000_000
SECONDS = 60
# Bytes that each pixel takes while a picture is decoded, turned and its colours are converted; and the program's own.
BYTES_OF_PIXEL, PROGRAM_BYTES = 16, 400 * 2**20


def reencode(content, media_type):
    """Draw a picture anew, without place, time, device and remarks; return its media type and its bytes.

    ValidationError where it has too many pixels, is cut off or damaged.
    """
    try:
        width, height = size_of(content, media_type)
    except Exception:  # Decoders raise whatever a broken file leads them into.
        raise _unreadable_error(content, media_type) from None
    if width * height > settings.PICTURE_MAX_MEGAPIXELS * 1_000_000:
        raise _too_many_pixels()
    if width * height > SMALL_PIXELS:
        return kept_type(media_type), _redraw_apart(content, media_type, width * height)
    try:
        return kept_type(media_type), redraw(content, media_type)
    except Exception:
        raise _unreadable_error(content, media_type) from None


def _redraw_apart(content, media_type, pixels):
    """Draw the picture in a process of its own, one at a time, whose memory is free when it ends."""
    megabytes = (pixels * BYTES_OF_PIXEL + PROGRAM_BYTES) // 2**20
    command = [sys.executable, "-m", "filing.evidence.drawing", media_type, str(megabytes)]
    # Nothing of the portal's settings goes along, and nothing of the person's file is part of the command.
    options = {"cwd": settings.BASE_DIR, "env": {"PYTHONPATH": str(settings.BASE_DIR), "PATH": ""}}
    try:
        with _one_at_a_time():
            drawn = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, **options)  # noqa: S603
    except subprocess.TimeoutExpired:
        log.warning("A picture of %s pixels was not drawn within %s seconds.", pixels, SECONDS)
        raise _too_many_pixels() from None
    if not drawn.returncode:
        return drawn.stdout
    log.info("A picture was not drawn (%s): %s", drawn.returncode, drawn.stderr.decode("utf-8", "replace")[-500:])
    raise _too_many_pixels() if drawn.returncode == NO_MEMORY else _unreadable_error(content, media_type)


@contextmanager
def _one_at_a_time():
    """Wait until no other process of this host draws a large picture; the lock ends with its process."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA_DIR / "pictures.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _unreadable_error(content, media_type):
    if _IS_CUT.get(media_type, _is_cut_heic)(content):
        return ValidationError(_("This picture is incomplete. Copy or send it again, then choose it."))
    return ValidationError(_("This picture is damaged and cannot be shown. Take or save it again."))


def _is_cut_jpeg(content):
    """Return whether the file ends within a segment, or the lines of the picture have no end marker."""
    at = 2
    while at + 4 <= len(content):
        sign, kind, size = struct.unpack(">BBH", content[at : at + 4])
        if sign != 0xFF or size < 2:
            return False
        if kind == 0xDA:
            return b"\xff\xd9" not in content[at:]
        at += 2 + size
    return True


def _is_cut_png(content):
    at = 8
    while at + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind == b"IEND" or not kind.isalpha():
            return False
        at += size + 12
    return True


def _is_cut_heic(content):
    at = 0
    while at + 8 <= len(content):
        (size,) = struct.unpack(">I", content[at : at + 4])
        if size == 1 and at + 16 <= len(content):
            (size,) = struct.unpack(">Q", content[at + 8 : at + 16])
        if size < 8:
            # 0: up to the end of the file, whatever that is.
            return False
        at += size
    return at > len(content)


_IS_CUT = {JPEG: _is_cut_jpeg, PNG: _is_cut_png}


def _too_many_pixels():
    limit = settings.PICTURE_MAX_MEGAPIXELS
    return ValidationError(_("This picture has more than %s million pixels. Save it at a smaller size.") % limit)
