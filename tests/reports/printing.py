"""What a table prints of a recount: Vietnamese numbers, cells and signs, by hand and apart from the portal's own."""

from fractions import Fraction

from recounting import LIST, WORK, done

NOTHING, UNKNOWN, NOT_ASKED = "-", "…", "x"

# Vietnamese numbers, by hand.


def written(number, decimals=0):
    """`1.234,5`, halves away from zero."""
    scaled = abs(Fraction(number)) * 10**decimals
    digits = str((scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)).rjust(decimals + 1, "0")
    whole, rest = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    grouped = ""
    for place, digit in enumerate(reversed(whole)):
        grouped = digit + ("." if place and place % 3 == 0 else "") + grouped
    sign = "-" if number < 0 and digits.strip("0") else ""
    return sign + grouped + ("," + rest if rest else "")


def two_digits(number):
    """`07`, `1.234`: a count in a sentence."""
    return "0" + str(number) if 0 < number < 10 else written(number)


def percentage(part, whole, decimals=1):
    """`63,9%`, `100,0%` of all alone and `0,0%` of none; empty without both."""
    return rate(Fraction(part) * 100 / Fraction(whole), decimals) + "%" if part is not None and whole else ""


def rate(number, decimals):
    """`99,9` of 99.96: what is nearly all or nearly none is told by the last digit."""
    text = written(number, decimals)
    for end in (0, 100):
        if text == written(end, decimals) and number != end:
            text = written(end + Fraction(1 if number > end else -1, 10**decimals), decimals)
    return text


# A cell of a table.


def number_cell(key, found, sign):
    """The number in the figure's unit; `sign` where there is none."""
    if found.value is None:
        return sign
    if found.value == 0:
        return NOTHING
    if LIST[key].in_millions:
        return written(Fraction(found.value, 1_000_000), 1)
    return (rate if LIST[key].noun == "%" else written)(found.value, LIST[key].decimals or 0)


def women_cell(found):
    """`883 (57,8%)`, or `5.992/10.500 (57,1%)` where the sex of only so many is known; `-` for none of them all."""
    if found.women is None:
        return ""
    if found.women == 0 and found.sexed == found.value:
        return NOTHING
    known = "/" + written(found.sexed) if found.sexed < found.value else ""
    return f"{written(found.women)}{known} ({percentage(found.women, found.sexed)})"


def minority_cell(found):
    """The number, `-` for none, empty where nobody told it."""
    return "" if found.minority is None else written(found.minority) if found.minority else NOTHING


def change_cell(key, now, before):
    """`95,6%` of last year's; of a rate `giảm 29,4 điểm %`, as one subtracts what is printed."""
    if LIST[key].noun == "%":
        if now.value is None or before.value is None:
            return ""
        shown = (Fraction(rate(value, 1).replace(".", "").replace(",", ".")) for value in (now.value, before.value))
        points = next(shown) - next(shown)
        return f"{'tăng' if points > 0 else 'giảm'} {written(abs(points), 1)} điểm %" if points else "không đổi"
    return percentage(now.value, before.value) if now.value and before.value else ""


# The three signs.


def exempt_from(books, unit, day):
    """Task codes and figure codes that the Department does not ask of the unit on that day."""
    found = set()
    for one in books.exemptions:
        if one.unit_id == unit and one.valid_from <= day and (one.valid_to is None or day <= one.valid_to):
            found.add(one.task.code if one.task_id else one.indicator)
    return found


def declared(books, unit, first, last):
    """The tasks of which the unit said that in exactly those days nothing occurred."""
    return {one.task.code for one in books.declarations if (one.unit_id, one.start, one.end) == (unit, first, last)}


def worked(books, unit, first, last):
    """The tasks under which the unit did something."""
    return {row.task.code for name in WORK for row in done(getattr(books, name), {unit}, first, last)}


def is_exempt(books, key, unit, day):
    """Whether the unit is not asked for the figure."""
    listed, exempt = LIST[key], exempt_from(books, unit, day)
    of_tasks = listed.tasks and not listed.of_all_units and set(listed.tasks) <= exempt
    return bool(of_tasks) or key in exempt or key.split(".")[0] in exempt


# A part → its whole: of none, none. People, enterprises and cases → the events that they were counted at.
PART_OF = {"NL-04.2": "NL-04.1", "NL-09.3": "NL-09.2", "MH-02.2": "MH-02.1", "MH-03.2": "MH-03.1"}
# What is new in a register → what stands in it: where one is known, so is the other.
IN_REGISTER = {"MH-01.2": "MH-01.1", "VM-01.1": "VM-01.2", "VM-01.2": "VM-01.1"}
GROUPS = tuple(f"NL-02.{number}" for number in range(1, 7))
AT_EVENTS = {
    "TT-02": "TT-01",
    "TT-03.2": "TT-03.1",
    "TT-04.2": "TT-04.1",
    "TT-04.3": "TT-04.1",
    "TT-08.2": "TT-08.1",
    "TT-10.2": "TT-10.1",
    "NL-02": "NL-01",
    "NL-03": "NL-01",
    "NL-09.2": "NL-09.1",
    "NL-09.3": "NL-09.1",
    **dict.fromkeys(GROUPS, "NL-01"),
}


def follows_from(key, figures, sign_of=lambda other: UNKNOWN):
    """Whether a figure without a number is none by what stands beside it; `sign_of` gives another figure's sign."""
    if key in PART_OF and figures[PART_OF[key]].value == 0:
        return True
    if key in IN_REGISTER and figures[IN_REGISTER[key]].value is not None:
        return True
    known = [figures[group].value for group in GROUPS if figures[group].value is not None]
    # What is left over for a group beside those that add up to all; women with potential are one of the groups.
    if key in (*GROUPS, "NL-03") and known and sum(known) == figures["NL-02"].value:
        return True
    events = AT_EVENTS.get(key)
    if events is None:
        return False
    held = figures[events].value
    return held == 0 or (held is None and sign_of(events) == NOTHING)


def sign_of_unit(books, key, unit, first, last, figures):
    """What stands in a unit's cell without a number: not asked, none occurred, or not known."""
    listed = LIST[key]
    if is_exempt(books, key, unit, last):
        return NOT_ASKED
    if follows_from(key, figures, lambda other: sign_of_unit(books, other, unit, first, last, figures)):
        return NOTHING
    if listed.stands:
        return UNKNOWN
    if listed.tasks and set(listed.tasks) <= declared(books, unit, first, last):
        return NOTHING
    done = worked(books, unit, first, last)
    if listed.counts_rows and (set(listed.tasks) & done if listed.tasks else done):
        return NOTHING
    return UNKNOWN
