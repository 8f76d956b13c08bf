"""Files that act when they are opened, or can't be opened, are refused with the reason; ordinary ones are not."""

import io
import struct
import zipfile

import pikepdf
import pytest
from compound_file import compound_file, record, workbook
from django.core.exceptions import ValidationError
from django.utils.translation import override
from pikepdf import Array, Dictionary, Name
from uploading import office, old_office, pdf, upload

from filing.evidence.uploads import prepare

TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def told(name, content, **options):
    """Why the file is refused; nothing where it is taken."""
    with override("en"):
        try:
            prepare(upload(name, content), **options)
        except ValidationError as refusal:
            return refusal.messages[0]
    return ""


# PDF.


def made(change, **options):
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(buffer, static_id=True, **options)
    return buffer.getvalue()


def action(sort, **entries):
    return Dictionary(S=Name(f"/{sort}"), **entries)


def set_open_action(document, act):
    document.Root.OpenAction = document.make_indirect(act)


def embed(document):
    document.attachments["so-lieu.xlsx"] = pikepdf.AttachedFileSpec(document, b"so lieu", filename="so-lieu.xlsx")


def set_page_action(document, act):
    document.pages[0].AA = Dictionary(O=act)


def annotate(document, **entries):
    document.pages[0].Annots = Array(
        [document.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries))]
    )


def add_form_with_script(document):
    stream = pikepdf.Stream(document, b"<template><script contentType='application/x-javascript'/></template>")
    document.Root.AcroForm = Dictionary(Fields=[], XFA=Array(["template", stream]))


def chain(document):
    set_open_action(
        document, action("GoTo", D=Array([document.pages[0].obj, Name.Fit]), Next=action("Launch", F="a.exe"))
    )


def script():
    return action("JavaScript", JS="app.alert(1)")


ACTIVE = {
    "a script at the opening": (lambda one: set_open_action(one, script()), "JavaScript"),
    "a script on a page": (lambda one: set_page_action(one, script()), "JavaScript"),
    "a script behind a field": (lambda one: annotate(one, Subtype=Name.Widget, A=script()), "JavaScript"),
    "a script by its name": (
        lambda one: setattr(one.Root, "Names", Dictionary(JavaScript=Dictionary(Names=Array(["a", script()])))),
        "JavaScript",
    ),
    "a script in a form of XML": (add_form_with_script, "JavaScript"),
    "a program": (lambda one: set_open_action(one, action("Launch", F="cmd.exe")), "starts a program"),
    "a program behind a harmless act": (chain, "starts a program"),
    "a file": (embed, "an embedded file"),
    "a film": (lambda one: annotate(one, Subtype=Name.RichMedia), "film, sound or 3D"),
    "a form that is sent": (lambda one: annotate(one, A=action("SubmitForm", F="http://x")), "sends or fetches"),
}
HARMLESS = {
    "a page to begin with": lambda one: set_open_action(one, action("GoTo", D=Array([one.pages[0].obj, Name.Fit]))),
    "a link": lambda one: annotate(one, Subtype=Name.Link, A=action("URI", URI="https://example.vn")),
    "a font and a picture of odd names": lambda one: setattr(
        one.pages[0], "Resources", Dictionary(Font=Dictionary({"/EF": Dictionary(Type=Name.Font), "/JS": Dictionary()}))
    ),
    "a form without scripts": lambda one: setattr(one.Root, "AcroForm", Dictionary(Fields=[])),
}
WAYS = (
    {},
    {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    {"encryption": pikepdf.Encryption(owner="chủ", user="")},
)


@pytest.mark.parametrize("options", WAYS, ids=["plain", "in object streams", "with rights"])
@pytest.mark.parametrize(("change", "word"), ACTIVE.values(), ids=ACTIVE)
def test_a_pdf_that_acts_is_refused_with_the_reason(change, word, options):
    assert word in told("a.pdf", made(change, **options))


@pytest.mark.parametrize("options", WAYS, ids=["plain", "in object streams", "with rights"])
@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_a_pdf_that_only_leads_somewhere_is_taken(change, options):
    assert told("a.pdf", made(change, **options)) == ""


def test_a_script_under_a_spelt_out_name_is_found():
    plain = made(lambda one: set_open_action(one, script()))
    spelt = plain.replace(b"/JavaScript", b"/J#61vaScript")
    assert spelt != plain
    assert "JavaScript" in told("a.pdf", spelt)


def test_a_locked_pdf_is_refused_like_a_locked_word_file():
    locked = made(lambda one: None, encryption=pikepdf.Encryption(owner="chủ", user="mở"))
    word = compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})
    assert told("a.pdf", locked) == told("a.docx", word)
    assert "has a password" in told("a.pdf", locked)


def test_a_report_with_its_figures_in_it_is_taken_where_reports_are():
    assert told("a.pdf", made(embed), may_embed=True) == ""
    assert "JavaScript" in told("a.pdf", made(lambda one: (embed(one), set_open_action(one, script()))), may_embed=True)


def test_a_pdf_without_anything_readable_is_damaged():
    assert "is incomplete" in told("a.pdf", b"%PDF-1.4\n" + bytes(100) + b"\n%%EOF")


