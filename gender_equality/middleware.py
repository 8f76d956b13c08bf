from django.conf import settings
from django.utils import translation

# Of the OWASP secure headers list what neither Django nor django-csp sets. Nothing of a browser's devices is used.
UNUSED = (
    "accelerometer", "autoplay", "camera", "cross-origin-isolated", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "keyboard-map", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "sync-xhr", "usb", "xr-spatial-tracking",
    "clipboard-read", "clipboard-write", "gamepad", "hid", "idle-detection", "serial", "unload",
)  # fmt: skip
HEADERS = {
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{one}=()" for one in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
    # A browser may otherwise look up the name of the page that "leave quickly" leads to.
    "X-DNS-Prefetch-Control": "off",
    # WhiteNoise says how long static files may be kept; nothing else is for anybody who sits there afterwards.
    "Cache-Control": "no-store",
}
LOG_OUT = "accounts:logout"


def secure_headers(get_response):
    """Middleware, the outermost: the headers of every answer, also of static files, redirects, refusals and errors.

    What a view or a middleware within has set itself, stays.
    """

    def answer(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        asked = request.resolver_match
        if request.method == "POST" and asked and asked.view_name == LOG_OUT:
            # The cache alone: "storage" would take along the drafts that wait for the same person in localStorage.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return answer


class ChosenLanguageMiddleware:
    """Vietnamese unless the person chose English by the switch.

    Django's own LocaleMiddleware follows the browser, and an office's old PC often asks for English.
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
