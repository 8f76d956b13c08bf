from celery import shared_task

from calendars.clock import now
from steering import reminders


@shared_task(name="steering.remind", expires=300)
def remind():
    reminders.send_due(now())
