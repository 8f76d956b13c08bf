"""Checks that a PDF is complete, opens without a password, and holds nothing that acts when it is opened."""

import io

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

PDF_SIGNATURE = b"%PDF-"
ZIP_END, ZIP_END_SIZE = b"PK\x05\x06", 22
# The end record of a ZIP may be followed by a comment of 64 KB; ZIP readers search that far back.
TAIL = 2**16 + ZIP_END_SIZE
PDF_SPACE = b"\0\t\n\f\r "
MAX_OBJECTS = 1_000_000
# What the library raises for what it can't read, beside its own errors.
PDF_ERRORS = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, MemoryError)

SCRIPT, LAUNCH = gettext_noop("a script (JavaScript)"), gettext_noop("a command that starts a program")
EMBEDDED, MEDIA = gettext_noop("an embedded file"), gettext_noop("a film, sound or 3D model")
SENDING = gettext_noop("a form that sends or fetches data")
# Actions by their /S. Harmless ones (GoTo, GoToR, URI, Named, Thread, Hide) are none of these.
ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/GoToE": EMBEDDED,
    "/ImportData": SENDING,
    "/SubmitForm": SENDING,
    "/Rendition": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
}
FILE_KEYS = ("/F", "/UF", "/Unix", "/Mac", "/DOS")
TYPES = {"/EmbeddedFile": EMBEDDED}
ANNOTATIONS = {"/RichMedia": MEDIA, "/Movie": MEDIA, "/Sound": MEDIA, "/3D": MEDIA}


def check_pdf(content, *, may_embed=False):
    """Refuse (ValidationError) a PDF that is cut off, continued, locked or active.

    `may_embed`: files within it are let through, as in the reports that the portal itself makes.
    """
    if not content[-1024:].rstrip(PDF_SPACE).endswith(b"%%EOF") or ZIP_END in content[-TAIL:]:
        raise _damaged_error()
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            found = _active_parts(pdf)
    except pikepdf.PasswordError:
        raise ValidationError(_("This file has a password. Save it without a password and choose it again.")) from None
    except PDF_ERRORS:
        raise _damaged_error() from None
    found -= {EMBEDDED} if may_embed else set()
    if found:
        raise ValidationError(
            _("This PDF contains %s, which can harm the computer of anyone who opens it. Print it to PDF or scan it.")
            % ", ".join(_(word) for word in sorted(found))
        )


def _active_parts(pdf):
    """Return what in a PDF acts or carries files, as words; all objects are read, those in object streams too."""
    if len(pdf.objects) > MAX_OBJECTS:
        raise ValueError("too many objects")
    if not len(pdf.pages):
        raise ValueError("no pages")
    found = set()
    for part_of_file in (*pdf.objects, pdf.trailer):
        # Nothing reached by a reference is followed: it is an object of its own.
        waiting = [part_of_file]
        while waiting:
            value = waiting.pop()
            if isinstance(value, pikepdf.Array):
                waiting += [part for part in value if _is_container(part)]
            elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
                entries = dict(value.stream_dict.items() if isinstance(value, pikepdf.Stream) else value.items())
                found |= _active_in(entries)
                waiting += [part for part in entries.values() if _is_container(part)]
    return found


def _is_container(part):
    return isinstance(part, (pikepdf.Array, pikepdf.Dictionary)) and not part.is_indirect


def _active_in(entries):
    found = set()
    for key, words in (("/S", ACTIONS), ("/Type", TYPES), ("/Subtype", ANNOTATIONS)):
        value = entries.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in words:
            found.add(words[str(value)])
    files = entries.get("/EF")
    # Names of fonts and pictures are free, so a key alone says nothing.
    if isinstance(files, pikepdf.Dictionary) and any(isinstance(files.get(key), pikepdf.Stream) for key in FILE_KEYS):
        found.add(EMBEDDED)
    if "/XFA" in entries and _has_script(entries["/XFA"]):
        found.add(SCRIPT)
    return found


def _has_script(form):
    """Return whether a form in XML (XFA) holds a script; one stream, or names and streams in turn."""
    streams = [form] if isinstance(form, pikepdf.Stream) else list(form)
    return any(b"script" in part.read_bytes().lower() for part in streams if isinstance(part, pikepdf.Stream))


def _damaged_error():
    return ValidationError(
        _("This PDF is incomplete, or something was added after its end. Save it as a new PDF and choose that.")
    )
