"""One A4 page for the Department's Vice Director: who is late, who is weak, the key figures, what is to be decided."""

from calendars.clock import today
from difficulties.models import Difficulty
from indicators.catalogue import get
from accounts.permissions import WHO, can_brief, require
from progress.models import State, Submission
from progress.phrases import SMALL, STARTLING
from reports import overview, rows
from reports.compilation import freeze
from reports.composition import body_of, paper
from reports.content import compared_to
from reports.currency import changed_reports
from reports.desk import TaskStatus
from reports.frames import framed
from reports.lateness import never_sent, to_be_corrected
from reports.models import Edition, Sort
from reports.writers import tree
from texts.vietnamese import count, date_short, join_and, percent, sentence_case

# More names than these would not leave the page one page.
NAMED = 5
ADDRESSEE = "Phó Giám đốc Sở"
SUBJECT = "Tóm tắt tình hình thực hiện công tác bình đẳng giới"
LEGEND = "“-” không phát sinh; “…” chưa có số liệu; nữ “a/b”: b là số đã thống kê theo giới tính."


def compile_brief(period, *, by):
    """Freeze the page of a period as things stand now; a fixed number of queries."""
    require(can_brief(by) and period.root_id == by.unit_id, WHO.briefs())
    board = overview.of(period, by)
    made = _tree(period, board, _decisions(period, board, by))
    trees = dict.fromkeys(Edition.values, made)
    return freeze(Sort.BRIEF, framed(period.root, trees, period=period), unit=period.root, by=by, period=period)


def _tree(period, board, decisions):
    body = body_of(period.root, today())
    submissions = [row.submission for row in board["rows"]]
    blocks = [
        tree.paragraph(_state(period, board["counts"], submissions)),
        tree.paragraph(f"1. {_late(period, submissions)}"),
        tree.paragraph(f"2. {_weak(board['rows'])}"),
        tree.paragraph(f"3. Số liệu chính đã nhập (gồm cả số liệu chưa duyệt), so với {compared_to(period)}:"),
        _figures(period, board["key_figures"]),
        *_asked_for(decisions),
    ]
    made = paper(body, today(), f"{SUBJECT} {period.title}", blocks)
    made["head"]["addressees"], made["recipients"] = [ADDRESSEE], ["Như trên"]
    # It is put before the one who signs the Department's documents.
    made["signature"] = tree.signature(["Người báo cáo"])
    return made


def _state(period, counts, submissions):
    stages = [
        ("đã duyệt", counts["approved"]),
        ("chờ duyệt", counts["sent"]),
        ("phải chỉnh sửa, bổ sung", counts["returned"]),
        ("chưa gửi", counts["owed"] - counts["returned"]),
    ]
    told = "; ".join(f"{words} {count(number)}" for words, number in stages if number)
    until = f"hạn gửi ngày {date_short(period.due_on)}"
    return f"Đến ngày {date_short(today())}, báo cáo {period.title} của {count(counts['all'])} đơn vị ({until}): {told}."


def _late(period, submissions):
    late, back = never_sent(submissions), to_be_corrected(submissions)
    tardy = [one for one in submissions if not one.is_owed and one.days_late]
    told = []
    if late:
        days = f"quá hạn {count(late[0].days_late)} ngày"
        told.append(f"{count(len(late))} đơn vị chưa gửi, {days}: {_named(_place(one) for one in late)}")
    if back:
        told.append(f"{count(len(back))} đơn vị chưa gửi lại báo cáo đã chỉnh sửa: {_named(_place(one) for one in back)}")
    if tardy:
        with_days = (f"{_place(one)} ({count(one.days_late)} ngày)" for one in tardy)
        told.append(f"{count(len(tardy))} đơn vị đã gửi nhưng muộn: {_named(with_days)}")
    if not told:
        left = f" (còn {count(period.days_left)} ngày đến hạn)" if period.days_left > 0 else ""
        told.append(f"không có{left}")
    return f"Chậm gửi báo cáo: {'; '.join(told)}."


