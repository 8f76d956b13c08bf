"""What takes too long for each run of the tests: `make test-faults` sets SLOW_FAULTS."""

import os

import pytest

IS_SLOW_RUN = bool(os.environ.get("SLOW_FAULTS"))
slow = pytest.mark.skipif(not IS_SLOW_RUN, reason="takes minutes: `make test-faults`")
