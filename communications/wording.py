"""The report on clauses 1.b and 2.a to 2.e: people reached, products, broadcasts, costs."""

from collections import Counter

from communications.detail_wording import (
    audiences_body,
    guidance_body,
    launch_details_body,
    places_body,
    reach_body,
    relays_phrase,
    skills_phrase,
)
from communications.launch_wording import ACTION_MONTH, CAMPAIGN, launch_body
from communications.models import DIRECT_FORMATS, CampaignFormat
from communications.product_wording import products_body
from core.lib.text.vietnamese import count, join_and, number
from filing.wording.phrases import (
    brief_attendance,
    comparison,
    count_with_noun,
    events_held,
    year_to_date_phrase,
)
from filing.wording.sentences import Matter, paragraphs, unanswered, unit_type
from filing.wording.unit_comparison import among_units, by_level, per_commune

MATTERS = (
    Matter(
        "comm.policy",
        "hoạt động phổ biến, giáo dục chính sách, pháp luật về bình đẳng giới",
        ("TT-01", "TT-03.1", "TT-06"),
        "cuộc",
        lack="chưa tổ chức",
    ),
    Matter(
        "comm.labour-code",
        "hoạt động tuyên truyền nội dung mới về bình đẳng giới trong {labour_code}",
        ("TT-04.1", "TT-04.3"),
        "cuộc",
        lack="chưa tổ chức",
    ),
    Matter(
        "comm.services",
        "hoạt động truyền thông về mô hình, dịch vụ hỗ trợ bình đẳng giới",
        ("TT-10.1",),
        "cuộc",
        lack="chưa tổ chức",
    ),
    Matter("comm.action-month", f"hoạt động hưởng ứng {ACTION_MONTH}", ("TT-08.1",), "cuộc", lack="chưa tổ chức"),
    Matter(
        "comm.radio",
        "hoạt động tuyên truyền trên hệ thống truyền thanh",
        ("TT-05.1", "TT-05.2", "TT-05.3"),
        "tin, bài, chuyên mục",
    ),
)
FORMATS = {
    CampaignFormat.TALK: "nói chuyện chuyên đề, hội nghị",
    CampaignFormat.ARTS: "biểu diễn văn nghệ",
    CampaignFormat.CONTEST: "hội thi",
    CampaignFormat.CLUB: "sinh hoạt câu lạc bộ",
    CampaignFormat.INTEGRATED: "lồng ghép trong hoạt động khác",
}


def narrate(account):
    """Return the paragraphs of the area; none where nothing happened."""
    direct = _direct(account)
    reached = [direct, _formats(account), places_body(account), audiences_body(account)]
    reached.append(direct and per_commune(account, "TT-02"))
    return [
        *paragraphs(
            account,
            (
                "communications.direct",
                [*reached, _politics(account), products_body(account, direct), reach_body(account)],
            ),
            ("communications.labour-code", [_labour_code(account), guidance_body(account)]),
            ("communications.services", [_services(account), _published_contacts(account)]),
            ("communications.launch", [launch_body(account), launch_details_body(account)]),
            ("communications.radio", [_radio(account)]),
            ("communications.cost", [_cost(account)]),
            of=_first_told(account),
        ),
        *unanswered(account, "communications.unanswered", MATTERS),
    ]


def _first_told(account):
    """Return the main figure of the sentence that comes first."""
    told = ("TT-01", "TT-03.1", "TT-06", "TT-04.1", "TT-10.1", "TT-08.1")
    return [key for key in told if account.current[key].value][:1]


def narrate_action_month(account):
    """Return the paragraphs of a report on the Action Month alone, whose figures cover only its days."""
    direct = _direct(account)
    return [
        *paragraphs(
            account,
            ("communications.launch", [launch_body(account), launch_details_body(account)]),
            ("communications.direct", [direct, _formats(account), direct and per_commune(account, "TT-02")]),
            ("communications.products", [products_body(account)]),
            ("communications.radio", [_radio(account)]),
            of=("TT-08.1",) if account.current["TT-08.1"].value else _first_told(account),
        ),
        *unanswered(
            account, "communications.unanswered", [matter for matter in MATTERS if matter.task == "comm.action-month"]
        ),
    ]


