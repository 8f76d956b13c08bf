"""Draw the pages of two sample reports of the demonstration as pictures: picture_report.py FOLDER.

They are the provincial summary and a district's report, made in a temporary database and drawn by pdftoppm.
`make pictures` calls it.
"""

import os
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOTS_PER_INCH = "60"


def draw(data, folder, name):
    """Write a picture of each page of a PDF (name-01.png …), in place of those that were there."""
    for old in folder.glob(f"{name}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", DOTS_PER_INCH, "-png", "-", folder / name], input=data, check=True)


def reports():
    """Return {name: PDF bytes} of the year's summary and of the first district's approved report."""
    from core.accounts.models import User
    from filing.models import Period, Submission
    from reports.documents.composition import draft_summary
    from reports.documents.queue import request_document
    from reports.documents.writing import write
    from reports.models import CompilationType

    by = User.objects.get(username="province")
    period = Period.objects.get(kind="year", year=2020)
    district = Submission.objects.filter(period=period, state="approved").of_districts().order_by("unit__code")[0]
    sources = {
        "sample-summary": {"sort": CompilationType.PROVINCIAL_SUMMARY, "compilation": draft_summary(period, by=by)},
        "sample-report": {"sort": CompilationType.UNIT_REPORT, "snapshot": district.snapshot},
    }
    units = {"sample-summary": period.root, "sample-report": district.unit}
    return {
        name: write(request_document(unit=units[name], period=period, by=by, **source), lambda percent: None)
        for name, source in sources.items()
    }


def main(folder):
    """Load the demonstration and draw the pages into the folder."""
    sys.path.insert(0, str(ROOT))
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"DATA_DIR": data, "DATABASE_URL": f"sqlite:///{data}/sample.sqlite3", "SECRET_KEY": "sample" * 9}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "gender_equality.settings", "DEMO_TODAY": "2020-12-18", "DEBUG": "1"}
        # No worker is to be notified: the documents are made here.
        os.environ["CELERY_BROKER_URL"] = "memory://"
        import django

        django.setup()
        from django.core.management import call_command

        commands = ("migrate", "load_demonstration")
        for command in commands:
            call_command(command, verbosity=0, stdout=StringIO())
        for name, pdf in reports().items():
            draw(pdf, folder, name)


if __name__ == "__main__":
    main(sys.argv[1])
