"""Is a provincial summary short enough, and made about as fast as WeasyPrint alone lays out its HTML? `make bench`.

A made-up province of 9 units with 2,000 records, without a database. The two ways are taken in turn, in seconds of the
processor; what is told is the ratio of their medians within this one run. Ends with 1 where a limit is passed.
"""

import gc
import os
import statistics
import sys
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

UNITS, RECORDS = 9, 2_000
TURNS = 7
MOST_PAGES, MOST_TIMES = 40, 1.15
MADE_ON = datetime(2020, 12, 18, 9, tzinfo=timezone(timedelta(hours=7)))
SEAL = {"code": "ABCDE-FGHJK", "url": "https://example.org/v/ABCDE-FGHJK"}
YEAR = {
    "title": "năm 2020", "start": "2019-12-15", "end": "2020-12-14", "kind": "year", "theme": "",
    "compared_to": "năm 2019", "is_cumulative": True, "asked_number": "908/SLĐTBXH-BĐG", "asked_on": "2020-04-14",
}  # fmt: skip
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
    os.environ |= {"DATA_DIR": "", "DATABASE_URL": "sqlite://:memory:", "SECRET_KEY": "bench" * 10, "DEBUG": ""}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "gender_equality.settings"}
    import django

    django.setup()


def figures(times):
    """{key: sums} in which every figure that is counted has something."""
    from indicators.catalogue import all_indicators
    from indicators.declarations import Ratio, Total

    counted = [one for one in all_indicators().values() if not isinstance(one, (Ratio, Total))]
    sums = {}
    for number, one in enumerate(counted, start=7):
        total = number * times * one.scale
        female, minority = (total * 6 // 10 if getattr(one, part, "") else 0 for part in ("female", "minority"))
        sums[one.key] = [total, female, minority // 2, total if female else 0, number, number]
    return sums


def words(number):
    """Three sentences, others for each number."""
    return " ".join(f"{OWN_WORDS[number * step % 7]} ({number * step % 97} người)." for step in (1, 3, 5))


def record(number, unit):
    """One campaign, as a snapshot keeps it."""
    day = (date(2019, 12, 15) + timedelta(days=number % 365)).isoformat()
    return {
        "kind": "communications.Campaign", "id": number, "version": 0, "task": "comm.policy", "status": "done",
        "title": f"Hội thi tìm hiểu pháp luật về bình đẳng giới số {number}", "day": day, "topic": "policy",
        "form": "talk", "place": "Nhà văn hóa xã", "audiences": ["women", "youth"], "started_on": day,
        "ended_on": day, "attendance": 100 + number % 50, "female": 60, "minority": 20, "cost": 1_000_000,
        "product_list": [], "also": [], "organiser": "Phòng Lao động", "outcome": words(number),
        "is_good_practice": number % 100 == 0, "good_practice_why": "Ít tốn kém, dễ làm theo", "unit_name": unit,
    }  # fmt: skip


def province():
    """The internal edition of a summary of all units."""
    names = [f"Huyện số {number}" for number in range(1, UNITS + 1)]
    nothing = {"none": [], "exempt": [], "worked": [], "difficulties": []}
    units = [
        {
            "name": name, "place": name.lower(), "communes": 10 + number, "reported": True,
            "figures": figures(number), "before": figures(number + 1), **nothing,
        }
        for number, name in enumerate(names, start=1)
    ]  # fmt: skip
    return {
        "schema": 2, "period": YEAR, "edition": "internal", "withheld": {}, "units": units, "missing": [],
        "unit": {"id": 1, "name": "Tỉnh mẫu", "place": "tỉnh mẫu", "is_province": True},
        "opening": "Thực hiện Công văn số 908/SLĐTBXH-BĐG, Sở báo cáo kết quả năm 2020 như sau:",
        "figures": {"now": figures(45), "before": figures(54), "cumulative": figures(45)}, "years": {},
        "records": [record(number, names[number % UNITS]) for number in range(RECORDS)],
        "worked": ["comm.policy"], "none": [], "exempt": {}, "tasks": [], "planned": [], "estimates": {},
        "text": dict.fromkeys(("evaluation", "difficulties", "next_steps", "proposals"), words(1)), "edits": [],
        "difficulties": [], "own": {"figures": {}, "before": {}},
    }  # fmt: skip


def document(part):
    """The tree of the summary: its text as it is drafted, the figures, the units side by side."""
    from reports.composition import blocks_of, charts, figure_table, unit_table
    from reports.drafting import draft
    from reports.writers import tree

    tables = [("Số liệu toàn tỉnh", [figure_table(part)]), ("So sánh các đơn vị", [unit_table(part), *charts(part)])]
    head = tree.head(
        superior="UBND tỉnh mẫu", body="Sở Lao động - Thương binh và Xã hội", symbol="BC-LĐTBXH", place="Tỉnh mẫu",
        year=2020, month=12, type="Báo cáo", subject="Kết quả thực hiện công tác bình đẳng giới năm 2020",
        addressees=["Bộ Lao động - Thương binh và Xã hội"], issuer="Sở Lao động - Thương binh và Xã hội",
    )  # fmt: skip
    return tree.document(
        head, blocks_of(draft(part)),
        signature=tree.signature(["Giám đốc"]), recipients=["Như trên"], filing="VT, BĐG",
        appendices=[tree.appendix(title, blocks, landscape=True) for title, blocks in tables],
    )  # fmt: skip


def whole(made, attached):
    """The PDF as the worker writes it."""
    from reports.writers.pdf import write_pdf

    return write_pdf(made, made_on=MADE_ON, identifier="bench", seal=SEAL, attachments=attached)


def html_of(made):
    """The HTML that the writer hands to WeasyPrint."""
    from django.template.loader import render_to_string

    from reports.writers.markup import paper

    return render_to_string("reports/paper.html", {**paper(made, SEAL), "made_on": MADE_ON.isoformat()})


def alone(page, folder):
    """The PDF of the same HTML as WeasyPrint makes it without us, nothing attached."""
    from weasyprint import HTML

    return HTML(string=page, base_url=folder).write_pdf(
        stylesheets=[f"{folder}/paper.css"], pdf_variant="pdf/a-3a", pdf_tags=True
    )


def measure(ways):
    """{name: median seconds of the processor} of the ways, taken in turn: what else the machine does does not count."""
    taken = {name: [] for name in ways}
    for _turn in range(TURNS):
        for name, make in ways.items():
            # What one way leaves behind is not cleared away in the other's time.
            gc.collect()
            started = time.process_time()
            make()
            taken[name].append(time.process_time() - started)
    return {name: statistics.median(each) for name, each in taken.items()}


def main():
    prepare()
    from django.conf import settings

    from reports.writers.pdf import lay_out
    from reports.writing import attachments_of

    part = province()
    made, attached, folder = document(part), attachments_of(part, MADE_ON), str(settings.BASE_DIR / "static" / "paper")
    page = html_of(made)
    # It also warms templates, faces and the drawing of charts.
    pages = len(lay_out(page).pages)
    medians = measure(
        {
            "writer": lambda: whole(made, attached),
            "alone": lambda: alone(page, folder),
        }
    )
    results = {
        f"pages of {UNITS} units, {RECORDS:,} records": (pages, MOST_PAGES),
        "write_pdf : WeasyPrint alone": (medians["writer"] / medians["alone"], MOST_TIMES),
    }
    print(f"{'':<36}{'measured':>10}{'at most':>10}")
    for name, (measured, most) in results.items():
        print(f"{name:<36}{measured:>10.4g}{most:>10.4g}{'' if measured <= most else '  over'}")
    return any(measured > most for measured, most in results.values())


if __name__ == "__main__":
    sys.exit(main())
