"""What one process of a worker may hold: beyond it allocations fail as MemoryError, and the host lives on."""

import resource

from django.conf import settings

# MB beyond the limit that are kept for saying that it was not enough.
RESERVE_MB = 100
MB = 1024 * 1024


def bound():
    """Set the limit for this process. Data, not addresses: charts reserve many of those."""
    limit = settings.WORKER_MEMORY_MB * MB
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit + RESERVE_MB * MB))


def open_reserve():
    """After a MemoryError: room to write into the database what happened."""
    _limit, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
