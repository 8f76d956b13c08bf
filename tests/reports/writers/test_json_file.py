"""The JSON of a report: every figure once, in its own unit, the same bytes for the same content."""

import json
from pathlib import Path

from msgspec.structs import replace
from sample_part import SUBJECT, province_part, unit_part

from core.indicators import catalogue
from reports.writers.json_data import SCHEMA, VERSION, write_json

DOCUMENTED = Path(__file__).resolve().parents[3] / "docs" / "report-data.md"


def data_of(part):
    return json.loads(write_json(part))


def figures_of(part):
    return {row["code"]: row for row in data_of(part)["figures"]}


def test_it_says_what_it_is():
    data = data_of(unit_part())
    assert (data["schema"], data["version"]) == (SCHEMA, VERSION)
    assert (data["title"], data["unit"], data["edition"]) == (SUBJECT, "Huyện Nam Đông", "internal")
    assert (data["period"]["start"], data["period"]["end"]) == ("2019-12-15", "2020-12-14")
    assert (data["none"], list(data["exempt"])) == (["cap.inspection"], ["model.extend"])
    assert data["units"] == []
    assert data["records"] == unit_part().records


def test_each_figure_once_in_its_own_unit():
    data = data_of(unit_part())
    assert [row["code"] for row in data["figures"]] == [one.key for one in catalogue.visible_indicators()]
    found = figures_of(unit_part(estimates={"MH-04.3": 20_000_000}))
    assert found["TT-02"] == {
        "code": "TT-02",
        "name": catalogue.get_indicator("TT-02").name,
        "unit": "lượt người",
        "nature": "flow",
        "now": 400,
        "female": 260,
        "minority": 31,
        "sexed": 380,
        "before": 500,
        "cumulative": 400,
    }
    assert (found["MH-04.3"]["now"], found["MH-04.3"]["estimate"], found["MH-04.3"]["unit"]) == (12.5, 20, "triệu đồng")
    assert (found["TT-09"]["now"], found["TT-09"]["nature"]) == (24_000, "ratio")
    assert (found["NL-04.1"]["now"], found["NL-02"]["now"]) == (None, 0)
    natures = {found[key]["nature"] for key in ("MH-01.1", "NL-04.1", "TT-11", "TT-01")}
    assert natures == {"stock", "latest", "total", "flow"}


def test_units_of_a_summary():
    near, _other, silent = data_of(province_part())["units"]
    assert (near["name"], near["reported"]) == ("Huyện Nam Đông", True)
    assert (near["figures"]["TT-02"], silent["reported"], silent["figures"]) == (250, False, {})
    assert all(record["unit_name"] for record in data_of(province_part())["records"])


def test_what_is_withheld_has_no_value():
    kept = {
        name: {key: one for key, one in sums.items() if key != "MH-02.1"} for name, sums in unit_part().figures.items()
    }
    outward = unit_part(edition="outward", figures=kept, withheld={"MH-02.1": "<5"})
    row = figures_of(outward)["MH-02.1"]
    assert row["withheld"] == "<5"
    assert [row[name] for name in ("now", "female", "minority", "sexed", "cumulative", "before")] == [None] * 6
    # Even a number that a gate forgot is not told.
    row = figures_of(unit_part(edition="outward", withheld={"MH-02.1": "<5"}))["MH-02.1"]
    assert row["now"] is row["female"] is None
    assert "withheld" not in figures_of(unit_part())["MH-02.1"]


def test_the_same_content_is_the_same_bytes():
    part = unit_part()
    turned = replace(part, figures={name: dict(reversed(sums.items())) for name, sums in part.figures.items()})
    written = write_json(part)
    assert written == write_json(turned)
    assert written.decode("utf-8").startswith('{\n "edition"')
    assert "Huyện Nam Đông" in written.decode("utf-8")
    assert sum(line.startswith('  {"') for line in written.decode("utf-8").split("\n")) == len(part.records)
    assert data_of(unit_part(records=[]))["records"] == []


def test_any_text_is_written():
    text = '😀 "\x00\u202e\\ <r></r> \u2028\n "records": []'
    part = unit_part()
    part.records = [part.records[0] | {"title": text, "note": "\ud83d"}]
    part.tree.head.subject = text
    part.exempt = {"records": [], text: text}
    assert (data_of(part)["title"], data_of(part)["exempt"]) == (text, part.exempt)
    (record,) = data_of(part)["records"]
    assert (record["title"], record["note"]) == (text, "?")


def test_every_key_is_documented():
    told = DOCUMENTED.read_text(encoding="utf-8")
    data = data_of(province_part(estimates={"TT-02": 1}, withheld={"MH-02.1": "*"}))
    keys = data.keys() | {key for row in data["figures"] for key in row} | data["units"][0].keys()
    assert [key for key in sorted(keys) if f"`{key}`" not in told and f'"{key}"' not in told] == []
