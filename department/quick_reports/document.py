"""A quick report as a document: the answers of the units side by side, their totals, and who is missing."""

from django.utils.timezone import localtime

from core.lib.dates.clock import today
from core.lib.rounding import exact
from core.lib.text.paper_language import in_paper_language
from core.lib.text.vietnamese import count, date_short, join_and, number
from core.units.bodies import body_of
from department.models import QuestionKind, QuickAnswer
from department.quick_reports.totals import NO_DATA, totals_of
from department.quick_reports.verbs import deadline, moment_in_words
from reports.content.bare_content import bare_content
from reports.content.frozen.others import Sheet, SheetColumn
from reports.content.summary_content import freeze
from reports.documents.composition import paper
from reports.models import CompilationType, Edition
from reports.writers import tree

TYPE = "BÁO CÁO NHANH"
# A table with more questions than these goes into an appendix in landscape.
MAX_PORTRAIT = 4
LATE = " (*)"
LATE_NOTE = "(*) trả lời sau thời hạn"
COUNTED_NOTE = "số trong ngoặc: số liệu hệ thống đã ghi nhận, nơi khác với số đơn vị báo cáo"
MISSING_NOTE = "“…” chưa trả lời"
YES, NO = "Có", "Không"
# In place of a number of victims or perpetrators, which is in no document.
INSIDE = "*"
INSIDE_NOTE = "“*” số liệu về nạn nhân, người gây bạo lực, không đưa vào văn bản"


@in_paper_language
def compile_quick(report, *, by):
    """Freeze a quick report as it stands; without a new answer in between, twice the same content.

    There is no outward edition: what units answer within hours is reviewed by nobody before it is kept.
    """
    totals = totals_of(report, QuickAnswer.objects.visible_to(by))
    trees = {Edition.INTERNAL: _tree(report, totals)}
    content = bare_content(report.root, trees, sheet=_sheet(report, totals))
    return freeze(CompilationType.QUICK_REPORT, content, unit=report.root, by=by)


def _tree(report, totals):
    body = body_of(report.root, today())
    blocks = [tree.paragraph(text) for text in _text(report, totals)]
    questions = [question for question in totals.questions if question.kind != QuestionKind.TEXT]
    appendices = []
    if questions:
        table = _table(totals, questions)
        if len(questions) > MAX_PORTRAIT:
            blocks.append(tree.paragraph("Số liệu của từng đơn vị tại Phụ lục kèm theo."))
            appendices.append(tree.appendix("Số liệu của từng đơn vị", [table], landscape=True))
        else:
            blocks.append(table)
    for place, question in enumerate(totals.questions):
        if question.kind == QuestionKind.TEXT:
            blocks += _text_answers(totals, place, question)
    return paper(body, today(), report.title, blocks, appendices, type=TYPE)


def _text(report, totals):
    number_asked, missing = count(totals.asked), [unit.name_in_sentence for unit in totals.missing]
    late = f", trong đó {count(totals.late)} đơn vị trả lời sau thời hạn" if totals.late else ""
    answered = (
        f"{count(totals.answered)}/{number_asked} đơn vị đã trả lời{late}"
        if missing
        else f"đủ {number_asked} đơn vị{late}"
    )
    days = f" Số liệu {report.days}." if report.days else ""
    texts = [
        f"Ngày {date_short(_day_of(report))}, Sở đề nghị {number_asked} đơn vị báo cáo nhanh trước {deadline(report)}. "
        f"Đến {moment_in_words(_as_of(totals))}: {answered}.{days}"
    ]
    if missing:
        texts.append(f"Chưa trả lời: {join_and(missing)}.")
    return texts


def _day_of(report):
    return localtime(report.asked_at).date()


def _as_of(totals):
    """Return the instant since which nothing has changed: that of the last answer, or of the asking."""
    return max([totals.report.asked_at, *(answer.answered_at for answer in totals.answers)])


def _table(totals, questions):
    columns = [tree.column("Đơn vị", width=24), *(tree.column(question.label, "right") for question in questions)]
    rows = [[_name(line), *(_cell(cell) for cell in line.cells if cell.question in questions)] for line in totals.lines]
    sums = [_sum(total) for total in totals.totals if total.question in questions]
    rows.append(tree.total_row(["Tổng cộng", *sums]))
    return tree.table(columns, rows, legend=_legend(totals))


