"""Clauses 1.b and 2.a to 2.e in a report: who was reached, how, and at what cost."""

from collections import Counter

from communications.models import DIRECT, Form
from progress.wording.beside import among_units, per_commune
from progress.wording.phrases import (
    ATTENDANCES,
    attended,
    attended_briefly,
    bracketed,
    compared,
    dated,
    of_them,
    said,
    so_far,
)
from progress.wording.sentences import Matter, kind_of, paragraphs, unanswered
from texts.vietnamese import count, join_and, number

ACTION_MONTH = "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới"
MATTERS = (
    Matter(
        "comm.policy", "hoạt động phổ biến, giáo dục chính sách, pháp luật về bình đẳng giới",
        ("TT-01", "TT-03.1", "TT-06"), "cuộc",
    ),
    Matter(
        "comm.labour-code",
        "hoạt động tuyên truyền nội dung mới về bình đẳng giới trong Bộ luật Lao động năm 2019",
        ("TT-04.1", "TT-04.3"), "cuộc",
    ),
    Matter("comm.services", "hoạt động truyền thông về mô hình, dịch vụ hỗ trợ bình đẳng giới", ("TT-10.1",), "cuộc"),
    Matter("comm.action-month", f"hoạt động hưởng ứng {ACTION_MONTH}", ("TT-08.1",), "cuộc"),
    Matter(
        "comm.radio", "hoạt động tuyên truyền trên hệ thống truyền thanh", ("TT-05.1", "TT-05.2", "TT-05.3"),
        "tin, bài, chuyên mục",
    ),
)  # fmt: skip
FORMS = {
    Form.TALK: "nói chuyện chuyên đề",
    Form.ARTS: "biểu diễn văn nghệ",
    Form.CONTEST: "hội thi, cuộc thi",
    Form.CLUB: "sinh hoạt câu lạc bộ",
    Form.INTEGRATED: "lồng ghép trong hoạt động khác",
}
# How a title begins that can stand in a sentence as it is.
EVENTS = ("lễ ", "hội ", "cuộc ", "mít tinh", "diễu hành", "chương trình", "chiến dịch", "tọa đàm")


def narrate(account):
    """Paragraphs of the area, none where nothing happened."""
    direct = _direct(account)
    reached = [direct, _forms(account), direct and per_commune(account, "TT-02")]
    return [
        *paragraphs(
            account,
            ("communications.direct", [*reached, _politics(account), _products(account, direct)]),
            ("communications.labour-code", [_labour_code(account)]),
            ("communications.services", [_services(account), _published(account)]),
            ("communications.launch", [_launch(account)]),
            ("communications.radio", [_radio(account)]),
            ("communications.cost", [_cost(account)]),
        ),
        *unanswered(account, "communications.unanswered", MATTERS),
    ]


def narrate_action_month(account):
    """Paragraphs of a report on the Action Month alone, whose figures are of its days alone."""
    direct = _direct(account)
    return [
        *paragraphs(
            account,
            ("communications.launch", [_launch(account)]),
            ("communications.direct", [direct, _forms(account), direct and per_commune(account, "TT-02")]),
            ("communications.products", [_products(account, "")]),
            ("communications.radio", [_radio(account)]),
        ),
        *unanswered(account, "communications.unanswered", [one for one in MATTERS if one.task == "comm.action-month"]),
    ]


def _direct(account):
    held = account.now["TT-01"].value
    if not held:
        return ""
    text = f"đã tổ chức {said(held, 'cuộc')} truyền thông trực tiếp"
    if account.now["TT-02"].value:
        text += f" với {attended(account, 'TT-02', 'cuộc')}"
    else:
        text += compared(account, "TT-01", "cuộc")
    return text + so_far(account, ("TT-01", "cuộc"), ("TT-02", ATTENDANCES))


def _forms(account):
    """The forms of direct communication, where those filed are the ones counted."""
    filed = (record.get("form") for record in _campaigns(account))
    times = Counter(form for form in filed if form in DIRECT)
    if account.is_province or len(times) < 2 or times.total() != account.now["TT-01"].value:
        return ""
    named = [f"{FORMS[form]} ({said(number_of, 'cuộc')})" for form, number_of in times.most_common()]
    return f"các hình thức gồm {join_and(named)}"


def _campaigns(account):
    done = (record for record in account.filed if record["status"] == "done")
    return [record for record in done if record["kind"] == "communications.Campaign"]


def _politics(account):
    return _held(account, "TT-03", "nội dung bình đẳng giới trong lĩnh vực chính trị được phổ biến")


def _held(account, code, words):
    """`… qua 03 cuộc tuyên truyền với 150 lượt người tham dự (nữ chiếm 60,0%)`."""
    held = account.now[f"{code}.1"].value
    if not held:
        return ""
    text = f"{words} qua {said(held, 'cuộc')} tuyên truyền{attended_briefly(account, f'{code}.2')}"
    return text + among_units(account, f"{code}.1", "cuộc")


