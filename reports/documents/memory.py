"""Memory limit of a worker's process: beyond it allocations raise MemoryError instead of exhausting the host."""

import resource

from django.conf import settings

# MB beyond the limit that are kept for saying that it was not enough.
RESERVE_MB = 100
MB = 1024 * 1024


def limit_memory():
    """Set the memory limit of this process.

    It limits data, not the address space, of which charts reserve much.
    """
    limit = settings.WORKER_MEMORY_MB * MB
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit + RESERVE_MB * MB))


def open_reserve():
    """Raise the limit after a MemoryError, so that the failure can be written to the database."""
    _limit, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
