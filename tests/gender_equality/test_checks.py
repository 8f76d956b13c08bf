"""`manage.py check --deploy` names what a portal for real work lacks, and nothing where it is all there."""

import pytest
from django.db import connection

from gender_equality import checks

AWAY = {
    "DATABASES": {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": "db.example.vn",
            "OPTIONS": {"sslmode": "verify-full"},
        }
    },
    "CELERY_BROKER_URL": "rediss://redis.example.vn/0?ssl_cert_reqs=required",
    "CACHES": {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": ["rediss://redis.example.vn/1"],
        }
    },
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.example.vn",
    "EMAIL_USE_TLS": True,
    "BACKUP_RECIPIENT": ["age1…"],
    "AUDIT_HEAD_TO": ["nhat-ky@example.vn"],
    "SECRET_KEY": "một",
    "PURGE_KEY": "hai",
}


class Given:
    """Settings of a portal whose servers are on other hosts."""

    def __init__(self, **changed):
        self.__dict__ |= AWAY | changed


def found(monkeypatch, **changed):
    monkeypatch.setattr(checks, "settings", Given(**changed))
    return [one.id for check in (checks.check_network_encryption, checks.check_recommended_settings) for one in check()]


def test_nothing_to_say_where_all_is_there(monkeypatch):
    assert found(monkeypatch) == []


def database(**changed):
    return {"DATABASES": {"default": AWAY["DATABASES"]["default"] | changed}}


def cache(**changed):
    return {"CACHES": {"default": AWAY["CACHES"]["default"] | changed}}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (database(OPTIONS={"sslmode": "require"}), ["portal.W001"]),
        (database(OPTIONS={}), ["portal.W001"]),
        ({"CELERY_BROKER_URL": "redis://redis.example.vn/0"}, ["portal.W002"]),
        (cache(LOCATION="redis://redis.example.vn/1"), ["portal.W003"]),
        ({"EMAIL_USE_TLS": False}, ["portal.W004"]),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, ["portal.W005"]),
        (cache(BACKEND="django.core.cache.backends.locmem.LocMemCache", LOCATION=""), ["portal.W006"]),
        ({"BACKUP_RECIPIENT": []}, ["portal.W007"]),
        ({"AUDIT_HEAD_TO": []}, ["portal.W008"]),
        ({"PURGE_KEY": "một"}, ["portal.W009"]),
        # On this host there is nobody to listen.
        (database(HOST="/var/run/postgresql", OPTIONS={}), []),
        (database(HOST="localhost", OPTIONS={}), []),
        ({"CELERY_BROKER_URL": "redis://127.0.0.1:6379/0"}, []),
        ({"EMAIL_HOST": "localhost", "EMAIL_USE_TLS": False}, []),
    ],
)
def test_what_is_missing_is_named(monkeypatch, changed, told):
    assert found(monkeypatch, **changed) == told


@pytest.mark.django_db
def test_a_database_that_cannot_sort_is_refused(monkeypatch):
    assert list(checks.check_collation(databases=["default"])) == []
    assert list(checks.check_collation()) == []
    monkeypatch.setattr("core.lib.text.alphabetical.COLLATION", "vi-y-icu")
    expected = ["portal.E001"] if connection.vendor == "postgresql" else []
    assert [fault.id for fault in checks.check_collation(databases=["default"])] == expected
