"""What stands for a file of tests in place of the cast, such as the demonstration."""

import io
from contextlib import contextmanager

import pytest
import worlds
from cast import TODAY
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from core.accounts.models import User
from core.directives.models import Directive
from filing.models import Period, Submission


def load(**environment):
    """Run the command with those variables set (none: without them); answers what it prints."""
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DEMO_PASSWORD", raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        call_command("load_demonstration", stdout=told)
    return told.getvalue()


@contextmanager
def in_place_of_the_cast(name, make, folder):
    """What `make()` writes on top of the cast stands for the tests of one file; answers what that answers.

    On the suite's own server it is made once for a run and each process has a copy; elsewhere it is made for this file
    and rolled back. Its files lie in the folder, those of the portal below `media`.
    """
    with override_settings(DEMO_TODAY=TODAY, DATA_DIR=folder, MEDIA_ROOT=folder / "media"):
        if not worlds.tables():
            with _rolled_back():
                yield make()
            return
        database, answer = worlds.ground(name, folder, make)
        # The next file of this process finds it as it was, whatever the fixtures of this one write.
        with worlds.connected_to(database), _rolled_back():
            yield answer


@contextmanager
def _rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def load_in_place_of_people():
    """The demonstration, where the cast was; answers what the command told."""
    for model in (Submission, Period, User):
        model.objects.all().delete()
    Directive.objects.update(published_on=None)
    return load()
