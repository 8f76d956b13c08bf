"""No password, key or token stands in a log, on a page or in the report of an error."""

import io
import logging
import re
import subprocess
import sys

import pytest
from cast import PASSWORD
from django.conf import settings as django_settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.tokens import default_token_generator
from django.core.signals import got_request_exception
from django.test import Client
from django.views.debug import ExceptionReporter
from test_settings import clean_environment
from with_services import free_port

from gender_equality.logs import LineFormatter

DATABASE_PASSWORD = "mat-khau-cua-co-so-du-lieu"


@pytest.fixture
def console():
    """What the console shows, by the very handler of the settings."""
    handler = next(one for one in logging.getLogger().handlers if isinstance(one.formatter, LineFormatter))
    there, shown = handler.stream, io.StringIO()
    handler.setStream(shown)
    yield shown
    handler.setStream(there)


@pytest.fixture
def reports():
    """The report of each error, as it would be mailed to whoever asked for such mails."""
    told = []

    def keep(request, **_given):
        told.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_text())

    got_request_exception.connect(keep)
    yield told
    got_request_exception.disconnect(keep)


def test_an_error_in_the_log_in_tells_no_secret(cast, client, console, reports):
    def fail(**_given):
        raise ValueError("the door is stuck")

    client = Client(raise_request_exception=False)
    client.get("/accounts/login/")
    client.force_login(cast["neighbour"])
    session = client.cookies["sessionid"].value
    client.force_login(cast["head"])
    client.cookies["sessionid"] = session
    user_logged_in.connect(fail)
    try:
        # A wrong one first, then the right one, at which it breaks.
        client.logout()
        client.cookies["sessionid"] = session
        client.post("/accounts/login/", {"username": "officer", "password": f"{PASSWORD}-sai"})
        broken = client.post("/accounts/login/", {"username": "officer", "password": PASSWORD})
    finally:
        user_logged_in.disconnect(fail)
    assert broken.status_code == 500
    told = console.getvalue() + broken.content.decode() + "".join(reports)
    assert console.getvalue().count("ValueError: the door is stuck") == 1
    assert len(reports) == 1
    for secret in (PASSWORD, django_settings.SECRET_KEY, session):
        assert secret not in told


def test_a_mailed_link_stands_in_no_log(cast, client, console):
    token = default_token_generator.make_token(cast["officer"])
    client.get(f"/accounts/khong-co/MQ/{token}/")
    assert "Not Found: /accounts/khong-co/MQ/…/" in console.getvalue()
    assert token not in console.getvalue()


def test_a_line_of_the_log_is_one_and_has_its_time_zone(client, console):
    client.get("/khong-co/%0aERROR%20forged/")
    logging.getLogger("portal").warning("Told: %s", "a\r\nERROR forged")
    lines = console.getvalue().splitlines()
    assert len(lines) == 2
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}[+]07:00 WARNING ", line) for line in lines)


def test_an_address_with_a_password_is_told_without_it(console):
    try:
        raise OSError(f"redis://:{DATABASE_PASSWORD}@localhost:6379/0 does not answer")
    except OSError:
        logging.getLogger("portal").exception("Gone: %s", f"postgres://portal:{DATABASE_PASSWORD}@db/portal")
    assert DATABASE_PASSWORD not in console.getvalue()
    assert console.getvalue().count("…@") >= 2


def test_a_database_that_is_away_is_told_without_its_password():
    key = "k" * 50
    place = f"postgres://portal:{DATABASE_PASSWORD}@127.0.0.1:{free_port()}/portal"
    command = [sys.executable, "manage.py", "migrate", "--check"]
    env = clean_environment() | {"SECRET_KEY": key, "DATABASE_URL": place}
    done = subprocess.run(command, cwd=django_settings.BASE_DIR, env=env, capture_output=True, text=True)
    assert done.returncode != 0
    assert "OperationalError" in done.stderr
    for secret in (DATABASE_PASSWORD, key):
        assert secret not in done.stdout + done.stderr
