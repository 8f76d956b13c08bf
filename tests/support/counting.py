"""How often a page asks the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

AUDIT = "accounts_audit"


def queries(client, path):
    """How many queries a page that is there takes, once the cache of content types is warm.

    Not counted is the one entry by which the opening of a sensitive page stands on record, whatever the data.
    """
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len([one for one in asked if not (one["sql"].startswith("INSERT") and AUDIT in one["sql"])])
