"""Bring database, translations and static files up to date, then run commands: prepare.py [COMMAND…].

One process, because each `manage.py` costs about a second and `make run` should be up again in a few.
"""

import gc
import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


def make_folders():
    """Make the folders that the file storage and the file-based broker expect to find."""
    folders = [settings.DATA_DIR, settings.MEDIA_ROOT]
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    folders += [options[key] for key in ("data_folder_in", "data_folder_out", "control_folder") if key in options]
    for folder in folders:
        Path(folder).mkdir(parents=True, exist_ok=True)


def static_fingerprint():
    """Return the SHA-256 of what `collectstatic` depends on: the storage, and each file's name, size and time."""
    lines = [settings.STORAGES["staticfiles"]["BACKEND"]]
    for finder in get_finders():
        for name, storage in finder.list(None):
            stat = Path(storage.path(name)).stat()
            lines.append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def collect_static():
    """Collect the static files unless they are unchanged: compressing takes seconds."""
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def migrate():
    """Migrate while the collector of garbage comes by seldom: models of each step by the thousand are in its way."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    call_command("migrate", interactive=False, verbosity=0)
    gc.unfreeze()
    gc.set_threshold(*usual)


def main(commands):
    """Prepare everything, then run the management commands."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gender_equality.settings")
    django.setup()
    make_folders()
    call_command("compilemessages", ignore_patterns=[".venv", "data"], verbosity=0)
    collect_static()
    migrate()
    for command in commands:
        call_command(command)


if __name__ == "__main__":
    main(sys.argv[1:])
