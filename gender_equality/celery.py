import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gender_equality.settings")
app = Celery("gender_equality")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
