"""One A4 page for the Department's Vice Director: who is late, who is weak, the key figures, what is to be decided."""

from accounts.permissions import WHO, can_brief, require
from calendars.clock import today
from difficulties.models import Difficulty
from progress.models import State, Submission
from progress.wording.phrases import SMALL, STARTLING
from reports import rows
from reports.compilation import freeze
from reports.composition import body_of, paper
from reports.content import compared_to
from reports.currency import changed_reports
from reports.desk import overview
from reports.desk.lateness import never_sent, overdue, to_be_corrected
from reports.desk.standings import TaskStatus
from reports.frames import framed
from reports.models import Edition, Sort
from reports.writers import tree
from texts.vietnamese import count, date_short, join_and, percent, sentence_case

# More names than these, or longer ones, would not leave the page one page.
NAMED = 5
ROOM = {"late": 110, "back": 60, "tardy": 60, "weak": 150, "changed": 60}
ADDRESSEE = "Phó Giám đốc Sở"
SUBJECT = "Tóm tắt tình hình thực hiện công tác bình đẳng giới"
# The key figures as a narrow column calls them.
FIGURES = {
    "TT-02": "Truyền thông trực tiếp",
    "TT-05.2": "Phát thanh",
    "NL-02": "Tập huấn",
    "MH-01.1": "Mô hình đang hoạt động",
}
SIGNS = {rows.OCCURRED_NONE: "“-” không phát sinh", rows.NO_DATA: "“…” chưa có số liệu"}
OF_SEXED = "nữ “a/b”: b là số đã thống kê theo giới tính"


def compile_brief(period, *, by):
    """Freeze the page of a period as things stand now; a fixed number of queries."""
    require(can_brief(by) and period.root_id == by.unit_id, WHO.briefs())
    board = overview.of(period, by)
    made = _tree(period, board, _decisions(period, board, by))
    trees = dict.fromkeys(Edition.values, made)
    return freeze(Sort.BRIEF, framed(period.root, trees, period=period), unit=period.root, by=by, period=period)


def _tree(period, board, decisions):
    body = body_of(period.root, today())
    blocks = [
        tree.paragraph(f"1. {_asked_for(decisions)}"),
        tree.paragraph(f"2. {_progress(period, board)}"),
        tree.paragraph("3. Số liệu chính đã nhập (gồm cả số liệu chưa duyệt):"),
        _figures(period, board["key_figures"]),
        tree.paragraph(f"4. {_weak(board['rows'])}"),
    ]
    made = paper(body, today(), f"{SUBJECT} {period.title}", blocks)
    made["head"]["addressees"], made["recipients"] = [ADDRESSEE], ["Như trên"]
    # It is put before the one who signs the Department's documents.
    made["signature"] = tree.signature(["Người báo cáo"])
    return made


def _progress(period, board):
    """How many reports are where; who is late is named, with the days."""
    counts, submissions = board["counts"], [row.submission for row in board["rows"]]
    late, back = never_sent(submissions), to_be_corrected(submissions)
    tardy = [one for one in submissions if not one.is_owed and one.days_late]
    unsent = count(counts["owed"] - counts["returned"])
    told = [
        counts["approved"] and f"đã duyệt {count(counts['approved'])}",
        counts["sent"] and f"chờ duyệt {count(counts['sent'])}",
        counts["returned"] and f"phải chỉnh sửa, bổ sung {count(counts['returned'])}",
        unsent != "0" and f"chưa gửi {unsent}",
        late and _overdue(late),
        back and f"chưa gửi lại báo cáo đã chỉnh sửa: {_named(map(_place, back), 'back')}",
        tardy and f"đã gửi nhưng muộn: {_named([_with_days(one) for one in tardy], 'tardy')}",
    ]
    if not late and not back and counts["owed"]:
        # A unit that was granted a later date has its own days.
        left = min((one.owed_on - today()).days for one in submissions if one.is_owed)
        told.append(f"chưa có đơn vị quá hạn, còn {count(left)} ngày")
    due = f"hạn gửi {date_short(period.due_on)}"
    lead = f"Tiến độ báo cáo đến ngày {date_short(today())} ({count(counts['all'])} đơn vị, {due})"
    return f"{lead}: {'; '.join(filter(None, told))}."


def _overdue(late):
    """`quá hạn 07 ngày: huyện A và huyện B`; each with its own days where a date was put off for one of them."""
    days = {one.days_overdue for one in late}
    if len(days) == 1:
        return f"quá hạn {count(days.pop())} ngày: {_named(map(_place, late), 'late')}"
    names = [f"{_place(one)} ({count(one.days_overdue)} ngày)" for one in overdue(late)]
    return f"quá hạn: {_named(names, 'late')}"


