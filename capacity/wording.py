"""The report on clauses 3.a and 3.b: trainings and closing reviews."""

from collections import Counter

from capacity.indicators import GROUP_NAMES
from capacity.models import GROUPS, Programme, ReviewFormat, TrainingTopic, TrainingType
from capacity.standing_wording import standing_paragraphs
from core.lib.text.vietnamese import join_and
from filing.wording.phrases import (
    ATTENDANCES,
    comparison,
    count_with_noun,
    events_held,
    format_day,
    in_sentence,
)
from filing.wording.quoting import quoted, typed_phrase
from filing.wording.sentences import Matter, paragraphs, unanswered
from filing.wording.unit_comparison import among_units, by_level, per_commune

TRAINING, REVIEW = "capacity.Training", "capacity.Review"
MATTERS = (
    Matter(
        "cap.training",
        "hội nghị, hội thảo, lớp tập huấn về bình đẳng giới",
        ("NL-01",),
        "cuộc, lớp",
        lack="chưa tổ chức",
    ),
    Matter(
        "cap.review",
        "hoạt động tổng kết Chiến lược, Chương trình, Đề án về bình đẳng giới",
        ("NL-08",),
        "hội nghị, báo cáo",
        lack="chưa tổ chức",
    ),
)
SORTS = {
    TrainingType.CONFERENCE: "hội nghị",
    TrainingType.WORKSHOP: "hội thảo",
    TrainingType.COURSE: "lớp tập huấn",
    TrainingType.LEADERSHIP: "lớp bồi dưỡng kỹ năng lãnh đạo, quản lý",
}
TOPICS = {
    TrainingTopic.LAW: "chính sách, pháp luật về bình đẳng giới",
    TrainingTopic.SKILLS: "nghiệp vụ công tác bình đẳng giới",
    TrainingTopic.MAINSTREAMING: "lồng ghép vấn đề bình đẳng giới",
    TrainingTopic.VIOLENCE: "phòng, chống bạo lực trên cơ sở giới",
    TrainingTopic.LEADERSHIP: "kỹ năng lãnh đạo, quản lý, kỹ năng mềm",
    TrainingTopic.MEDIA: "truyền thông có nhạy cảm giới",
    TrainingTopic.OTHER: "nội dung khác",
}
# Further results stand only in the table of the record.
MAX_NAMED = 5


def narrate(account):
    """Return the paragraphs on trainings and closing reviews; none where nothing happened."""
    held = _held(account)
    trained = [
        held,
        held and _topics(account),
        _groups(account),
        typed_phrase(account, TRAINING, "partners", "đơn vị phối hợp"),
        held and per_commune(account, "NL-02"),
        _potential(account),
    ]
    trained += [held and _scores(account)]
    groups = (("capacity.trained", trained), ("capacity.reviews", [_reviews(account), _results(account)]))
    events = paragraphs(account, *groups, later=True)
    return [*events, *standing_paragraphs(account), *unanswered(account, "capacity.unanswered", MATTERS)]


def narrate_review(account):
    """Return the paragraphs of a report on closing reviews (clause 3.b): reviews, results, standing figures."""
    reviews = [_reviews(account), _programmes_without_review(account)]
    return [
        *paragraphs(account, ("capacity.reviews", reviews), ("capacity.results", [_results(account)]), of=("NL-08",)),
        *standing_paragraphs(account),
        *unanswered(account, "capacity.unanswered", [matter for matter in MATTERS if matter.task == "cap.review"]),
    ]


def _held(account):
    held = account.current["NL-01"].value
    if not held:
        return ""
    what = f"{_by_sort(account, held)}{by_level(account, 'NL-01', 'cuộc')}"
    return events_held(account, what, "NL-01", "NL-02", "cuộc, lớp")


def _by_sort(account, held):
    """Return `03 lớp tập huấn và 01 hội nghị`, where the filed records are those counted."""
    counts = Counter(record.get("sort") for record in account.done_records(TRAINING))
    if account.is_province or counts.total() != held or not counts.keys() <= SORTS.keys():
        return count_with_noun(held, "cuộc hội nghị, hội thảo, tập huấn")
    return join_and([count_with_noun(counts[sort], words) for sort, words in SORTS.items() if counts[sort]])


def _topics(account):
    """Return `nội dung gồm: chính sách, pháp luật …; lồng ghép …`, the most frequent first; only where all say it."""
    topics = [record.get("topic") for record in account.done_records(TRAINING)]
    if account.is_province or not topics or not all(topic in TOPICS for topic in topics):
        return ""
    return f"nội dung gồm: {'; '.join(TOPICS[topic] for topic, _times in Counter(topics).most_common())}"


