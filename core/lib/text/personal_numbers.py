"""Recognition of phone and identity numbers in free text, but not of dates, money and document numbers.

A hint for the person who types, not a proof: numbers written in words, or cut into odd pieces, are not found.
"""

import re
import unicodedata

# Word types U+2011 for a dash that does not break, and phones copied from pages have any of these.
_DASHES = r"\-\u2010-\u2015\u2212"
# Characters between the digits of one number: a blank, a dot, a dash, the closing bracket of an area code.
_BETWEEN = rf"(?:[ \u00a0.{_DASHES}]|\)[ \u00a0.{_DASHES}]?)?"
# Where a number begins as no count and no day does, with three digits of which the first is 0, anything may follow.
_ANY = r"[\W_]{0,3}"


def _digits(number):
    return rf"(?:{_BETWEEN}\d){{{number}}}(?!\d)"


_NOT_INSIDE = r"(?<!\d)(?<!\d[.,])"
_PHONE = re.compile(
    rf"(?:\(?(?:\+|{_NOT_INSIDE}00)84{_BETWEEN}(?:\(0\)|0)?(?:{_digits(10)}|{_digits(9)}))"
    # Landlines (02…) and the mobile numbers of before 2018 (01…) have 11 digits, all others 10.
    rf"|{_NOT_INSIDE}\(?0(?:{_BETWEEN}[12]{_digits(9)}|{_BETWEEN}[1-9]{_digits(8)})"
    rf"|{_NOT_INSIDE}84[35789]\d{{8}}(?!\d)"
    rf"|\(?(?:\+|{_NOT_INSIDE}00)84(?:{_ANY}\d){{9}}(?!\d)"
    rf"|{_NOT_INSIDE}\(?0(?:[35789]\d(?:{_ANY}\d){{7}}|2\d(?:{_ANY}\d){{8}})(?!\d)"
)
# CMND has 9 digits (or 12), CCCD 12 that begin with 0: in one piece, or in the groups of the card.
_IDENTITY = re.compile(
    rf"{_NOT_INSIDE}(?:\d{{12}}|\d{{9}}|0{_digits(11)}|\d{{3}}([ \u00a0{_DASHES}])\d{{3}}\1\d{{3}})(?![.\-]?\d)"
)
_CALLED_IDENTITY = re.compile(
    rf"(?:cmnd|cmtnd|cccd|căn cước|chứng minh)[^\d\n]{{0,40}}(\d(?:{_digits(11)}|{_digits(8)}))", re.IGNORECASE
)
# 14.4.2020 and 14-04-2020: with a number beside them they would look like one long number.
_DATE = re.compile(r"(?<!\d)(?<!\d\.)(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)(?!\.\d)")
_MONEY = re.compile(
    r"(?<![\d+])(?<!\d\.)[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?(?!\d)(?!\.\d)"
    r"|(?<!\d)[1-9][\d \u00a0]{0,20}\d(?=[ \u00a0]*(?:đồng(?! ý)|đ|vnđ|vnd|triệu|tỷ|tỉ)\b)"
    r"|(?<!\d)[1-9](?:[ \u00a0]?\d){0,15}(?:[ \u00a0]?0){5}(?![ \u00a0]?\d)",
    re.IGNORECASE,
)


def personal_numbers(text):
    """Return the phone and identity numbers as written in the text, in order and without repeats."""
    plain = "".join(map(_plain_digit, text))
    hits, rest = [], _DATE.sub(_blank, plain)
    for pattern in (_CALLED_IDENTITY, _PHONE, _MONEY, _IDENTITY):
        if pattern is not _MONEY:
            group = 1 if pattern is _CALLED_IDENTITY else 0
            found = [match.span(group) for match in pattern.finditer(rest)]
            hits += [(start, _snippet(text[start:end])) for start, end in found]
        rest = pattern.sub(_blank, rest)
    return list(dict.fromkeys(snippet for _start, snippet in sorted(hits)))


def _plain_digit(sign):
    """Return the digit that a sign is in whatever script, ring or weight, or the sign itself."""
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def _snippet(text):
    return text if ")" in text else text.lstrip("(")


def _blank(match):
    # As long as the match, so that positions stay; letters, so that the neighbouring digits do not join.
    return "x" * len(match[0])
