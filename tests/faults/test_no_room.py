"""There is no room for a document, on the disk or in memory: the row says so, and nothing half stays."""

import re
import signal
import subprocess
from pathlib import Path

import pytest
from django.utils.html import escape
from django.utils.translation import gettext, override
from faulty_portal import faulty_portal, slow

pytestmark = slow


class Full:
    """A file system of 16 KB: the first bytes fit, the document does not."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)]
        if subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("a small file system can't be mounted here")

    def free(self):
        subprocess.run(["umount", str(self.folder)], check=True)


class Barred:
    """A file lies where the folder should be."""

    def __init__(self, folder):
        self.folder = folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.touch()

    def free(self):
        self.folder.unlink()


@pytest.mark.parametrize("trouble", [Full, Barred])
def test_the_media_folder_takes_no_document(tmp_path, trouble):
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=8, SWEEP_SECONDS="2") as portal:
        documents = portal.data_dir / "media" / "documents"
        obstacle = trouble(documents)
        try:
            portal.come_up("web", "worker", "beat")
            _taken, pk = portal.ask()
            row = portal.reaches(pk, "failed")
            assert (row["attempts"], row["file"]) == (3, "")
            assert "its disk may be full" in row["message"]
            assert in_vietnamese(row["message"]) in portal.card(pk)
            assert not documents.is_dir() or list(documents.iterdir()) == []
        finally:
            obstacle.free()
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
        portal.env["WORKER_MEMORY_MB"] = str(memory_of(*portal.children()) + 16)
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
