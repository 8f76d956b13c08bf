"""A portal's data in the database and the folders that the environment names, made by a process of its own.

The cast, a report on its way through the Department, evidence, and values that are easily lost on the way to another
database. Answers nothing.
"""

import os
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]
# Letters outside the first plane, decomposed accents, quotes, a backslash before what looks like an escape.
AWKWARD = "Nam Đông 𝄞 e\u0302\u0301 'một' \"hai\" \\u0000 \t\n%s {} \u2028"
ODD = {"b": [1, 1.5, -0.1, 2**53 + 1, None, True, AWKWARD], "a": {"": {}, "z": []}}
MOMENT = datetime(2020, 2, 29, 16, 59, 59, 1, tzinfo=UTC)


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"
    import django

    django.setup()
    from cast import assemble, set_the_stage
    from django.conf import settings
    from django.utils import translation
    from making import hand_in

    from core.accounts.sessions import SessionStore

    set_the_stage()
    cast = assemble()
    with translation.override(settings.LANGUAGE_CODE):
        keep_evidence(cast)
        hand_in(cast, "nam-dong")
    keep_awkward_values(cast)
    SessionStore().create()


def keep_evidence(cast):
    """A picture with its thumbnail, a PDF file, and a public file that no row names."""
    from django.conf import settings
    from making import campaign, plan
    from uploading import pdf, png, upload

    from filing.evidence.storage import add_evidence
    from filing.evidence.thumbnails import draw_missing
    from filing.records.saving import save_record

    for make, file in ((campaign, upload("Ảnh hội nghị.png", png())), (plan, upload("Kế hoạch.pdf", pdf()))):
        add_evidence(save_record(make(cast), by=cast["officer"]), file, by=cast["officer"])
    draw_missing()
    public = Path(settings.MEDIA_ROOT) / "public"
    public.mkdir(exist_ok=True)
    (public / "Trang chủ.html").write_text(AWKWARD)


def keep_awkward_values(cast):
    """Odd text, JSON, an instant to the microsecond, decimals; and the number of a row that was deleted last."""
    from core.indicators.models import Target
    from core.notifications.models import MailState, Notice

    told = {"created_at": MOMENT, "next_try": MOMENT, "path": "/", "mail": MailState.QUEUED, "message_id": "<1@x>"}
    for number in range(3):
        told["about"] = ODD
        Notice.objects.create(person=cast["officer"], occasion=f"awkward:{number}", subject="x", text=AWKWARD, **told)
    Notice.objects.latest("pk").delete()
    Target.objects.create(
        unit=cast.units["thua-thien-hue"],
        indicator="TT-02",
        year=2020,
        value=Decimal("123456789012.05"),
        source=AWKWARD,
    )


if __name__ == "__main__":
    main()
