"""Settings of all installations; what differs between them comes from the environment (table in the README)."""

from django.utils.translation import gettext_lazy as _
from environ import Env

from gender_equality.settings.environment import *  # noqa: F403
from gender_equality.settings.environment import BASE_DIR, reader
from gender_equality.settings.protection import *  # noqa: F403
from gender_equality.settings.storage import *  # noqa: F403
from gender_equality.settings.workers import *  # noqa: F403

# The four task areas of the directive, in its own order. Each has an `area.py`; nothing is discovered.
AREAS = ("plans", "communications", "capacity", "models_sites")
# Every app that declares figures in an `indicators.py`, in the order of the tables.
COUNTED = (*AREAS, "difficulties", "shelters")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "core.units",
    "core.accounts",
    "core.notifications",
    "core.directives",
    "core.indicators",
    "filing",
    *AREAS,
    "difficulties",
    "reports",
    "shelters",
    "department",
    "operations.administration",
    "operations.backups",
    "operations.erasure",
    "operations.demonstration",
]

MIDDLEWARE = [
    "gender_equality.middleware.secure_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shelters.public.privacy.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gender_equality.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gender_equality.request_bodies.whole_forms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.accounts.middleware.track_request",
    "core.accounts.middleware.LogInRequiredMiddleware",
    "filing.drafts.remember_saved",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.accounts.middleware.AuditMiddleware",
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
            "builtins": ["core.lib.pages.icons"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gender_equality.context_processors.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
# Widgets find their templates where pages do.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FORMAT_MODULE_PATH = ["gender_equality.formats"]
TIME_ZONE = CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

vars().update(reader.by_url("EMAIL_URL", "consolemail://", Env.email_url_config))
DEFAULT_FROM_EMAIL = reader.text("DEFAULT_FROM_EMAIL", "portal@localhost")
# A mail server that takes the connection and says nothing must not hold a worker.
EMAIL_TIMEOUT = 20

# The address by which the portal is reached: printed as a QR code on posters and cards, and where mails lead.
PUBLIC_URL = reader.web_address("PUBLIC_URL", "http://127.0.0.1:8000")

# Where "leave quickly" on the public page leads: a page that anybody may have open, and that loads on a slow line.
EXIT_URL = reader.web_address("EXIT_URL", "https://www.google.com.vn/")

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
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
    "filters": {"quiet": {"()": "shelters.public.privacy.PrivacyFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["quiet"]}},
    "root": {"handlers": ["console"], "level": reader.choice("LOG_LEVEL", "INFO", LOG_LEVELS)},
    # fontTools tells of every glyph it subsets, django-axes of every log-in: the audit log has those.
    "loggers": {
        "axes": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        # Tells of its start, and of each oddity of an uploaded file.
        "pikepdf": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        # Each signature that isn't trusted, with its signer's name: the page says so.
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
        "django.request": {"filters": ["quiet"]},
        "django.security.DisallowedHost": {"filters": ["quiet"]},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

reader.raise_for_faults()
