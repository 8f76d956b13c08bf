"""Celery: its broker, its limits, its queues, and the schedule of the beat."""

from celery.schedules import crontab
from kombu import Queue

from gender_equality.settings.environment import DATA_DIR, reader
from gender_equality.settings.reader import is_mail_address

CELERY_BROKER_URL = reader.by_url("CELERY_BROKER_URL", "filesystem://localhost/", str)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
# What one process of a worker may hold; a document that needs more fails with a word instead of taking the host along.
# A process holds 120 MB before it makes anything, and 190 MB for a letter with one chart.
LEAST_WORKER_MEMORY_MB = 256
WORKER_MEMORY_MB = reader.number("WORKER_MEMORY_MB", 1500, least=LEAST_WORKER_MEMORY_MB)
# One that came near it is replaced by a fresh process after its task (in KB).
CELERY_WORKER_MAX_MEMORY_PER_CHILD = WORKER_MEMORY_MB * 1024 * 3 // 4
# Documents wait in a queue of their own, so that the sweep, mails and schedules never stand behind them.
CELERY_TASK_QUEUES = [Queue("celery", routing_key="celery"), Queue("documents", routing_key="documents")]
CELERY_TASK_ROUTES = {"reports.make_document": {"queue": "documents"}}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A web request never waits longer than this for the broker: the row in the database says what is owed.
CELERY_TASK_PUBLISH_RETRY = False
if CELERY_BROKER_URL.startswith("filesystem"):
    _broker = DATA_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Above the hard time limit, so that no job is handed out twice while it runs.
        "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_max": 0.2,
    }
# Who keeps the daily head of the audit log outside of this host: mail addresses, separated by commas.
AUDIT_HEAD_TO = reader.words("AUDIT_HEAD_TO", fits=is_mail_address, example="archive@example.vn")

SWEEP_SECONDS = reader.number("SWEEP_SECONDS", 20, least=1)
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "reports.sweep", "schedule": SWEEP_SECONDS},
    "notices": {"task": "notices.deliver", "schedule": SWEEP_SECONDS},
    "seal": {"task": "accounts.seal", "schedule": 60},
    "head": {"task": "accounts.send_head", "schedule": crontab(hour=22, minute=30)},
    "letters": {"task": "administration.send_letters", "schedule": SWEEP_SECONDS},
    # What a change of units does on its day: whoever moves finds the new unit in the morning.
    "changes": {"task": "administration.take_effect", "schedule": 300},
    "schedules": {"task": "reports.run_schedules", "schedule": 60},
    # Within the working hours it finds each day's reminders; a beat that was lost is made good by the next.
    "reminders": {"task": "steering.remind", "schedule": 600},
    # What was taken back, or ran out with the day, is gone from every public file within a minute.
    "directory": {"task": "directory.refresh", "schedule": min(SWEEP_SECONDS, 30)},
    # Pictures whose message was lost; others are drawn as they come in.
    "thumbnails": {"task": "progress.draw_thumbnails", "schedule": 300},
    # At night; a beat that was away then asks as soon as it is back.
    "evidence": {"task": "progress.tidy", "schedule": crontab(hour=3, minute=10)},
    "signed": {"task": "reports.tidy", "schedule": crontab(hour=3, minute=20)},
    # Looks whether the day's backup is due; one that failed is tried again an hour later.
    "backup": {"task": "safekeeping.daily_backup", "schedule": 3600},
    "tidy": {"task": "safekeeping.tidy", "schedule": crontab(hour=3, minute=30)},
}
CELERY_BEAT_SCHEDULER = "gender_equality.beat_schedule:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
