"""How often one address may ask for the public pages, known by a hash that nobody can turn back for long."""

import hmac
import secrets

from django.core.cache import cache
from redis import RedisError

from accounts.whence import address_of
from calendars.clock import now

# A phone network hides many people behind one address; a machine that copies the list asks more often than this.
REQUESTS_A_MINUTE = 120
SALT_SECONDS = 600


def asks_too_often(request):
    """True from the 121st request of one address within a minute; False when the cache can't tell."""
    try:
        return _count(address_of(request)) > REQUESTS_A_MINUTE
    except (RedisError, OSError, ValueError):
        # The page matters more than the count. ValueError: the entry ended between the two steps.
        return False


def _count(address):
    """The number of requests in this minute; the cache holds it under a keyed hash of address and minute alone."""
    salt = cache.get_or_set("public-salt", lambda: secrets.token_hex(32), SALT_SECONDS)
    minute = int(now().timestamp()) // 60
    key = "public-" + hmac.digest(salt.encode(), f"{minute} {address}".encode(), "sha256").hex()
    cache.add(key, 0, 60)
    return cache.incr(key)
