"""Database, cache, stored files, backups, and how long rows are kept."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from gender_equality.settings.environment import BASE_DIR, DATA_DIR, DEBUG, DEMO_TODAY, env

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time: take the write lock at the start, wait for it, and read beside it (WAL).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # A server that takes the connection and says nothing must not hold a web process.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if "redis" in CACHES["default"]["BACKEND"]:
    # A cache that takes the connection and says nothing must not hold a page.
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_timeout=1, socket_connect_timeout=1)
    CACHES["default"]["OPTIONS"]["serializer"] = "gender_equality.cache_values.JsonSerializer"
    # Values of earlier releases were pickled: another version keeps them from being read.
    CACHES["default"]["VERSION"] = 2

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "media")))
# Uploads and documents have no address of their own: a view checks the scope and hands them out.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Whitenoise would let every other site read them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "gz", "br", "woff2", "ttf")
FILE_UPLOAD_PERMISSIONS = 0o640
# A file of evidence may have 20 MB; text fields of one form together far less.
EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
# Pictures are refused above this, by their head. The largest usual photo of a phone has 50 million pixels.
PICTURE_MAX_MEGAPIXELS = env.int("PICTURE_MAX_MEGAPIXELS", default=60)
if PICTURE_MAX_MEGAPIXELS < 1:
    raise ImproperlyConfigured("PICTURE_MAX_MEGAPIXELS is at least 1.")
# The virus scanner (clamd) that is asked about every file that comes in: host:port, or the path of its socket.
CLAMD = env.str("CLAMD", default="").strip()
if CLAMD and not CLAMD.startswith("/") and not CLAMD.rpartition(":")[2].isdecimal():
    raise ImproperlyConfigured("CLAMD is host:port, or the path of a socket that begins with a slash.")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Where the front server keeps MEDIA_ROOT for itself (`/protected/`); without it the portal sends stored files itself.
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")
if X_ACCEL_PREFIX and f"/{X_ACCEL_PREFIX.strip('/')}/" != X_ACCEL_PREFIX:
    raise ImproperlyConfigured("X_ACCEL_PREFIX begins and ends with a slash, such as /protected/.")

# Where backups go, the public keys of age that they are encrypted for, how many are kept, and after which hour of the
# day the next is due: none in the demonstration, which nobody would miss.
BACKUP_DIR = env.str("BACKUP_DIR", default="") or str(DATA_DIR / "backups")
BACKUP_RECIPIENT = env.list("BACKUP_RECIPIENT", default=[])
BACKUP_KEEP = env.int("BACKUP_KEEP", default=14)
_backup_at = env.str("BACKUP_AT", default="" if DEMO_TODAY else "1")
BACKUP_AT = int(_backup_at) if _backup_at else None
if BACKUP_AT is not None and not 0 <= BACKUP_AT <= 23:
    raise ImproperlyConfigured("BACKUP_AT is an hour from 0 to 23, or empty for no daily backup.")

# Days that a deletion can be undone for, that read notices are kept, and that attempts to log in are.
RETAIN_DELETED = env.int("RETAIN_DELETED", default=30)
RETAIN_NOTICES = env.int("RETAIN_NOTICES", default=730)
RETAIN_SIGN_INS = env.int("RETAIN_SIGN_INS", default=180)
if RETAIN_NOTICES < 366:
    raise ImproperlyConfigured("RETAIN_NOTICES: reminders of a whole year look at what was told before; 366 at least.")
