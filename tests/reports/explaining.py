"""Which numbers a paragraph of a report may hold, out of recounted figures; whatever else it holds is unaccounted for.

A number is accounted for by a phrase that begins or ends beside it (`10.579 lượt người`, `huyện A Lưới (58,0)`), and
only in the paragraph in which that figure has its place.
"""

import re
from fractions import Fraction

from printing import percentage, two_digits, written
from recounting import COST as COSTS
from recounting import DIRECT, LIST, SPENT, day_of, of_help, public, recount

# Days, terms, documents, laws, and titles that people typed: numbers, but no figures.
NO_FIGURES = re.compile(
    r"“[^”]*”"
    r"|ngày \d{1,2}/\d{1,2}/\d{4}|ngày \d{1,2} tháng \d{1,2} năm \d{4}"
    r"|(?:Công văn(?: hướng dẫn)?|Kế hoạch|Quyết định) số \d+/[\w-]+"
    r"|(?:6 tháng (?:đầu|cuối) )?năm \d{4}(?!\w)"
    r"|(?:giai đoạn|nhiệm kỳ) \d{4}[-–]\d{4}"
    r"|Covid-19"
    r"|ít nhất 01 lần"
)
EVENTS = ("cuộc", "cuộc, lớp")
PEOPLE = ("lượt người", "người")
# What a figure is called behind its number in a sentence.
NOUNS = {
    "KH-01": ("kế hoạch",),
    "KH-02": ("kế hoạch",),
    "KH-03": ("kế hoạch",),
    "TT-01": ("cuộc truyền thông trực tiếp", "cuộc"),
    "TT-03.1": ("cuộc",),
    "TT-04.1": ("cuộc",),
    "TT-04.3": ("doanh nghiệp",),
    "TT-05.1": ("tin, bài, chuyên mục",),
    "TT-05.2": ("lượt phát", "lượt"),
    "TT-05.3": ("phút",),
    "TT-06": ("tin, bài, sản phẩm truyền thông", "sản phẩm"),
    "TT-08.1": ("cuộc",),
    "TT-10.1": ("cuộc",),
    "TT-11": ("cách làm",),
    "NL-01": ("cuộc hội nghị, hội thảo, tập huấn", "cuộc, lớp"),
    "NL-03": ("cán bộ nữ tiềm năng", "người"),
    "NL-08": ("hội nghị, báo cáo",),
    "NL-09.1": ("cuộc",),
    "NL-09.2": ("vụ vi phạm", "vụ"),
    "NL-09.3": ("vụ",),
    "MH-01.1": ("mô hình",),
    "MH-01.2": ("mô hình",),
    "MH-01.3": ("hoạt động",),
    "MH-01.4": ("mô hình",),
    "MH-02.1": ("nạn nhân", "người"),
    "MH-03.1": ("người",),
    "VM-01.1": ("khó khăn, vướng mắc", "việc"),
}
SORTS = {
    "conference": "hội nghị",
    "workshop": "hội thảo",
    "course": "lớp tập huấn",
    "leadership": "lớp bồi dưỡng kỹ năng lãnh đạo, quản lý",
}
# Told paragraph → the figures that it speaks of.
SPEAKS_OF = {
    "plans.issued": ("KH-01", "KH-02", "KH-03"),
    "communications.direct": ("TT-01", "TT-02", "TT-03.1", "TT-03.2", "TT-06"),
    "communications.products": ("TT-06",),
    "communications.labour-code": ("TT-04.1", "TT-04.2", "TT-04.3"),
    "communications.services": ("TT-10.1", "TT-10.2"),
    "communications.launch": ("TT-08.1", "TT-08.2", "TT-08.3"),
    "communications.radio": ("TT-05.1", "TT-05.2", "TT-05.3"),
    "communications.practices": ("TT-11",),
    "capacity.trained": ("NL-01", "NL-02", *(f"NL-02.{number}" for number in range(1, 7)), "NL-03"),
    "capacity.reviews": ("NL-08",),
    "capacity.inspected": ("NL-09.1", "NL-09.2", "NL-09.3"),
    "models.running": ("MH-01.1", "MH-01.2", "MH-01.3", "MH-01.4"),
    "models.people": ("MH-02.1", "MH-02.2", "MH-03.1", "MH-03.2"),
    # What did not occur, with what there was the year before.
    "communications.unanswered": ("TT-01", "TT-04.1", "TT-05.1", "TT-08.1", "TT-10.1"),
    "capacity.unanswered": ("NL-01", "NL-08"),
    "capacity.inspections-unanswered": ("NL-09.1",),
    "models.unanswered": ("MH-01.3",),
}
PRODUCTS = {
    "article": "tin, bài",
    "leaflet": "tờ rơi, sách mỏng",
    "banner": "băng rôn, pa nô, áp phích",
    "video": "video, clip",
    "post": "bài đăng trên mạng xã hội",
    "other": "sản phẩm khác",
}
KINDS = ("Xã", "Phường", "Thị trấn")


