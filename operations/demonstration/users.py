"""The demonstration's accounts, named by posts, and their common password."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from core.accounts.models import Role, User
from operations.demonstration.work.districts import DISTRICTS, PROVINCE

DEPARTMENT = (
    ("province", Role.PROVINCE_OFFICER, "Chuyên viên Sở"),
    ("province-leader", Role.PROVINCE_LEADER, "Lãnh đạo Sở"),
    ("admin", Role.ADMINISTRATOR, "Quản trị hệ thống"),
)


def accounts():
    """Return (name, unit's slug, role, post) of every account."""
    rows = [(name, PROVINCE, role, post) for name, role, post in DEPARTMENT]
    for district in DISTRICTS:
        rows.append((district.slug, district.slug, Role.OFFICER, f"Cán bộ {district.place}"))
        head = f"Trưởng phòng LĐ-TB&XH {district.place}"
        rows.append((f"{district.slug}-head", district.slug, Role.HEAD, head))
    return rows


def create_users(rows, units, password):
    """Create the accounts (name, key in `units`, role, post) with that password, hashed once."""
    hashed = make_password(password)
    User.objects.bulk_create(
        User(username=name, unit_id=units[key], role=role, full_name=post, password=hashed)
        for name, key, role, post in rows
    )


def requested_password():
    """Return DEMO_PASSWORD; empty where it is not set."""
    return os.environ.get("DEMO_PASSWORD", "")


def new_password():
    """Return a random password that can be read out and typed: 12 letters and digits."""
    return "-".join(secrets.token_hex(2) for _part in range(3))


def set_password(names, password):
    """Give the accounts that password, unless they have it already."""
    users = User.objects.filter(username__in=names)
    if not all(check_password(password, hashed) for hashed in set(users.values_list("password", flat=True))):
        users.update(password=make_password(password))


def save_password(password):
    """Write the password where a second start finds it; readable by the owner alone."""
    path = _password_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{password}\n")


def saved_password():
    """Return the password written by an earlier start; empty where there is none."""
    return _password_path().read_text().strip() if _password_path().exists() else ""


def _password_path():
    return Path(settings.DATA_DIR) / "demo_password"
