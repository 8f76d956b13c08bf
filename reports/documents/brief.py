"""The brief: one A4 page for the Department's Vice Director on progress, key figures and decisions to take."""

from core.accounts.permissions import WHO, can_make_brief, require
from core.indicators.rounded import PERCENT
from core.lib.dates.clock import today
from core.lib.text.paper_language import in_paper_language
from core.lib.text.vietnamese import count, date_short, join_and, percent, sentence_case
from core.units.bodies import body_of
from difficulties.models import Difficulty
from filing.models import Submission, SubmissionState
from filing.wording.phrases import SMALL_BASE, STARTLING_RATIO, is_about_same
from reports.content.bare_content import bare_content
from reports.content.figures import figure_cells
from reports.content.frozen.content import read
from reports.content.staleness import stale_reports
from reports.content.summary_content import freeze
from reports.content.task_status import TaskStatus
from reports.content.unit_content import compared_to
from reports.desk import overview
from reports.desk.timeliness import overdue, overdue_returned, overdue_unsent
from reports.documents.composition import paper
from reports.models import CompilationType, Edition
from reports.writers import tree

# More names than these, or longer ones, would not leave the page one page.
NAMED = 5
ROOM = {"late": 110, "returned": 60, "sent_late": 60, "weak": 150, "changed": 60}
ADDRESSEE = "Phó Giám đốc Sở"
OPINION = "Ý KIẾN CỦA LÃNH ĐẠO SỞ"
SUBJECT = "Về tình hình thực hiện công tác bình đẳng giới"
# The key figures as a narrow column calls them.
FIGURES = {
    "TT-02": "Truyền thông trực tiếp",
    "TT-05.2": "Phát thanh",
    "NL-02": "Tập huấn",
    "MH-01.1": "Mô hình đang hoạt động",
}
SIGNS = {figure_cells.OCCURRED_NONE: "“-” không phát sinh", figure_cells.NO_DATA: "“…” chưa có số liệu"}
SEXED_LEGEND = "nữ “a/b”: b là số đã thống kê theo giới tính"


@in_paper_language
def compile_brief(period, *, by):
    """Freeze the brief of a period as of now; a fixed number of queries."""
    require(can_make_brief(by) and period.root_id == by.unit_id, WHO.briefs())
    board = overview.overview_of(period, by)
    trees = {Edition.INTERNAL.value: _tree(period, board, _decisions(period, board, by))}
    return freeze(
        CompilationType.BRIEF, bare_content(period.root, trees, period=period), unit=period.root, by=by, period=period
    )


def _tree(period, board, decisions):
    body = body_of(period.root, today())
    blocks = [
        tree.paragraph(f"1. {_decision_text(decisions)}"),
        tree.paragraph(f"2. {_progress_text(period, board)}"),
        tree.paragraph("3. Số liệu chính đã nhập (gồm cả số liệu chưa duyệt):"),
        _figure_table(period, board["key_figures"]),
        tree.paragraph(f"4. {_weakest_units(board['rows'])}"),
    ]
    document = paper(body, today(), f"{SUBJECT} {period.title}", blocks, type="PHIẾU TRÌNH")
    # It stays in the Department: its division puts it, without a number, before who writes on it.
    if body.bureau:
        document.head.superior, document.head.body = body.heading, body.bureau
    document.head.symbol, document.head.addressees, document.recipients = "", [ADDRESSEE], []
    document.signature, document.opinion = tree.signature(["Người trình"]), OPINION
    return document


def _progress_text(period, board):
    """Return how many reports are in which state, and who is late by how many days."""
    counts, submissions = board["counts"], [row.submission for row in board["rows"]]
    late, returned = overdue_unsent(submissions), overdue_returned(submissions)
    sent_late = [submission for submission in submissions if not submission.is_owed and submission.days_late]
    unsent = count(counts["owed"] - counts["returned"])
    phrases = [
        counts["approved"] and f"đã duyệt {count(counts['approved'])}",
        counts["sent"] and f"chờ duyệt {count(counts['sent'])}",
        counts["returned"] and f"phải chỉnh sửa, bổ sung {count(counts['returned'])}",
        unsent != "0" and f"chưa gửi {unsent}",
        late and _overdue_text(late),
        returned and f"chưa gửi lại báo cáo đã chỉnh sửa: {_list_names(map(_place, returned), 'returned')}",
        sent_late
        and f"đã gửi nhưng muộn: {_list_names([_with_days(submission) for submission in sent_late], 'sent_late')}",
    ]
    if not late and not returned and counts["owed"]:
        # A unit that was granted a later date has its own days.
        days_left = min((submission.owed_on - today()).days for submission in submissions if submission.is_owed)
        phrases.append(f"chưa có đơn vị quá hạn, còn {count(days_left)} ngày")
    due = f"hạn gửi {date_short(period.due_on)}"
    lead = f"Tiến độ báo cáo đến ngày {date_short(today())} ({count(counts['all'])} đơn vị, {due})"
    return f"{lead}: {'; '.join(filter(None, phrases))}."


def _overdue_text(late):
    """Return `quá hạn 07 ngày: huyện A và huyện B`, with the days of each unit if they differ."""
    days = {submission.days_overdue for submission in late}
    if len(days) == 1:
        return f"quá hạn {count(days.pop())} ngày: {_list_names(map(_place, late), 'late')}"
    names = [f"{_place(submission)} ({count(submission.days_overdue)} ngày)" for submission in overdue(late)]
    return f"quá hạn: {_list_names(names, 'late')}"