# DOCX and XLSX.


def word(body="", **parts):
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return archive({"word/document.xml": document, **parts})


def archive(parts, types="<Types/>"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in {"[Content_Types].xml": types, **parts}.items():
            file.writestr(name, content)
    return buffer.getvalue()


def link(sort, target, mode="External"):
    told = f'Id="a" Type="{TYPE}/{sort}" Target="{target}" TargetMode="{mode}"'
    return f"<Relationships><Relationship {told}/></Relationships>"


def settings_link(target):
    return word(**{"word/_rels/settings.xml.rels": link("attachedTemplate", target)})


def runs(*texts):
    """A field whose code is cut into runs."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{sort}"/></w:r>' for sort in ("begin", "end"))
    code = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in texts)
    return f"<w:p>{begin}{code}{end}</w:p>"


@pytest.mark.parametrize(
    "target",
    [
        "http://x.vn/a.dotm",
        "https://x.vn/a",
        "\\\\x\\a.dotm",
        "file://x/a.dotm",
        "file:////x/a.dotm",
        "//x/a",
        "ftp://x/a",
    ]
    + ["file:///\\\\x\\a", "file:///%5C%5Cx/a"],
)
def test_a_template_from_elsewhere_is_refused(target):
    assert "loaded from elsewhere" in told("a.docx", settings_link(target))


@pytest.mark.parametrize(
    "target", ["file:///C:\\Users\\a\\Normal.dotm", "C:\\a\\b.dotm", "Normal.dotm", "file:///Users/a/b.dotm"]
)
def test_a_template_on_the_writers_own_disk_is_none_of_our_business(target):
    assert told("a.docx", settings_link(target)) == ""


def test_a_link_in_the_text_is_harmless():
    assert told("a.docx", word(**{"word/_rels/document.xml.rels": link("hyperlink", "https://example.vn")})) == ""


@pytest.mark.parametrize("sort", ["oleObject", "control", "aFChunk", "package"])
def test_objects_of_other_programs_are_refused(sort):
    content = word(**{"word/_rels/document.xml.rels": link(sort, "embeddings/a.bin", "Internal")})
    assert "(OLE)" in told("a.docx", content)


def test_the_workbook_behind_a_chart_is_no_object():
    figures = link("package", "../embeddings/a.xlsx", "Internal")
    assert told("a.docx", word(**{"word/charts/_rels/chart1.xml.rels": figures})) == ""


@pytest.mark.parametrize(
    "body",
    [
        runs(r'DDEAUTO c:\\windows\\cmd.exe "/k calc"'),
        runs(" DD", "E", "AUTO", " excel"),
        runs('"dde" excel'),
        '<w:fldSimple w:instr=" DDE excel"><w:r/></w:fldSimple>',
        runs('QUOTE "</w:instrText></w:r>' + runs("DDEAUTO a")[5:-6] + "<w:r><w:instrText>"),
    ],
)
def test_a_field_that_starts_a_program_is_refused_however_it_is_cut(body):
    assert "(DDE)" in told("a.docx", word(body))
    footer = f"<w:ftr {W}>{body}</w:ftr>"
    assert "(DDE)" in told("a.docx", word(**{"word/footer1.xml": footer}))


def test_ordinary_fields_and_words_are_taken():
    body = runs(" PAGE ") + runs(' DATE \\@ "d/M/yyyy"') + "<w:p><w:r><w:t>DDE là gì</w:t></w:r></w:p>"
    assert told("a.docx", word(body + runs(" ADDEND "))) == ""


def sheet(**parts):
    return archive({"xl/workbook.xml": "<workbook/>", **parts})


def test_a_workbook_that_asks_other_programs_is_refused():
    dde = {
        "xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd" ddeTopic="a"/></externalLink>'
    }
    assert "(DDE)" in told("a.xlsx", sheet(**dde))
    other = {"xl/externalLinks/externalLink1.xml": "<externalLink><externalBook/></externalLink>"}
    assert told("a.xlsx", sheet(**other)) == ""


def test_macro_sheets_of_a_new_workbook_are_refused():
    assert "macros" in told("a.xlsx", sheet(**{"xl/macrosheets/sheet1.xml": "<x/>"}))
    types = '<Types><Override ContentType="application/vnd.ms-excel.intlmacrosheet+xml"/></Types>'
    assert "macros" in told("a.xlsx", archive({"xl/workbook.xml": "<x/>"}, types))


def test_parts_are_what_they_hold_whatever_they_are_called():
    footer = f"<w:ftr {W}>{runs('DDEAUTO excel a')}</w:ftr>"
    assert "(DDE)" in told("a.docx", word(**{"word/a.dat": footer}))
    dde = '<externalLink><ddeLink ddeService="cmd" ddeTopic="a"/></externalLink>'
    assert "(DDE)" in told("a.xlsx", sheet(**{"xl/a.xml": dde}))
    assert "macros" in told("a.xlsx", sheet(**{"xl/worksheets/sheet1.xml": "<m:macrosheet xmlns:m='a'/>"}))
    assert "macros" in told(
        "a.xlsx", sheet(**{"xl/_rels/workbook.xml.rels": link("xlMacrosheet", "worksheets/a.xml", "Internal")})
    )
    spelt = '<Types><Override ContentType="application/vnd.ms-excel.&#109;acrosheet+xml"/></Types>'
    assert "macros" in told("a.xlsx", archive({"xl/workbook.xml": "<x/>"}, spelt))
    kept = {"xl/media/a.png": b"\x89PNG", "xl/b.vml": "<xml><br></xml>", "xl/worksheets/a.xml": "<worksheet><f>DDE"}
    assert told("a.xlsx", sheet(**kept)) == ""


def test_what_is_no_xml_is_damaged():
    assert "damaged" in told("a.docx", archive({"word/document.xml": "<w:document>"}))
    assert told("a.docx", office()) == ""


# DOC and XLS.


def test_macro_sheets_of_an_old_workbook_are_refused():
    plain, macros = (0, 0x10), (1, 0x40)
    assert told("a.xls", compound_file({"Workbook": workbook(plain, plain)})) == ""
    assert "macros" in told("a.xls", compound_file({"Workbook": workbook(plain, macros)}))
    assert "macros" in told("a.xls", compound_file({"Book": workbook(macros)}))
    # The list says plain, the sheet itself does not.
    assert "macros" in told("a.xls", compound_file({"Workbook": workbook((0, 0x40))}))


def test_a_locked_old_workbook_and_a_locked_old_document_are_refused():
    locked = workbook((0, 0x10), before=record(0x2F, bytes(6)))
    assert "password" in told("a.xls", compound_file({"Workbook": locked}))
    head = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100)
    assert "password" in told("a.doc", compound_file({"WordDocument": head}))


@pytest.mark.parametrize("storage", ["Macros", "_VBA_PROJECT_CUR"])
def test_macros_of_old_files_are_refused(storage):
    parts = {storage: {"VBA": {"_VBA_PROJECT": b"x", "dir": b"x"}}}
    assert "macros" in told("a.doc", compound_file({"WordDocument": b"", **parts}))
    assert "macros" in told("a.xls", compound_file({"Workbook": workbook((0, 0x10)), **parts}))


def test_a_file_wrapped_into_an_old_document_is_refused():
    parts = {"WordDocument": b"", "ObjectPool": {"_1": {"\x01Ole10Native": b"MZ"}}}
    assert "(OLE)" in told("a.doc", compound_file(parts))


def test_any_object_of_another_program_in_an_old_file_is_refused():
    assert "(OLE)" in told(
        "a.doc", compound_file({"WordDocument": b"", "ObjectPool": {"_1": {"Equation Native": b"x"}}})
    )
    assert "(OLE)" in told("a.xls", compound_file({"Workbook": workbook((0, 0x10)), "MBD0001A2B3": {"Contents": b"x"}}))
    # Word makes the storage, whether anything is in it or not.
    assert told("a.doc", compound_file({"WordDocument": b"", "ObjectPool": {}})) == ""


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("https://x.vn/a.dot", "loaded from elsewhere"),
        ("\\\\x\\a.dot", "loaded from elsewhere"),
        ("C:\\Users\\a\\Normal.dot", ""),
        ("Normal", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("table", ["0Table", "1Table"])
def test_a_template_from_elsewhere_is_refused_in_an_old_document_too(template, reason, table):
    texts = b"".join(struct.pack("<H", len(one)) + one.encode("utf-16-le") for one in ("", template, "Tiêu đề"))
    names = struct.pack("<HHH", 0xFFFF, 3, 0) + texts
    head = bytearray(0x1A2)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 0x0A, 0x0200 if table == "1Table" else 0)
    struct.pack_into("<II", head, 0x19A, 16, len(names))
    found = told("a.doc", compound_file({"WordDocument": bytes(head), table: bytes(16) + names}))
    assert reason in found
    assert bool(found) == bool(reason)


@pytest.mark.parametrize("coding", ["latin-1", "utf-16-le"])
def test_a_field_of_an_old_document_that_starts_a_program_is_refused(coding):
    text = "\x13DDEAUTO excel a\x14\x15".encode(coding)
    assert "(DDE)" in told("a.doc", compound_file({"WordDocument": bytes(512) + text}))
    page = "\x13 PAGE \x14 1\x15 DDE".encode(coding)
    assert told("a.doc", compound_file({"WordDocument": bytes(512) + page})) == ""


def test_a_link_of_an_old_workbook_to_a_program_is_refused():
    def linked(path):
        return compound_file(
            {"Workbook": workbook((0, 0x10), before=record(0x1AE, struct.pack("<HHB", 1, len(path), 0) + path))}
        )

    assert "(DDE)" in told("a.xls", linked(b"cmd\x03/c calc"))
    assert told("a.xls", linked(b"\x01\x01C\x03a.xls")) == ""


def test_a_name_of_macros_within_the_text_is_none():
    named = "Macros, _VBA_PROJECT và EncryptedPackage".encode("utf-16-le")
    assert told("a.doc", compound_file({"WordDocument": bytes(512) + named})) == ""
    assert told("a.doc", old_office()) == told("a.pdf", pdf()) == ""
