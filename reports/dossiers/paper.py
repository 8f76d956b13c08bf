"""The index of a dossier as a document: what is in it, and a landscape table for each clause."""

from datetime import date
from itertools import groupby

from django.utils.text import Truncator

from calendars.clock import today
from reports.composition import body_of, paper
from reports.writers import tree
from texts.vietnamese import count, date_short, number

# So many names of files, and so many letters of a title or a name, leave the longest index within a document's size.
NAMED, TITLE, NAME = 3, 110, 40
HASH = 16
KEY = (
    "Tệp minh chứng nằm trong thư mục “minh-chung/<số thứ tự>-<điều khoản>”, lịch sử thay đổi trong tệp “lich-su.csv”, "
    "số liệu và nội dung đã thực hiện trong tệp “01-so-lieu.xlsx”. Số liệu về nạn nhân và người gây bạo lực là số liệu "
    "nội bộ, không công bố."
)


def tree_of(own, unit, window):
    """The tree of what `reports.dossiers.gathering` gathered, for the Department's unit."""
    files = sum(len(row["evidence"]) for row in own["index"])
    days = f"từ ngày {date_short(window.start)} đến ngày {date_short(window.end)}"
    blocks = [
        tree.paragraph(
            f"Hồ sơ công tác bình đẳng giới của {_scope(own)} {days} gồm {count(len(own['index']))} nội dung với "
            f"{count(files)} tệp minh chứng, {count(len(own['reports']))} báo cáo; lập ngày {date_short(today())}."
        ),
        _summary(own),
        tree.paragraph(KEY),
    ]
    appendices = [_index(own, days)] if own["index"] else []
    appendices += [_reports(own, days)] if own["reports"] else []
    subject = f"Công tác bình đẳng giới {days}\n(phục vụ thanh tra, kiểm tra)"
    made = paper(body_of(unit, today()), today(), subject, blocks, appendices, type="HỒ SƠ", symbol="")
    made["head"]["addressees"], made["recipients"] = [], []
    return made


def _scope(own):
    return f"{own['scope'][:1].lower()}{own['scope'][1:]}"


def _summary(own):
    """How many records and files each clause has, the clauses without any among them."""
    columns = [
        tree.column("Điều khoản", "center", width=14),
        tree.column("Nội dung"),
        tree.column("Số nội dung", "right", width=14),
        tree.column("Số tệp", "right", width=12),
    ]
    rows = []
    for clause in own["clauses"]:
        filed = [row for row in own["index"] if row["clause"] == clause["code"]]
        files = sum(len(row["evidence"]) for row in filed)
        rows.append([clause["code"], clause["title"], number(len(filed)), number(files)])
    return tree.table(columns, rows)


def _index(own, days):
    titles = {one["code"]: one["title"] for one in own["clauses"]}
    tables = [
        tree.table(_columns(), [_row(row) for row in rows], caption=f"{code} {titles.get(code, '')}".strip())
        for code, rows in groupby(own["index"], key=lambda row: row["clause"])
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
    names = [Truncator(one["name"]).chars(NAME) for one in row["evidence"][:NAMED]]
    more = len(row["evidence"]) - NAMED
    files = "; ".join(names) + (f" và {count(more)} tệp khác" if more > 0 else "")
    title, day = Truncator(row["title"]).chars(TITLE), date_short(date.fromisoformat(row["day"]))
    return [str(row["number"]), title, row["unit"], day, row["status"], files or "-"]


def _reports(own, days):
    """The reports that answer for these days, a row for each frozen version."""
    columns = [
        tree.column("Đơn vị", width=18),
        tree.column("Báo cáo", width=24),
        tree.column("Trạng thái", width=20),
        tree.column("Bản", "center", width=6),
        tree.column("Ngày chốt", "center", width=12),
        tree.column("SHA-256 (phần đầu)"),
    ]
    rows = []
    for one in own["reports"]:
        lead = [one["unit"], one["period"], one["state"]]
        versions = [
            [*lead, str(own["version"]), date_short(date.fromisoformat(own["day"])), own["sha256"][:HASH]]
            for own in one["versions"]
        ]
        rows += versions or [[*lead, "-", "-", "-"]]
    return tree.appendix(f"Báo cáo liên quan đến thời gian {days}", [tree.table(columns, rows)], landscape=True)