def _name(line):
    return f"{line.answer.unit.name}{LATE if line.answer.is_late else ''}"


def _cell(cell):
    if cell.question.is_sensitive:
        return INSIDE
    if cell.value is None:
        return NO_DATA
    if cell.question.kind == QuestionKind.YES_NO:
        return YES if cell.value else NO
    value = _number(cell.question, cell.value)
    return f"{value} ({_number(cell.question, cell.counted)})" if cell.differs else value


def _number(question, value):
    return number(exact(value) / question.scale, 1) if question.scale > 1 else number(value)


def _sum(total):
    if total.question.is_sensitive:
        return INSIDE
    if total.question.kind == QuestionKind.YES_NO:
        return f"{YES} {number(total.yes)}, {NO.lower()} {number(total.no)}"
    return NO_DATA if total.value is None else _number(total.question, total.value)


def _legend(totals):
    notes = _notes(totals)
    return f"Ghi chú: {'; '.join(notes)}." if notes else ""


def _notes(totals):
    notes = [MISSING_NOTE] if totals.missing else []
    notes += [LATE_NOTE] if totals.late else []
    notes += [INSIDE_NOTE] if any(question.is_sensitive for question in totals.questions) else []
    return notes + ([COUNTED_NOTE] if any(cell.differs for line in totals.lines for cell in line.cells) else [])


def _text_answers(totals, place, question):
    """Return the typed answers to one question, a line each."""
    answers = [(line.answer.unit.name, line.cells[place].value) for line in totals.lines if line.cells[place].value]
    lines = [f"{name}: {' '.join(text.split())}" for name, text in answers]
    return [tree.paragraph(f"{question.words}:"), tree.bullets(lines or ["Chưa có đơn vị trả lời."])]


def _sheet(report, totals):
    """Return the same for Excel: numbers as numbers, with what the portal counted beside them."""
    columns = [SheetColumn("Đơn vị", width=28)]
    places = []
    for place, question in enumerate(totals.questions):
        form = (
            "text" if not question.is_number or question.is_sensitive else "tenths" if question.scale > 1 else "figure"
        )
        columns.append(SheetColumn(question.label, form, 28 if form == "text" else 18))
        places.append((place, form, False))
        if question.kind == QuestionKind.FIGURE:
            columns.append(SheetColumn(f"{question.label}: hệ thống ghi nhận", form, 18))
            places.append((place, form, True))
    columns += [SheetColumn("Người trả lời", width=22), SheetColumn("Lúc", width=20)]
    rows = []
    for line in totals.lines:
        answer = line.answer
        cells = [_raw(line.cells[place], counted) for place, _form, counted in places]
        who = [str(answer.answered_by), moment_in_words(answer.answered_at)] if answer.is_answered else [None, None]
        rows.append([_name(line), *cells, *who])
    total = ["Tổng cộng", *(_raw_total(totals, place, form, counted) for place, form, counted in places), "", ""]
    return Sheet(
        name="Báo cáo nhanh",
        period=f"hạn trả lời {deadline(report)}",
        days=f"số liệu {report.days}" if report.days else f"{totals.answered}/{totals.asked} đơn vị đã trả lời",
        columns=columns,
        rows=rows,
        total=total,
        notes=[f"{note[:1].upper()}{note[1:]}." for note in _notes(totals) if note != COUNTED_NOTE],
    )


def _raw(cell, counted):
    # Columns of sensitive questions are of words.
    value = INSIDE if cell.question.is_sensitive else cell.counted if counted else cell.value
    if value is None:
        return None
    if cell.question.kind == QuestionKind.YES_NO:
        return YES if value else NO
    return value / cell.question.scale if cell.question.scale > 1 else value


def _raw_total(totals, place, form, counted):
    """Return [sum] of a column of numbers, words for the others."""
    if form == "text":
        total = totals.totals[place]
        return _sum(total) if total.question.kind == QuestionKind.YES_NO or total.question.is_sensitive else ""
    return [sum(_raw(line.cells[place], counted) or 0 for line in totals.lines)]
