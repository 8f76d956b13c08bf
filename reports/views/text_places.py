"""Typed texts as the page of releases shows them: where each stands, what in it to look at."""

import re
from datetime import date

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directives.models import LawKey
from core.lib.text.personal_numbers import personal_numbers
from core.lib.text.vietnamese import date_short

PLACES = {
    "opening": gettext_lazy("Opening sentence"),
    "subject": gettext_lazy("Subject of the report"),
    "evaluation": gettext_lazy("Evaluation"),
    "difficulties": gettext_lazy("Difficulties and their causes"),
    "next_steps": gettext_lazy("Next steps"),
    "proposals": gettext_lazy("Proposals"),
    "edit": gettext_lazy("Edited paragraph"),
    "difficulty": gettext_lazy("Difficulty reported"),
    "exemption": gettext_lazy("Reason for an exemption"),
    "task": gettext_lazy("Task as named in the directive"),
    "planned": gettext_lazy("Planned work"),
    "law": gettext_lazy("Name of a law or programme"),
}
OWN_TEXTS = ("evaluation", "difficulties", "next_steps", "proposals")
# A number in digits or in words with a noun of people or cases near it, whichever comes first; and any number that
# stands before or behind a colon. Rather too much than too little: what is marked still may go.
_NUMBER = r"(?:\d[\d.]*|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|mấy)"
_PEOPLE = (
    r"(?:nạn nhân|người|vụ|ca|trường hợp|phụ nữ|đối tượng|trẻ(?: em)?|cháu(?: nhỏ)?|bé|hộ|chị(?: em)?|em|bà|cô|ông|anh"
    r"|nam|nữ|học sinh|nhân khẩu)"
)
STRIKING = re.compile(
    rf"(?i:(?<!\w){_NUMBER}(?:\s+\w+){{0,2}}?\s+{_PEOPLE}(?!\w))"
    rf"|(?i:(?<!\w){_PEOPLE}(?:\s+\w+){{0,4}}?\s*[:=–-]\s*{_NUMBER}(?!\w))"
    r"|(?i:(?<!\w)(?:thôn|bản|làng|xóm|ấp|buôn|tổ dân phố|tổ|khu phố|cụm))\s+(?:\d+|[A-ZĐÀ-Ỹ]\w*)(?:\s+[A-ZĐÀ-Ỹ]\w*)*"
    r"|\d+(?:[.,]\d+)*"
)


def heading_of(where):
    """Return the part of the report that a text stands in; texts of one part follow each other."""
    return _("Entries") if where[0] == "record" else _("Text of the report")


def words_of(where):
    """Return where a text stands, in the language of the page."""
    place, *rest = where
    if place in OWN_TEXTS:
        return _("%(place)s, paragraph %(number)s") % {"place": PLACES[place], "number": rest[0]}
    if place == "record":
        name, label, day, unit = rest
        return ", ".join(filter(None, (_field_name(label, name), _kind_name(label), _day(day), unit)))
    if place == "planned":
        return ", ".join(filter(None, (str(PLACES[place]), _kind_name(rest[0]), _day(rest[1]))))
    if place == "law":
        return f"{PLACES[place]}: {LawKey(rest[0]).label}"
    return ", ".join(filter(None, (str(PLACES[place]), *map(str, rest))))


def _kind_name(label):
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return ""


def _field_name(label, name):
    try:
        return str(apps.get_model(label)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return str(_("Title"))


def _day(day):
    return date_short(date.fromisoformat(day)) if day else ""


def marked(text):
    """Return a text for a page with <mark> around counts, places, phone and identity numbers."""
    spans = [match.span() for match in STRIKING.finditer(text)]
    for number in personal_numbers(text):
        start = text.find(number)
        spans += [(start, start + len(number))] if start >= 0 else []
    pieces, end = [], 0
    for start, stop in _join_touching(spans):
        pieces += [(text[end:start],), (format_html("<mark>{}</mark>", text[start:stop]),)]
        end = stop
    return format_html_join("", "{}", [*pieces, (text[end:],)])


def _join_touching(spans):
    """Return the spans in order, those that touch as one."""
    joined = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined
