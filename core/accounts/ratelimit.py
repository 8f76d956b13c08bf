"""Rate limits per address or user, for pages that are costly or open to guessing.

Requests are counted in the cache in fixed windows, under a keyed hash whose salt is dropped after a while, so that it
can't be turned back.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.shortcuts import render
from redis import RedisError

from core.accounts.client_info import client_address
from core.lib.dates.clock import now

SALT_SECONDS = 600
ADDRESS, PERSON = "address", "person"


@dataclass(frozen=True)
class Limit:
    """A number of requests in a window of seconds (whole minutes), counted by address or by user."""

    number: int
    seconds: int
    by: str


# An office has one address, and all districts may share one line: limits by address are high enough to stop only
# machines. Guessing at one account is stopped by the lock-out.
LIMITS = {
    "log-in": Limit(100, 300, ADDRESS),
    "reset": Limit(20, 3600, ADDRESS),
    # Guessing at one device is slowed down by django-otp.
    "second-factor": Limit(100, 300, ADDRESS),
    "search": Limit(60, 60, PERSON),
    "exports": Limit(100, 300, PERSON),
    "documents": Limit(100, 600, PERSON),
    # A phone network has many people behind one address; a machine that copies the list asks more often.
    "verify": Limit(120, 60, ADDRESS),
    "public": Limit(120, 60, ADDRESS),
}


def ratelimited(name, method="POST"):
    """Count a view's requests of one method against the limit `name`, and answer 429 above it; decorator."""

    def decorate(view):
        @wraps(view)
        def limited_view(request, *args, **kwargs):
            seconds = seconds_to_wait(request, name) if request.method == method else 0
            return too_many_requests(request, seconds) if seconds else view(request, *args, **kwargs)

        return limited_view

    return decorate


def too_many_requests(request, seconds):
    """Return the page 429, which says when to try again."""
    response = render(request, "429.html", {"again_at": now() + timedelta(seconds=seconds)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def seconds_to_wait(request, name):
    """Count this request; return 0 if it may be answered or the cache is away, else the seconds to wait."""
    limit = LIMITS[name]
    window, elapsed = divmod(int(now().timestamp()), limit.seconds)
    try:
        count = _count(name, limit, window, _client(request, limit))
    except (RedisError, OSError, ValueError):
        # The page matters more than the limit. ValueError: the entry expired between `add` and `incr`.
        return 0
    return limit.seconds - elapsed if count > limit.number else 0


def salt_key(name):
    """Return the cache key of a limit's salt; deleting it resets all counts of the limit."""
    return f"pace-{name}"


def _count(name, limit, window, client):
    """Add one to the client's requests in this window and return the number."""
    lifetime = max(SALT_SECONDS, limit.seconds)
    salt = cache.get_or_set(salt_key(name), lambda: secrets.token_hex(32), lifetime)
    key = f"pace-{name}-" + hmac.digest(salt.encode(), f"{window} {client}".encode(), "sha256").hex()
    cache.add(key, 0, limit.seconds)
    return cache.incr(key)


def _client(request, limit):
    user = getattr(request, "user", None) if limit.by == PERSON else None
    return f"person {user.pk}" if user is not None and user.is_authenticated else _network(request)


def _network(request):
    """Return the client's address, of IPv6 its /64 network, since one line has all addresses of it."""
    address = ip_address(client_address(request) or "0.0.0.0")  # noqa: S104 (nobody listens there)
    return str(ip_network((int(address), 64), strict=False)) if isinstance(address, IPv6Address) else str(address)
