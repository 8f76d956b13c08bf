"""Where a request comes from, as the person would say it: its address, and the browser on which system."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address

# The first that is named wins: most browsers name the ones they descend from as well.
BROWSERS = {
    "Edg/": "Edge", "OPR/": "Opera", "coc_coc_browser/": "Cốc Cốc", "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox", "Chrome/": "Chrome", "CriOS/": "Chrome", "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS",
    "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def address_of(request):
    """Whoever asked our own front server, where there is one: the last address that it added; None if it is none."""
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    else:
        address = request.META.get("REMOTE_ADDR", "")
    try:
        validate_ipv46_address(address)
    except ValidationError:
        return None
    return address


def device_of(request):
    """`Chrome, Windows`; empty for a browser that says nothing known of itself."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    named = [next((name for mark, name in of.items() if mark in agent), "") for of in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, named))