def _weakest_units(rows):
    """Return the units with an overdue task or with results in less than half of theirs, the weakest first."""
    weak = []
    for row in rows:
        applicable = [status for status in row.task_statuses if status.status != TaskStatus.NOT_APPLICABLE]
        with_result = sum(status.has_result for status in applicable)
        number_overdue = sum(status.status == TaskStatus.OVERDUE for status in applicable)
        if applicable and (number_overdue or 2 * with_result < len(applicable)):
            text = f"{_place(row.submission)} ({count(with_result)}/{count(len(applicable))}; {count(number_overdue)})"
            weak.append((with_result / len(applicable), -number_overdue, text))
    if not weak:
        return "Không có đơn vị nào có nhiệm vụ quá hạn hoặc có kết quả ở dưới một nửa số nhiệm vụ."
    weak.sort(key=lambda entry: entry[:2])
    names = _list_names([text for *_rank, text in weak], "weak")
    return f"Đơn vị còn nhiệm vụ quá hạn, chậm (số có kết quả; số quá hạn): {names}."


def _figure_table(period, figures):
    columns = [
        tree.column("Chỉ tiêu"),
        tree.column("Kỳ này", "right", width=11),
        tree.column("Trong đó nữ", "right", width=23),
        tree.column(sentence_case(compared_to(period)), "right", width=13),
        tree.column("So sánh", "right", width=14),
    ]
    table = [
        [
            f"{FIGURES[figure.indicator.key]} ({figure.indicator.unit})",
            figure_cells.cell(figure.indicator, figure.current),
            figure_cells.share_cell(figure.current),
            figure_cells.cell(figure.indicator, figure.previous),
            _change_cell(figure.indicator, figure.current.value, figure.previous.value),
        ]
        for figure in figures
    ]
    cells = {cell for row in table for cell in row}
    legend = [words for sign, words in SIGNS.items() if sign in cells]
    legend += [SEXED_LEGEND] if any("/" in row[2] for row in table) else []
    return tree.table(columns, table, legend=f"Ghi chú: {'; '.join(legend)}." if legend else "")


def _change_cell(indicator, current, previous):
    """Return `tăng 12,0%`, or the difference where numbers are small or the percentage would be startling."""
    if indicator.unit == PERCENT:
        return figure_cells.rate_change(indicator, current, previous)
    if current is None or not previous:
        return ""
    verb, difference = ("tăng", current - previous) if current > previous else ("giảm", previous - current)
    small = previous < SMALL_BASE or current > STARTLING_RATIO * previous
    if not difference or (not small and is_about_same(current, previous)):
        return "tương đương" if difference else "không đổi"
    return f"{verb} {count(difference) if small else percent(difference, previous)}"


def _decision_text(decisions):
    if not decisions:
        return "Không có nội dung chờ ý kiến chỉ đạo."
    if len(decisions) == 1:
        return f"Đề nghị Phó Giám đốc xem xét, chỉ đạo: {decisions[0]}."
    # On lines of their own, as points are, they would take the page's last lines.
    points = [f"{letter}) {text}" for letter, text in zip(tree.POINT_LETTERS, decisions, strict=False)]
    return f"Đề nghị Phó Giám đốc xem xét, chỉ đạo: {'; '.join(points)}."


def _decisions(period, board, by):
    """Return the matters that wait for the leader, the gravest first."""
    waiting, difficulties = board["waiting"], Difficulty.objects.visible_to(by).wait()
    decisions = [_summary_decision(period, board["counts"])]
    if waiting:
        since = f"lâu nhất từ ngày {date_short(waiting[0].sent_on)}"
        decisions.append(f"duyệt {count(len(waiting))} báo cáo đang chờ ({since})")
    if difficulties["number"]:
        days = f"lâu nhất đã chờ {count(difficulties['days'])} ngày"
        decisions.append(f"trả lời {count(difficulties['number'])} khó khăn, vướng mắc ({days})")
    submissions = [row.submission for row in board["rows"]]
    late, returned = len(overdue_unsent(submissions)), len(overdue_returned(submissions))
    if late or returned:
        late_units = [f"{count(late)} đơn vị chưa gửi"] if late else []
        late_units += [f"{count(returned)} đơn vị chưa gửi lại"] if returned else []
        decisions.append(f"ban hành công văn đôn đốc {join_and(late_units)} báo cáo")
    return [decision for decision in decisions if decision]


def _summary_decision(period, counts):
    """Return what is to be decided on the summary: to approve, update or begin it; "" if nothing."""
    summary = Submission.objects.filter(period=period, unit=period.root).select_related("snapshot").first()
    if summary is None or summary.snapshot is None or not summary.is_frozen:
        approved = f"{count(counts['approved'])}/{count(counts['all'])} đơn vị đã được duyệt báo cáo"
        return f"cho lập báo cáo tổng hợp cấp tỉnh ({approved})" if counts["approved"] else ""
    changed = stale_reports(read(summary.snapshot.content), period)
    if changed:
        names = _list_names([unit.name_in_sentence for unit in changed], "changed")
        return f"cho tổng hợp lại báo cáo cấp tỉnh do báo cáo của {names} đã thay đổi"
    if summary.state == SubmissionState.WITH_LEADER:
        return f"phê duyệt báo cáo tổng hợp cấp tỉnh (trình ngày {date_short(summary.snapshot.day)})"
    return ""


def _place(submission):
    return submission.unit.name_in_sentence


def _with_days(submission):
    return f"{_place(submission)} ({count(submission.days_late)} ngày)"


def _list_names(names, where):
    """Return as many of the names as there is room for, `và 04 đơn vị khác` after them."""
    names, room = list(names), ROOM[where]
    shown: list[str] = []
    for name in names[:NAMED]:
        room -= len(name) + 2
        if shown and room < 0:
            break
        shown.append(name)
    more = len(names) - len(shown)
    return f"{', '.join(shown)} và {count(more)} đơn vị khác" if more else join_and(shown)