class Recounted:
    """A report's figures recounted: of all its units together, and of each district in it."""

    def __init__(self, books, days, days_before, units, others=(), own=None, tasks=()):
        """`units` are the districts in the report, `others` those that are missing, `own` the Department itself.

        `days` are the first and the last of the period; `tasks` where each task stands, as the content has it.
        """
        self.books, self.units, self.others, self.own, self.tasks = books, list(units), list(others), own, tasks
        self.ids = {unit.pk for unit in units} | ({own.pk} if own else set())
        (self.first, self.last), (self.first_before, self.last_before) = days, days_before
        self.current = recount(books, self.ids, self.first, self.last)
        self.previous = recount(books, self.ids, self.first_before, self.last_before)
        self.each = [(unit.name_in_sentence, recount(books, {unit.pk}, self.first, self.last)) for unit in units]
        self.communes = [number_of_communes(books, unit, self.last) for unit in units]
        everyone = [*self.units, *self.others]
        there = {row.unit.kind for unit in everyone for row in communes_of(books, unit, self.last)}
        self.commune_words = ", ".join(kind.lower() for kind in KINDS if kind in there)
        self.own_work = recount(books, {own.pk}, self.first, self.last) if own else None

    @property
    def is_whole_year(self):
        """Whether its days are those of a reporting year, 15/12 to 14/12."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (12, 15, 12, 14)


def communes_of(books, unit, day):
    valid = [row for row in books.placements if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)]
    return [row for row in valid if row.parent_id == unit.pk and row.unit.level == "commune"]


def number_of_communes(books, unit, day):
    return len(communes_of(books, unit, day))


def unexplained(text, phrases):
    """The numbers of a paragraph that no phrase accounts for, with what stands around them."""
    left = NO_FIGURES.sub(lambda found: "·" * len(found[0]), text)
    covered = set()
    for phrase in phrases:
        for found in re.finditer(rf"(?<![\w.,/]){re.escape(phrase)}(?![\w%/])(?![.,]\d)", left):
            covered.update(range(*found.span()))
    numbers = re.finditer(r"\d[\d.]*(?:,\d+)?%?", left)
    return [
        text[max(0, one.start() - 30) : one.end() + 30]
        for one in numbers
        if not set(range(one.start(), one.end())) <= covered
    ]


def phrases_for(key, told):
    """What the paragraph of that key may say: a set of phrases."""
    phrases = {phrase for code in SPEAKS_OF.get(key, ()) for phrase in of_figure(told, code)}
    # Where some are missing, the first sentence says how many are in.
    phrases |= {f"{two_digits(len(told.units))} đơn vị có báo cáo được duyệt"} if told.others else set()
    if told.others and key == "opening.reported":
        phrases |= {f"cùng {two_digits(len(told.units))} đơn vị nêu trên"}
    return phrases | OWN.get(key, lambda told: set())(told)


def of_figure(told, code):
    """A figure's number, parts, shares, change, and the units beside one another."""
    now, before, nouns = told.current[code], told.previous[code], NOUNS.get(code, PEOPLE)
    phrases = set()
    for one in (now, before):
        phrases |= said(one.value, nouns)
    for number in (now.women, now.minority, now.sexed):
        phrases |= said(number, PEOPLE)
    if now.women is not None and now.sexed < now.value:
        phrases |= {f"{two_digits(now.women)}/{phrase}" for phrase in said(now.sexed, PEOPLE)}
    phrases |= shares((now.women, now.sexed), (now.minority, now.value)) | change(now.value, before.value)
    return phrases | basis(now, before) | by_level(told, code, nouns) | beside(told, code, nouns)


def basis(*figures):
    """On how many events a figure stands that not all of them have."""
    partial = [one for one in figures if one.known < one.rows]
    return {f"{two_digits(one.known)}/{two_digits(one.rows)} {noun}" for one in partial for noun in EVENTS}


