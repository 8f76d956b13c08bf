"""When the day's backup is due, and what goes when its time is over."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from slow import slow

from core.accounts.models import AuditEntry, Session
from core.lib.dates.clock import now, official_now
from core.notifications.models import MailState, Notice
from core.notifications.verbs import notify
from operations.backups import celery_tasks, daily, retention


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("hour", "made", "is_due"),
    [
        (1, (), True),
        (4, (), False),
        (None, (), False),
        (1, ("20201217-010002",), True),
        (1, ("20201218-005959.tar.gz.age",), True),
        (1, ("20201218-010000",), False),
        (1, ("20201217-010000", "20201218-023000.tar.gz.age"), False),
        (0, ("20201217-235959",), True),
        # Of a clock that was a day ahead, and then set back.
        (1, ("20201219-010000",), True),
        (1, ("20201218-020000", "20201219-010000"), False),
    ],
)
def test_a_backup_is_due_once_a_day_after_its_hour(settings, tmp_path, hour, made, is_due):
    settings.BACKUP_AT, settings.BACKUP_DIR = hour, tmp_path
    for name in made:
        (tmp_path / (f"gender-equality-{name}" if "." in name else f"gender-equality-{name}.tar.gz")).touch()
    (tmp_path / ".gender-equality-20201218-030000.tar.gz.part").touch()
    assert daily.is_due(at("2020-12-18 03:00")) is is_due


@slow
def test_a_beat_begins_the_day_s_backup_once(world, tmp_path):
    kept = world.copy(tmp_path / "kept")
    kept.env["BACKUP_AT"] = "0"
    for _beat in range(2):
        # Ends with the process that it begins, which writes to the same place.
        kept.run("shell", "-c", "from operations.backups.celery_tasks import daily_backup; daily_backup()")
    assert len(list((kept.folder / "backups").glob("*.tar.gz"))) == 1


def test_the_beats_ask_for_both():
    asked = {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {celery_tasks.daily_backup.name, celery_tasks.tidy.name} <= asked


def test_each_administrator_is_told_of_a_failure_once_a_day(cast):
    for _turn in range(2):
        daily.notify_of_failure()
    assert [notice.person for notice in Notice.objects.all()] == [cast["admin"]]


def test_what_is_past_its_time_goes_and_nothing_else(cast, settings):
    settings.RETAIN_NOTICES = 400
    old, young = official_now() - timedelta(days=401), official_now() - timedelta(days=399)
    for name, fields in {
        "read": {"created_at": old, "seen_at": old},
        "unread": {"created_at": old},
        "read lately": {"created_at": old, "seen_at": young},
        "mail waits": {"created_at": old, "seen_at": old, "mail": MailState.QUEUED},
    }.items():
        notify([cast["officer"]], occasion=name, subject="x", text="x", path="/", by_mail=False)
        Notice.objects.filter(occasion=name).update(**fields)
    Session.objects.create(session_key="old", expire_date=old)
    Session.objects.create(session_key="young", expire_date=now() + timedelta(days=1))
    AuditEntry.objects.create(at=old, day=old.date(), by=cast["admin"], action="reminded", subject="x")
    assert retention.tidy()["notices"] == 1
    assert set(Notice.objects.values_list("occasion", flat=True)) == {"unread", "read lately", "mail waits"}
    assert [session.pk for session in Session.objects.all()] == ["young"]
    assert AuditEntry.objects.count() == 1
