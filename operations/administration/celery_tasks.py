"""The app's tasks, in the module in which Celery looks for them."""

from celery import shared_task

from operations.administration.changes import verbs
from operations.administration.changes.site_transfers import transfer_due
from operations.administration.letters.sending import send_letters

__all__ = ["send_letters", "take_effect"]


@shared_task(name="administration.take_effect", expires=300)
def take_effect():
    """Do what confirmed changes of units do on their day, and what follows from a commune that was chosen since."""
    verbs.take_effect()
    transfer_due()