def by_level(told, code, nouns):
    """What the province itself did and what the districts did."""
    own = told.own_work[code].value if told.own_work else None
    if not own:
        return set()
    phrases = set()
    for level, number in (("cấp tỉnh", own), ("cấp huyện", told.current[code].value - own)):
        phrases |= {f"{level} {phrase}" for phrase in said(number, (*nouns, "cuộc"))}
        phrases |= {f"{level} {two_digits(number)}"}
    return phrases


def beside(told, code, nouns):
    doing = [(place, one[code].value) for place, one in told.each if one[code].value]
    phrases = said(len(told.each), ["đơn vị"]) | {f"{two_digits(len(doing))}/{two_digits(len(told.each))} đơn vị"}
    phrases |= {f"{place} ({phrase})" for place, value in doing for phrase in said(value, nouns)}
    # Two at the top, or at the end.
    phrases |= {f"mỗi đơn vị {phrase}" for _place, value in doing for phrase in said(value, nouns)}
    if nouns != PEOPLE or not told.each:
        return phrases
    known = [
        (place, one[code].value, number)
        for (place, one), number in zip(told.each, told.communes, strict=True)
        if one[code].value is not None
    ]
    if known:
        people, communes = sum(value for _place, value, _number in known), sum(number for *_one, number in known)
        phrases |= {f"{written(Fraction(people, communes), 1)} lượt người"}
        phrases |= {f"{place} ({written(Fraction(value, number), 1)})" for place, value, number in known}
        phrases |= {f"cùng {written(Fraction(value, number), 1)}" for _place, value, number in known}
    return phrases


def said(number, nouns):
    return {f"{two_digits(number)} {noun}" for noun in nouns} if number is not None else set()


def shares(*pairs):
    """Percentages as a sentence writes them: `100%` whole, and two decimals next to nothing or all."""
    found = set()
    for part, whole in pairs:
        if part is None or not whole:
            continue
        exact = percentage(part, whole)
        found.add("100%" if part == whole else exact)
        if exact in ("0,0%", "100,0%"):
            found.add(percentage(part, whole, 2))
    return found


def change(now, before):
    if not now or not before:
        return set()
    if now > before and now % before == 0:
        return {f"gấp {two_digits(now // before)} lần"}
    return shares((abs(now - before), before), (now, before))


def fraction(part, whole, *nouns):
    if part is None or not whole:
        return set()
    fractions = {f"{two_digits(part)}/{two_digits(whole)} {noun}" for noun in nouns}
    return fractions | said(whole, nouns) | shares((part, whole))


def _reported(told):
    number, all_ = len(told.units), len(told.units) + len(told.others)
    return {f"{two_digits(number)}/{two_digits(all_)} đơn vị", f"{two_digits(all_)} đơn vị"}


def _plans(told):
    return said(sum(told.current[code].value or 0 for code in SPEAKS_OF["plans.issued"]), ["kế hoạch"])


def _communes(told, code):
    return fraction(told.current[code].value, sum(told.communes), told.commune_words)


def _forms(told):
    """`(04 cuộc)` of each form of direct communication."""
    rows = [row for row in told.books.campaigns if row.unit_id in told.ids and row.status == "done"]
    rows = [row for row in rows if told.first <= row.ended_on <= told.last]
    forms = [row.form for row in rows]
    phrases = {f"({two_digits(forms.count(form))} cuộc)" for form in set(forms)}
    held = [row for row in rows if row.form in DIRECT]
    phrases |= fraction(len({row.commune_id for row in held}), sum(told.communes), told.commune_words)
    for kind, noun in PRODUCTS.items():
        made = sum(line["quantity"] for row in rows for line in row.product_list if line["kind"] == kind)
        phrases |= said(made, [noun]) if made else set()
    return phrases


def _services(told):
    released, all_ = (take(told.books, told.ids, told.first, told.last).value for take in (public, of_help))
    return fraction(released, all_, "địa chỉ tin cậy, nhà tạm lánh")


def _cost(told):
    now, before = told.current["TT-09"].value, told.previous["TT-09"].value
    amounts = {f"{written(value)} đồng" for value in (now, before) if value}
    return amounts | change(now, before)


def _trained(told):
    rows = [row for row in told.books.trainings if row.unit_id in told.ids and row.status == "done"]
    sorts = [row.sort for row in rows if told.first <= row.ended_on <= told.last]
    return {f"{two_digits(sorts.count(sort))} {noun}" for sort, noun in SORTS.items()}


