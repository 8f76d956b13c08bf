"""Benchmark: the length of a provincial summary, and its cost beside that of WeasyPrint alone (`make bench`).

An invented province of 9 units with 2,000 records, without a database. The two ways are measured in turn, in processor
seconds; it prints the ratio of their medians within this run. Ends with 1 where a limit is exceeded.
"""

import gc
import os
import statistics
import sys
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

UNITS, RECORDS = 9, 2_000
TURNS = 7
MAX_PAGES, MAX_RATIO = 40, 1.15
MADE_ON = datetime(2020, 12, 18, 9, tzinfo=timezone(timedelta(hours=7)))
SEAL = {"code": "ABCDE-FGHJK", "url": "https://example.org/v/ABCDE-FGHJK"}
YEAR = {
    "title": "năm 2020",
    "start": "2019-12-15",
    "end": "2020-12-14",
    "kind": "year",
    "theme": "",
    "compared_to": "năm 2019",
    "is_cumulative": True,
    "asked_number": "908/SLĐTBXH-BĐG",
    "asked_on": "2020-04-14",
}
OWN_WORDS = (
    "Nhận thức của một bộ phận người dân chuyển biến chậm",
    "Kinh phí hạn chế, cán bộ phần lớn kiêm nhiệm",
    "Người dân hiểu rõ hơn các quy định của Luật Bình đẳng giới và nơi có thể được giúp đỡ",
    "Phụ nữ mạnh dạn phát biểu, tham gia bàn bạc công việc chung của thôn, tổ dân phố",
    "Nam giới chia sẻ việc nhà, chăm sóc con cái nhiều hơn so với trước đây",
    "Cấp ủy, chính quyền địa phương quan tâm chỉ đạo, bố trí thời gian và địa điểm",
    "Tài liệu ngắn gọn, phù hợp với đồng bào dân tộc thiểu số",
)


def prepare():
    """Set Django up without a database."""
    os.environ |= {"DATA_DIR": "", "DATABASE_URL": "sqlite://:memory:", "SECRET_KEY": "bench" * 10, "DEBUG": ""}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "gender_equality.settings"}
    import django

    django.setup()


