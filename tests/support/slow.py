"""What takes too long for each run of the tests, and in which runs it is tried.

`make test WHOLE=1`, which `.ci/run` calls, tries what is wide: every address, page and language.
`make test-faults` sets SLOW_FAULTS and kills servers as well.
"""

import os
import random

import pytest

IS_SLOW_RUN = bool(os.environ.get("SLOW_FAULTS"))
IS_WHOLE_RUN = IS_SLOW_RUN or bool(os.environ.get("WHOLE"))
slow = pytest.mark.skipif(not IS_SLOW_RUN, reason="takes minutes: `make test-faults`")
wide = pytest.mark.skipif(not IS_WHOLE_RUN, reason="wide: `make test WHOLE=1`")
# One in so many of what is wide is tried by each run.
SHARE = 10


def some_of(things):
    """Return all things in a whole run; otherwise one in ten in their order, other ones each time."""
    things = list(things)
    if IS_WHOLE_RUN:
        return things
    return [things[at] for at in sorted(random.sample(range(len(things)), -(-len(things) // SHARE)))]
