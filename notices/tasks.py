from celery import shared_task

from notices import outbox


@shared_task(name="notices.deliver", expires=60)
def deliver():
    outbox.deliver()
