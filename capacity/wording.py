"""Clauses 3.a to 3.c in a report: trainings and closing reviews; inspections are a section of their own."""

from collections import Counter

from capacity.indicators import GROUP_NAMES
from capacity.models import GROUPS, Programme, ReviewForm, Sort
from progress.wording.beside import among_units, per_commune
from progress.wording.narrative import Told
from progress.wording.phrases import ATTENDANCES, attended, bracketed, compared, dated, in_sentence, said, so_far
from progress.wording.sentences import Matter, at_the_end, joined, paragraphs, unanswered
from texts.vietnamese import count, join_and

MATTERS = (
    Matter("cap.training", "hội nghị, hội thảo, lớp tập huấn về bình đẳng giới", ("NL-01",), "cuộc, lớp"),
    Matter(
        "cap.review", "hoạt động tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới", ("NL-08",),
        "hội nghị, báo cáo",
    ),
)  # fmt: skip
INSPECTION = (Matter("cap.inspection", "hoạt động kiểm tra, xử lý vi phạm về bình đẳng giới", ("NL-09.1",), "cuộc"),)
SORTS = {
    Sort.CONFERENCE: "hội nghị",
    Sort.WORKSHOP: "hội thảo",
    Sort.COURSE: "lớp tập huấn",
    Sort.LEADERSHIP: "lớp bồi dưỡng kỹ năng lãnh đạo, quản lý",
}


PROGRAMMES = {
    Programme.STRATEGY: "Chiến lược quốc gia về bình đẳng giới giai đoạn 2011-2020",
    Programme.PROGRAMME: "Chương trình hành động quốc gia về bình đẳng giới giai đoạn 2016-2020",
    Programme.SCHEME: "Đề án phòng ngừa và ứng phó với bạo lực trên cơ sở giới giai đoạn 2016-2020",
}
# More results than these stand in the table of the record, not in a sentence.
NAMED = 5


def narrate(account):
    """Paragraphs of trainings and closing reviews, none where nothing happened."""
    held = _held(account)
    trained = [held, _groups(account), held and per_commune(account, "NL-02"), _potential(account)]
    groups = (("capacity.trained", trained), ("capacity.reviews", [_reviews(account)]))
    held = paragraphs(account, *groups, later=True)
    return [*held, *_standing(account), *unanswered(account, "capacity.unanswered", MATTERS)]


def narrate_review(account):
    """Paragraphs of a report on the closing reviews alone (clause 3.b): reviews, results, standing figures."""
    reviews = [_reviews(account), _not_closed(account)]
    return [
        *paragraphs(account, ("capacity.reviews", reviews), ("capacity.results", [_results(account)])),
        *_standing(account),
        *unanswered(account, "capacity.unanswered", [one for one in MATTERS if one.task == "cap.review"]),
    ]


def _standing(account):
    """A paragraph of what stood on the last day, whatever was done in the period."""
    bodies = [body for body in (_staff(account), *_women_in_office(account)) if body]
    if not bodies:
        return []
    bodies[0] = at_the_end(account, bodies[0])
    return [Told("capacity.standing", joined(bodies))]


def narrate_inspections(account):
    """Paragraphs of the section on inspections and violations."""
    inspected = paragraphs(account, ("capacity.inspected", [_inspected(account)]), later=True)
    return [*inspected, *unanswered(account, "capacity.inspections-unanswered", INSPECTION)]


def _done(account, kind):
    return [one for one in account.filed if one["kind"] == kind and one["status"] == "done"]


def _trainings(account):
    return _done(account, "capacity.Training")


def _held(account):
    held = account.now["NL-01"].value
    if not held:
        return ""
    text = f"đã tổ chức {_by_sort(account, held)}"
    if account.now["NL-02"].value:
        text += f" với {attended(account, 'NL-02', 'cuộc, lớp')}"
    else:
        text += compared(account, "NL-01", "cuộc, lớp")
    return text + so_far(account, ("NL-01", "cuộc, lớp"), ("NL-02", ATTENDANCES))


