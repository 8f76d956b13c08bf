"""There is no room for a document, on the disk or in memory: the row says so, and nothing half stays."""

import os
import re
import signal
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.utils.html import escape
from django.utils.translation import gettext, override
from faulty_portal import faulty_portal
from slow import slow
from small_disk import small_disk

pytestmark = slow


@contextmanager
def barred(folder):
    """A file lies where the folder should be."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.touch()
    yield
    folder.unlink()


# The first bytes fit, the document does not; or not even a folder can be made.
@pytest.mark.parametrize("trouble", [partial(small_disk, kilobytes=16), barred])
def test_the_media_folder_takes_no_document(tmp_path, trouble):
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=8, SWEEP_SECONDS="2") as portal:
        documents = portal.data_dir / "media" / "documents"
        with trouble(documents):
            portal.come_up("web", "worker", "beat")
            _taken, pk = portal.ask()
            row = portal.reaches(pk, "failed")
            assert (row["attempts"], row["file"]) == (3, "")
            assert "its disk may be full" in row["message"]
            assert in_vietnamese(row["message"]) in portal.card(pk)
            assert not documents.is_dir() or list(documents.iterdir()) == []
        portal.try_again(pk)
        row = portal.reaches(pk, "ready")
        assert portal.files() == [row["file"]]
        assert len(portal.download(pk)) == row["size"]


def test_a_document_needs_more_memory_than_a_worker_may_have(tmp_path):
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=2400, SWEEP_SECONDS="2") as portal:
        portal.come_up("web", "worker", "beat")
        _taken, small = portal.ask(report="summary", format="xlsx")
        portal.reaches(small, "ready")
        # Room for what a worker has loaded by then and a little more, not for the pages of the large one.
        room = memory_of(*portal.children()) + 16
        paths = f"{Path(__file__).parent}{os.pathsep}{portal.env.get('PYTHONPATH', '')}"
        portal.env |= {"DJANGO_SETTINGS_MODULE": "tight_settings", "TIGHT_MEMORY_MB": str(room), "PYTHONPATH": paths}
        portal.stop("worker", signal.SIGKILL)
        portal.come_up("worker")
        _taken, pk = portal.ask()
        row = portal.reaches(pk, "failed")
        assert row["attempts"] == 3
        assert "too large" in row["message"]
        assert in_vietnamese(row["message"]) in portal.card(pk)
        assert portal.files() == [portal.document(small)["file"]]
        # The same worker makes what it can.
        _taken, pk = portal.ask(format="xlsx")
        assert portal.reaches(pk, "ready")["attempts"] == 1
        assert portal.processes["worker"].poll() is None


def in_vietnamese(message):
    with override("vi"):
        return escape(gettext(message))


def memory_of(pid):
    """MB of data that a process holds, as RLIMIT_DATA counts them."""
    return int(re.search(r"VmData:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())[1]) // 1024
