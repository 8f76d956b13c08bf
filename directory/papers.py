"""What is printed for the public: a poster for each district's notice boards, and a sheet of cards for a pocket.

Both hold what `directory.reading` holds and nothing else: no day of making either, so that the same content gives
the same bytes on any day. Title and metadata are neutral: a file's name in a list of downloads
must not tell what it is about.
"""

from functools import cache
from hashlib import sha256

import segno
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from directory.reading import District
from reports.writers.faces import printable
from reports.writers.pdf import lay_out, to_bytes
from texts.normalise import fold
from texts.vietnamese import date_short

TITLE = "Số điện thoại cần biết"
SHEET = "directory.css"
# The poster is set in the first of these in which it fits on its one page.
SIZES = ("large", "medium", "small", "smallest")
# More than these are not even tried: the rest is a QR code away.
MOST_HOTLINES, MOST_PLACES = 6, 40
CARDS, HOTLINES_ON_CARD = 10, 5
# Numbers of so many digits stand three beside each other.
SHORT = 4
# A longer number does not fit on a card, and half a number helps nobody.
DIGITS_ON_CARD = 14
# Words that give away what a card is for when somebody else finds it; folded, without accents.
TELLING = ("bao luc", "bao hanh", "nan nhan", "xam hai", "tam lanh", "danh dap", "mua ban nguoi", "ly hon")
LETTERS = {"number": 20, "name": 60, "about": 90, "hours": 40, "kind": 50, "area": 80, "host": 90, "phone": 40,
           "address": 120}  # fmt: skip


def public_address():
    """Where the directory stands: what the QR codes lead to."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/shelters/"


def poster(directory, district):
    """The PDF bytes of a district's A4 poster, always one page; `directory` is the Vietnamese one."""
    document = _fitting(directory, district, _entries(directory, district))
    return to_bytes(document, f"poster {district.slug} {fingerprint_of_design()}")


def cards(directory):
    """The PDF bytes of an A4 sheet with ten cards of 85 × 54 mm to cut."""
    rows = [
        {"number": _clipped(row, "number"), "name": _plain_name(row), "is_free": row.is_free}
        for row in directory.hotlines
        if len(row.number) <= DIGITS_ON_CARD
    ][:HOTLINES_ON_CARD]
    context = {"title": TITLE, "made_on": _day(directory), "cards": range(CARDS), "hotlines": rows}
    page = render_to_string("directory/card.html", {**context, "qr_code": qr_code("Mã QR")})
    return to_bytes(lay_out(page, SHEET), f"card {fingerprint_of_design()}")


def qr_code(alternative):
    """The QR code of the public page as inline SVG, with its alternative text."""
    code = segno.make(public_address(), error="m", micro=False)
    return mark_safe(code.svg_inline(title=alternative, border=4, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308


@cache
def fingerprint_of_design():
    """SHA-256 of the templates and style sheets: a new look is a new paper, though its words stayed the same."""
    folder = settings.BASE_DIR / "static" / "paper"
    files = [get_template(f"directory/{name}.html").template.source.encode() for name in ("poster", "card")]
    files += [(folder / name).read_bytes() for name in (SHEET, "faces.css")]
    return sha256(b"\0".join(files)).hexdigest()


def _fitting(directory, district, entries):
    """The poster in the largest size that fits on a page; in the smallest with as many places as fit."""
    shown = entries[:MOST_PLACES]
    for size in SIZES:
        document = _lay_out(directory, district, shown, size, len(entries) > len(shown))
        if len(document.pages) == 1:
            return document
    fit, most = 0, len(shown)
    while most - fit > 1:
        middle = (fit + most) // 2
        if len(_lay_out(directory, district, shown[:middle], SIZES[-1], True).pages) == 1:
            fit = middle
        else:
            most = middle
    # Hotlines of very long words are left out before the page is.
    for hotlines in range(MOST_HOTLINES, -1, -1):
        document = _lay_out(directory, district, shown[:fit], SIZES[-1], True, hotlines)
        if len(document.pages) == 1:
            break
    return document


def _lay_out(directory, district, entries, size, has_more, most_hotlines=MOST_HOTLINES):
    name = _clipped(district, "name")
    hotlines = [_hotline(row) for row in directory.hotlines[:most_hotlines]]
    context = {
        "title": TITLE,
        "made_on": _day(directory),
        "checked_on": date_short(min(row.checked_on for row in directory.hotlines)) if directory.hotlines else "",
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
    return lay_out(render_to_string("directory/poster.html", context), SHEET)


def _entries(directory, district):
    """The district's places as ready strings; where it has none, those of its neighbours with their district."""
    if district.places:
        return [_place(place) for place in district.places]
    by_slug = {other.slug: other for other in directory.districts}
    near = [by_slug[slug] for slug in district.nearby if slug in by_slug]
    return [_place(place, other) for other in near for place in other.places]


def _place(place, district: District | None = None):
    words = {name: _clipped(place, name) for name in ("kind", "area", "host", "phone", "hours", "address")}
    if district:
        name = _clipped(district, "name")
        words["area"] = f"{words['area']}, {name[:1].lower()}{name[1:]}"
    return words


def _hotline(row):
    words = {name: _clipped(row, name) for name in ("number", "name", "about", "hours")}
    return {**words, "cost": "miễn phí" if row.is_free else "có tính cước"}


def _plain_name(row):
    """A hotline's name for the card, or a neutral word where the name would tell what it is for."""
    name = _clipped(row, "name")
    return "Tư vấn" if any(word in fold(printable(row.name)) for word in TELLING) else name


def _clipped(thing, name):
    return Truncator(" ".join(printable(getattr(thing, name)).split())).chars(LETTERS[name])


def _day(directory):
    """The day of the metadata: of the last check, which the content says itself."""
    days = [row.checked_on for row in directory.hotlines]
    return f"{max(days).isoformat()}T00:00:00+07:00" if days else ""