def _groups(account):
    """Return the attendances by group in the order of priority, where they add up to the total."""
    people = {group: account.current[f"NL-02.{number}"].value or 0 for number, group in enumerate(GROUPS, start=1)}
    reached = [group for group in GROUPS if people[group]]
    if not reached or sum(people.values()) != account.current["NL-02"].value:
        return ""
    if len(reached) == 1:
        return f"đối tượng là {GROUP_NAMES[reached[0]]}"
    named = [f"{GROUP_NAMES[group]} ({count_with_noun(people[group], ATTENDANCES)})" for group in reached]
    return f"đối tượng gồm: {'; '.join(named)}"


def _scores(account):
    """Return `điểm kiểm tra kiến thức bình quân sau tập huấn đạt 82% (trước tập huấn: 50%; 02 cuộc, lớp …)`.

    Only classes that tested both before and after are told: the two would else be of different people.
    """
    pairs = [(record.get("score_before"), record.get("score_after")) for record in account.done_records(TRAINING)]
    pairs = [pair for pair in pairs if None not in pair]
    if not pairs:
        return ""
    before, after = (_range(scores) for scores in zip(*pairs, strict=True))
    classes = count_with_noun(len(pairs), "cuộc, lớp có kiểm tra trước và sau")
    return f"điểm kiểm tra kiến thức bình quân sau tập huấn đạt {after} (trước tập huấn: {before}; {classes})"


def _range(scores):
    low, high = min(scores), max(scores)
    return f"{low}%" if low == high else f"từ {low}% đến {high}%"


def _potential(account):
    trained = account.current["NL-03"].value
    if not trained:
        return ""
    text = f"có {count_with_noun(trained, 'cán bộ nữ tiềm năng')} được bồi dưỡng kiến thức, kỹ năng lãnh đạo, quản lý"
    return text + comparison(account, "NL-03", "người")


def _reviews(account):
    held = account.current["NL-08"].value
    if not held:
        return ""
    closed = [record for record in account.done_records(REVIEW) if record.get("form") != ReviewFormat.GOING_ON]
    generic = "tổng kết việc thực hiện Chiến lược, Chương trình, Đề án về bình đẳng giới"
    if account.is_province or len(closed) != held:
        text = f"đã hoàn thành {count_with_noun(held, 'hội nghị, báo cáo')} {generic}"
        text += by_level(account, "NL-08")
        return text + among_units(account, "NL-08", "hội nghị, báo cáo", "tổng kết")
    return f"đã {join_and([_review(record) for record in closed])}"


def _programmes_without_review(account):
    """Return `đã thống kê kết quả, chưa tổng kết Đề án …`, for programmes without a closing review."""
    going_on, closed = set(), set()
    for record in [] if account.is_province else account.done_records(REVIEW):
        programmes = going_on if record.get("form") == ReviewFormat.GOING_ON else closed
        programmes.update(record.get("programmes") or ())
    left = [programme for programme in Programme if programme in going_on - closed]
    names = [account.name_in(programme.value) for programme in left]
    return f"đã thống kê kết quả, chưa tổng kết {join_and(names)}" if names else ""


def _results(account):
    """Return `kết quả so với mục tiêu: … đạt 27,6% (mục tiêu ≥ 25%); …`, as typed into the reviews."""
    reviews = [] if account.is_province else account.done_records(REVIEW)
    rows = {row["target"]: row for record in reviews for row in record.get("results") or () if row.get("achieved")}
    if not rows:
        return ""
    words = "kết quả so với chỉ tiêu" if len(rows) <= MAX_NAMED else "một số kết quả chính so với chỉ tiêu"
    return f"{words}: {'; '.join(_result(row) for row in list(rows.values())[:MAX_NAMED])}"


def _result(row):
    achieved, planned = (_with_unit(row.get(name), row.get("unit")) for name in ("achieved", "planned"))
    return f"{in_sentence(row['target'])} đạt {achieved}" + (f" (chỉ tiêu {planned})" if planned else "")


def _with_unit(value, unit):
    value, unit = str(value or "").strip(" ."), (unit or "").strip(" .")
    if not value or not unit or unit in value:
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"


def _review(record):
    title, is_report = record["title"].strip(" ."), record["form"] == ReviewFormat.REPORT
    verb, noun = ("xây dựng", "báo cáo") if is_report else ("tổ chức", "hội nghị")
    if not title:
        return f"{verb} {noun} tổng kết (ngày {format_day(record['day'])})"
    name = in_sentence(title) if title.lower().startswith(noun) else f"{noun} {quoted(title)}"
    document = (record.get("document") or "").strip(" .;")
    aside = ", ".join(filter(None, (document, f"ngày {format_day(record['day'])}")))
    return f"{verb} {name} ({aside})"
