"""Environment variables, folders, secret keys, and the fixed day of the demonstration."""

import os
from pathlib import Path

from gender_equality.settings.reader import SettingsReader

reader = SettingsReader(os.environ)
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = reader.folder("DATA_DIR", BASE_DIR / "data")

DEBUG = reader.flag("DEBUG")
SECRET_KEY = reader.secret("SECRET_KEY", "only-for-debugging" if DEBUG else "")
if not SECRET_KEY and not reader.text("SECRET_KEY_FILE"):
    reader.refuse(
        "SECRET_KEY",
        "is not set. Give it in the environment (50 random characters or more), "
        "or start with `make run`, which makes one and keeps it in DATA_DIR.",
    )
# By this key a restore recognises what was erased for good: it must outlive SECRET_KEY where that is changed.
PURGE_KEY = reader.secret("PURGE_KEY", SECRET_KEY)

# Set in the demonstration alone: the day that every rule about due dates and periods takes for today.
DEMO_TODAY = reader.day("DEMO_TODAY")
