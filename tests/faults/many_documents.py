"""Ask for so many PDFs of one page, each for the leader: `many_documents.py NUMBER` in a portal's environment."""

import hashlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"


def main(number):
    import django

    django.setup()
    from core.accounts.models import User
    from filing.models import Period
    from reports.documents.brief import compile_brief
    from reports.documents.queue import request_document
    from reports.models import Compilation, CompilationType

    by, period = User.objects.get(username="province"), Period.objects.get(kind="year")
    brief = compile_brief(period, by=by)
    for one in range(number):
        # Alike but for its digest, by which a compilation is one of its own.
        brief.pk, brief.sha256 = None, hashlib.sha256(str(one).encode()).hexdigest()
        brief._state.adding = True
        brief.save()
        source = Compilation.objects.get(pk=brief.pk)
        fields = {"sort": CompilationType.BRIEF, "unit": period.root, "period": period}
        request_document(compilation=source, by=by, **fields)
    print(json.dumps(number))


if __name__ == "__main__":
    main(int(sys.argv[1]))
