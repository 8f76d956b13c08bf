"""Nothing is left in the temporary folder after a hundred documents of a worker whose processes are recycled."""

from contextlib import suppress
from pathlib import Path

from faulty_portal import HERE, faulty_portal, until
from slow import slow

MANY = HERE / "many_documents.py"
DOCUMENTS, OF_EACH_PROCESS = 100, 9
# Documents of the control: enough for two processes.
FEW, OF_EACH_FEW = 6, 2
SECONDS = 600


def make_all(portal, name, number):
    """Let that worker make so many documents; answers the ids of the processes that made them."""
    portal.told_by(MANY, str(number))
    portal.come_up(name)
    pids = set()

    def are_made():
        # Those that take the place of others are begun by a thread of its own.
        for listed in Path(f"/proc/{portal.processes[name].pid}/task").glob("*/children"):
            with suppress(OSError):
                pids.update(listed.read_text().split())
        return portal.rows("SELECT count(*) FROM reports_document WHERE state = 'ready'") == [(number,)]

    until(are_made, SECONDS, f"{number} documents are ready", portal.told)
    return pids


def copies_in(folder):
    """The folders of fonts below a folder, which the renderer makes for each document."""
    return [path for path in folder.glob("**/weasyprint-*") if path.is_dir()]


def worker_of_few(portal, name, folder, tasks):
    folder.mkdir()
    portal.also(name, "worker", "--max-tasks-per-child", str(tasks), TMPDIR=str(folder), PYTHONPATH=str(HERE))


@slow
def test_nothing_is_left_after_a_hundred_documents(tmp_path):
    folder = tmp_path / "temporary"
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=1) as portal:
        worker_of_few(portal, "worker-recycled", folder, OF_EACH_PROCESS)
        pids = make_all(portal, "worker-recycled", DOCUMENTS)
        assert len(pids) > DOCUMENTS // OF_EACH_PROCESS
        assert copies_in(folder) == []
        portal.stop("worker-recycled")
        assert list(folder.iterdir()) == []


@slow
def test_the_control_leaves_folders(tmp_path):
    folder = tmp_path / "temporary"
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=1) as portal:
        worker_of_few(portal, "worker-leaving", folder, OF_EACH_FEW)
        portal.commands["worker-leaving"] = portal.commands["worker-leaving"].replace(
            "--app gender_equality", "--app leaving_worker"
        )
        make_all(portal, "worker-leaving", FEW)
        portal.stop("worker-leaving")
        assert copies_in(folder)
