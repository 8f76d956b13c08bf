"""The copies that the renderer makes of fonts, in a temporary folder for each document: none stays behind."""

from contextlib import contextmanager
from contextvars import ContextVar

from weasyprint.text.fonts import FontConfiguration

_made: ContextVar[list | None] = ContextVar("made", default=None)


@contextmanager
def font_copies():
    """Remove the fonts of all documents laid out within as soon as they are written.

    The renderer does it itself when the garbage collector finds a document: too late for a process that ends first.
    """
    made: list = []
    token = _made.set(made)
    try:
        yield
    finally:
        _made.reset(token)
        for faces in made:
            # What the collector would call; a second call finds nothing.
            faces.__del__()


def new_faces():
    """Return the renderer's fonts for one document."""
    faces = FontConfiguration()
    if (made := _made.get()) is not None:
        made.append(faces)
    return faces
