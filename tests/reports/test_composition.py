"""A unit's report out of one record of each kind."""

from making import MAKERS

from progress.areas import kind_of, record_kinds
from progress.filing import save_record
from reports.composition import compose


def test_a_report_holds_and_tells_what_was_filed(cast):
    made = [save_record(make(cast), by=cast["officer"]) for make in MAKERS.values()]
    dated = [record for record in made if kind_of(type(record)).is_record]
    content = compose(cast.submission())
    labels = {record._meta.label for record in dated}
    assert labels == {kind.model._meta.label for kind in record_kinds()}
    assert {record["kind"] for record in content["records"]} == labels
    assert {record["title"] for record in content["records"]} == {str(record) for record in dated}
    told = " ".join(block.get("text", "") for block in content["trees"]["internal"]["body"])
    for words in (
        "Kế hoạch số 12/KH-UBND ngày 20/02/2020", "01/10 xã, phường, thị trấn đã ban hành kế hoạch năm",
        "01 cuộc truyền thông trực tiếp với 100 lượt người", "01 lớp tập huấn với 40 lượt người",
        "cán bộ làm công tác bình đẳng giới", "báo cáo “Tổng kết”", "01 cuộc kiểm tra", "01 mô hình đang hoạt động",
        "03 nạn nhân bạo lực",
    ):  # fmt: skip
        assert words in told, words


def test_what_was_told_of_people_and_change_is_frozen(cast):
    """Ages and kinds of help have no figure of their own yet: the snapshot is where they are found again."""
    ages = {"victims": 3, "victims_female": 3, "victims_under_16": 1, "victims_16_to_59": 2, "victims_advised": 2}
    save_record(MAKERS["models_sites:log-"](cast, **ages, meets_schedule=True), by=cast["officer"])
    told = {
        "also": ["comm.services"],
        "outcome": "Nhiều người hỏi.",
        "is_good_practice": True,
        "good_practice_why": "Rẻ.",
    }
    save_record(MAKERS["communications:"](cast, **told), by=cast["officer"])
    log, campaign = sorted(compose(cast.submission())["records"], key=lambda one: one["kind"], reverse=True)
    assert {name: log[name] for name in ages} == ages
    assert log["meets_schedule"] is True
    assert {name: campaign[name] for name in told} == told
