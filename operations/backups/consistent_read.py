"""Reading the whole database as of one moment, while people go on working."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def consistent_read(connection):
    """Open a transaction in which every query sees the database as of its beginning.

    It holds up no writer.
    """
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # The portal's transactions begin with the write lock; a reader must not take it. (Read again on connecting.)
    usual_mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # The moment is that of the first query.
            cursor.execute("SELECT count(*) FROM sqlite_master")
            cursor.fetchone()
            yield
    finally:
        connection.transaction_mode = usual_mode
