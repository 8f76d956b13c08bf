"""An archive that isn't whole is never taken for one: cut short, with a flipped bit, opened with another key."""

import gzip
import io
import os
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.backups.archive import archives
from operations.backups.archive.encryption import parse_recipients, read_identities
from operations.backups.archive.recorded_models import models_at
from operations.backups.archive.serialization import NUL, line_of
from operations.backups.errors import InvalidArchive, Refused

KEY = pyrage.x25519.Identity.generate()
LINES = [line_of({"id": number, "text": "Nam Đông" * number}) for number in range(40)]
FILE = bytes(range(256)) * 40


def written(path, recipients=()):
    """The bytes of an archive with one table and one file."""
    source = path / "source"
    source.write_bytes(FILE)
    with open(path / "archive", "wb") as file, archives.writing(file, recipients, path) as archive:
        archive.add_table("units_unit", LINES, 40)
        with open(source, "rb") as opened:
            archive.add_file("evidence/1/ảnh", opened, os.fstat(opened.fileno()))
        archive.finish(made_at="2020-12-18", migrations={}, missing=[], has_media=True)
    return (path / "archive").read_bytes()


@pytest.fixture(scope="module", params=["plain", "sealed"])
def whole(request, tmp_path_factory):
    return written(tmp_path_factory.mktemp("whole"), [KEY.to_public()] if request.param == "sealed" else [])


def laid_down(content):
    """{path: bytes} of what an archive lays down, the manifest's sums included; InvalidArchive where it is refused."""
    with TemporaryDirectory() as folder:
        path, into = Path(folder) / "archive", Path(folder) / "into"
        path.write_bytes(content)
        manifest = archives.read(path, [KEY], into=into)
        found = {str(file.relative_to(into)): file.read_bytes() for file in into.rglob("*") if file.is_file()}
        return found, manifest


def test_it_gives_back_what_was_put_in(whole):
    found, manifest = laid_down(whole)
    assert found == {"tables/units_unit.jsonl": "".join(LINES).encode(), "media/evidence/1/ảnh": FILE}
    assert manifest["tables"]["units_unit"]["rows"] == 40


@given(st.data())
def test_a_flipped_bit_is_refused_or_changes_nothing(whole, data):
    place = data.draw(st.integers(0, 8 * len(whole) - 1))
    flipped = bytearray(whole)
    flipped[place // 8] ^= 1 << place % 8
    try:
        found = laid_down(bytes(flipped))
    except Refused:
        return
    # Such as the time in gzip's header, which nobody reads.
    assert found == laid_down(whole)


@pytest.mark.parametrize("place", range(-8, 0))
def test_the_sum_of_the_whole_is_asked_for(whole, place):
    # Behind the last byte that a reader of tar files takes.
    changed = bytearray(whole)
    changed[place] ^= 1
    with pytest.raises(InvalidArchive):
        laid_down(bytes(changed))


@given(st.data())
def test_one_that_was_cut_short_is_refused(whole, data):
    length = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Refused):
        laid_down(whole[:length])


def test_another_key_and_no_key_are_told(tmp_path):
    written(tmp_path, [KEY.to_public()])
    with pytest.raises(InvalidArchive, match="key does not open"):
        archives.read(tmp_path / "archive", [pyrage.x25519.Identity.generate()])
    with pytest.raises(Refused, match="encrypted"):
        archives.read(tmp_path / "archive")


def test_what_is_no_key_is_told(tmp_path):
    with pytest.raises(Refused, match="no public key"):
        parse_recipients(["age1nothing"])
    (tmp_path / "key").write_text("# nothing\n")
    with pytest.raises(Refused, match="no secret key"):
        read_identities(tmp_path / "key")


@pytest.mark.parametrize("name", ["../outside", "/outside", "media/../../outside", "elsewhere/file", "tables"])
def test_nothing_is_laid_down_outside(tmp_path, name):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream, tarfile.open(fileobj=stream, mode="w|") as tar:
        tar.addfile(tarfile.TarInfo(name))
    with pytest.raises(InvalidArchive, match="no backup writes"):
        laid_down(packed.getvalue())


def test_an_archive_of_a_newer_program_is_told():
    with pytest.raises(InvalidArchive, match="newer program.*units.0999_later"):
        models_at({"units": ["0001_initial", "0999_later"]})


def test_the_character_nul_is_found_and_words_about_it_are_not():
    assert NUL.search(line_of({"text": "a\0b"}))
    assert NUL.search(line_of({"text": "\\\0"}))
    assert not NUL.search(line_of({"text": "\\u0000"}))
    assert not NUL.search(line_of({"text": "\\\\u0000"}))
