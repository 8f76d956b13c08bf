"""A tree as a Word file: the layout of the PDF, in named styles that an officer can edit."""

import io

from docx.shared import Mm

from reports.content.document import DocumentTree
from reports.writers.charts.drawing import png
from reports.writers.line_breaks import width
from reports.writers.markup import paper_context
from reports.writers.part_errors import make_parts
from reports.writers.validation import validate
from reports.writers.word.elements import columns, element, figures, flat, from_mm, paragraph, rule
from reports.writers.word.file import empty_document, set_properties, to_bytes

STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
# Decree 30/2020/NĐ-CP, appendix I: millimetres.
SHORT, LONG = 210, 297
MARGINS = {"top": 20, "right": 20, "bottom": 20, "left": 30}
# From the edge of the sheet to the page number's top and to the note's bottom, so that each stands in mid-margin.
NUMBER_TOP, NOTE_BOTTOM = 7.4, 8
LEFT, RIGHT = 67.2, 92.8  # the two columns of the head, 42 and 58 percent of the line
LINE = LEFT + RIGHT
BOX = {"top": 2, "left": 5, "bottom": 2, "right": 5}  # pt around the urgency, and a millimetre at either side
RULE_SHARE = 0.4  # of the longest line above it
SIGNATURE_ROOM = 85  # pt, 30 mm to sign in
MAX_PICTURE = {False: 215, True: 125}  # mm of height, by whether the page is landscape


def write_docx(tree: DocumentTree, *, made_on):
    """Return DOCX bytes of a tree; only `made_on` (aware datetime) makes files of one tree differ.

    ValueError names what is wrong with the tree, PartFailed the part of it that can't be made.
    """
    if made_on.utcoffset() is None:
        raise ValueError("made_on needs its time zone")
    validate(tree)
    text = paper_context(tree)
    document = empty_document()
    body = document.element.body
    body.extend(_first_page(text))
    _add_blocks(document, text["blocks"])
    # The end is one row that can't be parted, and the last words stay with it.
    body[-1].get_or_add_pPr().get_or_add_keepNext()
    body.append(_signature_table(text))
    landscape = False
    for appendix in text["appendices"]:
        # A section ends in its last paragraph, the last one in the document itself.
        _last_paragraph(body).get_or_add_pPr().append(_section(landscape))
        landscape = bool(appendix.get("landscape"))
        body.extend(_appendix_head(appendix))
        _add_blocks(document, appendix["blocks"], landscape=landscape, is_appendix=True)
    _last_paragraph(body)
    body.append(_section(landscape))
    _set_margins(document.sections, note=text["note"] or "", contact=text["head"].get("contact") or "")
    set_properties(document, title=text["title"], author=text["issuer"], made_on=made_on)
    return to_bytes(document)


def _first_page(text):
    head = text["head"]
    state = [paragraph("State", STATE), paragraph("Motto", MOTTO)]
    state += [rule(MOTTO, RIGHT, size=13, before=1), _gap(5)]
    issuer = [paragraph("Issuer", head["body"])]
    if head["superior"]:
        issuer.insert(0, paragraph("Superior", head["superior"]))
    issuer += [rule(head["body"], LEFT, size=12, share=RULE_SHARE, before=3), _gap(5)]
    day = f"{flat(head['place'])}, ngày {text['open']} tháng {head['month']} năm {head['year']}"
    dated = [paragraph("PlaceDate", day), _gap(19)]
    if text["has_left_side"]:
        yield columns((LEFT, RIGHT), [[issuer, state], [[*_number_block(head, text), _gap(19)], dated]])
    else:
        yield columns((LEFT, RIGHT), [[issuer, [*state, *dated]]])
    if head["type"]:
        yield paragraph("Title", flat(head["type"]))
        yield paragraph("Subject", head["subject"])
        yield rule(head["subject"], LINE, size=14, share=RULE_SHARE, before=3)
        yield _gap(13)
    yield from _addressees(text["addressees"] if len(head["addressees"]) > 1 else head["addressees"])


def _number_block(head, text):
    """Yield the left of the head's second row: number, subject of a letter, urgency in its box."""
    if head["symbol"]:
        yield paragraph("Symbol", f"Số: {text['open']}/{flat(head['symbol'])}")
    if not head["type"]:
        yield paragraph("LetterSubject", head["subject"])
    if urgency := head.get("urgency"):
        side = (LEFT - width(urgency, size=13, bold=True)) / 2 - 1
        yield paragraph("Urgency", urgency, indents={"left": side, "right": side}, border=BOX)


def _addressees(names):
    if len(names) == 1:
        yield paragraph("Addressee", flat(f"Kính gửi: {names[0]}"), align="center", after=14)
    elif names:
        lines = [f"- {flat(name)}" for name in names]
        label = width("Kính gửi", size=14, bold=False)
        side = max((LINE - label - max(width(line, size=14, bold=False) for line in lines)) / 2, 0)
        yield paragraph("Addressee", "Kính gửi:", indents={"left": side}, keep=True)
        for line in lines:
            after = 14 if line is lines[-1] else 0
            yield paragraph("Addressee", line, indents={"left": side + label}, after=after)


