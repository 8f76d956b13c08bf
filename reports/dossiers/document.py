"""The index of a dossier as a document: a summary, and a landscape table for each clause."""

from datetime import date
from itertools import groupby

from django.utils.text import Truncator

from core.lib.dates.clock import today
from core.lib.text.vietnamese import count, date_short, number, sentence_case
from core.units.bodies import body_of
from reports.content.figures import figure_cells
from reports.documents.composition import paper
from reports.writers import tree

# So many names of files, and so many letters of a title or a name, leave the longest index within a document's size.
NAMED, TITLE, NAME = 3, 150, 40
HASH, NONE = 16, figure_cells.OCCURRED_NONE
KEY = (
    "Tệp minh chứng nằm trong thư mục “minh-chung/<số thứ tự>-<mục>”, lịch sử thay đổi trong tệp “lich-su.csv”, "
    "số liệu và nội dung đã thực hiện trong tệp “01-so-lieu.xlsx”. Số liệu về nạn nhân và người gây bạo lực là số liệu "
    "nội bộ, không công bố. Dấu “-” là không có."
)


def dossier_tree(content, unit, window):
    """Return the tree of the content gathered by `reports.dossiers.gathering`; `unit` is the Department's."""
    records, reports = len(content.index), len(content.reports)
    files = sum(len(row.evidence) for row in content.index)
    days = f"từ ngày {date_short(window.start)} đến ngày {date_short(window.end)}"
    blocks = [
        tree.paragraph(
            f"Hồ sơ công tác bình đẳng giới của {content.scope[:1].lower()}{content.scope[1:]} {days} gồm "
            f"{count(records)} nội dung với {count(files)} tệp minh chứng, {count(reports)} báo cáo; "
            f"lập ngày {date_short(today())}."
        ),
        _summary(content),
        tree.paragraph(KEY),
    ]
    appendices = [_index(content, days)] if content.index else []
    appendices += [_reports(content, days)] if content.reports else []
    subject = f"Công tác bình đẳng giới {days}\n(phục vụ thanh tra, kiểm tra)"
    document = paper(body_of(unit, today()), today(), subject, blocks, appendices, type="HỒ SƠ", symbol="")
    # What it holds is listed for who inspects it: it is no document with a number.
    document.head.symbol, document.head.addressees, document.recipients = "", [], []
    return document


def _summary(content):
    """Return the table of the number of records and files under each clause, also of those without any."""
    columns = [
        tree.column("Mục", "center", width=14),
        tree.column("Nội dung"),
        tree.column("Số nội dung", "right", width=14),
        tree.column("Số tệp", "right", width=12),
    ]
    rows = []
    for clause in content.clauses:
        filed = [row for row in content.index if row.clause == clause.code]
        files = sum(len(row.evidence) for row in filed)
        rows.append([clause.code, clause.title, *(number(value) if value else NONE for value in (len(filed), files))])
    return tree.table(columns, rows)


def _index(content, days):
    titles = {clause.code: clause.title for clause in content.clauses}
    tables = [
        tree.table(_columns(), [_row(row) for row in rows], caption=f"{code} {titles.get(code, '')}".strip())
        for code, rows in groupby(content.index, key=lambda row: row.clause)
    ]
    return tree.appendix(f"Mục lục nội dung {days}", tables, landscape=True)


def _columns():
    return [
        tree.column("STT", "center", width=6),
        tree.column("Nội dung", width=38),
        tree.column("Đơn vị", width=13),
        tree.column("Ngày", "center", width=9),
        tree.column("Trạng thái", width=11),
        tree.column("Minh chứng"),
    ]


def _row(row):
    names = [Truncator(file.name).chars(NAME) for file in row.evidence[:NAMED]]
    more = len(row.evidence) - NAMED
    files = "; ".join(names) + (f" và {count(more)} tệp khác" if more > 0 else "")
    title, day = Truncator(row.title).chars(TITLE), date_short(date.fromisoformat(row.day))
    return [str(row.number), title, row.unit, day, row.status, files or NONE]


def _reports(content, days):
    """Return the appendix of the reports on these days, a row for each frozen version."""
    columns = [
        tree.column("Đơn vị", width=18),
        tree.column("Báo cáo", width=24),
        tree.column("Trạng thái", width=20),
        tree.column("Bản", "center", width=6),
        tree.column("Ngày chốt", "center", width=12),
        tree.column("SHA-256 (phần đầu)"),
    ]
    rows = []
    for report in content.reports:
        lead = [report.unit, sentence_case(report.period), report.state]
        versions = [
            [*lead, str(version.version), date_short(date.fromisoformat(version.day)), version.sha256[:HASH]]
            for version in report.versions
        ]
        rows += versions or [[*lead, NONE, NONE, NONE]]
    return tree.appendix(f"Báo cáo liên quan đến thời gian {days}", [tree.table(columns, rows)], landscape=True)
