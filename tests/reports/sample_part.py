"""Parts of a frozen content as `reports.content.disclosure_control.gate.part_of` gives them.

Every figure in them is invented.
"""

from msgspec import convert, to_builtins
from sample_tree import sample_tree

from reports.content.part import Part

PERIOD = {
    "title": "năm 2020",
    "start": "2019-12-15",
    "end": "2020-12-14",
    "kind": "year",
    "theme": "",
    "compared_to": "năm 2019",
    "is_cumulative": True,
    "asked_number": "908/SLĐTBXH-BĐG",
    "asked_on": "2020-04-14",
}
SUBJECT = "Kết quả thực hiện công tác bình đẳng giới năm 2020"
# [total, female, minority, sexed, records, valued]
NOW = {
    "TT-01": [7, 0, 0, 0, 7, 7],
    "TT-02": [400, 260, 31, 380, 7, 7],
    "TT-09.1": [9_000_000, 0, 0, 0, 6, 6],
    "TT-09.2": [375, 0, 0, 0, 6, 6],
    "MH-01.1": [3, 0, 0, 0, 3, 3],
    "MH-02.1": [12, 9, 0, 12, 4, 4],
    "MH-04.3": [12_500_000, 0, 0, 0, 2, 2],
    "NL-02": [0, 0, 0, 0, 1, 1],
}
BEFORE = {"TT-01": [9, 0, 0, 0, 9, 9], "TT-02": [500, 300, 50, 500, 9, 9]}


def campaign(**given):
    fields = {
        "kind": "communications.Campaign",
        "id": 1,
        "version": 1,
        "task": "comm.policy",
        "status": "done",
        "title": "Truyền thông tại thôn",
        "day": "2020-05-06",
        "topic": "policy",
        "form": "talk",
        "place": "",
        "audiences": ["women", "youth"],
        "audience": "",
        "started_on": "2020-05-05",
        "ended_on": "2020-05-06",
        "attendance": 120,
        "female": 70,
        "minority": None,
        "reached": 900,
        "product_list": [
            {"kind": "leaflet", "quantity": 1500, "note": "=phát tại chợ"},
            {"kind": "video", "quantity": 1, "note": ""},
        ],
        "products": 1501,
        "guidance": "",
        "enterprises": None,
        "station": "",
        "broadcast_items": None,
        "broadcasts": None,
        "minutes": None,
        "relays": None,
        "theme": "",
        "launch": "",
        "launch_why": "",
        "cost": 1_500_000,
        "also": ["comm.radio"],
        "organiser": "Phòng",
        "partners": "",
        "outcome": "",
        "is_good_practice": False,
        "good_practice_why": "",
        "note": "",
    }
    return fields | given


def joined(**given):
    fields = {
        "kind": "communications.CommuneJoined",
        "id": 2,
        "version": 0,
        "task": "comm.action-month",
        "status": "done",
        "title": "Hương Phú, 2020",
        "day": "2020-11-20",
        "year": 2020,
        "detail": "Mít tinh",
    }
    return fields | given


def standing(**given):
    fields = {
        "kind": "capacity.Standing",
        "id": 3,
        "version": 0,
        "task": "cap.review",
        "status": "done",
        "title": "Cán bộ, 30/6/2020",
        "day": "2020-06-30",
        "measure": "staff",
        "as_of": "2020-06-30",
        "total": 14,
        "female": 9,
        "part": 10,
        "part_female": 7,
        "source": "Phòng Nội vụ",
        "note": "",
    }
    return fields | given


def unit_part(**given):
    part = {
        "schema": 2,
        "unit": {"id": 1, "code": "483", "name": "Huyện Nam Đông", "place": "huyện Nam Đông", "is_province": False},
        "period": PERIOD,
        "opening": "Thực hiện Công văn, Phòng báo cáo như sau:",
        "figures": {"now": NOW, "before": BEFORE, "cumulative": NOW},
        "years": {},
        "records": [campaign(), joined(), standing()],
        "worked": ["cap.review", "comm.action-month", "comm.policy"],
        "none": ["cap.inspection"],
        "exempt": {"model.extend": "Không được hỗ trợ"},
        "tasks": [],
        "planned": [],
        "estimates": {},
        "text": {},
        "edits": [],
        "difficulties": [],
        "units": [],
        "missing": [],
        "edition": "internal",
        "withheld": {},
        "tree": to_builtins(sample_tree(subject=SUBJECT, issuer="Phòng LĐTBXH huyện Nam Đông")),
    }
    return convert(part | given, Part)


def summary_unit(name, figures, *, reported=True):
    nothing = {"before": {}, "none": [], "exempt": [], "worked": [], "difficulties": [], "communes": 10}
    return {"name": name, "place": name.lower(), "reported": reported, "figures": figures, **nothing}


def province_part(**given):
    units = [
        summary_unit("Huyện Nam Đông", {"TT-01": [4, 0, 0, 0, 4, 4], "TT-02": [250, 9, 9, 9, 4, 4]}),
        summary_unit("Huyện Phú Lộc", {"TT-01": [2, 0, 0, 0, 2, 2], "TT-02": [100, 9, 9, 9, 2, 2]}),
        summary_unit("Huyện A Lưới", {}, reported=False),
    ]
    province = {"id": 9, "code": "46", "name": "Tỉnh Thừa Thiên Huế", "place": "tỉnh Thừa Thiên Huế"}
    records = [campaign(unit_name="Huyện Phú Lộc", title="b"), campaign(unit_name="Huyện Nam Đông", title="a")]
    part = {"unit": province | {"is_province": True}, "units": units, "records": records, "exempt": {}, "none": []}
    own = {
        "figures": {"TT-01": [1, 0, 0, 0, 1, 1], "TT-02": [50, 9, 9, 9, 1, 1], "MH-01.1": [3, 0, 0, 0, 3, 3]},
        "before": {},
    }
    return unit_part(**{**part, "own": own, "missing": ["huyện A Lưới"], **given})
