"""The errors that refuse a change, as shown on forms and pages."""

from django.core.exceptions import ValidationError


class ClosedDays(ValidationError):
    """The record lies in days closed by a report; the message names who can reopen them."""


class Conflict(ValidationError):
    """Someone else saved the record since the form was opened.

    `current` is the record as stored now, or None once it was deleted.
    """

    def __init__(self, message, current):
        super().__init__(message)
        self.current = current


class InvalidTransition(ValidationError):
    """The state of the submission, request or difficulty does not allow the verb."""
