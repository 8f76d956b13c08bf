"""What laws, strategies and programmes are called by year: `data/names.toml`, or what the Department wrote."""

import re
import tomllib
from functools import cache

from django.db import transaction

from core.accounts.audit import log_action
from core.accounts.permissions import WHO, can_steer, require
from core.directives.loading import DATA
from core.directives.models import LawKey, LawName, Task


@cache
def usual_names():
    """Return {key: [(from which year, name)]} of the program, the earliest first."""
    rows = tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))
    return {key: sorted((int(since), name) for since, name in names.items()) for key, names in rows.items()}


def names_in_use():
    """Return the same with the Department's own."""
    own = {}
    for key, since, name in LawName.objects.values_list("key", "since", "name"):
        own.setdefault(key, []).append((since, name))
    return usual_names() | own


def own_names_in(year):
    """Return {key: name} of what is called otherwise in a year than by the program."""
    usual, used = usual_names(), names_in_use()
    names = {key: (name_in(used, key, year), name_in(usual, key, year)) for key in used}
    return {key: own for key, (own, of_program) in names.items() if own != of_program}


def name_in(names, key, year):
    """Return what the law or programme is called in a year; before the first year its first name."""
    rows = names[key]
    return ([name for since, name in rows if since <= year] or [rows[0][1]])[-1]


def with_names(words, account):
    """Return the words with each `{key}` as it is called in the account's year."""
    return re.sub(r"\{(\w+)\}", lambda found: account.name_in(found[1]), words)


@transaction.atomic
def save_names(names, *, by):
    """Keep the names {key: [(year, name)]}; of a key that has none, or the program's, those of the program hold."""
    require(can_steer(by), WHO.reviews())
    # Two who save at once wait for each other: the rows may not be there yet.
    list(Task.objects.select_for_update().values_list("pk"))
    before = names_in_use()
    for key, rows in names.items():
        rows = rows or usual_names()[key]
        if rows == before[key]:
            continue
        LawName.objects.filter(key=key).delete()
        if rows != usual_names()[key]:
            LawName.objects.bulk_create(LawName(key=key, since=since, name=name) for since, name in rows)
        log_action("law_names_saved", str(LawKey(key).label), by=by, unit=by.unit)
