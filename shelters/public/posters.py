"""The papers for the public: a poster for each district's notice boards, and a sheet of pocket cards.

Both hold what `shelters.public.places` holds and nothing else. The day of making is left out, so that the same content
gives the same bytes on any day. Title and metadata are neutral: a file's name in a list of downloads must not reveal
what it is about.
"""

import segno
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from core.lib.text.fonts import printable
from core.lib.text.normalise import fold
from core.lib.text.vietnamese import date_short
from reports.writers.font_copies import font_copies
from reports.writers.pdf import lay_out, to_bytes
from shelters.public.paper_design import SHEET, fingerprint_of_design, public_address
from shelters.public.places import PublicDistrict

TITLE = "Số điện thoại cần biết"
# The largest of these in which the poster fits on one page is taken.
SIZES = ("large", "medium", "small", "smallest")
# More than these are not tried: the QR code leads to the rest.
MAX_HOTLINES, MAX_PLACES = 6, 40
CARDS, HOTLINES_ON_CARD = 10, 5
# Numbers of at most so many digits are short: three of them stand side by side.
SHORT = 4
# A longer number does not fit on a card, and half a number helps nobody.
DIGITS_ON_CARD = 14
# Words that reveal what a card is for when somebody else finds it; folded, without accents.
REVEALING_WORDS = ("bao luc", "bao hanh", "nan nhan", "xam hai", "tam lanh", "danh dap", "mua ban nguoi", "ly hon")
MAX_LETTERS = {
    "number": 20,
    "name": 60,
    "about": 90,
    "hours": 40,
    "kind": 50,
    "area": 80,
    "host": 90,
    "phone": 40,
    "address": 120,
}


@font_copies()
def poster(directory, district):
    """Return the PDF bytes of a district's A4 poster, always one page; `directory` is the Vietnamese one."""
    document = _fitting_poster(directory, district, _entries(directory, district))
    return to_bytes(document, f"poster {district.slug} {fingerprint_of_design()}")


@font_copies()
def cards(directory):
    """Return the PDF bytes of an A4 sheet with ten cards of 85 × 54 mm to cut."""
    rows = [
        {"number": _clipped_text(row, "number"), "name": _plain_name(row), "is_free": row.is_free}
        for row in directory.hotlines
        if len(row.number) <= DIGITS_ON_CARD
    ][:HOTLINES_ON_CARD]
    context = {"title": TITLE, "made_on": _metadata_day(directory), "cards": range(CARDS), "hotlines": rows}
    page = render_to_string("shelters/public/card.html", {**context, "qr_code": qr_code("Mã QR")})
    return to_bytes(lay_out(page, SHEET), f"card {fingerprint_of_design()}")


def qr_code(alternative):
    """Return the QR code of the public page as inline SVG, with its alternative text."""
    code = segno.make(public_address(), error="m", micro=False)
    return mark_safe(code.svg_inline(title=alternative, border=4, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308


def _fitting_poster(directory, district, entries):
    """Return the poster in the largest size that fits; in the smallest, with as many places as fit."""
    shown = entries[:MAX_PLACES]
    for size in SIZES:
        document = _lay_out(directory, district, shown, size, len(entries) > len(shown))
        if len(document.pages) == 1:
            return document
    fitting, too_many = 0, len(shown)
    while too_many - fitting > 1:
        middle = (fitting + too_many) // 2
        if len(_lay_out(directory, district, shown[:middle], SIZES[-1], True).pages) == 1:
            fitting = middle
        else:
            too_many = middle
    # Hotlines with very long words are left out rather than a second page made.
    for hotlines in range(MAX_HOTLINES, -1, -1):
        document = _lay_out(directory, district, shown[:fitting], SIZES[-1], True, hotlines)
        if len(document.pages) == 1:
            break
    return document


def _lay_out(directory, district, entries, size, has_more, hotline_count=MAX_HOTLINES):
    name = _clipped_text(district, "name")
    hotlines = [_hotline(row) for row in directory.hotlines[:hotline_count]]
    checks = [row.checked_on for row in directory.hotlines]
    context = {
        "title": TITLE,
        "made_on": _metadata_day(directory),
        "checked_on": date_short(min(checks)) if checks and None not in checks else "",
        "district": name,
        "district_in_sentence": name[:1].lower() + name[1:],
        "short": [row for row in hotlines if len(row["number"]) <= SHORT],
        "long": [row for row in hotlines if len(row["number"]) > SHORT],
        "places": entries,
        "are_nearby": not district.places,
        "has_more": has_more,
        "size": size,
        "address": public_address().partition("//")[2],
        "qr_code": qr_code("Mã QR dẫn tới danh sách mới nhất"),
    }
    return lay_out(render_to_string("shelters/public/poster.html", context), SHEET)


def _entries(directory, district):
    """Return the district's places as strings; where it has none, those of its neighbours with their district."""
    if district.places:
        return [_place(place) for place in district.places]
    by_slug = {other.slug: other for other in directory.districts}
    neighbours = [by_slug[slug] for slug in district.nearby if slug in by_slug]
    return [_place(place, other) for other in neighbours for place in other.places]


def _place(place, district: PublicDistrict | None = None):
    words = {name: _clipped_text(place, name) for name in ("kind", "area", "host", "phone", "hours", "address")}
    if district:
        name = _clipped_text(district, "name")
        words["area"] = f"{words['area']}, {name[:1].lower()}{name[1:]}"
    return words


def _hotline(row):
    words = {name: _clipped_text(row, name) for name in ("number", "name", "about", "hours")}
    return {**words, "cost": "miễn phí" if row.is_free else "có tính cước"}


def _plain_name(row):
    """Return a hotline's name for the card, or a neutral word where the name would reveal what it is for."""
    name = _clipped_text(row, "name")
    return "Tư vấn" if any(word in fold(printable(row.name)) for word in REVEALING_WORDS) else name


def _clipped_text(entry, name):
    return Truncator(" ".join(printable(getattr(entry, name)).split())).chars(MAX_LETTERS[name])


def _metadata_day(directory):
    """Return the day of the metadata: that of the last check, which the content itself shows."""
    days = [row.checked_on for row in directory.hotlines if row.checked_on]
    return f"{max(days).isoformat()}T00:00:00+07:00" if days else ""
