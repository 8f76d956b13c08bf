"""Backups while people go on working, and what a backup says when something is amiss."""

import fcntl
import json
import threading
from contextlib import closing

import pytest
from keeping import lines_of, needs_servers
from slow import slow, wide

from operations.backups.archive import archives

pytestmark = wide

WAYS = ["world", pytest.param("moved", marks=[needs_servers, slow])]
# Dumped first and last: without one moment for both, they'd differ.
CHANGES = (
    "UPDATE accounts_user SET full_name = '{}' WHERE username = 'admin'",
    "UPDATE units_unit SET short_name = '{}' WHERE code = 'VN'",
)


@pytest.fixture(params=WAYS)
def busy(request, tmp_path):
    """A portal's data, its own to change, and the changes that a writer has made to it so far."""
    kept = request.getfixturevalue(request.param)
    return kept if kept.url else kept.copy(tmp_path / "busy")


class Writer(threading.Thread):
    """Counts in two tables at once, as fast as the database lets it, until it is told to end."""

    def __init__(self, kept):
        super().__init__(daemon=True)
        self.kept, self.over, self.done = kept, threading.Event(), 0

    def run(self):
        with closing(self.kept.connect()) as connection, closing(connection.cursor()) as cursor:
            while not self.over.is_set():
                for change in CHANGES:
                    cursor.execute(change.format(self.done + 1))
                connection.commit()
                self.done += 1

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        self.join()


def test_a_backup_holds_one_moment_and_holds_up_nobody(busy, tmp_path):
    with Writer(busy) as writer:
        process = busy.start("backup", "--to", tmp_path / "kept")
        told = process.communicate(timeout=570)[0]
        assert process.returncode == 0, told
        written = writer.done
    (archive,) = (tmp_path / "kept").glob("*.tar.gz")
    archives.read(archive, into=tmp_path / "read")
    rows = lines_of(tmp_path / "read", "accounts_user")
    names = [value_of(row, "full_name") for row in rows if value_of(row, "username") == "admin"]
    rows = lines_of(tmp_path / "read", "units_unit")
    units = [value_of(row, "short_name") for row in rows if value_of(row, "code") == "VN"]
    assert names == units
    assert 0 < int(names[0]) < written


def value_of(row, column):
    return json.loads(row)[column]


def test_a_file_that_is_gone_is_told_and_no_older_archive_goes(world, tmp_path):
    kept = world.copy(tmp_path / "kept")
    (gone,) = kept.rows("SELECT thumbnail FROM progress_storedfile WHERE thumbnail <> ''")[0]
    first = kept.backup()
    (kept.media / gone).unlink()
    told = kept.run("backup", "--keep", "1", "--tell", fails=True)
    assert f"1 files that rows name are gone:\n{gone} (progress_storedfile.thumbnail)" in told
    assert len(list(first.parent.glob("*.tar.gz"))) == 2
    told = kept.rows(
        "SELECT subject FROM notices_notice JOIN accounts_user u ON u.id = person_id WHERE role = ?", "administrator"
    )
    assert told == [("Sao lưu dữ liệu không thành công",)]
    # Made whole again: now the older ones may go.
    (kept.media / gone).write_bytes(b"again")
    last = kept.backup("--keep", "1")
    assert list(first.parent.glob("*.tar.gz")) == [last]


def test_two_backups_at_once_are_one(world, tmp_path):
    (tmp_path / "kept").mkdir()
    with (tmp_path / "kept" / ".backup.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = world.run("backup", "--to", tmp_path / "kept", "--tell", fails=True)
    assert "Another backup is being written" in told
    assert world.rows("SELECT count(*) FROM notices_notice WHERE occasion LIKE 'backup:%'") == [(0,)]
