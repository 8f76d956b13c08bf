"""What does the portal's writer cost beside the renderer alone? The limit is 1.15 times. `make bench`.

The sample report with two charts, first as the writer makes it, then its finished page by WeasyPrint alone with the
same style sheet and the same kind of file; in turn, so that whatever else the machine does falls on both alike.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURNS = 5
LIMIT = 1.15


def ratio():
    """(seconds of the writer, seconds of the renderer alone, the median of their ratios), from `TURNS` turns."""
    from paper import ATTACHMENTS, MADE_ON, SEAL
    from sample_tree import sample_body, sample_chart, sample_tree

    tree = sample_tree(body=[*sample_body(), sample_chart(), sample_chart(30)])
    page = finished(tree, SEAL, MADE_ON)
    pairs = []
    # The first turn loads the libraries and the faces: a worker does so once in its life.
    for _ in range(TURNS + 1):
        writer = seconds(lambda: written(tree, SEAL, ATTACHMENTS, MADE_ON))
        pairs.append((writer, seconds(lambda: rendered(page))))
    writer, renderer = (statistics.median(times) for times in zip(*pairs[1:], strict=True))
    return writer, renderer, statistics.median(writer / renderer for writer, renderer in pairs[1:])


def written(tree, seal, attachments, made_on):
    from reports.writers import charts
    from reports.writers.pdf import write_pdf

    # Each report has its own charts: none is found drawn.
    charts._drawn.cache_clear()
    return write_pdf(tree, made_on=made_on, identifier="bench", seal=seal, attachments=attachments)


def finished(tree, seal, made_on):
    from django.template.loader import render_to_string

    from reports.writers.markup import paper

    return render_to_string("reports/paper.html", {**paper(tree, seal), "made_on": made_on.isoformat()})


def rendered(page):
    from weasyprint import HTML

    sheet = ROOT / "static" / "paper" / "paper.css"
    return HTML(string=page).write_pdf(stylesheets=[sheet], pdf_variant="pdf/a-3a", pdf_tags=True)


def seconds(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ |= {"SECRET_KEY": "bench" * 10, "DJANGO_SETTINGS_MODULE": "gender_equality.settings", "DEBUG": "1"}
        sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reports")]
        import django

        django.setup()
        writer, renderer, times = ratio()
    print(f"A PDF: {writer:.2f} s, the renderer alone {renderer:.2f} s: {times:.2f} times (limit {LIMIT})")
    return times > LIMIT


if __name__ == "__main__":
    sys.exit(main())
