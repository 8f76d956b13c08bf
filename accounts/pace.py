"""How often one address, or one person, may ask for what is costly or can be guessed at; the one table of limits.

Counted in the cache under a keyed hash that nobody can turn back for long, in windows of the clock.
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

from accounts.whence import address_of
from calendars.clock import now

SALT_SECONDS = 600
ADDRESS, PERSON = "address", "person"


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds (whole minutes), counted by address or by person."""

    number: int
    seconds: int
    by: str


# Offices stand behind one address each, and all districts may share one line: by address alone only a machine is
# stopped. Guessing at one account is stopped by the lock-out, which knows the account.
LIMITS = {
    "log-in": Limit(100, 300, ADDRESS),
    "reset": Limit(20, 3600, ADDRESS),
    # Guessing at one phone is made slow by django-otp, which knows the phone.
    "second-factor": Limit(100, 300, ADDRESS),
    "search": Limit(60, 60, PERSON),
    "exports": Limit(100, 300, PERSON),
    "documents": Limit(100, 600, PERSON),
    # A phone network hides many people behind one address; a machine that copies the list asks more often than this.
    "verify": Limit(120, 60, ADDRESS),
    "public": Limit(120, 60, ADDRESS),
}


def paced(name, method="POST"):
    """Decorator of views: requests of that method count against the limit `name`, and above it are answered 429."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            seconds = seconds_to_wait(request, name) if request.method == method else 0
            return too_often(request, seconds) if seconds else view(request, *args, **kwargs)

        return answer

    return decorate


def too_often(request, seconds):
    """The page that says when to ask again (429)."""
    response = render(request, "429.html", {"again_at": now() + timedelta(seconds=seconds)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def seconds_to_wait(request, name):
    """Count this request; 0 where it may be answered, and when the cache can't tell, else the seconds to wait."""
    limit = LIMITS[name]
    second = int(now().timestamp())
    window, passed = divmod(second, limit.seconds)
    try:
        count = _count(name, limit, window, _whoever(request, limit))
    except (RedisError, OSError, ValueError):
        # The page matters more than the count. ValueError: the entry ended between the two steps.
        return 0
    return limit.seconds - passed if count > limit.number else 0


def salt_name(name):
    """Where the cache keeps the salt of a limit: without it all its counts begin anew."""
    return f"pace-{name}"


def _count(name, limit, window, who):
    """The number of requests in this window; the cache holds it under a keyed hash of window and person alone."""
    lifetime = max(SALT_SECONDS, limit.seconds)
    salt = cache.get_or_set(salt_name(name), lambda: secrets.token_hex(32), lifetime)
    key = f"pace-{name}-" + hmac.digest(salt.encode(), f"{window} {who}".encode(), "sha256").hex()
    cache.add(key, 0, limit.seconds)
    return cache.incr(key)


def _whoever(request, limit):
    user = getattr(request, "user", None) if limit.by == PERSON else None
    return f"person {user.pk}" if user is not None and user.is_authenticated else _line_of(request)


def _line_of(request):
    """The address; of IPv6 the network of one line, since each may take any of its addresses."""
    address = ip_address(address_of(request) or "0.0.0.0")  # noqa: S104 (nobody listens there)
    return str(ip_network((int(address), 64), strict=False)) if isinstance(address, IPv6Address) else str(address)
