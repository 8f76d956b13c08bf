"""The lines of a change of units: what becomes of one unit, typed, as people write it in a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from core.lib.text.normalise import fold
from core.units.models import SHORT_KINDS, Level
from operations.administration.bulk.sheet import Column

KINDS = (*SHORT_KINDS, "Tỉnh", "Quận")


class Extent(models.TextChoices):
    """What becomes of the unit of a line; stored by these values."""

    WHOLE = "whole", _("whole: all of it goes to one unit")
    PART = "part", _("part: it ends, a part goes to the unit")
    CUT = "cut", _("cut off: a part goes to the unit, it continues")
    MOVE = "move", _("move: it becomes part of another unit")
    ABOLISH = "abolish", _("abolish: it ends without a successor")
    NEW = "new", _("new: a unit that follows no other")


# As people write it; the first is how the portal does.
WORDS = {
    Extent.WHOLE: ("toàn bộ", "cả"),
    Extent.PART: ("một phần", "phần"),
    Extent.CUT: ("tách ra", "tách"),
    Extent.MOVE: ("chuyển",),
    Extent.ABOLISH: ("giải thể",),
    Extent.NEW: ("lập mới", "mới"),
}
LEVELS = {Level.PROVINCE: ("tỉnh", "cấp tỉnh"), Level.DISTRICT: ("huyện", "cấp huyện"), Level.COMMUNE: ("xã", "cấp xã")}
# The cells that a line can't do without.
NEEDED = {
    Extent.WHOLE: ("code", "new"),
    Extent.PART: ("code", "new"),
    Extent.CUT: ("code", "new"),
    Extent.MOVE: ("code", "parent"),
    Extent.ABOLISH: ("code",),
    Extent.NEW: ("new", "name", "parent"),
}
# And those that say nothing there.
EMPTY = {
    Extent.MOVE: ("new", "name"),
    Extent.ABOLISH: ("new", "name", "parent"),
    Extent.NEW: ("code", "keeper"),
}
COLUMNS = (
    Column("code", _("Code of the old unit"), "12345", is_required=False),
    Column("extent", _("What becomes of it"), ", ".join(words[0] for words in WORDS.values())),
    Column("new", _("Code of the new unit"), "12346", is_required=False),
    Column("name", _("Name of the new unit, if it is made"), "Phường Mới", is_required=False),
    Column("parent", _("Code of the unit it is part of"), "12", is_required=False),
    Column("level", _("Level"), "tỉnh, huyện, xã", is_required=False),
    Column("keeper", _("Code of the unit that keeps the files"), "12", is_required=False),
)


class Line(Struct, frozen=True):
    """A line as it is stored: codes of units of the change's day and its eve. An empty cell takes what is usual."""

    old: str = ""
    extent: str = ""
    new: str = ""
    name: str = ""
    parent: str = ""
    level: str = ""
    keeper: str = ""

    @property
    def cells(self):
        """The cells of the row that reads as this line."""
        extent = WORDS[Extent(self.extent)][0]
        level = LEVELS[Level(self.level)][0] if self.level else ""
        return (self.old, extent, self.new, self.name, self.parent, level, self.keeper)


def read_word(text, words):
    """Return the key under which the text stands in {key: words}, whatever its accents; None where it does not."""
    return next((key for key, told in words.items() if fold(text) in (key.value, *map(fold, told))), None)


def kind_of_name(name):
    """Return `Thị trấn` of `Thị trấn Khe Tre`; "" where the name begins with no kind of unit."""
    return next((kind for kind in sorted(KINDS, key=len, reverse=True) if name.startswith(f"{kind} ")), "")


def text_of(lines):
    """Return the lines as rows with semicolons between the cells."""
    return "\n".join(";".join(_quoted(cell) for cell in line.cells).rstrip(";") for line in lines)


def _quoted(cell):
    return f'"{cell}"' if ";" in cell else cell
