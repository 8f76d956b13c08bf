"""Bad input gets a clear Vietnamese message at its field, loses nothing typed and saves nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from making import MAKERS
from refusing import assert_still_typed, assert_told_at, form_of, refused, stored, words
from uploading import office

DIGITS = "9" * 400
AGREED = "Đề xuất chỉ hoàn thành khi đã được đồng ý, có ngày quyết định."
LONG = "Dài " * 25_000
NOT_A_NUMBER = "Nhập số nguyên, ví dụ 1.250."
OPEN = "“{}”: {} hay {}? Chọn số đúng rồi lưu."
NEGATIVE = "Số này không được nhỏ hơn 0."
TOO_LARGE = "Số này quá lớn: tối đa 10.000.000."
NO_DAY = "Nhập ngày theo mẫu 14/4/2020."
NO_SUCH_DAY = "Không có ngày {}: nhập ngày, tháng, năm, ví dụ 14/4/2020."
SENSELESS = "Ngày này nằm ngoài khoảng từ 1/1/2011 đến 19/12/2022."
BACKWARDS = "Ngày cuối không được trước ngày đầu."
REQUIRED = "Không được để trống."
NO_YEAR = "Nhập năm, ví dụ 2020."
ODD_DAYS = (
    "Sổ theo dõi ghi theo nửa tháng (từ ngày 01 đến ngày 14 hoặc từ ngày 15 đến cuối tháng), hoặc theo tháng "
    "từ ngày 15 đến ngày 14."
)
WOMEN_FOUND = "Số nạn nhân nữ không được lớn hơn số nạn nhân mới phát hiện."
UNDER_16 = "Số nạn nhân dưới 16 tuổi không được lớn hơn số nạn nhân mới phát hiện."
HELPED = "Số nạn nhân được hỗ trợ không được lớn hơn số nạn nhân mới phát hiện; trường hợp cũ ghi vào số đang tiếp tục."
TOMORROW = "Việc đã hoàn thành không thể có ngày sau hôm nay (18/12/2020)."
WOMEN = "Số nữ không được lớn hơn tổng số người tham dự."
MINORITIES = "Số người dân tộc thiểu số không được lớn hơn tổng số người tham dự."
ORDER = "Các ngày phải theo thứ tự: soạn thảo, trình, ban hành."
ISSUED = "Kế hoạch đã ban hành phải có số và ngày ban hành."
NO_PERIOD = "Trong năm không có kỳ mang số này."
PHONE = (
    "“0912 345 678” giống số điện thoại hoặc số giấy tờ tùy thân. Chỉ ghi số liệu: không ghi họ tên, ngày sinh, số "
    "giấy tờ tùy thân, số điện thoại hoặc câu chuyện của nạn nhân (Luật số 02/2007/QH12, điểm d khoản 1 Điều 5: giữ "
    "bí mật nơi tạm lánh và thông tin về nạn nhân)."
)
PROGRAM = SimpleUploadedFile("ban-hanh.pdf", b"MZ\x90\x00 This program cannot be run in DOS mode.")
NOTHING_FILED = "Trong thời gian này chưa có nội dung nào được nhập nên không có gì để lập hồ sơ."
NO_SCAN = "Tệp này là Word. Đề nghị chọn tệp PDF đã ký hoặc bản quét (PDF, JPEG, PNG)."
NO_FILE = (
    "Nội dung tệp không phải là PDF, Word, Excel, JPEG, PNG hoặc HEIC, dù tên tệp ghi thế nào. Đề nghị quét hoặc "
    "lưu lại thành tệp PDF."
)
# form, what is typed, the field that has the error, the words.
CASES = (
    ("communications:", {"female": "101"}, "female", WOMEN),
    ("communications:", {"minority": "101"}, "minority", MINORITIES),
    ("communications:", {"attendance": ""}, "female", WOMEN),
    ("communications:", {"attendance": "-5"}, "attendance", NEGATIVE),
    ("communications:", {"cost_district": "-1"}, "cost_district", NEGATIVE),
    ("communications:", {"attendance": DIGITS}, "attendance", TOO_LARGE),
    ("communications:", {"cost_other": DIGITS}, "cost_other", "Số này quá lớn: tối đa 1.000.000.000.000."),
    ("communications:", {"attendance": "9" * 5000}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "abc"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "1,5"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "1.5"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "1_000"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "14.4.2020"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "1.00.0"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "1.234.56"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "1e3"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "٣٤"}, "attendance", NOT_A_NUMBER),
    ("communications:", {"attendance": "1,000"}, "attendance", OPEN.format("1,000", "1.000", "1")),
    ("communications:", {"cost_other": "250,000"}, "cost_other", OPEN.format("250,000", "250.000", "250")),
    ("communications:", {"started_on": "31/2/2020"}, "started_on", NO_SUCH_DAY.format("31/2/2020")),
    ("communications:", {"started_on": "hôm qua"}, "started_on", NO_DAY),
    ("communications:", {"started_on": "1/1/1999"}, "started_on", SENSELESS),
    ("communications:", {"ended_on": "1/1/9999"}, "ended_on", SENSELESS),
    ("communications:", {"ended_on": "19/12/2020"}, "ended_on", TOMORROW),
    ("communications:", {"ended_on": "4/5/2020"}, "ended_on", BACKWARDS),
    ("communications:", {"task": ""}, "task", REQUIRED),
    ("communications:", {"title": ""}, "title", REQUIRED),
    ("communications:", {"title": " \u200b\u202e "}, "title", REQUIRED),
    ("communications:", {"title": LONG}, "title", "Tối đa 300 ký tự (hiện có 99999)."),
    ("communications:", {"note": LONG}, "note", "Tối đa 4000 ký tự (hiện có 99999)."),
    ("capacity:", {"female": "41"}, "female", WOMEN),
    ("capacity:", {"attendance": DIGITS}, "attendance", TOO_LARGE),
    ("capacity:", {"ended_on": "31/5/2020"}, "ended_on", BACKWARDS),
    ("capacity:inspections-", {"handled": "3"}, "handled", "Số vụ đã xử lý không được lớn hơn số vụ phát hiện."),
    ("plans:", {"year": DIGITS}, "year", NO_YEAR),
    ("plans:", {"year": "abc"}, "year", NO_YEAR),
    ("plans:", {"year": "2_020"}, "year", NO_YEAR),
    ("plans:", {"year": "2020.0"}, "year", NO_YEAR),
    ("plans:", {"number": ""}, "number", ISSUED),
    ("plans:", {"issued_on": ""}, "issued_on", ISSUED),
    ("plans:", {"status": "planned"}, "status", "Kế hoạch đã có ngày ban hành thì chọn trạng thái Hoàn thành."),
    ("plans:", {"drafted_on": "21/2/2020"}, "submitted_on", ORDER),
    ("models_sites:", {"closed_on": "1/3/2019"}, "closed_on", "Ngày ngừng hoạt động phải sau ngày bắt đầu hoạt động."),
    ("models_sites:", {"opened_on": "1/1/1900"}, "opened_on", SENSELESS),
    ("models_sites:", {"commune": ""}, "commune", REQUIRED),
    ("models_sites:log-", {"victims_female": "4"}, "victims_female", WOMEN_FOUND),
    ("models_sites:log-", {"victims_helped": "4"}, "victims_helped", HELPED),
    ("models_sites:log-", {"ended_on": "13/4/2020"}, "ended_on", ODD_DAYS),
    ("models_sites:log-", {"ended_on": "14/3/2020"}, "ended_on", BACKWARDS),
    ("models_sites:log-", {"victims_under_16": "4"}, "victims_under_16", UNDER_16),
    (
        "models_sites:log-",
        {"victims_under_16": "2", "victims_16_to_59": "2"},
        "victims",
        "Tổng các nhóm tuổi lớn hơn số này.",
    ),
    ("models_sites:extensions-", {"status": "done"}, "decision", AGREED),
    (
        "models_sites:extensions-",
        {"decision": "agreed"},
        "decided_on",
        "Quyết định phải có ngày, và có ngày thì phải có quyết định.",
    ),
    (
        "models_sites:extensions-",
        {"submitted_on": "31/3/2020"},
        "submitted_on",
        "Thứ tự các ngày phải là đề xuất, trình UBND, rồi quyết định.",
    ),
    ("communications:", {"launch": "alternative"}, "launch_why", "Ghi lý do không tổ chức lễ phát động."),
    (
        "communications:",
        {"is_good_practice": "on"},
        "good_practice_why",
        "Ghi một dòng vì sao nơi khác nên làm theo.",
    ),
    ("communications:communes-", {"day": "31/2/2020"}, "day", NO_SUCH_DAY.format("31/2/2020")),
    ("communications:communes-", {"commune": ""}, "commune", REQUIRED),
    ("plans:communes-", {"year": "abc"}, "year", NO_YEAR),
    ("plans:communes-", {"day": "19/12/2020"}, "day", TOMORROW),
    (
        "capacity:",
        {"equality_staff": "41"},
        "attendance",
        "Tổng các nhóm không được lớn hơn tổng số lượt người tham dự.",
    ),
    ("capacity:", {"score_after": "101"}, "score_after", "Đây là tỷ lệ phần trăm, tối đa 100."),
    ("capacity:standing-", {"female": "15"}, "female", "Số nữ không được lớn hơn tổng số."),
    ("capacity:standing-", {"as_of": "19/12/2020"}, "as_of", TOMORROW),
    ("capacity:standing-", {"source": ""}, "source", REQUIRED),
    ("capacity:standing-", {"total": ""}, "total", REQUIRED),
    ("capacity:inspections-", {"submitted_on": "19/12/2020"}, "submitted_on", TOMORROW),
    ("period", {"year": DIGITS}, "year", NO_YEAR),
    ("period", {"year": "1"}, "year", NO_YEAR),
    ("period", {"year": "abc"}, "year", NO_YEAR),
    ("period", {"number": "5"}, "number", NO_PERIOD),
    ("period", {"number": DIGITS}, "number", NO_PERIOD),
    ("period", {"due_on": "31/12/9999"}, "due_on", SENSELESS),
    ("period", {"asked_on": "1/1/1920"}, "asked_on", SENSELESS),
    ("period", {"kind": "thematic"}, "start", "Báo cáo chuyên đề, đột xuất cần ghi rõ từ ngày, đến ngày."),
    ("period", {"kind": "urgent", "start": "2/2/2020", "end": "1/2/2020"}, "end", BACKWARDS),
    ("period", {"kind": "urgent", "start": "1/1/0001", "end": "1/2/2020"}, "start", SENSELESS),
    ("period", {"kind": "urgent", "start": "1/2/2020", "end": "2/2/2020", "year": "40000"}, "year", NO_YEAR),
    (
        "clause",
        {"awaits_guidance": "on", "guidance": "Công văn số 1/SLĐ"},
        "awaits_guidance",
        "Đã có hướng dẫn của cấp tỉnh: bỏ đánh dấu ở đây.",
    ),
    ("clause", {"threshold": "1,000"}, "threshold", OPEN.format("1,000", "1.000", "1")),
    ("clause", {"threshold": "0"}, "threshold", "Số này không được nhỏ hơn 1."),
    ("clause", {"threshold": ""}, "threshold", REQUIRED),
    ("clause", {"threshold": DIGITS}, "threshold", TOO_LARGE),
    ("clause", {"due_on": "30/2/2020"}, "due_on", NO_SUCH_DAY.format("30/2/2020")),
    ("clause", {"due_on": "1/1/0001"}, "due_on", SENSELESS),
    ("exemption", {"reason": ""}, "reason", REQUIRED),
    ("exemption", {"task": "", "indicator": "mh"}, "indicator", "Nhập mã chỉ tiêu thống kê, ví dụ MH-01 hoặc MH-01.1."),
    ("exemption", {"valid_from": "1/1/0001"}, "valid_from", SENSELESS),
    ("text", {"evaluation": LONG}, "evaluation", "Tối đa 10000 ký tự (hiện có 99999)."),
    ("paragraph", {"text": "a" * 10_001}, "text", "Tối đa 10000 ký tự (hiện có 10001)."),
    ("paragraph", {"text": "Gọi 0912 345 678 để hỏi."}, "text", PHONE),
    ("estimates", {"figure_0": "abc"}, "figure_0", NOT_A_NUMBER),
    ("estimates", {"figure_0": "1,5"}, "figure_0", NOT_A_NUMBER),
    ("estimates", {"figure_0": "12,000"}, "figure_0", OPEN.format("12,000", "12.000", "12")),
    ("estimates", {"figure_1": "-1"}, "figure_1", NEGATIVE),
    ("estimates", {"figure_0": DIGITS}, "figure_0", "Số này quá lớn: tối đa 1.000.000.000.000."),
    ("issue", {"number": " \u200b"}, "number", REQUIRED),
    ("issue", {"number": "1" * 61}, "number", "Tối đa 60 ký tự (hiện có 61)."),
    ("issue", {"issued_on": ""}, "issued_on", REQUIRED),
    ("issue", {"issued_on": "31/2/2020"}, "issued_on", NO_SUCH_DAY.format("31/2/2020")),
    ("issue", {"issued_on": "1/1/1999"}, "issued_on", SENSELESS),
    ("issue", {"issued_on": "19/12/2020"}, "issued_on", "Ngày ban hành không thể sau hôm nay (18/12/2020)."),
    ("issue", {"file": PROGRAM}, "file", NO_FILE),
    ("issue", {"file": SimpleUploadedFile("bao-cao.docx", office())}, "file", NO_SCAN),
    ("dossier", {"start": ""}, "start", REQUIRED),
    ("dossier", {"start": "hôm qua"}, "start", NO_DAY),
    ("dossier", {"start": "1/1/1999"}, "start", SENSELESS),
    ("dossier", {"end": "14/12/2019"}, "end", BACKWARDS),
    ("schedule", {"working_days": "abc"}, "working_days", NOT_A_NUMBER),
    ("schedule", {"working_days": "-1"}, "working_days", NEGATIVE),
    ("schedule", {"working_days": "31"}, "working_days", "Số này quá lớn: tối đa 30."),
    ("schedule", {"at": "25:00"}, "at", "Ghi giờ theo dạng 17:00."),
    ("schedule", {"at": ""}, "at", REQUIRED),
    ("return", {"comment": " "}, "comment", REQUIRED),
    ("return", {"correct_by": "31/2/2020"}, "correct_by", NO_SUCH_DAY.format("31/2/2020")),
    ("pin", {"text": " "}, "text", REQUIRED),
    ("pin", {"text": LONG}, "text", "Tối đa 1000 ký tự (hiện có 99999)."),
    ("return", {"comment": LONG}, "comment", "Tối đa 4000 ký tự (hiện có 99999)."),
)
# The forms besides those of records.
OTHERS = (
    "period",
    "clause",
    "exemption",
    "text",
    "paragraph",
    "estimates",
    "issue",
    "dossier",
    "schedule",
    "return",
    "pin",
)
WITHOUT_FIELD = (
    ("dossier", {"start": "1/1/2012", "end": "2/1/2012"}, NOTHING_FILED),
    ("period", {"kind": "year", "year": "2020"}, "Kỳ báo cáo này đã được mở; mỗi đơn vị chỉ báo cáo một lần."),
    ("exemption", {"task": ""}, "Chọn một nhiệm vụ hoặc ghi một chỉ tiêu thống kê."),
    ("exemption", {"indicator": "MH-01"}, "Chọn một nhiệm vụ hoặc ghi một chỉ tiêu thống kê."),
    ("exemption", {"valid_to": "31/12/2019"}, BACKWARDS),
)


@pytest.mark.parametrize(("name", "changed", "field", "message"), CASES, ids=lambda one: str(one)[:30])
def test_bad_input_is_told_at_its_field_and_loses_nothing(cast, as_, name, changed, field, message):
    client, path, good = form_of(cast, as_, name)
    page = refused(client, path, good | changed)
    assert_told_at(page, field, message)
    assert_still_typed(page, good | changed)
    assert page.findtext(".//title").strip().startswith("Cần sửa:")


@pytest.mark.parametrize(("name", "changed", "message"), WITHOUT_FIELD)
def test_what_concerns_several_fields_stands_on_top(cast, as_, name, changed, message):
    client, path, good = form_of(cast, as_, name)
    page = refused(client, path, good | changed)
    assert [words(one) for one in page.xpath("//*[@data-error-summary]//li")] == [message]
    assert_still_typed(page, good | changed)


@pytest.mark.parametrize("name", [*MAKERS, *OTHERS])
def test_the_same_forms_take_what_is_right(cast, as_, name):
    """Else a refusal above could have another cause."""
    client, path, good = form_of(cast, as_, name)
    before = stored()
    assert client.post(path, good).status_code == 302
    assert stored() != before
