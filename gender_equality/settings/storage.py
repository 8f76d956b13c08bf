"""Database, cache, stored files, backups, and how long rows are kept."""

from environ import Env

from gender_equality.settings.environment import BASE_DIR, DATA_DIR, DEBUG, DEMO_TODAY, reader
from gender_equality.settings.reader import MAX_DAYS

DATABASES = {"default": reader.database("DATABASE_URL", DATA_DIR / "portal.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = reader.number("CONN_MAX_AGE", 60)
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

CACHES = {"default": reader.by_url("CACHE_URL", "locmemcache://", Env.cache_url_config)}
if "redis" in CACHES["default"]["BACKEND"]:
    # A cache that takes the connection and says nothing must not hold a page.
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_timeout=1, socket_connect_timeout=1)
    CACHES["default"]["OPTIONS"]["serializer"] = "gender_equality.cache_values.JsonSerializer"
    # Values of earlier releases were pickled: another version keeps them from being read.
    CACHES["default"]["VERSION"] = 2

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = reader.folder("STATIC_ROOT", DATA_DIR / "static")
MEDIA_ROOT = reader.folder("MEDIA_ROOT", DATA_DIR / "media")
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
PICTURE_MAX_MEGAPIXELS = reader.number("PICTURE_MAX_MEGAPIXELS", 60, least=1)
# The virus scanner (clamd) that is asked about every file that comes in: host:port, or the path of its socket.
CLAMD = reader.text("CLAMD")
if CLAMD and not CLAMD.startswith("/") and not CLAMD.rpartition(":")[2].isdecimal():
    reader.refuse("CLAMD", "is host:port, or the path of a socket that begins with a slash.")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Where the front server keeps MEDIA_ROOT for itself (`/protected/`); without it the portal sends stored files itself.
X_ACCEL_PREFIX = reader.text("X_ACCEL_PREFIX")
if X_ACCEL_PREFIX and f"/{X_ACCEL_PREFIX.strip('/')}/" != X_ACCEL_PREFIX:
    reader.refuse("X_ACCEL_PREFIX", "begins and ends with a slash, such as /protected/.")

# Where backups go, the public keys of age that they are encrypted for, how many are kept, and after which hour of the
# day the next is due: none in the demonstration, which nobody would miss.
BACKUP_DIR = str(reader.folder("BACKUP_DIR", DATA_DIR / "backups"))
BACKUP_RECIPIENT = reader.words("BACKUP_RECIPIENT", fits=lambda key: key.startswith("age1"), example="age1…")
BACKUP_KEEP = reader.number("BACKUP_KEEP", 14)
# The one setting for which nothing is a value: no daily backup.
_is_daily = reader.text("BACKUP_AT") if reader.given("BACKUP_AT") else not DEMO_TODAY
BACKUP_AT = reader.number("BACKUP_AT", 1, most=23) if _is_daily else None

# Days that a deletion can be undone for, that read notices are kept, and that attempts to log in are.
RETAIN_DELETED = reader.number("RETAIN_DELETED", 30, most=MAX_DAYS)
# Reminders of a whole year look at what was told before.
RETAIN_NOTICES = reader.number("RETAIN_NOTICES", 730, least=366, most=MAX_DAYS)
RETAIN_SIGN_INS = reader.number("RETAIN_SIGN_INS", 180, most=MAX_DAYS)
