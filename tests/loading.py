"""The demonstration in place of the cast: loaded once for a file of tests, and rolled back at its end."""

import io
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from cast import TODAY
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from accounts.models import User
from directives.models import Directive
from progress.models import Period, Submission


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
def for_a_file(**given):
    """What is written within, under these settings, stands for the tests of one file and is rolled back."""
    with override_settings(DEMO_TODAY=TODAY, **given), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def in_place_of_the_cast(folder):
    """The demonstration with its files in that folder; answers the folder and what the command told."""
    with for_a_file(DATA_DIR=folder, MEDIA_ROOT=folder / "media"):
        for model in (Submission, Period, User):
            model.objects.all().delete()
        Directive.objects.update(published_on=None)
        yield SimpleNamespace(folder=folder, told=load())
