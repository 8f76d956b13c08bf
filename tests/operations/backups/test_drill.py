"""The drill: what was backed up is brought back into an empty database and compared, row by row and byte by byte."""

import pyrage
from keeping import Kept, leftovers, needs_servers, until
from slow import slow, wide

pytestmark = wide


def key_pair(folder):
    """(public key, file with the secret key) as `age-keygen` makes them."""
    identity = pyrage.x25519.Identity.generate()
    file = folder / "key.txt"
    file.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public()), file


def deleted_number(kept):
    """The number of the notice that was deleted last, one above the highest there is."""
    return kept.rows("SELECT max(id) FROM notices_notice")[0][0] + 1


def test_what_was_backed_up_encrypted_comes_back_the_same(world, tmp_path):
    public, secret = key_pair(tmp_path)
    archive = world.backup("--recipient", public, "--to", tmp_path / "off-host")
    empty = Kept(tmp_path / "new-host")
    empty.run("restore", archive, "--identity", secret)

    tables, files = world.everything()
    restored, restored_files = empty.everything()
    assert {"public/Trang chủ.html"} < files.keys()
    assert restored_files == files
    # Mails that waited then went out since, for all that is known.
    notices = tables["notices_notice"]
    assert any(row["mail"] == "queued" for row in notices)
    for row in notices:
        row["mail"] = "unknown" if row["mail"] == "queued" else row["mail"]
    assert restored["notices_notice"] == notices
    assert restored == tables
    assert world.rows("SELECT count(*) FROM accounts_session") == [(1,)]
    assert empty.rows("SELECT count(*) FROM accounts_session") == [(0,)]
    # A number that was given once is not given again.
    (counted,) = empty.rows("SELECT seq FROM sqlite_sequence WHERE name = 'notices_notice'")
    assert counted == (deleted_number(world),)
    assert archive.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in empty.folder.iterdir()) == ["lock", "media", "portal.sqlite3"]


@needs_servers
def test_a_move_to_postgresql_takes_every_row_along(world, moved):
    assert "Every table was compared." in moved.told
    assert moved.at_first == world.everything()
    assert moved.rows("SELECT last_value FROM notices_notice_id_seq") == [(deleted_number(world),)]
    # Whoever comes next finds a database of the usual kind.
    assert moved.rows("SELECT count(*) FROM pg_namespace WHERE nspname = 'restoring'") == [(0,)]
    assert moved.run("migrate", "--check") == ""
    assert "0 half-months wrong" in moved.run("recount")


@needs_servers
@slow
def test_a_move_back_to_sqlite_takes_every_row_along(world, moved, tmp_path):
    moved.run("move_database", f"sqlite:///{tmp_path}/back.sqlite3")
    back = Kept(tmp_path)
    back.file = tmp_path / "back.sqlite3"
    assert back.tables() == moved.tables()


@needs_servers
@slow
def test_who_writes_during_a_move_is_told_of(world, servers, tmp_path):
    here, there = world.copy(tmp_path / "here"), Kept(tmp_path / "there", servers["DATABASE_URL"])
    process = here.start("move_database", there.url)
    # Nobody connects to the other database before the command has looked whether somebody does.
    until(lambda: any(here.folder.glob(".*.restoring")), "the restore there has begun", process)
    until(lambda: leftovers(there) == [("restoring",)], "the other database is being filled", process)
    here.rows("UPDATE units_unit SET name = 'trong lúc chuyển' WHERE code = 'VN'")
    told = process.communicate(timeout=570)[0]
    assert process.returncode
    assert "Somebody wrote into this database meanwhile (units_unit)" in told


@needs_servers
@slow
def test_what_came_after_the_backup_is_replaced_and_kept(moved, tmp_path):
    before = moved.everything()
    archive = moved.backup("--to", tmp_path)
    moved.rows("UPDATE units_unit SET name = 'sau khi sao lưu' WHERE code = 'VN'")
    later = moved.media / "evidence" / "later"
    later.write_bytes(b"later")
    after = moved.everything()
    told = moved.run("restore", "--replace", archive)
    assert settled(moved.everything()) == settled(before)
    kept = told.partition("What is there is kept in ")[2].partition(".gz.")[0] + ".gz"
    moved.run("restore", "--replace", kept)
    assert settled(moved.everything()) == settled(after)


def settled(everything):
    """Without what a restore changes by itself: whether a mail waits."""
    tables, files = everything
    return {name: rows for name, rows in tables.items() if name != "notices_notice"}, files


@slow
def test_an_older_archive_is_brought_forward(world, tmp_path):
    old = world.copy(tmp_path / "old")
    old.run("migrate", "reports", "0002", "--verbosity", "0")
    archive = old.backup("--to", tmp_path)
    new = Kept(tmp_path / "new")
    new.run("restore", archive)
    assert settled(new.everything()) == settled(world.everything())
    assert new.run("migrate", "--check") == ""
