"""Drafts out of invented figures: none, one and many, with a year before to compare with and without."""

from msgspec import convert

from reports.content.part import Part
from reports.drafting.draft import draft

# key: total, women, ethnic minorities, those whose sex is known. What isn't listed is not asked of its records.
MANY = {
    "KH-01": (1,),
    "KH-02": (2,),
    "KH-03": (1,),
    "KH-04.1": (7,),
    "KH-04.2": (10,),
    "TT-01": (14,),
    "TT-02": (1250, 700, 310, 1100),
    "TT-03.1": (3,),
    "TT-03.2": (180, 90, 40, 180),
    "TT-04.1": (4,),
    "TT-04.2": (210, 101, 0, 210),
    "TT-04.3": (35,),
    "TT-05.1": (24,),
    "TT-05.2": (96,),
    "TT-05.3": (720,),
    "TT-06": (40,),
    "TT-07.1": (2,),
    "TT-07.2": (3,),
    "TT-08.1": (2,),
    "TT-08.2": (400, 240, 90, 400),
    "TT-08.3": (8,),
    "TT-09.1": (41_250_000,),
    "TT-09.2": (1250,),
    "TT-10.1": (5,),
    "TT-10.2": (260, 140, 60, 260),
    "NL-01": (6,),
    "NL-02": (312, 190, 45, 312),
    "NL-02.1": (112, 60, 0, 112),
    "NL-02.6": (200, 130, 0, 200),
    "NL-03": (60,),
    "NL-04.1": (14, 9, 0, 14),
    "NL-04.2": (12, 8, 0, 12),
    "NL-05.1": (35, 8, 0, 35),
    "NL-05.2": (140, 30, 0, 140),
    "NL-07.4": (11,),
    "NL-07.5": (6,),
    "NL-08": (3,),
    "NL-09.1": (5,),
    "NL-09.2": (7,),
    "NL-09.3": (6,),
    "MH-01.1": (6,),
    "MH-01.2": (2,),
    "MH-01.3": (48,),
    "MH-02.1": (46, 40, 0, 46),
    "MH-02.2": (39,),
    "MH-03.1": (41, 6, 0, 41),
    "MH-03.2": (30,),
    "MH-04.1": (120_000_000,),
    "MH-04.2": (45_500_000,),
    "MH-04.3": (130_250_000,),
}
SEXED = {key for key, parts in MANY.items() if len(parts) > 1}
TASKS = (
    "plan.annual",
    "plan.politics",
    "plan.action-month",
    "comm.policy",
    "comm.labour-code",
    "comm.services",
    "comm.action-month",
    "comm.radio",
    "cap.training",
    "cap.review",
    "cap.inspection",
    "model.run",
    "model.extend",
)
EXEMPT = dict.fromkeys(("model.run", "model.extend"), "Không được hỗ trợ kinh phí triển khai mô hình")
PLACES = ("huyện Nam Đông", "huyện Phú Lộc", "huyện A Lưới")


def paragraphs():
    """The lines of every draft under a heading that says what it is made of."""
    lines = []
    for who in ("unit", "province"):
        for title, now, before, none in CASES:
            lines.append(f"# {who}: {title}")
            sections = draft(_part(who, now, before, none, EXEMPT if title.startswith("not asked") else {}))
            lines += [f"{told.key}: {told.text}" for section in sections for told in section.told]
    return lines


def _one():
    """One of everything: one event, one person, a woman."""
    return {key: [1, int(key in SEXED), 0, int(key in SEXED), 1, 1] for key in MANY} | {
        "KH-04.2": [10, 0, 0, 0, 10, 10],
        "TT-09.1": [50_000, 0, 0, 0, 1, 1],
        "MH-04.1": [20_000_000, 0, 0, 0, 1, 1],
        "MH-04.2": [5_000_000, 0, 0, 0, 1, 1],
        "MH-04.3": [8_000_000, 0, 0, 0, 1, 1],
    }


def _many(up=1, down=1):
    """Many of everything, in four records, times a fraction."""
    return {
        key: [part * up // down for part in (*parts, *[0] * (4 - len(parts)))] + [4, 4] for key, parts in MANY.items()
    }


def _part(who, now, before, none, exempt):
    is_province = who == "province"
    place = "tỉnh Thừa Thiên Huế" if is_province else PLACES[0]
    units = [
        {
            "name": name,
            "place": name,
            "communes": 10 + turn,
            "reported": True,
            "figures": _share(now, turn),
            "before": {},
            "none": [],
            "exempt": [],
            "worked": [],
            "difficulties": [],
        }
        for turn, name in enumerate(PLACES)
    ]
    part = {
        "schema": 2,
        "opening": "Phòng báo cáo như sau:",
        "unit": {"id": 1, "code": "1", "name": place, "place": place, "is_province": is_province},
        "period": {
            "title": "năm 2020",
            "start": "2019-12-15",
            "end": "2020-12-14",
            "kind": "year",
            "theme": "",
            "compared_to": "năm 2019",
            "is_cumulative": True,
        },
        "figures": {"now": now, "before": before, "cumulative": now},
        "years": {},
        "records": [],
        "worked": [],
        "none": list(none),
        "exempt": exempt,
        "tasks": [],
        "planned": [],
        "estimates": {},
        "text": dict.fromkeys(("evaluation", "difficulties", "next_steps", "proposals"), ""),
        "edits": [],
        "difficulties": [],
        "units": units if is_province else [],
        "missing": [],
        "edition": "internal",
        "withheld": {},
    }
    return convert(part, Part)


def _share(now, turn):
    """A unit's part of it: the larger half, the rest, and nothing."""
    halves = {key: [(part + 1) // 2 for part in one] for key, one in now.items()}
    rest = {key: [part - half for part, half in zip(one, halves[key], strict=True)] for key, one in now.items()}
    # A unit has a figure where it has a record of it.
    return {key: one for key, one in ((halves, rest, {})[turn]).items() if one[4]}


ONE = _one()
# Title, the period's sums, those of the year before, what was declared not to have occurred.
CASES = (
    ("not asked", {}, {}, ()),
    ("none", {}, {}, TASKS),
    ("none, many the year before", {}, _many(), TASKS),
    ("one, nothing to compare with", ONE, {}, ()),
    ("one, as the year before", ONE, ONE, ()),
    ("one, many the year before", ONE, _many(), ()),
    ("many, nothing to compare with", _many(), {}, ()),
    ("many, one the year before", _many(), ONE, ()),
    ("many, as the year before", _many(), _many(), ()),
    ("many, more the year before", _many(), _many(3, 2), ()),
    ("many, less the year before", _many(), _many(4, 5), ()),
)
