"""The Celery application."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

# Replace kombu's `filesystem://`: with it a worker ends when it reads a message that is still being written.
TRANSPORT_ALIASES["filesystem"] = "gender_equality.file_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gender_equality.settings")
app = Celery("gender_equality")
app.config_from_object("django.conf:settings", namespace="CELERY")
# `tasks` would mean the duties of a directive (`core.directives.models.Task`): Celery's are in `celery_tasks`.
app.autodiscover_tasks(related_name="celery_tasks")
