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
    from filing.models import Snapshot
    from reports.documents.editions import part_of_source
    from reports.documents.writing import write
    from reports.models import CompilationType, Document, Edition, Format
    from reports.papers.verification_codes import code_of
    from reports.writers.json_data import write_json

    made = {}
    for snapshot in Snapshot.objects.select_related("submission").order_by("pk"):
        sort = CompilationType.PROVINCIAL_SUMMARY if snapshot.submission.is_summary else CompilationType.UNIT_REPORT
        for edition in Edition.values:
            name = f"{sort} {edition}"
            made[f"{name} json"] = write_json(part_of_source(snapshot, edition))
            for form in (Format.PDF, Format.DOCX, Format.XLSX):
                fields = {"sort": sort, "edition": edition, "format": form, "snapshot": snapshot}
                document = Document(code=code_of(snapshot, edition), **fields)
                made[f"{name} {form}"] = write(document, lambda percent: None)
    print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in made.items()}))


if __name__ == "__main__":
    main()
