"""The app's tasks, in the module in which Celery looks for them."""

from operations.administration.letters.sending import send_letters

__all__ = ["send_letters"]
