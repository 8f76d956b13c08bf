"""`tools/manage` reaches the data of the portal that runs, and else of the folder that it is given."""

import fcntl
import os
import subprocess
import sys

import pytest
from django.conf import settings

PRINT = (
    "from django.conf import settings as s; print(s.SECRET_KEY, s.DATABASES['default']['NAME'], s.PUBLIC_URL, sep='|')"
)
OWN = ("SECRET_KEY", "DATABASE_URL", "DATA_DIR", "MEDIA_ROOT", "STATIC_ROOT", "PUBLIC_URL")


def bare():
    return {name: value for name, value in os.environ.items() if name not in OWN}


def asked(data_dir, **env):
    command = [str(settings.BASE_DIR / "tools" / "manage"), "shell", "-v", "0", "-c", PRINT]
    env = bare() | {"DATA_DIR": str(data_dir)} | env
    done = subprocess.run(command, env=env, cwd="/", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1].split("|")


@pytest.fixture
def data_dir(tmp_path):
    folder = tmp_path / "dữ liệu #1"
    folder.mkdir()
    (folder / "secret_key").write_text("kept-key\n")
    return folder


def test_where_nobody_runs_the_kept_key_and_the_folder(data_dir):
    database = str(data_dir / "portal.sqlite3")
    assert asked(f" {data_dir} ") == ["kept-key", database, "http://127.0.0.1:8000"]
    assert asked(data_dir, SECRET_KEY="given")[0] == "given"


def test_where_a_portal_runs_its_own_settings(data_dir, tmp_path):
    portal = {"DATABASE_URL": f"sqlite:///{tmp_path}/elsewhere", "PUBLIC_URL": "https://cong.vn", "SECRET_KEY": "$own"}
    with (data_dir / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        env = bare() | portal | {"DATA_DIR": str(data_dir)}
        process = subprocess.Popen([sys.executable, "-c", "input()"], env=env, stdin=subprocess.PIPE)
        try:
            lock.write(f"{process.pid}\n")
            lock.flush()
            assert asked(data_dir) == ["$own", f"{tmp_path}/elsewhere", "https://cong.vn"]
            assert asked(data_dir, PUBLIC_URL="https://khac.vn")[2] == "https://khac.vn"
            # The control: a number that another program has by now.
            lock.truncate(0)
            lock.seek(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            assert asked(data_dir)[0] == "kept-key"
        finally:
            process.communicate(b"\n")
