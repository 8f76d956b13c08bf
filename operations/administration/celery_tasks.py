"""The app's tasks, in the module in which Celery looks for them."""

from celery import shared_task

from operations.administration.changes import verbs
from operations.administration.letters.sending import send_letters

__all__ = ["send_letters", "take_effect"]


@shared_task(name="administration.take_effect", expires=300)
def take_effect():
    """Do what confirmed changes of units do on their day."""
    verbs.take_effect()
