"""A document as a tree of types, which a content keeps as JSON and each writer (PDF, Word, page) reads.

Text is plain: no markup is read in it. A line break in a paragraph starts another paragraph, in the head another line.
What is read out of storage has these shapes; `reports.writers.validation` bounds its sizes.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Number = int | float
# Box 10b, the most urgent first.
Urgency = Literal["", "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"]
MAX_TILES = 20  # columns and rows of a schematic map
Place = Annotated[int, Meta(ge=0, lt=MAX_TILES)]


class Head(Struct, kw_only=True):
    """The head of page 1, above the text.

    `symbol` is without number ("BC-LĐTBXH"; "" of a document that has none), `month` None leaves it open, `issuer` is
    the body's full name as running text, `contact` the line of address and telephone at the foot of page 1. An official
    letter (công văn) has no type: "" makes `subject` ("V/v …") stand under the number.
    """

    superior: str
    body: str
    symbol: str
    place: str
    year: int
    month: Annotated[int, Meta(ge=1, le=12)] | None
    type: str
    subject: str
    addressees: list[str]
    issuer: str = ""
    contact: str | None = None
    urgency: Urgency = ""

    def __post_init__(self) -> None:
        self.superior, self.body, self.type = self.superior.upper(), self.body.upper(), self.type.upper()


class Signature(Struct):
    """The signer's authority and title, a line each, and the name ("" to be written)."""

    lines: list[str]
    name: str = ""


class Block(Struct, tag_field="type", tag=str.lower):
    """A block of a text or of an appendix."""


class Section(Block):
    """A heading "I. KẾT QUẢ …": Roman number and title in bold capitals."""

    number: str
    text: str


class Item(Block):
    """A titled item "1. …" in bold on a line of its own; an untitled one is a paragraph."""

    number: str
    text: str


class Point(Block):
    """A point "a) …"."""

    letter: str
    text: str


class Paragraph(Block):
    """A justified paragraph with its first line indented."""

    text: str


class Bases(Block):
    """Legal bases, italic, a line each; the writer sets the semicolons and the last full stop."""

    lines: list[str]


class Bullets(Block):
    """Lines that open with a dash and keep their own punctuation."""

    items: list[str]


class Column(Struct):
    """A column of a table: `width` in percent, `group` a head shared with neighbours."""

    label: str
    align: Literal["left", "right", "center"] = "left"
    width: Annotated[int, Meta(ge=1, le=100)] | None = None
    group: str | None = None


class MarkedRow(Struct, omit_defaults=True):
    """A row that is one bold cell over the whole width (`heading`), or bold cells."""

    heading: str | None = None
    cells: list[str] = []
    bold: bool = False


class Table(Block, kw_only=True):
    """A table; a row is a list of strings, one a column, or marked."""

    columns: list[Column]
    rows: list[list[str] | MarkedRow]
    caption: str = ""
    unit_note: str = ""
    legend: str = ""


class Series(Struct):
    """Values of a chart, a number or None for each label."""

    name: str
    values: list[Number | None]


class Rule(Struct):
    """A named line across the bars."""

    at: Number
    name: str


class Classes(Struct):
    """The names of the classes of a map, and the class of each label or None."""

    names: list[str]
    of: list[int | None]


class Chart(Block, kw_only=True, omit_defaults=True):
    """A chart of one or two series; `summary` describes it for those who can't see it.

    Horizontal bars, or "columns" or "lines" over time (`along` is the title of that axis), or "tiles" with `places`
    (column, row) and `classes`. Bars may have `full`, where the axis ends at least, and `rule`.
    """

    title: str
    summary: str
    unit: str
    labels: list[str]
    series: list[Series]
    form: Literal["bars", "columns", "lines", "tiles"] = "bars"
    along: str | None = None
    full: Number | None = None
    rule: Rule | None = None
    places: list[tuple[Place, Place]] = []
    classes: Classes | None = None


AnyBlock = Section | Item | Point | Paragraph | Bases | Bullets | Table | Chart


class Appendix(Struct):
    """An appendix, which starts its own page; the writer numbers two or more."""

    title: str
    landscape: bool
    blocks: list[AnyBlock]


class DocumentTree(Struct, kw_only=True):
    """A whole document.

    `recipients` are names without dashes or semicolons, `filing` the last line of theirs, "VT, LĐTBXH"; `note` is a
    small line at the foot of every page. `opinion` heads the room where the one who decides writes: a document with it
    has no recipients.
    """

    head: Head
    body: list[AnyBlock]
    signature: Signature
    recipients: list[str]
    filing: str
    appendices: list[Appendix] = []
    note: str | None = None
    opinion: str = ""
