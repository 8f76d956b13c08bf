"""Log-in, sessions, cookies, headers and the content security policy."""

from datetime import timedelta

from csp.constants import NONE, SELF

from gender_equality.settings.environment import reader
from gender_equality.settings.reader import is_host, is_origin

ALLOWED_HOSTS = reader.words(
    "ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"), fits=is_host, example="portal.example.vn"
)
CSRF_TRUSTED_ORIGINS = reader.words("CSRF_TRUSTED_ORIGINS", fits=is_origin, example="https://portal.example.vn")

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "reports:home"
LOGOUT_REDIRECT_URL = "accounts:login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
_RULES = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_RULES}UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": f"{_RULES}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_RULES}CommonPasswordValidator"},
    {"NAME": f"{_RULES}NumericPasswordValidator"},
    {"NAME": "core.accounts.authentication.password_rules.OfficeWordsValidator"},
]
_HASHERS = "core.accounts.authentication.hashers"
PASSWORD_HASHERS = [f"{_HASHERS}.NormalScryptHasher", f"{_HASHERS}.EarlierScryptHasher"]
# The longest that a link to choose a password is valid; each kind has its own time
# (`operations.administration.letters.links`).
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60

# Wrong passwords for one name from one address before both together are locked, and for how long.
LOCKOUT_MINUTES = reader.number("LOCKOUT_MINUTES", 15, least=1)
AXES_FAILURE_LIMIT = 7
AXES_COOLOFF_TIME = timedelta(minutes=LOCKOUT_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "core.accounts.client_info.client_address"
AXES_LOCKOUT_CALLABLE = "core.accounts.authentication.lockout.locked_out_response"
# The audit log has it all, and lines of a log would name people.
AXES_DISABLE_ACCESS_LOG, AXES_VERBOSE = True, False
OTP_TOTP_ISSUER = "Bình đẳng giới"

SESSION_ENGINE = "core.accounts.sessions"
# Over after idleness; what was being typed stays in the browser as a draft. Never longer than a working day.
SESSION_IDLE_MINUTES = reader.number("SESSION_IDLE_MINUTES", 60, least=1)
SESSION_HOURS = reader.number("SESSION_HOURS", 12, least=1)
SESSION_COOKIE_AGE = SESSION_IDLE_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Opening one of these is recorded in the audit log: counts of victims, places of help that are not public, people.
SENSITIVE_PAGES = {
    *(f"models_sites:log-{page}" for page in ("list", "deleted", "detail", "edit", "delete")),
    *(f"directory:{page}" for page in ("list", "place", "edit", "propose", "confirm", "withdraw")),
    *(f"reports:{page}" for page in ("submission", "snapshot", "period")),
    *(f"steering:{page}" for page in ("review", "dashboard-models_sites", "dashboard-unit", "people", "acts")),
    *(f"administration:{page}" for page in ("people", "person", "trail")),
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = reader.flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# No script reads a cookie: pages carry their own token, and the server alone knows the language.
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if HTTPS:
    # By such a name a browser takes a cookie from this very host alone, and only over HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    MESSAGE_STORAGE = "gender_equality.message_storage.HostMessageStorage"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if reader.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Nothing runs, loads or is sent but what the portal itself serves; `data:` are the small pictures within Bootstrap's
# style sheet. What is handed out and what the public reads have narrower policies of their own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
