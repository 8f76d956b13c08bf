"""What lies behind the front server of a test: two districts, and a file of one of them with a difficult name.

In the database and the folders that the environment names, prepared and empty. Answers JSON on standard output:
{"evidence": path, "thumbnail": path, "officer": session, "neighbour": session}.
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "tests" / "support"), str(ROOT / "tests" / "faults")]
NAME = "Biên bản họp 100% số 1 (ký).pdf"
# As a storage might name it: each sign means something in an address.
PLACE = "evidence/Huyện Nam Đông/bản 100%25 số #1?.pdf"


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"
    import django

    django.setup()
    from cast import assemble, set_the_stage
    from fault_world import session_of
    from making import campaign
    from uploading import jpeg, pdf, upload

    from filing.evidence.storage import add_evidence
    from filing.evidence.thumbnails import draw_missing
    from filing.records.saving import save_record
    from shelters.public import static_copy

    set_the_stage()
    cast = assemble()
    record = save_record(campaign(cast), by=cast["officer"])
    evidence = add_evidence(record, upload(NAME, pdf()), by=cast["officer"])
    stored = evidence.stored
    target = Path(stored.file.storage.path(PLACE))
    target.parent.mkdir(parents=True)
    target.write_bytes(pdf())
    type(stored).objects.filter(pk=stored.pk).update(file=PLACE)
    picture = add_evidence(record, upload("ảnh.jpg", jpeg()), by=cast["officer"])
    draw_missing()
    static_copy.write_pages()
    told = {"evidence": f"/evidence/{evidence.pk}/", "thumbnail": f"/evidence/{picture.pk}/thumbnail/"}
    print(json.dumps(told | {name: session_of(cast[name]) for name in ("officer", "neighbour")}))


if __name__ == "__main__":
    main()
