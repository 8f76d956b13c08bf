"""The settings of a worker with less memory than the portal would start with, for a fault of its own."""

import os

from gender_equality.settings import *  # noqa: F403

WORKER_MEMORY_MB = int(os.environ["TIGHT_MEMORY_MB"])
CELERY_WORKER_MAX_MEMORY_PER_CHILD = WORKER_MEMORY_MB * 1024 * 3 // 4
