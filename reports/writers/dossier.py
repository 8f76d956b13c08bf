"""A dossier as one ZIP: index, figures, history and all evidence.

Written to a temporary file, for it need not fit into memory. The same content, files and `made_on` give the same
bytes. A file that is missing on the disk, or has changed since it was handed in, is listed; the dossier is made all
the same.
"""

import csv
import hashlib
import io
import re
import tempfile
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from msgspec.structs import replace

from core.lib.files.names import normalise_file_name
from core.lib.text.vietnamese import count
from filing.models import StoredFile
from reports.content.document import DocumentTree
from reports.content.part import Part
from reports.models import Edition
from reports.writers import tree
from reports.writers.edition_data import moment
from reports.writers.excel.workbook import write_xlsx
from reports.writers.pdf import write_pdf

INDEX, FIGURES, HISTORY, MISSING = "00-muc-luc.pdf", "01-so-lieu.xlsx", "lich-su.csv", "thieu-tep.txt"
FOLDER = "minh-chung"
HEADINGS = (
    "STT",
    "Mục",
    "Đơn vị",
    "Nội dung",
    "Thời điểm",
    "Người thực hiện",
    "Việc",
    "Mục",
    "Trước",
    "Sau",
    "Ý kiến",
)
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Windows allows none of these in a name, gives none of those to a file, and opens no path of more than 260 letters.
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
MAX_NAME = 100
BLOCK = 1024 * 1024
GONE, OTHER = "không còn trên máy chủ", "nội dung không còn như khi nộp (SHA-256 khác)"


def write_dossier(part: Part, *, made_on, identifier, seal=None, progress=None):
    """Return an open binary file at its beginning, which the caller closes; `progress` takes a percentage.

    Raises what `write_pdf` raises, ValueError for the outward edition, and OSError where the disk is full.
    """
    if part.edition != Edition.INTERNAL:
        raise ValueError("A dossier stays within the Department: there is no outward edition of it.")
    tell = progress or (lambda percent: None)
    file = tempfile.TemporaryFile(dir=settings.DATA_DIR)  # noqa: SIM115
    try:
        with ZipFile(file, "w", allowZip64=True) as archive:
            pack = _Archive(archive, moment(made_on))
            missing = _add_evidence(pack, part.index, tell)
            pack.add(HISTORY, _history(part))
            pack.add(FIGURES, write_xlsx(replace(part, period=part.window), made_on=made_on))
            tell(75)
            paper = _with_missing_note(part.document, missing)
            pack.add(INDEX, write_pdf(paper, made_on=made_on, identifier=identifier, seal=seal), ZIP_STORED)
            if missing:
                pack.add(MISSING, "".join(f"{line}\r\n" for line in missing).encode("utf-8-sig"))
        tell(95)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


class _Archive:
    """A ZIP in which every member has the same time and permissions."""

    def __init__(self, archive, made_on):
        self.archive, self.day = archive, made_on.timetuple()[:6]

    def member(self, name, how):
        info = ZipInfo(name, self.day)
        # As on Unix, whatever the host: a file that its owner may write and all may read.
        info.create_system, info.external_attr, info.compress_type = 3, 0o644 << 16, how
        return info

    def add(self, name, data, how=ZIP_DEFLATED):
        self.archive.writestr(self.member(name, how), data)

    def copy(self, name, source, size):
        """Copy an open file block by block and return its SHA-256."""
        info, digest = self.member(name, ZIP_STORED), hashlib.sha256()
        info.file_size = size
        with self.archive.open(info, "w") as target:
            while block := source.read(BLOCK):
                digest.update(block)
                target.write(block)
        return digest.hexdigest()


def _add_evidence(pack, index, tell):
    """Add every file of every record; return a line for each that is missing or changed."""
    rows = [(row, evidence, name) for row in index for evidence, name in _file_names(row)]
    stored_ids = {evidence.stored for _row, evidence, _name in rows}
    stored = {str(stored_file.pk): stored_file.file for stored_file in StoredFile.objects.filter(pk__in=stored_ids)}
    missing = []
    for position, (row, evidence, name) in enumerate(rows):
        tell(10 + 60 * position // len(rows))
        path = f"{FOLDER}/{row.number:04}-{_safe_name(row.clause or 'khac')}/{name}"
        wrong = _copy_evidence(pack, path, stored.get(evidence.stored), evidence)
        if wrong:
            missing.append(f"{path} ({evidence.name}, SHA-256 {evidence.sha256}): {wrong}")
    return missing


def _copy_evidence(pack, path, file, evidence):
    """Add the file to the archive; return what is wrong with it, or ""."""
    try:
        source = file and file.storage.open(file.name)
    except FileNotFoundError:
        source = None
    if not source:
        return GONE
    with source:
        return "" if pack.copy(path, source, evidence.size) == evidence.sha256 else OTHER


def _file_names(row):
    """Yield (file, unique name in the folder) of a record's files."""
    taken = set()
    for evidence in row.evidence:
        name, again = _safe_name(evidence.name), 2
        stem, ending = PurePath(name).stem, PurePath(name).suffix
        while name.lower() in taken:
            name, again = f"{stem} ({again}){ending}", again + 1
        taken.add(name.lower())
        yield evidence, name


def _safe_name(name):
    """Return a name that every system accepts, with its extension."""
    name = FORBIDDEN.sub("_", normalise_file_name(name))
    name = f"_{name}" if DEVICES.match(name) else name
    path = PurePath(name)
    ending = path.suffix[: MAX_NAME // 4]
    return path.stem[: MAX_NAME - len(ending)].rstrip(". ") + ending


def _history(part: Part):
    """Return the history of records and reports as CSV: UTF-8 with the byte order mark that Excel needs."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for row in part.index:
        lead = [row.number, row.clause, row.unit, row.title]
        for change in row.history:
            cells = [*lead, _local_time(change.at), change.who, change.what]
            for fields in change.fields or [["", "", ""]]:
                writer.writerow(map(_csv_text, [*cells, *fields, ""]))
    for report in part.reports:
        for step in report.steps:
            cells = ["", "", report.unit, f"Báo cáo {report.period}", _local_time(step.at), step.who]
            writer.writerow(map(_csv_text, [*cells, "chuyển trạng thái", "", step.source, step.target, step.comment]))
    return file.getvalue().encode("utf-8-sig", "replace")


def _csv_text(cell):
    """Return the cell as text that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def _local_time(timestamp):
    return f"{timezone.localtime(parse_datetime(timestamp)):%d/%m/%Y %H:%M:%S}"


def _with_missing_note(document: DocumentTree, missing):
    """Return the index with a sentence on the missing files."""
    if not missing:
        return document
    text = f"Có {count(len(missing))} tệp minh chứng bị thiếu hoặc đã thay đổi, nêu tại tệp “{MISSING}”."
    return replace(document, body=[document.body[0], tree.paragraph(text), *document.body[1:]])
