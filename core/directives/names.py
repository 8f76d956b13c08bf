"""The names of laws, strategies and programmes by year, from `data/names.toml`."""

import re
import tomllib
from functools import cache

from core.directives.loading import DATA


@cache
def _names():
    rows = tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))
    return {key: sorted((int(since), name) for since, name in names.items()) for key, names in rows.items()}


def name_in(key, year):
    """Return what the law or programme is called in a year."""
    return [name for since, name in _names()[key] if since <= year][-1]


def with_names(words, year):
    """Return the words with each `{key}` as it is called in a year."""
    return re.sub(r"\{(\w+)\}", lambda found: name_in(found[1], year), words)