def _weak(board):
    """Units with a task overdue, or with something to show for less than half of theirs; the weakest first."""
    weak = []
    for row in board:
        asked = [one for one in row.standings if one.status != TaskStatus.NOT_APPLICABLE]
        done = sum(one.has_result for one in asked)
        overdue = sum(one.status == TaskStatus.OVERDUE for one in asked)
        if asked and (overdue or 2 * done < len(asked)):
            late = f", {count(overdue)} quá hạn" if overdue else ""
            text = f"{_place(row.submission)} ({count(done)}/{count(len(asked))} nhiệm vụ có kết quả{late})"
            weak.append((done / len(asked), -overdue, text))
    if not weak:
        return "Thực hiện nhiệm vụ: không có đơn vị nào có nhiệm vụ quá hạn hoặc dưới một nửa nhiệm vụ có kết quả."
    weak.sort(key=lambda one: one[:2])
    return f"Đơn vị thực hiện yếu nhất: {_named((text for *_rank, text in weak), '; ')}."


def _figures(period, figures):
    columns = [
        tree.column("Chỉ tiêu"),
        tree.column("Kỳ này", "right", width=14),
        tree.column("Trong đó nữ", "right", width=20),
        tree.column(sentence_case(compared_to(period)), "right", width=14),
        tree.column("So sánh", "right", width=16),
    ]
    table = [
        [
            f"{one.indicator.name} ({one.indicator.unit})",
            rows.cell(one.indicator, one.now),
            rows.share_cell(one.now),
            rows.cell(one.indicator, one.before),
            _change(one.now.value, one.before.value),
        ]
        for one in figures
    ]
    return tree.table(columns, table, legend=LEGEND)


def _change(now, before):
    """`tăng 12,0%`; of small numbers, or where a percentage would only startle, by how many."""
    if now is None or not before:
        return ""
    if now == before:
        return "không đổi"
    verb, by = ("tăng", now - before) if now > before else ("giảm", before - now)
    small = before < SMALL or now > STARTLING * before
    return f"{verb} {count(by) if small else percent(by, before)}"


def _asked_for(decisions):
    if not decisions:
        return [tree.paragraph("4. Không có nội dung chờ ý kiến chỉ đạo.")]
    return [tree.paragraph("4. Đề nghị Phó Giám đốc xem xét, chỉ đạo:"), *tree.points(decisions)]


def _decisions(period, board, by):
    """What waits for a word of the leader, a sentence each, the gravest first."""
    counts, waiting = board["counts"], board["waiting"]
    difficulties = Difficulty.objects.visible_to(by).wait()
    told = [_on_summary(period, counts)]
    if waiting:
        since = f"lâu nhất từ ngày {date_short(waiting[0].sent_on)}"
        told.append(f"Duyệt {count(len(waiting))} báo cáo đang chờ ({since}).")
    if difficulties["number"]:
        days = f"lâu nhất đã chờ {count(difficulties['days'])} ngày"
        told.append(f"Trả lời {count(difficulties['number'])} khó khăn, vướng mắc của các đơn vị ({days}).")
    if counts["returned"]:
        told.append(f"Đôn đốc {count(counts['returned'])} đơn vị gửi lại báo cáo đã được yêu cầu chỉnh sửa, bổ sung.")
    late = never_sent([row.submission for row in board["rows"]])
    if late:
        told.append(f"Ban hành công văn đôn đốc {count(len(late))} đơn vị chưa gửi báo cáo.")
    return [one for one in told if one]


def _on_summary(period, counts):
    """Where the provincial report stands: to be approved, out of date, or not begun though something is approved."""
    summary = Submission.objects.filter(period=period, unit=period.root).select_related("snapshot").first()
    if summary is None or not summary.is_frozen:
        told = f"(đã duyệt báo cáo của {count(counts['approved'])}/{count(counts['all'])} đơn vị)"
        return f"Cho lập báo cáo tổng hợp của tỉnh {told}." if counts["approved"] else ""
    changed = changed_reports(summary.snapshot.content, period)
    if changed:
        names = _named([one.name_in_sentence for one in changed])
        return f"Cho tổng hợp lại báo cáo của tỉnh: báo cáo của {names} đã thay đổi sau khi tổng hợp."
    if summary.state == State.WITH_LEADER:
        return f"Phê duyệt báo cáo tổng hợp của tỉnh (trình ngày {date_short(summary.snapshot.day)})."
    return ""


def _place(submission):
    return submission.unit.name_in_sentence


def _named(names, glue=", "):
    """The first names, `và 04 đơn vị khác` after them."""
    names = list(names)
    more = len(names) - NAMED
    if more > 0:
        return f"{glue.join(names[:NAMED])} và {count(more)} đơn vị khác"
    return join_and(names) if glue == ", " else glue.join(names)
