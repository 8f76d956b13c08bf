"""Environment variables, folders, secret keys, and the fixed day of the demonstration."""

from datetime import date
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
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
# By this key a restore recognises what was erased for good: it must outlive SECRET_KEY where that is changed.
PURGE_KEY = env.str("PURGE_KEY", default=SECRET_KEY)

# Set in the demonstration alone: the day that every rule about due dates and periods takes for today.
_demo_today = env.str("DEMO_TODAY", default="")
DEMO_TODAY = date.fromisoformat(_demo_today) if _demo_today else None
