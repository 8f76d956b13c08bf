"""The task that sends the digests of owed reports."""

from celery import shared_task

from core.lib.dates.clock import now
from department.deadlines import digests


@shared_task(name="steering.remind", expires=300)
def remind():
    digests.send_due(now())
