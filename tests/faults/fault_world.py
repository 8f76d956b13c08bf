"""The world of a portal under fault, made by a process of its own: `python fault_world.py PARAGRAPHS`.

In the database and the folders that the environment names: the cast, one district's report on its way to the
Department with that many paragraphs of its own, and the summary of them. Answers JSON on standard output:
{"submission": pk, "summary": pk, "session": the key of the Department's officer}.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "tests")]
OWN_WORDS = "Nhận thức của một bộ phận người dân về bình đẳng giới chuyển biến chậm; cán bộ còn kiêm nhiệm. " * 4


def main(paragraphs):
    os.environ["DJANGO_SETTINGS_MODULE"] = "gender_equality.settings"
    import django

    django.setup()
    from cast import assemble, set_the_stage
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import translation
    from prepare import collect_static, make_folders

    make_folders()
    collect_static()
    call_command("migrate", interactive=False, verbosity=0)
    set_the_stage()
    cast = assemble()
    with translation.override(settings.LANGUAGE_CODE):
        submission, summary = hand_in(cast, paragraphs)
    print(json.dumps({"submission": submission.pk, "summary": summary.pk, "session": session_of(cast["province"])}))


def hand_in(cast, paragraphs):
    """The district's report, approved, and the provincial summary that adds it up, before the leader."""
    from making import campaign, training

    from progress import text_verbs, verbs
    from progress.filing import save_record
    from reports.compilation import open_summary
    from reports.composition import compose

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
    main(int(sys.argv[1]))
