"""A report as a document: the content that is frozen, and the tree of plain data that the writers set on paper."""

import textwrap

from calendars.clock import today
from indicators.catalogue import get
from indicators.figures import NO_DATA, read
from progress.models import Theme
from reports import compilation, content, editions, rows
from reports.content import thawed_sums
from reports.drafting import account_of, draft
from reports.edits import applied, doubts
from reports.models import Edition, Issue, Sort
from reports.writers import tree
from texts.vietnamese import date_long, date_short, number, roman, sentence_case
from units.models import Body

SUBJECTS = {
    Theme.GENERAL: "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Kết quả triển khai Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "Tổng kết thực hiện Chiến lược, Chương trình, Đề án về bình đẳng giới",
}
# What the Department itself was to do, as the opening of its own report names it.
WORK = {
    Theme.GENERAL: "nhiệm vụ công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
    Theme.ACTION_MONTH: "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới",
    Theme.CLOSING_REVIEW: "việc tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới",
}
CHARTED = ("TT-02", "NL-02")
# Characters of one paragraph: a thousand records with long titles may be named in one.
LONGEST = 10_000


def compose(submission):
    """The whole content of a submission as its records, or the reports that it adds up, say it now."""
    gathered = gather(submission)
    body = body_of(submission.unit, submission.period.end)
    trees = {edition: _tree(editions.part_of(gathered, edition), submission, body) for edition in Edition.values}
    return {**gathered, "trees": trees}


def draft_summary(period, *, by):
    """The provincial summary as it stands, frozen as a draft for those who wait for it; no step on its way."""
    summary = compilation.open_summary(period, by=by)
    named, _others = compilation.reports_of(period)
    snapshots = [one.snapshot_id for one in named]
    made = compose(summary)
    return compilation.freeze(
        Sort.PROVINCIAL_SUMMARY, made, unit=period.root, by=by, period=period, snapshots=snapshots
    )


def gather(submission):
    """The content before it is laid out: what the drafting and the pages of the text read."""
    gathered = (compilation.gather if submission.is_summary else content.gather)(submission)
    gathered["opening"] = opening(submission)
    gathered.setdefault("withheld", editions.withheld_of_unit())
    found = doubts(draft(internal(gathered)), gathered["edits"])
    gathered["doubts"] = [doubt._asdict() for doubt in found]
    return gathered


def internal(gathered):
    """The internal edition of what was gathered."""
    return editions.part_of(gathered, Edition.INTERNAL)


def body_of(unit, day):
    """The office that reports for a unit on that day; where none is set up, one with the unit's bare name."""
    bodies = Body.objects.valid_on(day).filter(unit=unit, function=Body.Function.LABOUR)
    bare = {"name": unit.name, "heading": unit.name, "symbol": "…", "filing": "VT", "place": unit.short_name}
    return bodies.order_by("-valid_from").first() or Body(unit=unit, **bare)


def opening(submission):
    """The sentence that quotes the document that asked for the report; to the Department its own letter is no order."""
    period = submission.period
    document = f"số {period.asked_number} {date_long(period.asked_on)}"
    asked = f"Thực hiện Công văn {document}"
    body, asking = body_of(submission.unit, period.end), body_of(period.root, period.end)
    dates = f"(số liệu từ ngày {date_short(period.start)} đến ngày {date_short(period.end)})"
    # A free period is named by its dates already.
    when = f"kết quả {period.title} như sau" if period.is_free else f"kết quả {period.title} {dates} như sau"
    subject = f"{period.asked_subject[:1].lower()}{period.asked_subject[1:]}"
    if submission.is_summary:
        is_own = f"/{body.symbol}-" in f"{period.asked_number}-"
        work = f"Thực hiện {WORK[period.theme]} năm {period.year} (Công văn hướng dẫn {document} của Sở)"
        return f"{work if is_own else f'{asked} về việc {subject}'}, {body.name} tổng hợp, báo cáo {when}:"
    return f"{asked} của {asking.name} về việc {subject}, {body.name} báo cáo {when}:"


