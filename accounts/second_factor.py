"""The second factor: six digits from a phone (TOTP, django-otp), and codes on paper for when the phone is lost."""

import secrets
from datetime import timedelta

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

from accounts.audit import record
from accounts.models import RecoveryCode, User
from accounts.sessions import end_all
from calendars.clock import now

CODES = 10
# 16 letters of 31 that nobody confuses: 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
# Between the password and the six digits one may look for the phone this long.
PATIENCE = timedelta(minutes=5)
SET_UP = timedelta(minutes=30)


def must_have(user):
    """Whether the person may work only with one: who sees or sets up more than an office, but in the demonstration."""
    return settings.DEMO_TODAY is None and (user.is_department or user.is_administrator)


def has_one(user):
    return _confirmed().filter(user=user).exists()


def with_one():
    """The ids of all people who have one."""
    return _confirmed().values("user")


def _confirmed():
    return TOTPDevice.objects.filter(confirmed=True)


def is_passed(session):
    """Whether this log-in went through a second factor."""
    return DEVICE_ID_SESSION_KEY in session


def proposed(user, signed=""):
    """(device, signed): a device to be set up, and its key signed for the form that shows it.

    Nothing is kept until a code was typed: the form brings the key back. One that is missing, forged, another person's
    or older than half an hour makes a new one.
    """
    signer = signing.TimestampSigner(salt=f"second factor of {user.pk}")
    try:
        key = signer.unsign(signed, max_age=SET_UP)
    except signing.BadSignature:
        key = random_hex(20)
        signed = signer.sign(key)
    return TOTPDevice(user=user, key=key, name="TOTP"), signed


def picture(device):
    """The square code that a phone reads, as SVG."""
    return mark_safe(  # noqa: S308 (drawn here, from an address that is percent-encoded)
        segno.make(device.config_url, error="m").svg_inline(border=2, omitsize=True, light="#fff")
    )


def secret_of(device):
    """The key in groups of four, for a phone that can't read the square."""
    key = device.config_url.partition("secret=")[2].partition("&")[0]
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


@transaction.atomic
def confirm(device, code):
    """Let a proposed device count from now on in place of any other; the codes for paper, or None for a wrong code."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = now().timestamp()
    if not (code.isascii() and code.isdigit() and totp.verify(int(code), device.tolerance)):
        return None
    user = User.objects.select_for_update().get(pk=device.user_id)
    TOTPDevice.objects.filter(user=user).delete()
    device.drift, device.last_t = totp.drift, totp.t()
    device.save()
    record("second_factor_set", str(user), by=user, unit=user.unit)
    return new_codes(user)


@transaction.atomic
def new_codes(user):
    """Ten fresh codes, told this once; the ones before are void."""
    codes = ["-".join(_letters() for _n in range(GROUPS)) for _n in range(CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hash=make_password(code)) for code in codes)
    record("recovery_codes_made", str(user), by=user, unit=user.unit)
    return codes


def _letters():
    return "".join(secrets.choice(LETTERS) for _n in range(GROUP))


@transaction.atomic
def passed_by(user, typed):
    """The device that lets the person in with what they typed: digits of the phone or a code on paper; None if wrong.

    django-otp makes each wrong try wait twice as long as the one before; a code on paper counts there too.
    """
    device = _confirmed().select_for_update().filter(user=user).first()
    if device is None or not device.verify_is_allowed()[0]:
        return None
    typed = typed.strip().lower().replace(" ", "")
    if typed.isascii() and typed.isdigit():
        return device if device.verify_token(typed) else None
    for code in user.recovery_codes.select_for_update().filter(used_at=None):
        if check_password(typed, code.hash):
            code.used_at = now()
            code.save(update_fields=["used_at"])
            device.throttle_reset()
            record("recovery_code_used", str(user), by=user, unit=user.unit)
            return device
    device.throttle_increment()
    return None


def seconds_to_wait(user):
    """How long until another try counts; 0 when it does now."""
    device = _confirmed().filter(user=user).first()
    allowed, why = device.verify_is_allowed() if device else (True, None)
    return 0 if allowed else max(1, round((why["locked_until"] - now()).total_seconds()))


@transaction.atomic
def take_away(user, *, by, keep=None):
    """Take the second factor off an account, its codes with it and all log-ins but `keep`: the phone is lost."""
    user = User.objects.select_for_update().get(pk=user.pk)
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    end_all(user, keep)
    record("second_factor_taken_away", str(user), by=by, unit=user.unit)