def _weak(board):
    """Units with a task overdue, or with something to show for less than half of theirs; the weakest first."""
    weak = []
    for row in board:
        asked = [one for one in row.standings if one.status != TaskStatus.NOT_APPLICABLE]
        done = sum(one.has_result for one in asked)
        overdue = sum(one.status == TaskStatus.OVERDUE for one in asked)
        if asked and (overdue or 2 * done < len(asked)):
            text = f"{_place(row.submission)} ({count(done)}/{count(len(asked))}; {count(overdue)})"
            weak.append((done / len(asked), -overdue, text))
    if not weak:
        return "Không có đơn vị nào có nhiệm vụ quá hạn hoặc có kết quả ở dưới một nửa số nhiệm vụ."
    weak.sort(key=lambda one: one[:2])
    names = _named([text for *_rank, text in weak], "weak")
    return f"Đơn vị yếu nhất (số nhiệm vụ có kết quả; số nhiệm vụ quá hạn): {names}."


def _figures(period, figures):
    columns = [
        tree.column("Chỉ tiêu"),
        tree.column("Kỳ này", "right", width=11),
        tree.column("Trong đó nữ", "right", width=23),
        tree.column(sentence_case(compared_to(period)), "right", width=13),
        tree.column("So sánh", "right", width=14),
    ]
    table = [
        [
            f"{FIGURES[one.indicator.key]} ({one.indicator.unit})",
            rows.cell(one.indicator, one.now),
            rows.share_cell(one.now),
            rows.cell(one.indicator, one.before),
            _change(one.now.value, one.before.value),
        ]
        for one in figures
    ]
    cells = {cell for row in table for cell in row}
    legend = [words for sign, words in SIGNS.items() if sign in cells]
    legend += [OF_SEXED] if any("/" in row[2] for row in table) else []
    return tree.table(columns, table, legend=f"Ghi chú: {'; '.join(legend)}." if legend else "")


def _change(now, before):
    """`tăng 12,0%`; of small numbers, or where a percentage would only startle, by how many."""
    if now is None or not before:
        return ""
    verb, by = ("tăng", now - before) if now > before else ("giảm", before - now)
    small = before < SMALL or now > STARTLING * before
    told = count(by) if small else percent(by, before)
    return "không đổi" if not by else "xấp xỉ" if told == "0,0%" else f"{verb} {told}"


def _asked_for(decisions):
    if not decisions:
        return "Không có nội dung chờ ý kiến chỉ đạo."
    if len(decisions) == 1:
        return f"Đề nghị Phó Giám đốc xem xét, chỉ đạo: {decisions[0]}."
    # On lines of their own, as points are, they would take the page's last lines.
    listed = [f"{letter}) {text}" for letter, text in zip(tree.POINT_LETTERS, decisions, strict=False)]
    return f"Đề nghị Phó Giám đốc xem xét, chỉ đạo: {'; '.join(listed)}."


def _decisions(period, board, by):
    """What waits for a word of the leader, a clause each, the gravest first."""
    waiting, difficulties = board["waiting"], Difficulty.objects.visible_to(by).wait()
    told = [_on_summary(period, board["counts"])]
    if waiting:
        since = f"lâu nhất từ ngày {date_short(waiting[0].sent_on)}"
        told.append(f"duyệt {count(len(waiting))} báo cáo đang chờ ({since})")
    if difficulties["number"]:
        days = f"lâu nhất đã chờ {count(difficulties['days'])} ngày"
        told.append(f"trả lời {count(difficulties['number'])} khó khăn, vướng mắc ({days})")
    submissions = [row.submission for row in board["rows"]]
    late, back = len(never_sent(submissions)), len(to_be_corrected(submissions))
    if late or back:
        whom = [f"{count(late)} đơn vị chưa gửi"] if late else []
        whom += [f"{count(back)} đơn vị chưa gửi lại"] if back else []
        told.append(f"ban hành công văn đôn đốc {join_and(whom)} báo cáo")
    return [one for one in told if one]


def _on_summary(period, counts):
    """Where the provincial report stands: to be approved, out of date, or not begun though something is approved."""
    summary = Submission.objects.filter(period=period, unit=period.root).select_related("snapshot").first()
    if summary is None or not summary.is_frozen:
        approved = f"{count(counts['approved'])}/{count(counts['all'])} đơn vị đã được duyệt báo cáo"
        return f"cho lập báo cáo tổng hợp của tỉnh ({approved})" if counts["approved"] else ""
    changed = changed_reports(summary.snapshot.content, period)
    if changed:
        names = _named([one.name_in_sentence for one in changed], "changed")
        return f"cho tổng hợp lại báo cáo của tỉnh do báo cáo của {names} đã thay đổi"
    if summary.state == State.WITH_LEADER:
        return f"phê duyệt báo cáo tổng hợp của tỉnh (trình ngày {date_short(summary.snapshot.day)})"
    return ""


def _place(submission):
    return submission.unit.name_in_sentence


def _with_days(submission):
    return f"{_place(submission)} ({count(submission.days_late)} ngày)"


def _named(names, where):
    """As many of the names as there is room for, `và 04 đơn vị khác` after them."""
    names, room, told = list(names), ROOM[where], []
    for name in names[:NAMED]:
        room -= len(name) + 2
        if told and room < 0:
            break
        told.append(name)
    more = len(names) - len(told)
    return f"{', '.join(told)} và {count(more)} đơn vị khác" if more else join_and(told)
