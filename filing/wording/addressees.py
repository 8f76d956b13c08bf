"""Whom difficulties and proposals are addressed to: as choices, as reports call them, and as people type them."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.units.level_words import kind_of

MINISTRIES = r"(?:các )?bộ(?! (?:phận|đội|chỉ huy))|(?:các )?(?:bộ, ngành|cơ quan)? ?trung ương|chính phủ|quốc hội"
COMMITTEES = ("ubnd", "ủy ban nhân dân", "uỷ ban nhân dân")
# What leads to the name before the colon: `Đối với UBND tỉnh: …`, `Kiến nghị với Sở: …`.
LEAD = re.compile(r"^(?:(?:kiến nghị|đề xuất)\s+)?(?:đối với|với|đề nghị|kiến nghị)\s+(?P<who>.+)$")


class Addressee(models.TextChoices):
    """Who is to act, from the nearest to the farthest: the order of a report."""

    COMMITTEE = "committee", _("People's Committee of the unit")
    PROVINCE = "province", _("People's Committee of the province")
    DEPARTMENT = "department", _("Department that receives the report")
    MINISTRY = "ministry", _("Ministries and central agencies")


def name_of(addressee, place, province="cấp tỉnh"):
    """Return `Ủy ban nhân dân huyện Nam Đông`; `province` is the kind of the whole where it is known."""
    return {
        Addressee.COMMITTEE: f"Ủy ban nhân dân {place}",
        Addressee.PROVINCE: f"Ủy ban nhân dân {province}",
        Addressee.DEPARTMENT: "Sở",
        Addressee.MINISTRY: "các Bộ, ngành Trung ương",
    }[Addressee(addressee)]


def addressee_in(label, place):
    """Return whom the words before a colon name; "" where they name nobody that is known here."""
    lead = LEAD.match(label.casefold().strip())
    who = lead["who"] if lead else ""
    if who.startswith(COMMITTEES):
        return _committee(who, kind_of(place))
    if re.match(r"(các )?sở\b", who):
        return Addressee.DEPARTMENT
    return Addressee.MINISTRY if re.match(rf"(?:{MINISTRIES})\b", who) else ""


def _committee(who, kind):
    if kind in who or "cùng cấp" in who:
        return Addressee.COMMITTEE
    return Addressee.PROVINCE if "tỉnh" in who or "thành phố" in who else ""
