"""Writing of a document: from its row to its bytes, by edition and format."""

from msgspec.structs import replace

from reports.documents.editions import part_of_document
from reports.models import CompilationType, Edition, Format
from reports.papers.verification_codes import code_lines
from reports.writers.dossier import write_dossier
from reports.writers.excel.table import write_table
from reports.writers.excel.workbook import write_xlsx
from reports.writers.json_data import write_json
from reports.writers.pdf import write_pdf
from reports.writers.word.document import write_docx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Reports carry the figures that they print; what has no figures of its own is its text alone.
WITH_DATA = (CompilationType.UNIT_REPORT, CompilationType.PROVINCIAL_SUMMARY)
# What each sort is made as. There is an outward edition of reports alone: all else stays in the offices.
MADE_AS = {
    CompilationType.UNIT_REPORT: (Format.PDF, Format.DOCX, Format.XLSX),
    CompilationType.PROVINCIAL_SUMMARY: (Format.PDF, Format.DOCX, Format.XLSX),
    CompilationType.BRIEF: (Format.PDF, Format.DOCX),
    CompilationType.LETTER: (Format.PDF, Format.DOCX),
    CompilationType.DOSSIER: (Format.ZIP,),
    CompilationType.QUICK_REPORT: (Format.PDF, Format.DOCX, Format.XLSX),
    CompilationType.DASHBOARD: (Format.PDF,),
}


def write(document, step):
    """Return the bytes of a document, or the open file of a dossier; `step` takes a percentage.

    The same content, edition, releases and version of the portal give the same bytes. Raises `PartFailed` or OSError if
    it can't be written, ValueError if there is no such document, ReleasesChanged if others are released by now.
    """
    source = document.source
    is_inside = document.edition == Edition.INTERNAL
    if document.format not in MADE_AS[document.sort] or not (is_inside or document.sort in WITH_DATA):
        raise ValueError(f"There is no {document.edition} {document.format} of a {document.sort}.")
    part = part_of_document(document)
    made_on, tree = source.made_at, part.tree
    identifier = f"{source.sha256} {document.edition} {document.released}".rstrip()
    # The leader's page is one page, and no copies of it go round that somebody would have to check. What was asked for
    # before there were codes has none.
    seal = code_lines(document) if document.code and document.sort != CompilationType.BRIEF else None
    if document.sort == CompilationType.DOSSIER:
        return write_dossier(part, made_on=made_on, identifier=identifier, seal=seal, progress=step)
    if document.format == Format.DOCX:
        return write_docx(tree, made_on=made_on)
    if document.format == Format.XLSX:
        return (write_table if part.sheet else write_xlsx)(part, made_on=made_on)
    attachments = attachments_of(part, made_on) if document.sort in WITH_DATA and part.has_editions else ()
    step(10)
    return write_pdf(
        tree,
        made_on=made_on,
        identifier=identifier,
        seal=seal,
        attachments=attachments,
        progress=lambda percent: step(10 + percent * 9 // 10),
    )


def attachments_of(part, made_on):
    """Return the data files that a PDF carries.

    The JSON of a whole province has no records, for they are many: they stand in the sheets alone.
    """
    figures = replace(part, records=[]) if part.unit.is_province else part
    edition_name = "công bố" if part.edition == Edition.OUTWARD else "nội bộ"
    return (
        {
            "name": "so-lieu.json",
            "data": write_json(figures),
            "media_type": "application/json",
            "description": f"Số liệu của báo cáo (bản {edition_name})",
        },
        {
            "name": "so-lieu.xlsx",
            "data": write_xlsx(part, made_on=made_on),
            "media_type": XLSX,
            "description": f"Bảng số liệu của báo cáo (bản {edition_name})",
        },
    )