def _by_sort(account, held):
    """`03 lớp tập huấn và 01 hội nghị` where those filed are the ones counted."""
    times = Counter(one.get("sort") for one in _trainings(account))
    if account.is_province or times.total() != held or not times.keys() <= SORTS.keys():
        return said(held, "cuộc hội nghị, hội thảo, tập huấn")
    return join_and([said(times[sort], words) for sort, words in SORTS.items() if times[sort]])


def _groups(account):
    """Attendances of each group in the directive's order of priority, where they add up to all."""
    people = {group: account.now[f"NL-02.{number}"].value or 0 for number, group in enumerate(GROUPS, start=1)}
    reached = [group for group in GROUPS if people[group]]
    if not reached or sum(people.values()) != account.now["NL-02"].value:
        return ""
    if len(reached) == 1:
        return f"đối tượng là {GROUP_NAMES[reached[0]]}"
    named = [f"{GROUP_NAMES[group]} ({said(people[group], ATTENDANCES)})" for group in reached]
    return f"đối tượng gồm: {'; '.join(named)}"


def _potential(account):
    trained = account.now["NL-03"].value
    if not trained:
        return ""
    text = f"có {said(trained, 'cán bộ nữ tiềm năng')} được bồi dưỡng kiến thức, kỹ năng lãnh đạo, quản lý"
    return text + compared(account, "NL-03", "người")


def _staff(account):
    """`có 12/14 cán bộ làm công tác bình đẳng giới được tập huấn ít nhất 01 lần (85,7%)`, `tất cả 13 …`."""
    staff, trained = account.now["NL-04.1"].value, account.now["NL-04.2"].value
    if not staff or trained is None:
        return ""
    whose, once = "cán bộ làm công tác bình đẳng giới", "được tập huấn ít nhất 01 lần"
    if not trained:
        return f"có {said(staff, whose)}, chưa có người nào được tập huấn"
    if trained == staff:
        return f"tất cả {said(staff, whose)} đã {once}" if staff > 1 else f"có {said(staff, whose)}, đã {once}"
    return f"có {count(trained)}/{said(staff, whose)} {once}{bracketed(trained, staff)}"


IN_OFFICE = (
    ("NL-05.1", "cấp ủy viên cấp huyện"),
    ("NL-05.2", "cấp ủy viên cấp xã"),
    ("NL-06.1", "ứng cử viên đại biểu Hội đồng nhân dân"),
    ("NL-06.2", "đại biểu Hội đồng nhân dân"),
)
LED = (("NL-07.2", "NL-07.1", "cơ quan"), ("NL-07.5", "NL-07.4", "Ủy ban nhân dân các cấp"))


def _women_in_office(account):
    """Sentences on the women among committee members, candidates and deputies, and on bodies that they lead."""
    known = [(who, account.now[key]) for key, who in IN_OFFICE if account.now[key].female is not None]
    women = [_in_office(who, figure) for who, figure in known if figure.female]
    without = [said(figure.sexed, who) for who, figure in known if not figure.female]
    led = [_led(account.now[part].value, account.now[whole].value, who) for part, whole, who in LED]
    told = [f"có {join_and(several)}" for several in (women, list(filter(None, led))) if several]
    return [*told, f"không có nữ trong số {join_and(without)}"] if without else told


def _in_office(who, figure):
    ratio = bracketed(figure.female, figure.sexed)
    return f"{count(figure.female)}/{said(figure.sexed, who)} là nữ{ratio}"


def _led(by_women, of, who):
    if not by_women or not of:
        return ""
    return f"{count(by_women)}/{said(of, who)} có nữ lãnh đạo chủ chốt{bracketed(by_women, of)}"


