"""Nothing that Redis holds is run when it is read."""

import pickle

import pytest
from django.conf import settings
from django.core.cache import cache

from gender_equality.cache_values import JsonSerializer


@pytest.mark.parametrize("value", [0, 7, True, None, "7", "<svg>Huế</svg>", {"a": [1, None]}])
def test_what_is_kept_comes_back(value):
    kept = JsonSerializer().dumps(value)
    assert JsonSerializer().loads(str(kept).encode()) == value
    assert type(JsonSerializer().loads(str(kept).encode())) is type(value)


class Harmful:
    def __reduce__(self):
        return eval, ("1 / 0",)


def test_what_would_run_is_refused():
    with pytest.raises(ValueError, match="codec can't decode|Expecting value"):
        JsonSerializer().loads(pickle.dumps(Harmful()))
    if "redis" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("the cache of one process is nobody else's")
    cache._cache.get_client(None, write=True).set(cache.make_and_validate_key("harmful"), pickle.dumps(Harmful()))
    with pytest.raises(ValueError, match="codec can't decode|Expecting value"):
        cache.get("harmful")
    cache.set("harmful", {"a": 1})
    assert cache.get("harmful") == {"a": 1}
