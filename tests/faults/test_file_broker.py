"""The broker of folders: messages come whole and in order, and a broken one ends no worker."""

from multiprocessing import get_context

import pytest
from faulty_portal import faulty_portal
from kombu import Connection
from kombu.exceptions import ChannelError
from slow import slow

LARGE = 300_000


@pytest.fixture
def queue(tmp_path):
    """A queue of the broker on folders of its own; kombu remembers names for the whole process, so it has its own."""
    folder = tmp_path / "queue"
    folder.mkdir()
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder)}
    options["control_folder"] = str(tmp_path / "control")
    broker = Connection(transport="gender_equality.file_broker:Transport", transport_options=options)
    with broker, broker.SimpleQueue(tmp_path.name) as queue:
        queue.folder = folder
        yield queue


def taken(queue):
    message = queue.get(block=False)
    message.ack()
    return message.payload


def test_messages_come_in_order_and_once(queue):
    for number in range(20):
        queue.put(number)
    assert queue.qsize() == 20
    assert [taken(queue) for _n in range(20)] == list(range(20))
    with pytest.raises(queue.Empty):
        taken(queue)
    assert list(queue.folder.iterdir()) == []


@pytest.mark.parametrize("text", ["", '{"body": "W1t', "\x00"])
def test_a_broken_message_is_dropped(queue, text):
    (queue.folder / f"00_x.{queue.folder.parent.name}.msg").write_text(text)
    queue.put("whole")
    assert taken(queue) == "whole"
    assert list(queue.folder.iterdir()) == []


def test_a_folder_that_is_gone_is_an_empty_queue(queue):
    queue.folder.rename(queue.folder.with_name("aside"))
    queue.folder.touch()
    with pytest.raises(queue.Empty):
        taken(queue)
    with pytest.raises(ChannelError):
        queue.put("lost")


def test_a_message_is_never_seen_half_written(queue):
    """A process writes without a pause while this one takes: kombu's own transport breaks here."""
    # Large ones: to write them takes as long as to take them.
    number, got = 100, []
    writer = get_context("fork").Process(target=write, args=(queue, number))
    writer.start()
    while writer.is_alive() or queue.qsize():
        try:
            got.append(len(taken(queue)))
        except queue.Empty:
            continue
    writer.join()
    assert got == [LARGE] * number


def write(queue, number):
    for _one in range(number):
        queue.put("x" * LARGE)


@slow
def test_a_worker_survives_a_broken_message(tmp_path):
    with faulty_portal("sqlite-files", tmp_path / "data", paragraphs=1, SWEEP_SECONDS="2") as portal:
        portal.come_up("web", "worker", "beat")
        (portal.broker.queue / "00_x.celery.msg").touch()
        _taken, pk = portal.ask(format="xlsx")
        portal.reaches(pk, "ready")
        assert portal.processes["worker"].poll() is None
