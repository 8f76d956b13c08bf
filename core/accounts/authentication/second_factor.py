"""The second factor: TOTP codes of a phone (django-otp), and recovery codes for a lost phone."""

import secrets
import unicodedata
from datetime import timedelta
from textwrap import wrap

import segno
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.db import transaction
from django.utils.safestring import mark_safe
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from core.accounts.audit import log_action
from core.accounts.models import RecoveryCode, User
from core.accounts.sessions import end_all
from core.lib.dates.clock import now

NUMBER_OF_CODES = 10
# A recovery code has 16 characters of 31 that are not easily confused: 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_SIZE = 4, 4
# The time between the password and the code, to fetch the phone.
LOG_IN_TIMEOUT = timedelta(minutes=5)
SET_UP_TIMEOUT = timedelta(minutes=30)


def is_required(user):
    """Return whether the user must have one: Department and administrator, except in the demonstration."""
    return settings.DEMO_TODAY is None and (user.is_department or user.is_administrator)


def is_set_up(user):
    """Return whether the user has a confirmed device."""
    return _confirmed_devices().filter(user=user).exists()


def user_ids_with_second_factor():
    """Return the ids of all users who have one."""
    return _confirmed_devices().values("user")


def _confirmed_devices():
    return TOTPDevice.objects.filter(confirmed=True)


def is_passed(session):
    """Return whether this session passed a second factor."""
    return DEVICE_ID_SESSION_KEY in session


def propose_device(user, signed=""):
    """Return (device, signed): an unsaved device to set up, and its signed key for the form.

    Nothing is stored until a code is confirmed: the form sends the key back. A key that is missing, forged, another
    user's or older than half an hour is replaced by a new one.
    """
    signer = signing.TimestampSigner(salt=f"second factor of {user.pk}")
    try:
        key = signer.unsign(signed, max_age=SET_UP_TIMEOUT)
    except signing.BadSignature:
        key = random_hex(20)
        signed = signer.sign(key)
    return TOTPDevice(user=user, key=key, name="TOTP"), signed


def qr_code(device):
    """Return the device's QR code as SVG."""
    return mark_safe(  # noqa: S308 (made here from a percent-encoded URL)
        segno.make(device.config_url, error="m").svg_inline(border=2, omitsize=True, light="#fff")
    )


def typed_key(device):
    """Return the key in groups of four characters, to be typed where the QR code can't be read."""
    key = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def bare_code(typed):
    """Return the plain letters and digits of a typed code, in lower case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed).lower() if sign.isascii() and sign.isalnum())


@transaction.atomic
def confirm(device, code):
    """Store a proposed device in place of any other.

    Return new recovery codes, or None for a wrong code.
    """
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = now().timestamp()
    code = bare_code(code)
    if not (code.isdigit() and totp.verify(int(code), device.tolerance)):
        return None
    user = User.objects.select_for_update().get(pk=device.user_id)
    TOTPDevice.objects.filter(user=user).delete()
    device.drift, device.last_t = totp.drift, totp.t()
    device.save()
    log_action("second_factor_set", str(user), by=user, unit=user.unit)
    return new_codes(user)


@transaction.atomic
def new_codes(user):
    """Replace the user's recovery codes; return the new ones, which can't be shown again."""
    codes = ["-".join(_random_group() for _n in range(GROUPS)) for _n in range(NUMBER_OF_CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hash=make_password(code)) for code in codes)
    log_action("recovery_codes_made", str(user), by=user, unit=user.unit)
    return codes


def _random_group():
    return "".join(secrets.choice(LETTERS) for _n in range(GROUP_SIZE))


@transaction.atomic
def matching_device(user, typed):
    """Return the user's device if `typed` is its current code or an unused recovery code, else None.

    django-otp doubles the waiting time with each wrong try; recovery codes count there too.
    """
    device = _confirmed_devices().select_for_update().filter(user=user).first()
    if device is None or not device.verify_is_allowed()[0]:
        return None
    typed = bare_code(typed)
    if len(typed) < GROUPS * GROUP_SIZE and typed.isdigit():
        return device if device.verify_token(typed) else None
    # As the codes are hashed, however a phone typed the dashes between their groups.
    grouped = "-".join(wrap(typed, GROUP_SIZE))
    for code in user.recovery_codes.select_for_update().filter(used_at=None):
        if check_password(grouped, code.hash):
            code.used_at = now()
            code.save(update_fields=["used_at"])
            device.throttle_reset()
            log_action("recovery_code_used", str(user), by=user, unit=user.unit)
            return device
    device.throttle_increment()
    return None


def seconds_to_wait(user):
    """Return the seconds until another try is allowed; 0 if it is now."""
    device = _confirmed_devices().filter(user=user).first()
    allowed, details = device.verify_is_allowed() if device else (True, None)
    return 0 if allowed else max(1, round((details["locked_until"] - now()).total_seconds()))


@transaction.atomic
def remove(user, *, by, keep=None):
    """Remove a user's second factor and recovery codes, and end all sessions but `keep`."""
    user = User.objects.select_for_update().get(pk=user.pk)
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    end_all(user, keep)
    log_action("second_factor_taken_away", str(user), by=by, unit=user.unit)
