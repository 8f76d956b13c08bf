import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

# What `filesystem://` stands for: kombu's own loses a worker to a message that is read while it is written.
TRANSPORT_ALIASES["filesystem"] = "gender_equality.file_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gender_equality.settings")
app = Celery("gender_equality")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
