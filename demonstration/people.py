"""The demonstration's accounts: posts, no persons."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from accounts.models import Role, User
from demonstration.districts import DISTRICTS, PROVINCE
from units.models import Unit

DEPARTMENT = (
    ("province", Role.PROVINCE_OFFICER, "Chuyên viên Sở"),
    ("province-leader", Role.PROVINCE_LEADER, "Lãnh đạo Sở"),
    ("admin", Role.ADMINISTRATOR, "Quản trị hệ thống"),
)


def accounts():
    """(name, unit's slug, role, post) of every account."""
    rows = [(name, PROVINCE, role, post) for name, role, post in DEPARTMENT]
    for district in DISTRICTS:
        rows.append((district.slug, district.slug, Role.OFFICER, f"Cán bộ {district.place}"))
        head = f"Trưởng phòng LĐ-TB&XH {district.place}"
        rows.append((f"{district.slug}-head", district.slug, Role.HEAD, head))
    return rows


def make_people(password):
    """Make every account with that password, hashed once; the units are there already."""
    units = dict(Unit.objects.filter(level__in=["province", "district"]).values_list("slug", "pk"))
    hashed = make_password(password)
    User.objects.bulk_create(
        User(username=name, unit_id=units[slug], role=role, full_name=post, password=hashed)
        for name, slug, role, post in accounts()
    )


def wanted_password():
    """What DEMO_PASSWORD asks for; empty where it asks for nothing."""
    return os.environ.get("DEMO_PASSWORD", "")


def new_password():
    """A password that can be read out and typed: 12 letters and digits."""
    return "-".join(secrets.token_hex(2) for _n in range(3))


def set_password(password):
    """Give all accounts that password, unless they have it already."""
    own = User.objects.filter(username__in=[name for name, *_rest in accounts()])
    if not all(check_password(password, hashed) for hashed in set(own.values_list("password", flat=True))):
        own.update(password=make_password(password))


def keep_password(password):
    """Write it where a second start finds it; readable by the owner alone."""
    path = _kept()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{password}\n")


def kept_password():
    """The password written by an earlier start; empty where there is none."""
    return _kept().read_text().strip() if _kept().exists() else ""


def _kept():
    return Path(settings.DATA_DIR) / "demo_password"