def figures(factor):
    """Return {key: sums} in which every figure that is counted is above zero."""
    from core.indicators.catalogue import all_indicators
    from core.indicators.declarations import Ratio, Total

    counted = [figure for figure in all_indicators().values() if not isinstance(figure, (Ratio, Total))]
    sums = {}
    for number, figure in enumerate(counted, start=7):
        total = number * factor * figure.scale
        female, minority = (total * 6 // 10 if getattr(figure, part, "") else 0 for part in ("female", "minority"))
        sums[figure.key] = [total, female, minority // 2, total if female else 0, number, number]
    return sums


def words(number):
    """Return three sentences, different ones for each number."""
    return " ".join(f"{OWN_WORDS[number * step % 7]} ({number * step % 97} người)." for step in (1, 3, 5))


def record(number, unit):
    """Return a campaign as a snapshot holds it."""
    day = (date(2019, 12, 15) + timedelta(days=number % 365)).isoformat()
    return {
        "kind": "communications.Campaign",
        "id": number,
        "version": 0,
        "task": "comm.policy",
        "status": "done",
        "title": f"Hội thi tìm hiểu pháp luật về bình đẳng giới số {number}",
        "day": day,
        "topic": "policy",
        "form": "talk",
        "place": "Nhà văn hóa xã",
        "audiences": ["women", "youth"],
        "started_on": day,
        "ended_on": day,
        "attendance": 100 + number % 50,
        "female": 60,
        "minority": 20,
        "cost": 1_000_000,
        "product_list": [],
        "also": [],
        "organiser": "Phòng Lao động",
        "outcome": words(number),
        "is_good_practice": number % 100 == 0,
        "good_practice_why": "Ít tốn kém, dễ làm theo",
        "unit_name": unit,
    }


def province():
    """Return the internal edition of a summary of all units."""
    from msgspec import convert

    from reports.content.part import Part

    names = [f"Huyện số {number}" for number in range(1, UNITS + 1)]
    nothing = {"none": [], "exempt": [], "worked": [], "difficulties": []}
    units = [
        {
            "name": name,
            "place": name.lower(),
            "communes": 10 + number,
            "reported": True,
            "figures": figures(number),
            "before": figures(number + 1),
            **nothing,
        }
        for number, name in enumerate(names, start=1)
    ]
    part = {
        "schema": 2,
        "period": YEAR,
        "edition": "internal",
        "withheld": {},
        "units": units,
        "missing": [],
        "unit": {"id": 1, "code": "1", "name": "Tỉnh mẫu", "place": "tỉnh mẫu", "is_province": True},
        "opening": "Thực hiện Công văn số 908/SLĐTBXH-BĐG, Sở báo cáo kết quả năm 2020 như sau:",
        "figures": {"now": figures(45), "before": figures(54), "cumulative": figures(45)},
        "years": {},
        "records": [record(number, names[number % UNITS]) for number in range(RECORDS)],
        "worked": ["comm.policy"],
        "none": [],
        "exempt": {},
        "tasks": [],
        "planned": [],
        "estimates": {},
        "text": dict.fromkeys(("evaluation", "difficulties", "next_steps", "proposals"), words(1)),
        "edits": [],
        "difficulties": [],
        "own": {"figures": {}, "before": {}},
    }
    return convert(part, Part)


def document(part):
    """Return the tree of the summary: its text as drafted, the figures, the units side by side."""
    from reports.documents.layout import blocks_of
    from reports.documents.tables import charts, figure_table, unit_table
    from reports.drafting.draft import printed
    from reports.writers import tree

    tables = [("Số liệu toàn tỉnh", [figure_table(part)]), ("So sánh các đơn vị", [unit_table(part), *charts(part)])]
    head = tree.Head(
        superior="UBND tỉnh mẫu",
        body="Sở Lao động - Thương binh và Xã hội",
        symbol="BC-LĐTBXH",
        place="Tỉnh mẫu",
        year=2020,
        month=12,
        type="Báo cáo",
        subject="Kết quả thực hiện công tác bình đẳng giới năm 2020",
        addressees=["Bộ Lao động - Thương binh và Xã hội"],
        issuer="Sở Lao động - Thương binh và Xã hội",
    )
    return tree.DocumentTree(
        head=head,
        body=blocks_of(printed(part)),
        signature=tree.signature(["Giám đốc"]),
        recipients=["Như trên"],
        filing="VT, BĐG",
        appendices=[tree.appendix(title, blocks, landscape=True) for title, blocks in tables],
    )


def write_as_worker(tree, attachments):
    """Return the PDF as the worker writes it."""
    from reports.writers.pdf import write_pdf

    return write_pdf(tree, made_on=MADE_ON, identifier="bench", seal=SEAL, attachments=attachments)


def html_of(tree):
    """Return the HTML that the writer passes to WeasyPrint."""
    from django.template.loader import render_to_string

    from reports.writers.markup import paper_context

    return render_to_string(
        "reports/documents/paper.html", {**paper_context(tree, SEAL), "made_on": MADE_ON.isoformat()}
    )


def write_alone(page, folder):
    """Return the PDF of the same HTML as WeasyPrint writes it by itself, without attachments."""
    from weasyprint import HTML

    return HTML(string=page, base_url=folder).write_pdf(
        stylesheets=[f"{folder}/paper.css"], pdf_variant="pdf/a-3a", pdf_tags=True
    )


def measure(ways):
    """Return {name: median processor seconds} of the ways, measured in turn.

    Other load on the machine does not count.
    """
    times = {name: [] for name in ways}
    for _turn in range(TURNS):
        for name, write in ways.items():
            # The garbage of one way is not collected in the other's time.
            gc.collect()
            started = time.process_time()
            write()
            times[name].append(time.process_time() - started)
    return {name: statistics.median(durations) for name, durations in times.items()}


def main():
    prepare()
    from django.conf import settings

    from reports.documents.writing import attachments_of
    from reports.writers.pdf import lay_out

    part = province()
    tree, attachments = document(part), attachments_of(part, MADE_ON)
    page, folder = html_of(tree), str(settings.BASE_DIR / "static" / "paper")
    # It also warms templates, fonts and the drawing of charts.
    pages = len(lay_out(page).pages)
    medians = measure(
        {
            "writer": lambda: write_as_worker(tree, attachments),
            "alone": lambda: write_alone(page, folder),
        }
    )
    results = {
        f"pages of {UNITS} units, {RECORDS:,} records": (pages, MAX_PAGES),
        "write_pdf : WeasyPrint alone": (medians["writer"] / medians["alone"], MAX_RATIO),
    }
    print(f"{'':<36}{'measured':>10}{'at most':>10}")
    for name, (measured, limit) in results.items():
        print(f"{name:<36}{measured:>10.4g}{limit:>10.4g}{'' if measured <= limit else '  over'}")
    return any(measured > limit for measured, limit in results.values())


if __name__ == "__main__":
    sys.exit(main())
