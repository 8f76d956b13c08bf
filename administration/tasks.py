from celery import shared_task

from administration import sending


@shared_task(name="administration.send_letters", expires=60)
def send_letters():
    sending.send_due()