def _standing(told):
    now = told.current
    phrases = fraction(now["NL-04.2"].value, now["NL-04.1"].value, "cán bộ làm công tác bình đẳng giới")
    for code, who in (("NL-05.1", "cấp ủy viên cấp huyện"), ("NL-05.2", "cấp ủy viên cấp xã")):
        phrases |= fraction(now[code].women, now[code].sexed, who)
    led = now["NL-07.5"].value
    if led is not None:
        all_ = Fraction(led * 100, 1) / now["NL-07.6"].value if led else None
        phrases |= fraction(led, int(all_) if all_ else None, "Ủy ban nhân dân các cấp")
    return phrases


def _people(told):
    pairs = (("MH-02.2", "MH-02.1"), ("MH-03.2", "MH-03.1"))
    return {one for part, whole in pairs for one in shares((told.current[part].value, told.current[whole].value))}


def _inspected(told):
    rows = [row for row in told.books.inspections if row.unit_id in told.ids and row.status == "done"]
    bodies = [row.bodies or 0 for row in rows if told.first <= row.ended_on <= told.last]
    return said(sum(bodies), ["cơ quan, đơn vị"])


def _funds(told):
    phrases = set()
    for code in ("MH-04.1", "MH-04.2", "MH-04.3"):
        now, before = told.current[code].value, told.previous[code].value
        phrases |= {f"{_millions(value)} triệu đồng" for value in (now, before) if value} | change(now, before)
    granted, allotted, spent = (told.current[f"MH-04.{number}"].value or 0 for number in (1, 2, 3))
    return phrases | shares((spent or None, granted + allotted))