def _tree(part, submission, body):
    blocks = blocks_of(applied(draft(part), part["edits"]))
    period = submission.period
    replaced = _replaced(submission)
    if replaced:
        blocks.append(tree.paragraph(replaced))
    subject = f"{SUBJECTS[period.theme]} {period.subject or period.title}"
    return paper(body, period.end, subject, blocks, _appendices(part))


def blocks_of(sections):
    """Headings numbered in order; a section of which nothing is told is left out, with what lies in it."""
    blocks, number_of_sections, items = [], 0, 0
    told_items = {section.key for section in sections if section.level == "item" and section.told}
    for section in sections:
        if section.level == "section" and (section.told or (section.key == "results" and told_items)):
            number_of_sections, items = number_of_sections + 1, 0
            blocks.append(tree.section(roman(number_of_sections), section.heading))
        elif section.level == "item" and section.told:
            items += 1
            blocks.append(tree.item(str(items), section.heading))
        blocks += [tree.paragraph(piece) for told in section.told for piece in _pieces(told.text)]
    return blocks


def _pieces(text):
    """A text that is longer than the writers take in one paragraph, in several; nothing of it is lost."""
    if len(text) <= LONGEST:
        return [text]
    return textwrap.wrap(text, LONGEST, replace_whitespace=False, break_on_hyphens=False)


def _replaced(submission):
    """The sentence that names the issued report which this one replaces (Decree 30/2020/NĐ-CP, art. 18)."""
    issue = Issue.objects.filter(snapshot__submission=submission).order_by("-pk").first()
    if issue is None:
        return ""
    return f"Báo cáo này thay thế Báo cáo số {issue.number} {date_long(issue.issued_on)}."


def _appendices(part):
    title, is_province = part["period"]["title"], part["unit"]["is_province"]
    whose = " toàn tỉnh" if is_province else ""
    tables = [(f"Số liệu công tác bình đẳng giới{whose} {title}", [figure_table(part)])]
    if part["years"]:
        tables.insert(0, (f"Kết quả qua các năm{whose}", [year_table(part)]))
    if is_province and any(one["reported"] for one in part["units"]):
        tables.append((f"So sánh giữa các đơn vị {title}", [unit_table(part), *charts(part)]))
    return [tree.appendix(name, blocks, landscape=True) for name, blocks in tables]


def figure_table(part):
    """The figures of one unit, or of the province as one: period, women, minorities, year so far, last year."""
    account, estimates = account_of(part), part["estimates"]
    columns = [
        tree.column("Mã", width=7),
        tree.column("Chỉ tiêu"),
        tree.column("Đơn vị tính", "center", width=10),
        tree.column("Kỳ này", "right", width=9),
        tree.column("Trong đó nữ", "right", width=13),
        tree.column("Trong đó DTTS", "right", width=8),
        *([tree.column("Ước cả kỳ", "right", width=9)] if estimates else []),
        *([tree.column("Lũy kế từ đầu năm", "right", width=9)] if account.so_far else []),
        tree.column(sentence_case(account.compared_to), "right", width=9),
        tree.column("So sánh", "right", width=7),
    ]
    table = [_figure_row(part, account, indicator) for indicator in rows.shown()]
    return tree.table(columns, table, legend=rows.legend(part["withheld"]))


def _figure_row(part, account, indicator):
    key, signs = indicator.key, signs_of(part)
    now, before = account.now[key], account.before[key]
    lead, estimates = [key, indicator.name, indicator.unit], part["estimates"]
    if key in part["withheld"]:
        sign = part["withheld"][key]
        hidden = [editions.HIDDEN] * (bool(estimates) + bool(account.so_far) + 1)
        return [*lead, sign, "", "", *hidden, ""]
    return [
        *lead,
        rows.cell(indicator, now, **signs),
        rows.share_cell(now),
        rows.part_cell(now.minority),
        *([rows.written(indicator, estimates[key]) if key in estimates else ""] if estimates else []),
        *([rows.cell(indicator, account.so_far[key], **{**signs, "none": frozenset()})] if account.so_far else []),
        rows.cell(indicator, before, exempt=signs["exempt"]),
        rows.change_cell(now, before),
    ]


