"""The world of a portal under fault, made by a process of its own: `python fault_world.py PARAGRAPHS [OFFICES]`.

In the database and the folders that the environment names, prepared and empty: the cast, one district's report on its
way to the Department with that many paragraphs of its own, and the summary of them; besides so many other districts,
each with its officer and head, three records and a report to be handed in.
Answers JSON on standard output: {"submission": pk, "summary": pk, "session": the key of the Department's officer,
"sessions": {name: key} of its people, "offices": [{"officer": name, "head": name, "report": pk} …]}.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]
OWN_WORDS = "Nhận thức của một bộ phận người dân về bình đẳng giới chuyển biến chậm; cán bộ còn kiêm nhiệm. " * 4


def main(paragraphs, offices=0):
    os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"
    import django

    django.setup()
    from cast import assemble, set_the_stage
    from django.conf import settings
    from django.utils import translation

    set_the_stage()
    cast = assemble()
    with translation.override(settings.LANGUAGE_CODE):
        submission, summary = hand_in(cast, paragraphs)
        made = [open_office(cast, number) for number in range(1, offices + 1)]
    sessions = {user.username: session_of(user) for user in people_of_department(cast)}
    world = {"submission": submission.pk, "summary": summary.pk, "session": sessions["province"]}
    print(json.dumps(world | {"sessions": sessions, "offices": made}))


def people_of_department(cast):
    """Its officer, its leader, and a second officer."""
    from core.accounts.models import Role, User

    fields = {"unit": cast["province"].unit, "role": Role.PROVINCE_OFFICER, "password": cast["province"].password}
    return [cast["province"], cast["leader"], User.objects.create(username="province-2", full_name="Hai", **fields)]


def open_office(cast, number):
    """A district of its own with its people and records, asked for the report of the year."""
    from datetime import date

    from making import campaign

    from core.accounts.models import Role, User
    from core.units.models import Body, Level, Placement, Signer, Unit
    from core.units.tree import rebuild_ancestry
    from filing.models import Period, Submission
    from filing.records.saving import save_record

    since, name = date(2015, 1, 1), f"Thử {number:02}"
    slug = f"thu-{number:02}"
    unit = Unit.objects.create(
        code=f"9{number:02}",
        name=f"Huyện {name}",
        short_name=name,
        kind="Huyện",
        slug=slug,
        level=Level.DISTRICT,
        valid_from=since,
    )
    Placement.objects.create(unit=unit, parent=cast["province"].unit, valid_from=since)
    body = Body.objects.create(
        unit=unit,
        function=Body.Function.LABOUR,
        name=f"Phòng LĐ-TB&XH huyện {name}",
        heading="PHÒNG",
        symbol="P",
        filing="VT",
        place=name,
        addressees="Sở",
        recipients="Như trên",
        valid_from=since,
    )
    Signer.objects.create(body=body, lines="TRƯỞNG PHÒNG", valid_from=since)
    rebuild_ancestry()
    officer, head = (
        User.objects.create(
            username=f"{slug}-{role}",
            unit=unit,
            role=role,
            password=cast["officer"].password,
            email=f"{slug}-{role}@example.vn",
        )
        for role in (Role.OFFICER, Role.HEAD)
    )
    cast.units[slug] = unit
    for day in (3, 4, 5):
        save_record(campaign(cast, slug, title=f"{name}, {day}", started_on=date(2020, day, day)), by=officer)
    report = Submission.objects.create(period=Period.objects.get(kind="year"), unit=unit)
    return {"officer": officer.username, "head": head.username, "report": report.pk}


def hand_in(cast, paragraphs):
    """The district's report, approved, and the provincial summary that adds it up, before the leader."""
    from making import campaign, training

    from filing.records.saving import save_record
    from filing.submissions import text_verbs, verbs
    from reports.content.summary_content import open_summary
    from reports.documents.composition import compose

    for make in (campaign, training):
        save_record(make(cast), by=cast["officer"])
    submission = cast.submission()
    submission.evaluation = "\n\n".join([OWN_WORDS] * paragraphs)
    text_verbs.save_text(submission, by=cast["officer"])
    verbs.submit(submission, compose, by=cast["officer"])
    verbs.send(submission, by=cast["head"])
    verbs.approve(submission, compose, by=cast["province"])
    summary = open_summary(submission.period, by=cast["province"])
    verbs.submit_summary(summary, compose, by=cast["province"])
    return submission, summary


def session_of(user):
    """The key of a session in which that person is logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session.create()
    return session.session_key


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
