"""How a report names what it covers: a unit, the province, or the province without the units that are missing.

A title, a row and a column that say `toàn tỉnh` while reports are missing would be read as the whole province's.
"""

from core.lib.text.vietnamese import count, sentence_case
from core.units.level_words import whole_of
from reports.content.part import Part


def reporting(part: Part):
    """Return (number of units whose reports are in, number of all units) of a summary's content."""
    number = sum(unit.reported for unit in part.units)
    return number, number + len(part.missing)


def is_partial(part: Part):
    """Return whether it is a summary in which units are missing."""
    return bool(part.unit.is_province and part.missing)


def titled(part: Part, words, when=""):
    """Return an appendix's title: `… toàn tỉnh năm 2020`, `… năm 2020 (cấp tỉnh và 06/09 đơn vị …)`."""
    whose = f" {whole_of(part.unit.name)}" if part.unit.is_province and not is_partial(part) else ""
    scope = ""
    if is_partial(part):
        number, all_ = reporting(part)
        scope = f" (cấp tỉnh và {count(number)}/{count(all_)} đơn vị có báo cáo được duyệt)"
    return f"{words}{whose}{when and f' {when}'}{scope}"


def total_name(part: Part):
    """Return the name of the row of sums: `Toàn tỉnh`, `Cộng cấp tỉnh và 06 đơn vị …`."""
    if not is_partial(part):
        return sentence_case(whole_of(part.unit.name))
    return f"Cộng cấp tỉnh và {count(reporting(part)[0])} đơn vị có báo cáo được duyệt"


def before_name(part: Part):
    """Return what the column of the year before is called: `Năm 2019`, `Năm 2019 (cùng phạm vi)`."""
    name = sentence_case(part.asked_period.compared_to)
    return f"{name} (cùng phạm vi)" if is_partial(part) else name


def not_compared_note(part: Part):
    """Return why there is no year before; "" where there is one."""
    if not part.not_compared:
        return ""
    return f"Không so sánh với số liệu {part.asked_period.compared_to} vì {part.not_compared}."


def comparison_note(part: Part):
    """Return why there is no year before, or what it is counted on where units are missing; "" of a usual one."""
    year = part.asked_period.compared_to
    if part.not_compared or not is_partial(part):
        return not_compared_note(part)
    number = count(reporting(part)[0])
    return f"Số liệu {year} dùng để so sánh được tính trên cùng {number} đơn vị nêu trên và cấp tỉnh."
