"""A restore that can't be, fails in the middle or is killed leaves all as before, or is finished by the next one."""

import fcntl
import json
import signal
from contextlib import closing

import pytest
from keeping import leftovers, lines_of, needs_servers, until, until_built_beside
from slow import slow, wide

from operations.backups.archive import archives

pytestmark = wide

WAYS = ["world", pytest.param("moved", marks=[needs_servers, slow])]


@pytest.fixture(params=WAYS)
def there(request, tmp_path):
    """A portal's data, its own to change."""
    kept = request.getfixturevalue(request.param)
    return kept if kept.url else kept.copy(tmp_path / "there")


def spoilt(archive, folder, table, change):
    """A copy of an archive with one table's first row changed, and sums that hold."""
    manifest = archives.read(archive, into=folder / "read")
    with open(folder / "spoilt.tar.gz", "wb") as file, archives.writing(file, (), folder) as new:
        for name, one in manifest["tables"].items():
            lines = lines_of(folder / "read", name)
            if name == table:
                lines[0] = json.dumps(change(json.loads(lines[0])))
            new.add_table(name, [f"{line}\n" for line in lines], one["last_id"])
        given = {key: manifest[key] for key in ("made_at", "vendor", "migrations", "missing", "has_media")}
        new.finish(**given)
    return folder / "spoilt.tar.gz"


def test_people_are_not_replaced_unasked(there, tmp_path):
    archive, before = there.backup("--to", tmp_path / "kept"), there.everything()
    assert "The database holds people" in there.run("restore", archive, fails=True)
    with (there.folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "A portal is running" in there.run("restore", "--replace", archive, fails=True)
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(archive.read_bytes()[:-9])
    assert "is not whole" in there.run("restore", "--replace", broken, fails=True)
    assert there.everything() == before
    assert leftovers(there) == []


@slow
def test_a_failure_in_the_middle_leaves_all_as_before(there, tmp_path):
    archive, before = there.backup("--to", tmp_path / "kept"), there.everything()
    # Nobody has that number: told only when all is loaded.
    orphan = spoilt(archive, tmp_path, "notices_notice", lambda row: row | {"person_id": 10**9})
    assert "foreign key" in there.run("restore", "--replace", orphan, fails=True)
    assert there.everything() == before
    assert leftovers(there) == []


@slow
@needs_servers
def test_postgresql_says_which_row_it_can_t_keep(moved, tmp_path):
    archive, before = moved.backup("--to", tmp_path / "kept"), moved.everything()
    nul = spoilt(archive, tmp_path, "notices_notice", lambda row: row | {"text": "a\0b"})
    assert "of notices_notice holds the character NUL" in moved.run("restore", "--replace", nul, fails=True)
    assert moved.everything() == before


@slow
@needs_servers
def test_a_database_that_refuses_the_last_step_leaves_all_as_before(moved, tmp_path):
    archive, before = moved.backup("--to", tmp_path / "kept"), moved.everything()
    process = moved.start("restore", "--replace", archive)
    until_built_beside(moved, process)
    with closing(moved.connect()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("LOCK TABLE units_unit IN SHARE MODE")
        told = process.communicate(timeout=570)[0]
        assert process.returncode
    assert "lock timeout" in told
    assert moved.everything() == before
    assert leftovers(moved) == []


@slow
def test_a_restore_killed_in_its_last_step_is_finished_by_the_next(there, tmp_path):
    archive, before = there.backup("--to", tmp_path / "kept"), there.everything()
    there.rows("UPDATE units_unit SET name = 'sau khi sao lưu' WHERE code = 'VN'")
    (there.media / "public" / "later").write_bytes(b"later")
    process = there.start("restore", "--replace", archive)
    if there.url:
        until_built_beside(there, process)
    # Whoever writes holds up the last step of the database, when the folders have been renamed.
    with closing(there.connect()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("LOCK TABLE units_unit IN SHARE MODE" if there.url else "BEGIN IMMEDIATE")
        until(lambda: any(there.folder.glob("media.replaced-*")), "the folders are renamed", process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (there.media / "public" / "later").exists()
    told = there.run("restore", "--replace", archive)
    assert "it is finished now" in told
    tables, files = there.everything()
    assert files == before[1]
    assert tables["units_unit"] == before[0]["units_unit"]
    assert leftovers(there) == []
