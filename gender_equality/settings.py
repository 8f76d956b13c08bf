"""Everything that differs between installations comes from the environment; the README has the table."""

from datetime import date, timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Give it in the environment (50 random characters or more), "
            "or start with `make run`, which makes one and keeps it in DATA_DIR."
        )
    SECRET_KEY = "only-for-debugging"  # noqa: S105
# By it a restore knows again what was taken out for good: it must outlive SECRET_KEY where that is changed.
PURGE_KEY = env.str("PURGE_KEY", default=SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The four task areas of the directive, in its own order. Each has an `area.py`; nothing is discovered.
AREAS = ("plans", "communications", "capacity", "models_sites")
# Every app that declares figures in an `indicators.py`, in the order of the tables.
COUNTED = (*AREAS, "difficulties")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "calendars",
    "units",
    "accounts",
    "notices",
    "directives",
    "indicators",
    "progress",
    *AREAS,
    "difficulties",
    "reports",
    "directory",
    "steering",
    "administration",
    "safekeeping",
    "demonstration",
]

MIDDLEWARE = [
    "gender_equality.middleware.secure_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "directory.quiet.quiet_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gender_equality.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gender_equality.bodies.whole_forms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.watched",
    "accounts.middleware.LogInRequired",
    "progress.drafts.remember_saved",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.Watch",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gender_equality.urls"
WSGI_APPLICATION = "gender_equality.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gender_equality.context.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

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
    CACHES["default"]["OPTIONS"]["serializer"] = "gender_equality.cache_values.JsonValues"
    # What an older portal left there is written otherwise, and not looked at.
    CACHES["default"]["VERSION"] = 2
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
# A mail server that takes the connection and says nothing must not hold a worker.
EMAIL_TIMEOUT = 20

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "reports:home"
LOGOUT_REDIRECT_URL = "accounts:login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
_RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_RULES}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": f"{_RULES}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_RULES}CommonPasswordValidator"},
    {"NAME": f"{_RULES}NumericPasswordValidator"},
    {"NAME": "accounts.password_words.NoWordsOfTheHouse"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
# The longest that a link to choose a password is valid; each kind has its own time (`administration.links`).
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60

# Wrong passwords for one name from one address before both together are locked, and for how long.
LOCKOUT_MINUTES = env.int("LOCKOUT_MINUTES", default=15)
AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = timedelta(minutes=LOCKOUT_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "accounts.whence.address_of"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.refused"
# The record of acts has it all, and lines of a log would name people.
AXES_DISABLE_ACCESS_LOG, AXES_VERBOSE = True, False
OTP_TOTP_ISSUER = "Bình đẳng giới"

SESSION_ENGINE = "accounts.sessions"
# Over after idleness; what was being typed stays in the browser as a draft. Never longer than a working day.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_IDLE_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Whoever opens one of these is on record: counts of victims, places of help that are not public, people.
SENSITIVE_PAGES = {
    *(f"models_sites:log-{page}" for page in ("list", "deleted", "detail", "edit", "delete")),
    *(f"directory:{page}" for page in ("list", "place", "edit", "propose", "confirm", "withdraw")),
    *(f"reports:{page}" for page in ("submission", "snapshot", "period")),
    *(f"steering:{page}" for page in ("review", "dashboard-models_sites", "dashboard-unit", "people", "acts")),
    *(f"administration:{page}" for page in ("people", "person", "trail")),
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["gender_equality.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

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
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# No script reads a cookie: pages carry their own token, and the server alone knows the language.
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if HTTPS:
    # By such a name a browser takes a cookie from this very host alone, and only over HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    MESSAGE_STORAGE = "gender_equality.flash.HostMessages"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Nothing runs, loads or is sent but what the portal itself serves; `data:` are the small pictures within Bootstrap's
# style sheet. What is handed out and what the public reads have narrower policies of their own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
# Where the front server keeps MEDIA_ROOT for itself (`/protected/`); without it the portal sends stored files itself.
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")
if X_ACCEL_PREFIX and f"/{X_ACCEL_PREFIX.strip('/')}/" != X_ACCEL_PREFIX:
    raise ImproperlyConfigured("X_ACCEL_PREFIX begins and ends with a slash, such as /protected/.")

# The address by which the portal is reached: printed as a QR code on posters and cards, and where mails lead.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000")

# Where "leave quickly" on the public page leads: a page that anybody may have open, and that loads on a slow line.
EXIT_URL = env.str("EXIT_URL", default="https://www.google.com.vn/")

# Set in the demonstration alone: the day that every rule about due dates and periods takes for today.
_demo_today = env.str("DEMO_TODAY", default="")
DEMO_TODAY = date.fromisoformat(_demo_today) if _demo_today else None

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

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://localhost/")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
# What one process of a worker may hold; a document that needs more fails with a word instead of taking the host along.
WORKER_MEMORY_MB = env.int("WORKER_MEMORY_MB", default=1500)
# One that came near it is replaced by a fresh process after its task (in KB).
CELERY_WORKER_MAX_MEMORY_PER_CHILD = WORKER_MEMORY_MB * 1024 * 3 // 4
# Documents wait in a queue of their own, so that the sweep, mails and schedules never stand behind them.
CELERY_TASK_QUEUES = [Queue("celery", routing_key="celery"), Queue("documents", routing_key="documents")]
CELERY_TASK_ROUTES = {"reports.make_document": {"queue": "documents"}}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A web request never waits longer than this for the broker: the row in the database says what is owed.
CELERY_TASK_PUBLISH_RETRY = False
if CELERY_BROKER_URL.startswith("filesystem"):
    _broker = DATA_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Above the hard time limit, so that no job is handed out twice while it runs.
        "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_max": 0.2,
    }
# Whoever keeps the daily head of the record of acts outside of this host: mail addresses, separated by commas.
AUDIT_HEAD_TO = env.list("AUDIT_HEAD_TO", default=[])

SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=20)
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "reports.sweep", "schedule": SWEEP_SECONDS},
    "notices": {"task": "notices.deliver", "schedule": SWEEP_SECONDS},
    "seal": {"task": "accounts.seal", "schedule": 60},
    "head": {"task": "accounts.send_head", "schedule": crontab(hour=22, minute=30)},
    "letters": {"task": "administration.send_letters", "schedule": SWEEP_SECONDS},
    "schedules": {"task": "reports.run_schedules", "schedule": 60},
    # Within the working hours it finds each day's reminders; a beat that was lost is made good by the next.
    "reminders": {"task": "steering.remind", "schedule": 600},
    # What was taken back, or ran out with the day, is gone from every public file within a minute.
    "directory": {"task": "directory.refresh", "schedule": min(SWEEP_SECONDS, 30)},
    # At night; a beat that was away then asks as soon as it is back.
    "evidence": {"task": "progress.tidy", "schedule": crontab(hour=3, minute=10)},
    "signed": {"task": "reports.tidy", "schedule": crontab(hour=3, minute=20)},
    # Looks whether the day's backup is due; one that failed is tried again an hour later.
    "backup": {"task": "safekeeping.daily_backup", "schedule": 3600},
    "tidy": {"task": "safekeeping.tidy", "schedule": crontab(hour=3, minute=30)},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "gender_equality.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    # Who opened a public page, and that anybody did, stands in no log and in no report of an error.
    "filters": {"quiet": {"()": "directory.quiet.QuietFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["quiet"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # fontTools tells of every glyph it subsets, django-axes of every log-in: the record of acts has those.
    "loggers": {
        "axes": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        # Each signature that isn't trusted, with its signer's name: the page says so.
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
        "django.request": {"filters": ["quiet"]},
        "django.security.DisallowedHost": {"filters": ["quiet"]},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
