"""The request that is being answered, for entries of the audit log."""

from contextlib import contextmanager
from contextvars import ContextVar

from core.accounts import sessions
from core.accounts.client_info import client_address

_request = ContextVar("request", default=None)


@contextmanager
def track_request(request):
    """Let `current_request()` return this request inside the block."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def current_request():
    """Return the request that is being answered; None in a worker or a command."""
    return _request.get()


def client_info():
    """Return (address, session number) of the current request, each None where there is none."""
    request = current_request()
    if request is None:
        return None, None
    return client_address(request), sessions.number_of(request.session) if hasattr(request, "session") else None
