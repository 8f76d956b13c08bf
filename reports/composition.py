"""A unit's report, written from its records: the content that `Trình lãnh đạo` freezes."""

from calendars.clock import today
from calendars.windows import PeriodKind
from capacity.wording import narrate_inspections
from difficulties.wording import narrate as narrate_difficulties
from difficulties.wording import raised_in
from directives.models import Exemption
from indicators.figures import read
from models_sites.wording import narrate_funds
from progress import areas
from progress.narrative import Account
from reports import content, rows
from reports.writers import tree
from texts.vietnamese import date_long, date_short, number, roman, sentence_case
from units.models import Body

OWN_TEXT = (
    ("evaluation", "difficulties", "Đánh giá, khó khăn, vướng mắc và nguyên nhân"),
    ("next_steps", None, "Phương hướng, nhiệm vụ thời gian tới"),
    ("proposals", None, "Đề xuất, kiến nghị"),
)


def compose(submission):
    """The whole content of a submission as its unit's records say it now (see `reports.content`)."""
    unit, period = submission.unit, submission.period
    figures = content.figures_of(unit, period)
    records = content.records_of(unit, period.window)
    none = content.declared_none(unit, period.window)
    exempt = exemptions_of(unit, period.window)
    text = {name: getattr(submission, name) for name in ("evaluation", "difficulties", "next_steps", "proposals")}
    difficulties = raised_in(unit, period.window)
    account = account_of(figures, period, unit.name_in_sentence, filed=records, none=none, exempt=exempt)
    return {
        "schema": content.SCHEMA,
        "unit": {"id": unit.pk, "code": unit.code, "name": unit.name},
        "period": period_of(period),
        "figures": figures,
        "records": records,
        "none": none,
        "exempt": exempt,
        "text": text,
        "difficulties": difficulties,
        "tree": _tree(unit, period, account, figures, text, narrate_difficulties(difficulties)),
    }


def period_of(period):
    """What a content keeps of its period."""
    return {
        "title": period.title, "start": period.start.isoformat(), "end": period.end.isoformat(),
        "kind": period.kind, "asked_number": period.asked_number, "asked_on": period.asked_on.isoformat(),
    }  # fmt: skip


def account_of(figures, period, place, **more):
    """The matter of the sentences out of frozen figures."""
    now, before = (read(content.thawed_sums(figures[name])) for name in ("now", "before"))
    more["none"] = frozenset(more.get("none", ()))
    return Account(now=now, before=before, when=period.title, compared_to=compared_to(period), place=place, **more)


def compared_to(period):
    """`năm 2019`, or `cùng kỳ năm 2019` where the period isn't a whole year."""
    whole = period.kind in (PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR)
    return f"năm {period.year - 1}" if whole else f"cùng kỳ năm {period.year - 1}"


def exemptions_of(unit, window):
    """{task code or figure code: reason} that the Department has set for the unit."""
    found = Exemption.objects.during(window).filter(unit=unit).select_related("task")
    return {one.task.code if one.task else one.indicator: one.reason for one in found}


def _tree(unit, period, account, figures, text, raised):
    body = body_of(unit, period.end)
    blocks = [tree.paragraph(opening(period, f"{body.name} báo cáo kết quả"))]
    blocks += sections(account)
    done = sum(block["type"] == "section" for block in blocks)
    for first, second, heading in OWN_TEXT:
        paragraphs = [line for name in (first, second) if name for line in lines(text[name])]
        paragraphs += raised if second == "difficulties" else []
        if paragraphs:
            done += 1
            blocks += [tree.section(roman(done), heading), *map(tree.paragraph, paragraphs)]
    table = figure_table(account, period, figures)
    appendices = [tree.appendix(f"Số liệu công tác bình đẳng giới {period.title}", [table], landscape=True)]
    return paper(
        body,
        period,
        "Kết quả thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ",
        blocks,
        appendices,
    )


def body_of(unit, day):
    """The office that reports for a unit on that day; where none is set up, one with the unit's bare name."""
    bodies = Body.objects.valid_on(day).filter(unit=unit, function=Body.Function.LABOUR)
    bare = {"name": unit.name, "heading": unit.name, "symbol": "…", "filing": "VT", "place": unit.short_name}
    return bodies.order_by("-valid_from").first() or Body(unit=unit, **bare)


