"""Makes every file of the reports in a database and prints their SHA-256: {"internal pdf 3": "…"}, as JSON."""

import hashlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"


def main():
    import django

    django.setup()
    from progress.models import Snapshot
    from reports import editions
    from reports.models import Document, Edition, Format, Sort
    from reports.papers.seals import code_of
    from reports.writers.data import write_json
    from reports.writing import write

    made = {}
    for snapshot in Snapshot.objects.select_related("submission").order_by("pk"):
        sort = Sort.PROVINCIAL_SUMMARY if snapshot.submission.is_summary else Sort.UNIT_REPORT
        for edition in Edition.values:
            name = f"{sort} {edition}"
            made[f"{name} json"] = write_json(editions.part_of(snapshot.content, edition))
            for form in (Format.PDF, Format.DOCX, Format.XLSX):
                fields = {"sort": sort, "edition": edition, "format": form, "snapshot": snapshot}
                document = Document(code=code_of(snapshot, edition), **fields)
                made[f"{name} {form}"] = write(document, lambda percent: None)
    print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in made.items()}))


if __name__ == "__main__":
    main()
