"""Names of accounts, compared as people mean them: without case, and without what a phone's keyboard adds."""

import unicodedata

from core.accounts.models import User
from core.lib.text.normalise import clean, in_one_order


def folded_name(typed):
    """Return a name for comparison: plain letters and signs, lower case, no blanks around and nothing invisible."""
    plain = in_one_order(unicodedata.normalize("NFKC", clean(typed)))
    return in_one_order(plain.strip().casefold())


def account_called(typed):
    """Return the account of a typed name, or None; of two that differ by case alone the one typed exactly."""
    return User.objects.filter(username=typed).first() or _only_one(_accounts_like(typed))


def is_taken(name):
    """Return whether there is an account of that name, or of one that looks like it to whoever types it."""
    return bool(_accounts_like(name))


def name_for_log_in(typed):
    """Return the name under which a log-in is tried, and its failures counted: the account's own, else a folded one."""
    account = account_called(typed)
    return account.get_username() if account else folded_name(typed)


def _accounts_like(typed):
    # Compared here, as databases fold Vietnamese letters in different ways, or not at all.
    folded = folded_name(typed)
    names = User.objects.order_by().values_list("username", flat=True)
    return User.objects.filter(username__in=[name for name in names if folded_name(name) == folded])


def _only_one(accounts):
    found = list(accounts[:2])
    return found[0] if len(found) == 1 else None
