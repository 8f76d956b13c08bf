"""From a document's row to its bytes: the edition of the frozen content, and the writer of the format."""

from reports import editions
from reports.models import Edition, Format, Sort
from reports.papers.seals import seal_of
from reports.writers.data import write_json
from reports.writers.docx import write_docx
from reports.writers.dossier import write_dossier
from reports.writers.pdf import write_pdf
from reports.writers.table import write_table
from reports.writers.xlsx import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Reports carry the figures that they print; what has no figures of its own is its text alone.
WITH_DATA = (Sort.UNIT_REPORT, Sort.PROVINCIAL_SUMMARY)
# What each sort is made as. Of a dossier and a quick report there is no outward edition: no tree was frozen for it.
MADE_AS = {
    Sort.UNIT_REPORT: (Format.PDF, Format.DOCX, Format.XLSX),
    Sort.PROVINCIAL_SUMMARY: (Format.PDF, Format.DOCX, Format.XLSX),
    Sort.BRIEF: (Format.PDF, Format.DOCX),
    Sort.LETTER: (Format.PDF, Format.DOCX),
    Sort.DOSSIER: (Format.ZIP,),
    Sort.QUICK_REPORT: (Format.PDF, Format.DOCX, Format.XLSX),
    Sort.DASHBOARD: (Format.PDF,),
}


def write(document, step):
    """The bytes of a document, or the open file of a dossier; `step` takes a percentage.

    The same content, edition and program give the same bytes.
    Raises `PartFailed` or OSError where it can't be written, ValueError where there is no such document.
    """
    source = document.source
    part = editions.part_of(source.content, document.edition)
    made_on, tree = source.made_at, part["tree"]
    if tree is None or document.format not in MADE_AS[document.sort]:
        raise ValueError(f"There is no {document.edition} {document.format} of a {document.sort}.")
    identifier = f"{source.sha256} {document.edition}"
    # The leader's page is one page, and no copies of it go round that somebody would have to check. What was asked for
    # before there were codes has none.
    seal = seal_of(document) if document.code and document.sort != Sort.BRIEF else None
    if document.sort == Sort.DOSSIER:
        return write_dossier(part, made_on=made_on, identifier=identifier, seal=seal, progress=step)
    if document.format == Format.DOCX:
        return write_docx(tree, made_on=made_on)
    if document.format == Format.XLSX:
        return (write_table if "sheet" in part else write_xlsx)(part, made_on=made_on)
    attachments = attachments_of(part, made_on) if document.sort in WITH_DATA and part["schema"] > 1 else ()
    step(10)
    return write_pdf(
        tree, made_on=made_on, identifier=identifier, seal=seal,
        attachments=attachments, progress=lambda percent: step(10 + percent * 9 // 10),
    )  # fmt: skip


def attachments_of(part, made_on):
    """The data that a PDF carries; the records of a whole province stand in the sheets alone, for they are many."""
    figures = {**part, "records": []} if part["unit"].get("is_province") else part
    of = "công bố" if part["edition"] == Edition.OUTWARD else "nội bộ"
    return (
        {
            "name": "so-lieu.json", "data": write_json(figures), "media_type": "application/json",
            "description": f"Số liệu của báo cáo (bản {of})",
        },
        {
            "name": "so-lieu.xlsx", "data": write_xlsx(part, made_on=made_on), "media_type": XLSX,
            "description": f"Bảng số liệu của báo cáo (bản {of})",
        },
    )  # fmt: skip
