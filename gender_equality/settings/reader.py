"""Reading of settings: literally, trimmed, and with every wrong value named in one refusal."""

from datetime import date
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on", "y", "t"}, {"0", "false", "no", "off", "n", "f"}
WEB = ("http", "https")
# Larger numbers of hours or days would lead out of the calendar, but only when somebody logs in or a night's task runs.
MAX_NUMBER, MAX_DAYS = 1_000_000, 36_500
MAX_DIGITS = 20


class SettingsReader:
    """Read typed settings from a mapping of environment variables, and collect what is wrong in `faults`.

    A blank value counts as none. No value is taken for a reference to another, whatever sign it begins with.
    """

    def __init__(self, variables):
        self.variables, self.faults = variables, []

    def text(self, name, default=""):
        return (self.variables.get(name) or "").strip() or default

    def given(self, name):
        """Return whether a variable is set at all, even to nothing."""
        return name in self.variables

    def secret(self, name, default=""):
        """Return the text of a setting, or of the file that `<name>_FILE` names."""
        value, place = self.text(name), self.text(f"{name}_FILE")
        if not place:
            return value or default
        if value:
            self.refuse(name, f"is given twice, here and by {name}_FILE.")
            return value
        try:
            # Editors of Windows begin a file with a mark that is no part of the secret.
            value = Path(place).read_text(encoding="utf-8-sig").strip()
        except (OSError, ValueError) as error:
            self.refuse(f"{name}_FILE", f"names a file that can't be read ({type(error).__name__}).")
            return default
        if not value:
            self.refuse(f"{name}_FILE", "names an empty file.")
        return value or default

    def flag(self, name):
        """Return whether a setting is on; off without one."""
        value = self.text(name, "0").lower()
        if value not in YES | NO:
            self.refuse(name, "is 1 or 0.")
        return value in YES

    def number(self, name, default, *, least=0, most=MAX_NUMBER):
        """Return a whole number; `default` where it is none or outside of its bounds."""
        value = self.text(name, str(default))
        is_number = value.isascii() and value.isdecimal() and len(value) < MAX_DIGITS
        if not (is_number and least <= int(value) <= most):
            self.refuse(name, f"is a whole number from {least} to {most}.")
            return default
        return int(value)

    def words(self, name, default=(), *, fits=None, example=""):
        """Return the values between commas, without the blanks around them."""
        values = [word for part in self.text(name).split(",") if (word := part.strip())] or list(default)
        for value in values:
            if fits and not fits(value):
                self.refuse(name, f"holds {value!r}, where something like {example} is meant.")
        return values

    def choice(self, name, default, choices):
        value = self.text(name, default)
        if value not in choices:
            self.refuse(name, f"is one of {', '.join(choices)}.")
            return default
        return value

    def folder(self, name, default):
        return Path(self.text(name, str(default))).resolve()

    def day(self, name):
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.refuse(name, "is a day such as 2020-12-18.")
            return None

    def web_address(self, name, default):
        value = self.text(name, default)
        if not is_web_address(value):
            self.refuse(name, "is an address that begins with http:// or https://.")
        return value

    def database(self, name, default_file):
        """Return Django's settings of the database; the default is an SQLite file, whatever signs its path has."""
        url = self.secret(name)
        if not url:
            return sqlite(default_file)
        fault = fault_of_database(url)
        if fault:
            self.refuse(name, fault)
            return sqlite(default_file)
        if url.startswith("sqlite:///"):
            # Not by the library, which takes a plus for a blank.
            return sqlite(unquote(url.removeprefix("sqlite:///")) or ":memory:")
        return environ.Env.db_url_config(url)

    def by_url(self, name, default, parse):
        """Return what `parse` makes of an address with a secret in it; of the default where that fails."""
        url = self.secret(name, default)
        try:
            parts = urlsplit(url)
            # Reading the port is what finds a password that wasn't written with % signs.
            if parts.scheme and not parts.fragment and (parts.port is None or parts.hostname):
                return parse(url)
        except (ImproperlyConfigured, ValueError, KeyError):
            pass
        self.refuse(
            name, f"is no address of its kind, such as {default}; signs of a password are written as %23 for #."
        )
        return parse(default)

    def refuse(self, name, why):
        """Note what is wrong, without a value that may be secret."""
        self.faults.append(f"{name} {why}")

    def raise_for_faults(self):
        """Raise ImproperlyConfigured that names everything that is wrong."""
        if self.faults:
            raise ImproperlyConfigured("\n".join(dict.fromkeys(self.faults)))


def sqlite(name):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(name),
        **dict.fromkeys(("USER", "PASSWORD", "HOST", "PORT"), ""),
    }


def fault_of_database(url):
    """Return what is wrong with a database's address, or an empty text."""
    if url == "sqlite://:memory:":
        return ""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return "can't be read: signs such as : / ? # [ ] % in a password are written as %3A %2F %3F %23 %5B %5D %25."
    if parts.fragment or (parts.scheme == "sqlite" and parts.query):
        return "holds # or ? where they end an address: they are written as %23 and %3F."
    if parts.scheme not in ("sqlite", "postgres", "postgresql"):
        return "begins with postgres:// or sqlite:///."
    return "" if parts.path.strip("/") or parts.scheme == "sqlite" else "names no database: postgres://user@host/name."


def is_web_address(value):
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in WEB and bool(parts.hostname) and not any(map(str.isspace, value))


def is_origin(value):
    """Return whether it is scheme and host alone, as CSRF_TRUSTED_ORIGINS takes them."""
    return is_web_address(value) and value.count("/") == 2


def is_host(value):
    """Return whether it is a name or an address without a port, as ALLOWED_HOSTS takes them."""
    if value.startswith("[") and value.endswith("]"):
        return _is_ipv6(value[1:-1])
    return not any(sign in value for sign in "/@:[] \t")


def _is_ipv6(value):
    try:
        # One with a zone is of this host alone; Django knows none.
        return not IPv6Address(value).scope_id
    except ValueError:
        return False


def is_mail_address(value):
    name, at, host = value.rpartition("@")
    return bool(name and at and host) and not any(map(str.isspace, value))
