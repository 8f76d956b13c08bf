"""The accounts of the demonstration of 2026: the Department's, and an officer and a head of each commune."""

from django.utils.text import slugify

from core.accounts.models import Role
from core.lib.text.normalise import fold
from core.units.country import REFORM, units_of_province
from operations.demonstration.reforms.crosswalk import PROVINCE
from operations.demonstration.users import DEPARTMENT


def department_accounts():
    """Return (name, code of the unit, role, post) of the Department's accounts."""
    return [(name, PROVINCE, role, post) for name, role, post in DEPARTMENT]


def commune_accounts():
    """Return the same of the communes' accounts, two of each."""
    for unit in sorted(units_of_province(PROVINCE, REFORM)):
        slug, name = slugify(fold(unit.short_name)), unit.name[:1].lower() + unit.name[1:]
        yield slug, unit.code, Role.OFFICER, f"Công chức văn hóa - xã hội {name}"
        yield f"{slug}-head", unit.code, Role.HEAD, f"Lãnh đạo UBND {name}"
