"""The address, browser and system that a request comes from."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address

# The first match wins: most user agents also name the browsers they descend from.
BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "coc_coc_browser/": "Cốc Cốc",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def client_address(request):
    """Return the client's IP address; None if it is not valid.

    Behind our own front server it is the last address of X-Forwarded-For, which that server added.
    """
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    else:
        address = request.META.get("REMOTE_ADDR", "")
    try:
        validate_ipv46_address(address)
    except ValidationError:
        return None
    return address


def client_device(request):
    """Return browser and system, such as `Chrome, Windows`; empty for an unknown user agent."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    names = [next((name for mark, name in table.items() if mark in agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names))
