"""Money by area and source, spent and planned: the sentence, the table, the sum of several units."""

from datetime import date

from making import campaign, hand_in, inspection, log_entry, plan, training

from filing.records.saving import save_record
from reports.content.figures.costs import add_costs
from reports.content.frozen.content import read
from reports.content.frozen.rows import Costs
from reports.content.summary_content import open_summary
from reports.documents.composition import compose
from reports.documents.editions import part_of_content


def filed(cast):
    activities = [{"what": "Tập huấn", "budget": 7_000_000}, {"what": "Kiểm tra", "budget": 2_500_000}]
    for record in (
        campaign(cast, cost_district=3_000_000, cost_central=1_000_000),
        campaign(cast, started_on=date(2021, 3, 1), status="planned", cost_district=9_000_000),
        training(cast, cost_province=5_000_000),
        inspection(cast, cost_district=500_000),
        log_entry(cast, spent_other=500_000),
        plan(cast, activities=activities),
    ):
        save_record(record, by=cast["officer"])
    return compose(cast.submission())


def told(content):
    return [block["text"] for block in content["trees"]["internal"]["body"] if block["type"] == "paragraph"]


def test_what_was_spent_by_area_and_source(cast):
    content = filed(cast)
    assert content["costs"] == {
        "spent": {
            "communications": [3_000_000, 0, 1_000_000, 0],
            "capacity": [500_000, 5_000_000, 0, 0],
            "models_sites": [0, 0, 0, 500_000],
        },
        "planned": 9_500_000,
    }
    (sentence,) = [text for text in told(content) if "kinh phí đã chi" in text]
    assert sentence.startswith(
        "Trong kỳ, kinh phí đã chi cho các hoạt động là 10 triệu đồng, từ ngân sách cấp huyện 3,5 triệu đồng (35,0%), "
        "ngân sách cấp tỉnh 5 triệu đồng (50,0%), ngân sách trung ương 1 triệu đồng (10,0%) và nguồn khác 0,5 triệu "
        "đồng (5,0%); gồm: "
    )
    assert sentence.endswith("Kinh phí dự kiến trong các kế hoạch đã ban hành là 9,5 triệu đồng.")
    (table,) = [
        one["blocks"][0]
        for one in content["trees"]["internal"]["appendices"]
        if one["title"].upper() == "KINH PHÍ THỰC HIỆN NĂM 2020"
    ]
    assert [row["cells"] if isinstance(row, dict) else row for row in table["rows"]][3:] == [
        ["Đã chi", "3,5", "5,0", "1,0", "0,5", "10,0"],
        ["Dự kiến trong các kế hoạch đã ban hành", "", "", "", "", "9,5"],
    ]


def test_money_stays_inside(cast):
    outward = part_of_content(read(filed(cast)), "outward")
    assert outward.costs is None
    assert "kinh phí đã chi" not in str(outward.document)
    assert not [one for one in outward.document.appendices if one.title.upper().startswith("KINH PHÍ")]


def test_a_report_without_money_says_nothing_of_it(cast):
    content = compose(cast.submission())
    assert content["costs"] == {"spent": {}, "planned": None}
    assert [one["title"] for one in content["trees"]["internal"]["appendices"]][1:] == []


def test_the_summary_adds_the_units_and_the_province(cast):
    filed(cast)
    own = campaign(cast, slug="thua-thien-hue", cost_district=None, cost_province=2_000_000)
    save_record(own, by=cast["province"])
    hand_in(cast, "nam-dong")
    costs = compose(open_summary(cast.submission().period, by=cast["province"]))["costs"]
    assert costs["spent"]["communications"] == [3_000_000, 2_000_000, 1_000_000, 0]
    assert costs["planned"] == 9_500_000


def test_the_summary_sets_the_money_of_units_side_by_side(cast):
    filed(cast)
    own = campaign(cast, slug="thua-thien-hue", cost_district=None, cost_province=2_000_000)
    save_record(own, by=cast["province"])
    hand_in(cast, "nam-dong")
    content = compose(open_summary(cast.submission().period, by=cast["province"]))
    appendices = content["trees"]["internal"]["appendices"]
    (money,) = [one["blocks"] for one in appendices if one["title"].upper().startswith("KINH PHÍ")]
    rows = {row[0]: row[1:] for row in map(cells_of, money[1]["rows"])}
    # Planned; communication, capacity, models; district, province, central, other; in all.
    assert rows["Huyện Nam Đông"] == ["9,5", "4,0", "5,5", "0,5", "3,5", "5,0", "1,0", "0,5", "10,0"]
    assert rows["Cấp tỉnh trực tiếp thực hiện"] == ["…", "2,0", "-", "-", "-", "2,0", "-", "-", "2,0"]
    assert rows["Huyện Phú Lộc"] == ["…"] * 9
    assert cells_of(money[1]["rows"][-1])[1:] == ["9,5", "6,0", "5,5", "0,5", "3,5", "7,0", "1,0", "0,5", "12,0"]
    outward = part_of_content(read(content), "outward")
    assert not any(unit.costs for unit in outward.units)
    assert outward.own_work.costs is None


def cells_of(row):
    return row["cells"] if isinstance(row, dict) else row


def test_what_was_frozen_before_there_was_money_adds_nothing():
    one = Costs(spent={"capacity": [1, 2, 3, 4]})
    assert add_costs([one, None, one]) == Costs(spent={"capacity": [2, 4, 6, 8]})
