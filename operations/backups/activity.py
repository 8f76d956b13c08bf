"""Making sure that nobody works on the data, for what needs the portal to stand still."""

import fcntl
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from operations.backups.errors import Refused


@contextmanager
def no_activity(connection):
    """Hold the lock of DATA_DIR, which a portal started by `make run` holds.

    Refused while somebody is at work. On PostgreSQL, others who are connected to the database count too. A portal on
    SQLite that was started in another way can't be seen.
    """
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with (Path(settings.DATA_DIR) / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"A portal is running on the data in {settings.DATA_DIR}: end it first.") from None
        refuse_other_connections(connection)
        yield


def refuse_other_connections(connection):
    """Raise Refused where others are connected to a PostgreSQL database."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        (others,) = cursor.fetchone()
    if others:
        raise Refused(f"{others} others are connected to the database: end web, worker and beat first.")
