"""The directive and the year's period of 2026, and how far each commune's report is."""

from datetime import date

from core.accounts.models import User
from core.directives.models import Directive, RelatedDocument
from core.directives.receipts import acknowledge
from core.directives.starter import create_from_starter
from core.directives.verbs import publish
from core.lib.dates.clock import as_of
from core.lib.dates.windows import window_of
from filing.models import Period, Submission
from filing.submissions import text_verbs, verbs
from reports.documents.composition import compose

ILLUSTRATION = "(văn bản minh họa)"
DIRECTIVE = {
    "number": "01/MINH-HOA",
    "issued_on": date(2026, 4, 14),
    "year": 2026,
    "subject": f"Hướng dẫn hoạt động bình đẳng giới năm 2026 {ILLUSTRATION}",
}
# How many of the communes, in the order of their codes, have come how far.
APPROVED, SENT, WITH_HEAD, RETURNED = 10, 6, 3, 1
WHY_RETURNED = "Đề nghị bổ sung phần đánh giá và nguyên nhân của các khó khăn, vướng mắc."
TEXTS = {
    "evaluation": "Công tác bình đẳng giới trên địa bàn {place} được triển khai theo kế hoạch; hình thức tuyên truyền "
    "phù hợp với từng nhóm đối tượng.",
    "difficulties": "Công chức phụ trách kiêm nhiệm nhiều lĩnh vực sau sắp xếp đơn vị hành chính nên việc theo dõi, "
    "thống kê số liệu còn hạn chế.",
    "next_steps": "Năm 2027, tiếp tục tuyên truyền pháp luật về bình đẳng giới đến các thôn, tổ dân phố.",
    "proposals": "Đề nghị Sở Nội vụ tổ chức tập huấn nghiệp vụ cho công chức phụ trách công tác bình đẳng giới cấp xã.",
}


def write_directive(people, communes):
    """Write, publish and let most communes acknowledge the directive of 2026."""
    by = people["province"]
    with as_of(DIRECTIVE["issued_on"]):
        directive = create_from_starter(Directive(**DIRECTIVE), by=by)
        # What it rests on is made up like all else here; a real Department confirms each.
        RelatedDocument.objects.filter(directive=directive).update(to_confirm=False)
        publish(directive, by=by)
        for unit in communes[:-4]:
            acknowledge(directive, by=people[f"{unit.slug}-head"])


def write_reports(people, communes):
    """Open the year 2026 and bring the communes' reports as far as they are on 18 December."""
    window = window_of("year", 2026, 1)
    period = Period(
        root=people["province"].unit,
        kind="year",
        year=2026,
        number=1,
        start=window.start,
        end=window.end,
        due_on=date(2026, 12, 21),
        summary_due_on=date(2026, 12, 25),
        asked_number=DIRECTIVE["number"],
        asked_on=DIRECTIVE["issued_on"],
        asked_subject=DIRECTIVE["subject"],
    )
    with as_of(date(2026, 11, 16)):
        period = verbs.open_period(period, by=people["province"])
    for place, unit in enumerate(communes):
        _report(Submission.objects.get(period=period, unit=unit), place, people)


def _report(submission, place, people):
    if place >= APPROVED + SENT + WITH_HEAD + RETURNED:
        return
    slug, province = submission.unit.slug, people["province"]
    with as_of(date(2026, 12, 15)):
        for name, text in TEXTS.items():
            setattr(submission, name, text.format(place=submission.unit.name_in_sentence))
        text_verbs.save_text(submission, by=people[slug])
        verbs.submit(submission, compose, by=people[slug])
    if place >= APPROVED + SENT + RETURNED:
        return
    with as_of(date(2026, 12, 16)):
        verbs.send(submission, by=people[f"{slug}-head"])
    with as_of(date(2026, 12, 17)):
        if place < APPROVED:
            verbs.approve(submission, compose, by=province)
        elif place >= APPROVED + SENT:
            verbs.return_(submission, comment=WHY_RETURNED, by=province)


def people_by_name():
    """Return every account by its name."""
    return {user.username: user for user in User.objects.select_related("unit")}
