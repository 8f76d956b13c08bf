"""The broker is away while documents are asked for: nobody waits for it, and all are made when it is back."""

import time

import pytest
from faulty_portal import WAYS, faulty_portal, slow

pytestmark = slow
# Seconds within which a person has an answer, whatever the broker does.
PATIENCE = 3


@pytest.fixture(params=WAYS)
def portal(request, tmp_path):
    with faulty_portal(request.param, tmp_path / "data", paragraphs=4) as portal:
        portal.come_up("web", "worker", "beat")
        yield portal


def test_asked_for_while_the_broker_is_away(portal):
    portal.broker.go()
    asked = [portal.ask(), portal.ask(format="xlsx"), portal.ask(report="summary", format="docx")]
    began = time.monotonic()
    assert portal.get("/")[0] == 200
    slowest = max(time.monotonic() - began, *(taken for taken, _pk in asked))
    assert slowest < PATIENCE
    assert {portal.state(pk) for _taken, pk in asked} == {"queued"}
    portal.broker.come_back()
    for _taken, pk in asked:
        assert portal.reaches(pk, "ready")["attempts"] == 1
    # The same processes: nobody started one anew.
    assert {name: process.poll() for name, process in portal.processes.items()} == dict.fromkeys(portal.processes)
