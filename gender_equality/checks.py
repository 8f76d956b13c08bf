"""Checks of `manage.py check --deploy` and of `migrate`, in addition to Django's own."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

LOCAL_HOSTS = {None, "", "localhost", "127.0.0.1", "::1"}
SQLITE, REDIS, SMTP = "sqlite3", "redis", "smtp.EmailBackend"


@register(Tags.security, deploy=True)
def check_network_encryption(**_options):
    """Warn of each server on another host without TLS, or whose certificate is not checked."""
    database = settings.DATABASES["default"]
    is_local = (
        database["HOST"] in LOCAL_HOSTS or database["HOST"].startswith("/") or database["ENGINE"].endswith(SQLITE)
    )
    if not is_local and database["OPTIONS"].get("sslmode") != "verify-full":
        yield Warning("DATABASE_URL leads to another host without ?sslmode=verify-full.", id="portal.W001")
    if _is_plain_redis(settings.CELERY_BROKER_URL):
        yield Warning("CELERY_BROKER_URL leads to another host without TLS: use rediss://.", id="portal.W002")
    cache = settings.CACHES["default"]
    if REDIS in cache["BACKEND"] and any(map(_is_plain_redis, _as_list(cache["LOCATION"]))):
        yield Warning("CACHE_URL leads to another host without TLS: use rediss://.", id="portal.W003")
    has_tls = getattr(settings, "EMAIL_USE_TLS", False) or getattr(settings, "EMAIL_USE_SSL", False)
    if settings.EMAIL_BACKEND.endswith(SMTP) and settings.EMAIL_HOST not in LOCAL_HOSTS and not has_tls:
        yield Warning("EMAIL_URL leads to another host without TLS: use smtp+tls://.", id="portal.W004")


@register(Tags.database)
def check_collation(databases=(), **_options):
    """Refuse a PostgreSQL without the collation by which titles are sorted; asked by `migrate`."""
    # This module is imported before the settings are.
    from core.lib.text.alphabetical import COLLATION

    for alias in databases or ():
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_collation WHERE collname = %s", [COLLATION])
                if not cursor.fetchone():
                    yield Error(f"PostgreSQL has no collation {COLLATION}: it needs ICU.", id="portal.E001")


@register(Tags.security, deploy=True)
def check_recommended_settings(**_options):
    """Warn of each optional setting that a production installation should have."""
    if not settings.EMAIL_BACKEND.endswith(SMTP):
        yield Warning("EMAIL_URL is not set: invitations, resets and reminders reach nobody.", id="portal.W005")
    if REDIS not in settings.CACHES["default"]["BACKEND"]:
        yield Warning("CACHE_URL is not set: each process counts the limits for itself.", id="portal.W006")
    if not settings.BACKUP_RECIPIENT:
        yield Warning("BACKUP_RECIPIENT is not set: whoever reads an archive reads everything.", id="portal.W007")
    if not settings.AUDIT_HEAD_TO:
        yield Warning("AUDIT_HEAD_TO is not set: the head of the record of acts stays on this host.", id="portal.W008")
    if settings.PURGE_KEY == settings.SECRET_KEY:
        yield Warning(
            "PURGE_KEY is SECRET_KEY: once that is changed, a restore forgets what was purged.", id="portal.W009"
        )


def _is_plain_redis(url):
    parts = urlsplit(url)
    return parts.scheme == "redis" and parts.hostname not in LOCAL_HOSTS


def _as_list(location):
    return [location] if isinstance(location, str) else location