def _direct(account):
    held = account.current["TT-01"].value
    if not held:
        return ""
    what = f"{count_with_noun(held, 'cuộc')} truyền thông trực tiếp{by_level(account, 'TT-01', 'cuộc')}"
    return events_held(account, what, "TT-01", "TT-02", "cuộc")


def _formats(account):
    """Return the formats of direct communication, where the filed records are those counted."""
    filed = (record.get("form") for record in account.done_records(CAMPAIGN))
    counts = Counter(form for form in filed if form in DIRECT_FORMATS)
    if account.is_province or len(counts) < 2 or counts.total() != account.current["TT-01"].value:
        return ""
    named = [f"{FORMATS[form]} ({count_with_noun(times, 'cuộc')})" for form, times in counts.most_common()]
    return f"các hình thức gồm {join_and(named)}"


def _politics(account):
    return _held(account, "TT-03", "nội dung bình đẳng giới trong lĩnh vực chính trị được phổ biến")


def _held(account, code, words):
    """Return `… qua 03 cuộc tuyên truyền với 150 lượt người tham dự (nữ chiếm 60,0%)`."""
    held = account.current[f"{code}.1"].value
    if not held:
        return ""
    text = f"{words} qua {count_with_noun(held, 'cuộc')} tuyên truyền{by_level(account, f'{code}.1', 'cuộc')}"
    text += brief_attendance(account, f"{code}.2")
    return text + among_units(account, f"{code}.1", "cuộc")


def _labour_code(account):
    content = f"nội dung mới về bình đẳng giới trong {account.name_in('labour_code')}"
    guided = account.current["TT-04.3"].value
    guidance = f"đã hướng dẫn {count_with_noun(guided, 'doanh nghiệp')}" if guided else ""
    held = _held(account, "TT-04", f"{content} được phổ biến")
    if held:
        return f"{held}; {guidance}" if guidance else held
    return f"{guidance} thực hiện {content}" if guidance else ""


def _services(account):
    words = "các mô hình, dịch vụ hỗ trợ bình đẳng giới tại địa phương được giới thiệu"
    return _held(account, "TT-10", words)


def _published_contacts(account):
    """Return `đã công khai thông tin liên hệ của 02/03 địa chỉ tin cậy, nhà tạm lánh`."""
    published, total = account.current["TT-07.1"].value, account.current["TT-07.2"].value
    if not published or not total:
        return ""
    places = count(published) if published == total else f"{count(published)}/{count(total)}"
    return f"đã công khai thông tin liên hệ của {places} địa chỉ tin cậy, nhà tạm lánh"


def _radio(account):
    items, times, minutes = (account.current[f"TT-05.{part}"].value for part in (1, 2, 3))
    if not (items or times or minutes):
        return ""
    owner = "các địa phương" if account.is_province else f"của {unit_type(account.place)}"
    text = f"hệ thống truyền thanh {owner} đã phát"
    if items:
        text += f" {count_with_noun(items, 'tin, bài, chuyên mục')}"
        text += f" với {count_with_noun(times, 'lượt phát')}" if times else ""
    elif times:
        text += f" {count_with_noun(times, 'lượt')}"
    if minutes:
        text += f"{',' if items or times else ''} tổng thời lượng {count_with_noun(minutes, 'phút')}"
    text += relays_phrase(account) + skills_phrase(account)
    # After other numbers the comparison must say what it compares.
    mark = "; số tin, bài" if items and (times or minutes) else ";"
    text += comparison(account, "TT-05.1", "tin, bài, chuyên mục", mark=mark)
    text += year_to_date_phrase(account, ("TT-05.1", "tin, bài, chuyên mục"), ("TT-05.2", "lượt phát"), glue=" với ")
    return text + among_units(account, "TT-05.1", "tin, bài, chuyên mục")


def _cost(account):
    each = account.current["TT-09"].value
    if not each:
        return ""
    counted = "tính trên các hoạt động có đủ số liệu về kinh phí và số người tham dự"
    text = f"chi phí bình quân cho một lượt người tham dự là {_dong(each, 'đồng')} ({counted})"
    return text + comparison(account, "TT-09", "đồng", _dong, mark=";")


def _dong(value, noun):
    return f"{number(value)} {noun}"
