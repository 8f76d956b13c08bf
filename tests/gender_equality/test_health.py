import shutil
import socket
import time
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from with_services import free_port

from reports.documents.queue import sweep
from reports.models import Beat

# The checks look through connections of their own, so what they are to see must be committed.
pytestmark = pytest.mark.django_db(transaction=True)


def ask(client):
    answer = client.get(reverse("healthz"))
    return answer.status_code, answer.json()


def worker_seen(**ago):
    Beat.objects.create(name="worker", at=timezone.now() - timedelta(**ago))


def test_all_well(client):
    worker_seen(seconds=5)
    assert ask(client) == (200, {"database": "ok", "broker": "ok", "worker": "ok", "storage": "ok"})


def test_nobody_may_keep_the_answer(client):
    assert "no-store" in client.get(reverse("healthz")).headers["Cache-Control"]


def test_only_get(client):
    assert client.post(reverse("healthz")).status_code == 405


def test_a_worker_never_seen(client):
    status, found = ask(client)
    assert (status, found["worker"], found["database"]) == (503, "has not run yet", "ok")


def test_a_worker_gone_for_long(client, settings):
    worker_seen(seconds=3 * settings.SWEEP_SECONDS + 2)
    status, found = ask(client)
    assert status == 503
    assert found["worker"].startswith("last seen ")


@pytest.mark.parametrize(("ahead", "status"), [(30, 200), (3600, 503)])
def test_a_clock_that_was_set_back_since(client, ahead, status):
    """Until the next sweep nobody knows whether there is a worker, however long the old time lasts."""
    worker_seen(seconds=-ahead)
    answer = ask(client)
    assert answer[0] == status
    sweep()
    assert ask(client)[0] == 200


def test_storage_away(client, settings):
    worker_seen(seconds=1)
    shutil.rmtree(settings.MEDIA_ROOT)
    status, found = ask(client)
    assert status == 503
    assert found.pop("storage") == "cannot be written (No such file or directory)"
    assert set(found.values()) == {"ok"}


def test_queue_folder_away(client, settings, tmp_path):
    worker_seen(seconds=1)
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path / "queue")}
    status, found = ask(client)
    assert (status, found["broker"]) == (503, "cannot be written (No such file or directory)")


def test_broker_away(client, monkeypatch):
    worker_seen(seconds=1)
    monkeypatch.setenv("CELERY_BROKER_URL", f"redis://127.0.0.1:{free_port()}/0")
    status, found = ask(client)
    assert status == 503
    assert found.pop("broker") == "cannot be reached (OperationalError)"
    assert set(found.values()) == {"ok"}


@pytest.fixture
def on_server():
    if connections["default"].vendor != "postgresql":
        pytest.skip("SQLite has no server that could be away")


def test_database_away_hides_nothing_else(client, monkeypatch, on_server):
    worker_seen(seconds=1)
    monkeypatch.setitem(connections.settings["default"], "PORT", free_port())
    status, found = ask(client)
    assert status == 503
    assert found == {
        "database": "cannot be read (OperationalError)",
        "worker": "unknown",
        "broker": "ok",
        "storage": "ok",
    }


def test_a_database_that_takes_the_call_and_says_nothing(client, monkeypatch, on_server):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setitem(connections.settings["default"], "PORT", silent.getsockname()[1])
        started = time.monotonic()
        status, found = ask(client)
    assert time.monotonic() - started < 5
    assert status == 503
    assert found == {
        "database": "cannot be read (OperationalError)",
        "worker": "unknown",
        "broker": "ok",
        "storage": "ok",
    }
