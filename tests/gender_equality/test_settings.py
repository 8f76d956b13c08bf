"""Start-up fails with a sentence where the environment does not fit."""

import json
import os
import secrets
import subprocess
import sys

from django.conf import settings


def clean_environment():
    own = ("SECRET_KEY", "DEBUG", "DATABASE_URL", "DATA_DIR")
    return {name: value for name, value in os.environ.items() if name not in own}


def check(*options, **env):
    command = [sys.executable, "manage.py", "check", *options]
    env = clean_environment() | env
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)


VALUES = """
import json, sys
from gender_equality import settings
print(json.dumps([getattr(settings, name) for name in sys.argv[1:]], default=str))
"""


def settings_of(*names, pick=lambda value: value, **env):
    """Values of these settings in a process with that environment."""
    env = clean_environment() | {"SECRET_KEY": "x" * 50} | env
    done = subprocess.run(
        [sys.executable, "-c", VALUES, *names], cwd=settings.BASE_DIR, env=env, capture_output=True, check=True
    )
    return list(map(pick, json.loads(done.stdout)))


def test_no_start_without_a_secret_key():
    refused = check()
    assert refused.returncode != 0
    assert "SECRET_KEY is not set" in refused.stderr.splitlines()[-1]


def test_no_start_with_half_a_place_of_stored_files():
    refused = check(SECRET_KEY="x" * 50, X_ACCEL_PREFIX="/protected")
    assert "X_ACCEL_PREFIX begins and ends with a slash" in refused.stderr.splitlines()[-1]


def test_nothing_is_left_to_say_about_an_installation():
    production = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PURGE_KEY": secrets.token_urlsafe(50),
        "HTTPS": "1",
        "BEHIND_PROXY": "1",
        "DATABASE_URL": "postgres://portal:secret@db.example.vn/portal?sslmode=verify-full",
        "CELERY_BROKER_URL": "rediss://redis.example.vn/0",
        "CACHE_URL": "rediscache://127.0.0.1/1",
        "EMAIL_URL": "smtp+tls://portal:secret@mail.example.vn:587",
        "BACKUP_RECIPIENT": "age1example",
        "AUDIT_HEAD_TO": "nhat-ky@example.vn",
    }
    done = check("--deploy", "--fail-level", "WARNING", **production)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr
    # The control: over plain HTTP, and plainly over the network, there is something to say.
    plain = {"HTTPS": "0", "DATABASE_URL": "postgres://portal:secret@db.example.vn/portal"}
    told = check("--deploy", **production | plain).stderr
    assert "security.W008" in told
    assert "portal.W001" in told
    assert "secret" not in told


COOKIES = """
import json
from django.conf import settings
parts = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")
kinds = ("SESSION", "CSRF", "LANGUAGE")
print(json.dumps([[getattr(settings, f"{kind}_COOKIE_{part}") for part in parts] for kind in kinds]))
"""


def test_over_https_no_cookie_is_any_other_hosts():
    env = clean_environment() | {"SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "gender_equality.settings"}

    def cookies(https):
        done = subprocess.run(
            [sys.executable, "-c", COOKIES], cwd=settings.BASE_DIR, env=env | {"HTTPS": https}, capture_output=True
        )
        return json.loads(done.stdout)

    for name, *rest in cookies("1"):
        assert name.startswith("__Host-")
        assert rest == [True, True, "Lax", None, "/"]
    # The control: over plain HTTP a browser would take none of that name.
    assert [one[:2] for one in cookies("0")] == [["sessionid", False], ["csrftoken", False], ["django_language", False]]