def _products(account, before):
    made = account.now["TT-06"].value
    if not made:
        return ""
    text = f"{'ngoài ra, ' if before else ''}đã thực hiện {said(made, 'tin, bài, sản phẩm truyền thông')}"
    return text + compared(account, "TT-06", "sản phẩm") + so_far(account, ("TT-06", "sản phẩm"))


def _labour_code(account):
    news = "nội dung mới về bình đẳng giới trong Bộ luật Lao động năm 2019"
    guided = account.now["TT-04.3"].value
    guidance = f"đã hướng dẫn {said(guided, 'doanh nghiệp')}" if guided else ""
    held = _held(account, "TT-04", f"{news} được phổ biến")
    if held:
        return f"{held}; {guidance}" if guidance else held
    return f"{guidance} thực hiện {news}" if guidance else ""


def _services(account):
    words = "các mô hình, dịch vụ hỗ trợ bình đẳng giới tại địa phương được giới thiệu"
    return _held(account, "TT-10", words)


def _published(account):
    """`đã công khai thông tin liên hệ của 02/03 địa chỉ tin cậy, nhà tạm lánh`, as of the last day."""
    public, of = account.now["TT-07.1"].value, account.now["TT-07.2"].value
    if not public or not of:
        return ""
    number_of = count(public) if public == of else f"{count(public)}/{count(of)}"
    return f"đã công khai thông tin liên hệ của {number_of} địa chỉ tin cậy, nhà tạm lánh"


def _launch(account):
    held = account.now["TT-08.1"].value
    if not held:
        return _joining(account, f" {ACTION_MONTH}")
    launches = [] if account.is_province else [one for one in _campaigns(account) if one.get("launch")]
    what = f"{said(held, 'cuộc')} phát động {ACTION_MONTH}"
    if len(launches) == held == 1:
        what = _named(launches[0])
        place = (launches[0].get("place") or "").strip(" .")
        what += f" tại {place}" if place else ""
        what += "" if "tháng hành động" in what.lower() else f" hưởng ứng {ACTION_MONTH}"
    elif len(launches) == held:
        what += f" ({'; '.join(map(_named, launches))})"
    text = f"đã tổ chức {what}{_crowd(account, 'người' if held == 1 else ATTENDANCES)}"
    joining = _joining(account)
    text += among_units(account, "TT-08.1", "cuộc", "tổ chức phát động")
    return f"{text}; {joining}" if joining else text


def _joining(account, what=""):
    """`có 08/10 xã, phường, thị trấn hưởng ứng (80,0%)`; what they join stands before the percentage."""
    joined, of = account.now["TT-08.3"].value, account.now["KH-04.2"].value
    if not joined:
        return ""
    if not of or joined > of:
        return f"có {said(joined, 'xã, phường, thị trấn')} hưởng ứng{what}"
    if joined == of > 1:
        return f"tất cả {said(of, 'xã, phường, thị trấn')} đều hưởng ứng{what}"
    return f"có {count(joined)}/{said(of, 'xã, phường, thị trấn')} hưởng ứng{what}{bracketed(joined, of)}"


def _crowd(account, noun):
    people = account.now["TT-08.2"]
    if not people.value:
        return ""
    return f" với {said(people.value, noun)} tham dự{of_them(people, noun)}"


def _named(launch):
    title = launch["title"].strip(" .")
    name = title if title.lower().startswith(EVENTS) else f"hoạt động “{title}”"
    return f"{name} ngày {dated(launch['day'])}"


def _radio(account):
    items, times, minutes = (account.now[f"TT-05.{n}"].value for n in (1, 2, 3))
    if not (items or times or minutes):
        return ""
    whose = "các địa phương" if account.is_province else f"của {kind_of(account.place)}"
    text = f"hệ thống truyền thanh {whose} đã phát"
    if items:
        text += f" {said(items, 'tin, bài, chuyên mục')}"
        text += f" với {said(times, 'lượt phát')}" if times else ""
    elif times:
        text += f" {said(times, 'lượt')}"
    if minutes:
        text += f"{',' if items or times else ''} tổng thời lượng {said(minutes, 'phút')}"
    # Behind other numbers it must be said what is compared.
    mark = "; số tin, bài" if items and (times or minutes) else ";"
    text += compared(account, "TT-05.1", "tin, bài, chuyên mục", mark=mark)
    text += so_far(account, ("TT-05.1", "tin, bài, chuyên mục"), ("TT-05.2", "lượt phát"), glue=" với ")
    return text + among_units(account, "TT-05.1", "tin, bài, chuyên mục")


def _cost(account):
    each = account.now["TT-09"].value
    if not each:
        return ""
    counted = "tính trên các hoạt động có đủ số liệu về kinh phí và số người tham dự"
    text = f"chi phí bình quân cho một lượt người tham dự là {_dong(each, 'đồng')} ({counted})"
    return text + compared(account, "TT-09", "đồng", _dong, mark=";")


def _dong(value, noun):
    return f"{number(value)} {noun}"
