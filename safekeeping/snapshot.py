"""One moment of the database, read while people go on working."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def one_moment(connection):
    """A transaction in which every question is answered as of its beginning, and that holds up no writer."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # The portal's transactions begin with the write lock; a reader must not take it. (Read again on connecting.)
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            # The moment is that of the first question.
            cursor.execute("SELECT count(*) FROM sqlite_master")
            cursor.fetchone()
            yield
    finally:
        connection.transaction_mode = usual