def signs_of(of):
    """What decides between the signs for a missing number, of a content or of a summary's unit."""
    return {"none": frozenset(of["none"]), "exempt": frozenset(of["exempt"]), "worked": set(of["worked"])}


def year_table(part):
    """The figures of each reporting year side by side, for a closing review."""
    years = {year: read(thawed_sums(sums)) for year, sums in part["years"].items()}
    shown = [one for one in rows.shown() if any(figures[one.key].value is not None for figures in years.values())]
    columns = [tree.column("Mã", width=7), tree.column("Chỉ tiêu"), tree.column("Đơn vị tính", "center", width=10)]
    columns += [tree.column(year, "right") for year in years]
    table = [
        [one.key, one.name, one.unit, *(rows.cell(one, figures[one.key]) for figures in years.values())]
        for one in shown
    ]
    return tree.table(columns, table, legend=rows.LEGEND)


def unit_table(part):
    """Units side by side; one whose report is not in has `…` in every column."""
    indicators = [get(key) for key in rows.COMPARED]
    columns = [tree.column("Đơn vị", width=20)]
    columns += [tree.column(f"{one.name} ({one.unit})", "right") for one in indicators]
    table = []
    for one in part["units"]:
        figures = read(thawed_sums(one["figures"]))
        cells = [rows.cell(indicator, figures[indicator.key], **signs_of(one)) for indicator in indicators]
        table.append([one["name"], *(cells if one["reported"] else [rows.NO_DATA] * len(indicators))])
    own = read(thawed_sums(part["own"]["figures"]))
    if any(own[one.key].value for one in indicators):
        table.append([rows.OWN_WORK, *(rows.cell(one, own[one.key], worked=set(part["worked"])) for one in indicators)])
    whole = account_of(part).now
    table.append(tree.total_row([rows.WHOLE_PROVINCE, *(rows.cell(one, whole[one.key]) for one in indicators)]))
    return tree.table(columns, table, legend=rows.LEGEND)


def charts(part):
    """A picture for each of the main figures: the units side by side, with last year beside this one."""
    reported = [one for one in part["units"] if one["reported"]]
    return [made for key in CHARTED if (made := _chart(part, get(key), reported))]


def _chart(part, indicator, reported):
    series = []
    for name, word in (("figures", part["period"]["title"]), ("before", part["period"]["compared_to"])):
        values = [read(thawed_sums(one[name])).get(indicator.key, NO_DATA).value for one in reported]
        if any(values):
            series.append({"name": sentence_case(word), "values": values})
    if not series or not any(series[0]["values"]):
        return None
    most = max(zip(series[0]["values"], reported, strict=True), key=lambda pair: pair[0] or 0)
    summary = f"{indicator.name} theo đơn vị; nhiều nhất: {most[1]['name']} ({number(most[0])} {indicator.unit})."
    labels = [one["name"] for one in reported]
    return tree.chart(f"{indicator.name} theo đơn vị", indicator.unit, labels, series, summary=summary)


def paper(body, day, subject, blocks, appendices=(), *, type="BÁO CÁO", symbol="BC", urgency=""):
    """The whole document of a body: page 1, text, signature, appendices. `day` is that of its names and signers."""
    signer = body.signers.valid_on(day).first() if body.pk else None
    return tree.document(
        tree.head(
            superior=body.superior_heading, body=body.heading,
            symbol=f"{symbol}-{body.symbol}" if symbol else body.symbol, place=body.place,
            year=today().year, month=today().month, type=type, subject=subject,
            addressees=body.addressees.splitlines(), issuer=body.name, urgency=urgency,
        ),
        blocks,
        signature=tree.signature(signer.lines.splitlines() if signer else [], signer.name if signer else ""),
        recipients=body.recipients.splitlines(),
        filing=body.filing,
        appendices=appendices,
    )  # fmt: skip
