"""Middleware of all responses: security headers and the chosen language."""

from django.conf import settings
from django.utils import translation

# Browser features that the portal switches off, as the OWASP Secure Headers Project lists them.
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "keyboard-map",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
    "clipboard-read",
    "clipboard-write",
    "gamepad",
    "hid",
    "idle-detection",
    "serial",
    "unload",
)
# Headers of the OWASP Secure Headers Project that neither Django nor django-csp sets.
HEADERS = {
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
    # Otherwise a browser may resolve the host that "leave quickly" leads to.
    "X-DNS-Prefetch-Control": "off",
    # WhiteNoise sets the caching of static files; nothing else may be seen by the next user of the computer.
    "Cache-Control": "no-store",
}
LOG_OUT = "accounts:logout"


def secure_headers(get_response):
    """Set the security headers of every response, also of static files, redirects and errors.

    The outermost middleware. A header that a view or an inner middleware has set stays.
    """

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        match = request.resolver_match
        if request.method == "POST" and match and match.view_name == LOG_OUT:
            # The cache alone: "storage" would delete the user's drafts in localStorage.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return middleware


class ChosenLanguageMiddleware:
    """Activate Vietnamese unless the user chose English by the language switch.

    Django's LocaleMiddleware follows the browser, and an office's old PC often asks for English.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