def _signature_table(text):
    if text["opinion"]:
        left = [paragraph("Signature", flat(text["opinion"]), before=6)]
    else:
        left = [paragraph("Recipients", "Nơi nhận:")]
        left += [paragraph("Recipient", f"- {flat(name)}") for name in text["recipients"]]
    signature = text["signature"]
    lines = [flat(line) for line in signature.lines] or [""]
    signer = [paragraph("Signature", lines[0], before=6), *(paragraph("Signature", line) for line in lines[1:])]
    signer.append(paragraph("Signature", flat(signature.name), before=SIGNATURE_ROOM))
    return columns((LINE / 2, LINE / 2), [[left, signer]])


def _appendix_head(appendix):
    name = f"{appendix['name']}\n{appendix['title']}"
    yield paragraph("Heading1", name, align="center", indents={"firstLine": 0}, after=3)
    yield paragraph("Attached", appendix["attached"]) if appendix["attached"] else _gap(5)


def _add_blocks(document, blocks, *, landscape=False, is_appendix=False):
    """Append the blocks one after another, for a picture's number counts those before it."""
    make_parts(
        [(block["part"], block) for block in blocks],
        lambda block: document.element.body.extend(_block(document, block, landscape, is_appendix)),
    )


def _block(document, block, landscape, is_appendix):
    if block["type"] == "chart":
        return _chart(document, block, MAX_PICTURE[landscape])
    if block["type"] == "table":
        room = (LONG if landscape else SHORT) - MARGINS["left"] - MARGINS["right"]
        return _table(block, room, appendix=is_appendix)
    return _text_paragraphs(block)


def _text_paragraphs(block):
    match block["type"]:
        case "section":
            yield paragraph("Heading1", flat(f"{block['number']}. {block['text']}"))
        case "item":
            yield paragraph("Heading2", flat(f"{block['number']}. {block['text']}"))
        case "point":
            for number, line in enumerate(block["lines"]):
                yield paragraph("Point", flat(line) if number else flat(f"{block['letter']}) {line}"))
        case "paragraph":
            yield from (paragraph("BodyText", flat(line)) for line in block["lines"])
        case "bases":
            yield from (paragraph("Basis", flat(line)) for line in block["lines"])
        case "bullets":
            yield from (paragraph("Bullet", flat(f"- {item}")) for item in block["items"])


def _table(block, room, *, appendix):
    if block["caption"]:
        yield paragraph("Caption", flat(block["caption"]))
    if block["unit_note"]:
        yield paragraph("Unit", flat(f"({block['unit_note']})"))
    place, size = ("AppendixTable", 11) if appendix else ("Table", 12)
    yield figures(block, room, cell_style=f"{place}Cell", head_style=f"{place}Head", size=size)
    # Word joins two tables that no paragraph parts.
    yield paragraph("Legend", flat(block["legend"])) if block["legend"] else _gap(5)


def _chart(document, block, highest):
    image = png(block["chart"])
    picture = document.part.new_pic_inline(io.BytesIO(image), width=Mm(LINE))
    if picture.extent.cy > Mm(highest):
        picture = document.part.new_pic_inline(io.BytesIO(image), height=Mm(highest))
    picture.docPr.set("descr", flat(block["summary"]))
    for side in ("distT", "distB", "distL", "distR"):
        # LibreOffice takes 3 mm where nothing is said.
        picture.set(side, "0")
    if block["title"]:
        yield paragraph("Caption", flat(block["title"]))
    holder = paragraph("Picture")
    holder.append(element("r", element("drawing", picture)))
    yield holder


def _gap(after):
    return paragraph("Gap", after=after)


def _last_paragraph(body):
    """Return the last paragraph; a new one after a table, which can't end a section."""
    if not body[-1].tag.endswith("}p"):
        body.append(paragraph("Gap"))
    return body[-1]


def _section(landscape):
    """Return sheet, margins and page numbers from 1 of a section that starts a new page."""
    sides = (LONG, SHORT) if landscape else (SHORT, LONG)
    sheet = {"w": from_mm(sides[0]), "h": from_mm(sides[1])} | ({"orient": "landscape"} if landscape else {})
    margins = {side: from_mm(length) for side, length in MARGINS.items()}
    return element(
        "sectPr",
        element("type", val="nextPage"),
        element("pgSz", **sheet),
        element("pgMar", **margins, header=from_mm(NUMBER_TOP), footer=from_mm(NOTE_BOTTOM), gutter=0),
        element("pgNumType", start=1),
        element("titlePg"),
    )


def _set_margins(sections, *, note, contact):
    """Write number and note into the margins; sections after the second inherit from it."""
    first, *later = sections
    number = element("fldSimple", element("r", element("t")), instr="PAGE")
    number[0][0].text = "2"
    first.header.paragraphs[0]._p.append(number)
    first.footer.paragraphs[0].add_run(flat(note))
    for section in (first, *later[:1]):
        section.first_page_header.is_linked_to_previous = section.first_page_footer.is_linked_to_previous = False
        section.first_page_footer.paragraphs[0].add_run(flat(note))
    if contact:
        line = paragraph("Contact", flat(contact), border={"top": 3}, after=22)
        first.first_page_footer.paragraphs[0]._p.addprevious(line)