def _reviews(account):
    held = account.now["NL-08"].value
    if not held:
        return ""
    reviews = [one for one in _done(account, "capacity.Review") if one.get("form") != ReviewForm.GOING_ON]
    generic = "tổng kết việc thực hiện Chiến lược, Chương trình, Đề án về bình đẳng giới"
    if account.is_province or len(reviews) != held:
        text = f"đã hoàn thành {said(held, 'hội nghị, báo cáo')} {generic}"
        return text + among_units(account, "NL-08", "hội nghị, báo cáo", "tổng kết")
    return f"đã {join_and([_review(one) for one in reviews])}"


def _not_closed(account):
    """`đã thống kê kết quả, chưa tổng kết Đề án …`: what was gone on with and has no closing review in the period."""
    by_form = {True: set(), False: set()}
    for one in [] if account.is_province else _done(account, "capacity.Review"):
        by_form[one.get("form") == ReviewForm.GOING_ON].update(one.get("programmes") or ())
    names = [name for programme, name in PROGRAMMES.items() if programme in by_form[True] - by_form[False]]
    return f"đã thống kê kết quả, chưa tổng kết {join_and(names)}" if names else ""


def _results(account):
    """`kết quả so với mục tiêu: … đạt 27,6% (mục tiêu ≥ 25%); …`, as it was typed into the reviews' tables."""
    reviews = [] if account.is_province else _done(account, "capacity.Review")
    rows = {row["target"]: row for one in reviews for row in one.get("results") or () if row.get("achieved")}
    if not rows:
        return ""
    words = "kết quả so với mục tiêu" if len(rows) <= NAMED else "một số kết quả chính so với mục tiêu"
    return f"{words}: {'; '.join(_result(row) for row in list(rows.values())[:NAMED])}"


def _result(row):
    achieved, planned = (_with_unit(row.get(name), row.get("unit")) for name in ("achieved", "planned"))
    return f"{in_sentence(row['target'])} đạt {achieved}" + (f" (mục tiêu {planned})" if planned else "")


def _with_unit(value, unit):
    value, unit = str(value or "").strip(" ."), (unit or "").strip(" .")
    if not value or not unit or unit in value:
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"


def _review(one):
    title, is_report = one["title"].strip(" ."), one["form"] == ReviewForm.REPORT
    verb, noun = ("xây dựng", "báo cáo") if is_report else ("tổ chức", "hội nghị")
    name = title if title.lower().startswith(noun) else f"{noun} “{title}”"
    return f"{verb} {name} (ngày {dated(one['day'])})"


def _inspected(account):
    held = account.now["NL-09.1"].value
    if not held:
        return ""
    bodies = [one.get("bodies") for one in _done(account, "capacity.Inspection")]
    text = f"đã tổ chức {said(held, 'cuộc')} kiểm tra việc thực hiện pháp luật về bình đẳng giới"
    if not account.is_province and len(bodies) == held and None not in bodies and sum(bodies):
        text += f" tại {said(sum(bodies), 'cơ quan, đơn vị')}"
        text += compared(account, "NL-09.1", "cuộc", mark="; số cuộc")
    else:
        text += compared(account, "NL-09.1", "cuộc")
    text += _violations(account)
    return text + so_far(account, ("NL-09.1", "cuộc")) + among_units(account, "NL-09.1", "cuộc", "tổ chức kiểm tra")


def _violations(account):
    """`; phát hiện 03 vụ vi phạm, đã xử lý 02 vụ`; "none" only where every inspection says so."""
    found, handled = account.now["NL-09.2"], account.now["NL-09.3"]
    if found.value is None:
        return ""
    if not found.value:
        return "; qua kiểm tra không phát hiện vi phạm" if found.valued == found.records else ""
    text = f"; phát hiện {said(found.value, 'vụ vi phạm')}"
    if handled.value is None:
        return text
    if not handled.value:
        return f"{text}, chưa xử lý xong" if handled.valued == handled.records else text
    if handled.value == found.value:
        return f"{text}, đã xử lý {'xong' if found.value == 1 else 'toàn bộ'}"
    return f"{text}, đã xử lý {said(handled.value, 'vụ')}"
