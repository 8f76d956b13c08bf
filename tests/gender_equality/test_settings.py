"""Start-up fails with a sentence where the environment does not fit."""

import os
import subprocess
import sys

from django.conf import settings


def check(**env):
    kept = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "DEBUG")}
    return subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=settings.BASE_DIR, env=kept | env, capture_output=True, text=True
    )


def test_no_start_without_a_secret_key():
    refused = check()
    assert refused.returncode != 0
    assert "SECRET_KEY is not set" in refused.stderr.splitlines()[-1]
    assert check(SECRET_KEY="x" * 50).returncode == 0