def lines(text):
    """The paragraphs of a typed text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def opening(period, who_reports):
    """The sentence that quotes the document that asked for the report."""
    asked = f"Thực hiện Công văn số {period.asked_number} {date_long(period.asked_on)}"
    dates = f"số liệu từ ngày {date_short(period.start)} đến ngày {date_short(period.end)}"
    subject = period.asked_subject
    return (
        f"{asked} của {body_of(period.root, period.end).name} về việc {subject[:1].lower()}{subject[1:]}, "
        f"{who_reports} {period.title} ({dates}) như sau:"
    )


def sections(account):
    """Parts I and II in the order of a district's report; what did not happen is left out."""
    plans, communications, capacity, models = areas.all_areas()
    parts = [
        (communications.heading, communications.narrate(account)),
        (capacity.heading, capacity.narrate(account)),
        (models.heading, models.narrate(account)),
        ("Kiểm tra, xử lý vi phạm", narrate_inspections(account)),
        ("Kinh phí thực hiện", narrate_funds(account)),
    ]
    blocks, done = [], 0
    first = plans.narrate(account)
    if first:
        done = 1
        blocks += [tree.section("I", plans.heading), *map(tree.paragraph, first)]
    told = [(heading, paragraphs) for heading, paragraphs in parts if paragraphs]
    if told:
        blocks.append(tree.section(roman(done + 1), "Kết quả thực hiện"))
    for count, (heading, paragraphs) in enumerate(told, start=1):
        blocks += [tree.item(str(count), heading), *map(tree.paragraph, paragraphs)]
    return blocks


def figure_table(account, period, figures, *, sensitive=True):
    """The figures of one unit, or of the province as one: period, women, minorities, year so far, last year."""
    so_far = read(content.thawed_sums(figures["cumulative"])) if period.cumulative != period.window else None
    columns = [
        tree.column("Mã", width=7),
        tree.column("Chỉ tiêu"),
        tree.column("Đơn vị tính", "center", width=10),
        tree.column("Kỳ này", "right", width=9),
        tree.column("Trong đó nữ", "right", width=13),
        tree.column("Trong đó DTTS", "right", width=8),
        *([tree.column("Lũy kế từ đầu năm", "right", width=9)] if so_far else []),
        tree.column(sentence_case(compared_to(period)), "right", width=9),
        tree.column("So sánh", "right", width=7),
    ]
    table = [_figure_row(account, indicator, so_far) for indicator in rows.shown(sensitive=sensitive)]
    return tree.table(columns, table, legend=rows.LEGEND)


def _figure_row(account, indicator, so_far):
    now, before = account.now[indicator.key], account.before[indicator.key]
    exempt = frozenset(account.exempt)
    worked = {row["task"] for row in account.filed if row["status"] == "done"}
    return [
        indicator.key,
        indicator.name,
        indicator.unit,
        rows.cell(indicator, now, none=account.none, exempt=exempt, worked=worked),
        rows.share_cell(now),
        number(now.minority) if now.minority is not None else "",
        *([rows.cell(indicator, so_far[indicator.key], exempt=exempt, worked=worked)] if so_far else []),
        rows.cell(indicator, before, exempt=exempt),
        rows.change_cell(now, before),
    ]


def paper(body, period, subject, blocks, appendices):
    """The whole document of a body about a period: page 1, text, signature, appendices."""
    signer = body.signers.valid_on(period.end).first() if body.pk else None
    return tree.document(
        tree.head(
            superior=body.superior_heading, body=body.heading, symbol=f"BC-{body.symbol}", place=body.place,
            year=today().year, month=today().month, type="BÁO CÁO", subject=f"{subject} {period.title}",
            addressees=body.addressees.splitlines(), issuer=body.name,
        ),
        blocks,
        signature=tree.signature(signer.lines.splitlines() if signer else [], signer.name if signer else ""),
        recipients=body.recipients.splitlines(),
        filing=body.filing,
        appendices=appendices,
    )  # fmt: skip