def _millions(value):
    """`23,75`: to the thousand, without the zeros behind."""
    text = written(Fraction(value // 1000, 1000), 3)
    while "," in text and text[-1] in "0,":
        text = text[:-1]
    return text


def _spent(told):
    """What was spent, by area and by source, and what the issued plans foresee."""
    areas = {"campaigns": COSTS, "trainings": COSTS, "reviews": COSTS, "inspections": COSTS, "log": SPENT}
    by_area, by_source = {}, [0, 0, 0, 0]
    for name, columns in areas.items():
        for row in getattr(told.books, name):
            if row.unit_id in told.ids and row.status == "done" and told.first <= day_of(row) <= told.last:
                area = row._meta.app_label
                for place, column in enumerate(columns):
                    by_source[place] += getattr(row, column) or 0
                    by_area[area] = by_area.get(area, 0) + (getattr(row, column) or 0)
    plans = [row for row in told.books.plans if row.unit_id in told.ids and row.status == "done"]
    plans = [row for row in plans if told.first <= day_of(row) <= told.last]
    planned = sum(line.get("budget") or 0 for row in plans for line in row.activities)
    total = sum(by_source)
    amounts = {f"{_millions(amount)} triệu đồng" for amount in (*by_area.values(), *by_source, total, planned)}
    return amounts | shares(*((amount, total) for amount in by_source))


def _tasks(told):
    statuses = [one["status"] for one in told.tasks]
    asked = len(statuses) - statuses.count("not_applicable")
    phrases = {f"{two_digits(statuses.count('done'))}/{two_digits(asked)} nhiệm vụ"}
    phrases |= {f"{two_digits(statuses.count(status))} nhiệm vụ" for status in set(statuses)}
    # More than five are not named.
    return phrases | said(statuses.count("done") - 5, ["nhiệm vụ khác"])


def _targets(told):
    """How many targets were set, reached, missed, or can't be judged, and each with its value."""
    aims = targets(told)
    counts = [is_met(told, code, aim) for code, aim in aims.items()]
    total, met, missed = len(aims), counts.count(True), counts.count(False)
    unknown = sum(told.current[code].value is None for code in aims)
    early = sum(LIST[code].noun != "%" for code in aims)
    phrases = {phrase for number in (total, met, missed, unknown, early) for phrase in said(number, ["chỉ tiêu"])}
    phrases |= {f"đã đạt {two_digits(met)}", f"{two_digits(missed)}/{two_digits(total)} chỉ tiêu"}
    for code, aim in aims.items():
        value, noun = told.current[code].value, LIST[code].noun
        if noun == "%":
            phrases |= {f"{aim.value.normalize():f}%"}
            if value is not None:
                phrases |= {f"đạt {'100' if value == 100 else written(value, 1)}%"}
        else:
            phrases |= said(int(aim.value), [noun]) | (said(value, [noun]) if value is not None else set())
    return phrases


def targets(told):
    """{figure: target} of the year: the unit's own, and the province's rates where it has none."""
    unit, year = (told.own or told.units[0]), told.last.year
    of_year = [one for one in told.books.targets if one.year == year]
    found = {one.indicator: one for one in of_year if one.unit_id == unit.pk}
    rates = {one.indicator: one for one in of_year if one.unit.level == "province" and LIST[one.indicator].noun == "%"}
    return rates | found


def is_met(told, code, aim):
    """Whether a target is reached; None where it can't be said."""
    value, is_count = told.current[code].value, LIST[code].noun != "%"
    if value is None or (is_count and (told.others or not told.is_whole_year)):
        return None
    return value > aim.value if aim.is_exceeded else value >= aim.value


def _compared(told):
    phrases = set()
    for code, noun in (("TT-02", "lượt người"), ("NL-02", "lượt người"), ("MH-01.3", "hoạt động")):
        now, before = told.current[code], told.previous[code]
        if now.value and before.value:
            phrases |= {f"từ {two_digits(before.value)}", f"{two_digits(now.value)} {noun}"}
            phrases |= change(now.value, before.value) | basis(now, before)
    return phrases


def _raising(told):
    """(unit, its difficulties of the period) of the units that raised some."""
    rows = [one for one in told.books.difficulties if told.first <= one.raised_on <= told.last]
    of_units = [(unit, [one for one in rows if one.unit_id == unit.pk]) for unit in told.units]
    return [(unit, several) for unit, several in of_units if several]


def _department(told):
    waiting = [row for _unit, rows in _raising(told) for row in rows if not row.answered_on and row.state != "resolved"]
    return said(len(told.others), ["đơn vị"]) | said(len(waiting), ["khó khăn, vướng mắc"])


def _raised(told):
    raising = _raising(told)
    rows = [row for _unit, several in raising for row in several]
    phrases = said(len(raising), ["đơn vị"]) | said(len(rows), ["khó khăn, vướng mắc"])
    phrases |= {f"{unit.name_in_sentence} ({two_digits(len(several))} việc)" for unit, several in raising}
    phrases |= {f"mỗi đơn vị {two_digits(len(several))} việc" for _unit, several in raising}
    return phrases | said(sum(row.answered_on is not None for row in rows), ["việc"])


def _skills(told):
    """Items on the radio about skills against violence."""
    rows = [row for row in told.books.campaigns if row.unit_id in told.ids and row.status == "done"]
    radio = [row for row in rows if told.first <= row.ended_on <= told.last and row.form == "radio"]
    return said(sum(row.broadcast_items or 0 for row in radio if row.topic == "violence"), ["tin, bài"])


def _not_kept(told):
    """How often a log says that a model did not keep to requirement, objective or schedule."""
    rows = [row for row in told.books.log if row.unit_id in told.ids and row.status == "done"]
    rows = [row for row in rows if told.first <= row.ended_on <= told.last]
    names = ("meets_requirement", "meets_objective", "meets_schedule")
    return {
        phrase for name in names for phrase in said([getattr(row, name) for row in rows].count(False), ["lần ghi nhận"])
    }


OWN = {
    "opening.reported": _reported,
    "plans.issued": _plans,
    "plans.communes": lambda told: _communes(told, "KH-04.1"),
    "communications.direct": _forms,
    "communications.products": _forms,
    "communications.services": _services,
    "communications.launch": lambda told: _communes(told, "TT-08.3"),
    "communications.cost": _cost,
    "communications.radio": _skills,
    "models.running": _not_kept,
    "capacity.trained": _trained,
    "capacity.standing": _standing,
    "capacity.inspected": _inspected,
    "models.people": _people,
    "models.funds": _funds,
    "funds.spent": _spent,
    "evaluation.tasks": _tasks,
    "evaluation.by-all": lambda told: said(len(told.each), ["đơn vị"]),
    "evaluation.unfinished": _tasks,
    "evaluation.status": _tasks,
    "evaluation.targets-open": _targets,
    "evaluation.targets": _targets,
    "evaluation.targets-missed": _targets,
    "evaluation.compared": _compared,
    "evaluation.fallen": _compared,
    "difficulties.raised": _raised,
    "next_steps.department": _department,
}
