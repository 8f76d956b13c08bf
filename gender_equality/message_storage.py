"""Storage of Django's messages ("Saved.") in a cookie with the `__Host-` prefix, bound to this host."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """Django's cookie storage under a `__Host-` name."""

    cookie_name = "__Host-messages"


class HostMessageStorage(FallbackStorage):
    """Store in the cookie what fits and the rest in the session, as Django's default does."""

    storage_classes = (HostCookieStorage, SessionStorage)
