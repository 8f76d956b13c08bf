"""Celery task that sends the notices' mails."""

from celery import shared_task

from core.notifications import outbox


@shared_task(name="notices.deliver", expires=60)
def deliver():
    outbox.deliver()
