"""The word after an act ("Saved."), in a cookie under a name that a browser takes from this host alone."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    cookie_name = "__Host-messages"


class HostMessages(FallbackStorage):
    """Django's own: in the cookie what fits, the rest in the session."""

    storage_classes = (HostCookie, SessionStorage)
