"""The request under way, for whatever is put on record while it is answered."""

from contextlib import contextmanager
from contextvars import ContextVar

from accounts import sessions
from accounts.whence import address_of

_request = ContextVar("request", default=None)


@contextmanager
def following(request):
    """Let `current()` be that request inside the block."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def current():
    """The request that is being answered; None in a worker or a command."""
    return _request.get()


def whence():
    """(address, number of the log-in) of the request under way, each None where there is none."""
    request = current()
    if request is None:
        return None, None
    return address_of(request), sessions.number_of(request.session) if hasattr(request, "session") else None
