"""A dossier as one ZIP: the index on paper, figures, history, and every file that proves something.

Written to a temporary file: what a dossier holds need not fit into memory. The same content, files and `made_on` give
the same bytes. A file that is missing on the disk, or is no longer what was handed in, is named, not fatal.
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

from progress.models import StoredFile
from reports.models import Edition
from reports.writers import tree
from reports.writers.parts import moment
from reports.writers.pdf import write_pdf
from reports.writers.xlsx import write_xlsx
from texts.file_names import file_name
from texts.vietnamese import count

INDEX, FIGURES, HISTORY, MISSING = "00-muc-luc.pdf", "01-so-lieu.xlsx", "lich-su.csv", "thieu-tep.txt"
FOLDER = "minh-chung"
HEADINGS = (
    "STT", "Điều khoản", "Đơn vị", "Nội dung", "Thời điểm", "Người thực hiện", "Việc", "Mục", "Trước", "Sau", "Ý kiến",
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Windows allows none of these in a name, gives none of those to a file, and opens no path of more than 260 letters.
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
NAME_MAX = 100
BLOCK = 1024 * 1024
GONE, OTHER = "không còn trên máy chủ", "nội dung không còn như khi nộp (SHA-256 khác)"


def write_dossier(part, *, made_on, identifier, seal=None, progress=None):
    """An open binary file, at its beginning; the caller closes it. `progress` takes a percentage.

    Raises what `write_pdf` raises, ValueError for the outward edition, and OSError where the disk is full.
    """
    if part["edition"] != Edition.INTERNAL:
        raise ValueError("A dossier stays within the Department: there is no outward edition of it.")
    tell = progress or (lambda percent: None)
    file = tempfile.TemporaryFile(dir=settings.DATA_DIR)  # noqa: SIM115
    try:
        with ZipFile(file, "w", allowZip64=True) as archive:
            pack = _Pack(archive, moment(made_on))
            missing = _evidence(pack, part["index"], tell)
            pack.add(HISTORY, _history(part))
            pack.add(FIGURES, write_xlsx({**part, "period": part["window"]}, made_on=made_on))
            tell(75)
            paper = _noted(part["tree"], missing)
            pack.add(INDEX, write_pdf(paper, made_on=made_on, identifier=identifier, seal=seal), ZIP_STORED)
            if missing:
                pack.add(MISSING, "".join(f"{line}\r\n" for line in missing).encode("utf-8-sig"))
        tell(95)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


class _Pack:
    """The archive, in which every member has the same day."""

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
        """Copy an open file block by block; answers its SHA-256."""
        info, read = self.member(name, ZIP_STORED), hashlib.sha256()
        info.file_size = size
        with self.archive.open(info, "w") as target:
            while block := source.read(BLOCK):
                read.update(block)
                target.write(block)
        return read.hexdigest()


def _evidence(pack, index, tell):
    """Every file of every record; answers a line for each that is missing or another."""
    rows = [(row, one, name) for row in index for one, name in _named(row)]
    wanted = {one["stored"] for _row, one, _name in rows}
    stored = {str(one.pk): one.file for one in StoredFile.objects.filter(pk__in=wanted)}
    missing = []
    for done, (row, one, name) in enumerate(rows):
        tell(10 + 60 * done // len(rows))
        path = f"{FOLDER}/{row['number']:04}-{_safe(row['clause'] or 'khac')}/{name}"
        wrong = _copied(pack, path, stored.get(one["stored"]), one)
        if wrong:
            missing.append(f"{path} ({one['name']}, SHA-256 {one['sha256']}): {wrong}")
    return missing


def _copied(pack, path, file, one):
    """Put the file into the archive; answers what is wrong with it, or nothing."""
    try:
        source = file and file.storage.open(file.name)
    except FileNotFoundError:
        source = None
    if not source:
        return GONE
    with source:
        return "" if pack.copy(path, source, one["size"]) == one["sha256"] else OTHER


def _named(row):
    """(file, its name in the folder) of a record's files; the second of a name gets a number."""
    taken = set()
    for one in row["evidence"]:
        name, again = _safe(one["name"]), 2
        stem, ending = PurePath(name).stem, PurePath(name).suffix
        while name.lower() in taken:
            name, again = f"{stem} ({again}){ending}", again + 1
        taken.add(name.lower())
        yield one, name


def _safe(name):
    """A name that every system takes, its ending kept."""
    name = FORBIDDEN.sub("_", file_name(name))
    name = f"_{name}" if DEVICES.match(name) else name
    path = PurePath(name)
    ending = path.suffix[: NAME_MAX // 4]
    return path.stem[: NAME_MAX - len(ending)].rstrip(". ") + ending


def _history(part):
    """Who changed what, and the way of the reports: UTF-8 with the mark by which Excel knows it."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for row in part["index"]:
        lead = [row["number"], row["clause"], row["unit"], row["title"]]
        for change in row["history"]:
            said = [*lead, _local(change["at"]), change["who"], change["what"]]
            for fields in change["fields"] or [["", "", ""]]:
                writer.writerow(map(_text, [*said, *fields, ""]))
    for one in part["reports"]:
        for step in one["steps"]:
            said = ["", "", one["unit"], f"Báo cáo {one['period']}", _local(step["at"]), step["who"]]
            writer.writerow(map(_text, [*said, "chuyển trạng thái", "", step["from"], step["to"], step["comment"]]))
    return file.getvalue().encode("utf-8-sig", "replace")


def _text(cell):
    """Typed text is never a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def _local(at):
    return f"{timezone.localtime(parse_datetime(at)):%d/%m/%Y %H:%M:%S}"


def _noted(made, missing):
    """The index with a sentence on the files that are missing."""
    if not missing:
        return made
    text = f"Có {count(len(missing))} tệp minh chứng bị thiếu hoặc đã thay đổi, nêu tại tệp “{MISSING}”."
    return {**made, "body": [made["body"][0], tree.paragraph(text), *made["body"][1:]]}
