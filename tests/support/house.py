"""A house in which each unit has one of everything, and what a browser would send about it.

Every word and number of a unit carries the unit's mark, so that a page that tells too much is found out.
"""

from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from making import MAKERS
from making_listings import listing
from signing import Identity
from uploading import jpeg, pdf, png

from core.accounts.models import Role
from core.directives.models import Directive, Exemption
from core.indicators.catalogue import get_indicator
from core.indicators.facts import recount_dirty_slots
from core.lib.dates.clock import now
from core.lib.dates.windows import Window
from core.notifications.verbs import notify
from core.units.models import Level, Placement, Unit
from core.units.tree import rebuild_ancestry
from department.models import QuickQuestion, QuickReport
from department.quick_reports import verbs as quick_reports_verbs
from department.targets.verbs import set_targets
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty, withdraw
from filing.evidence.storage import add_evidence
from filing.evidence.thumbnails import draw_missing
from filing.models import Period
from filing.records.saving import declare_none, delete_record, save_record
from filing.submissions import days_off, requests, text_verbs
from filing.submissions import verbs as submissions_verbs
from filing.submissions.pins import pin_figure
from models_sites.models import SiteKind
from operations.administration.models import UnitChange
from operations.erasure.verbs import propose
from reports.content.summary_content import open_summary
from reports.documents import queue
from reports.documents.brief import compile_brief
from reports.documents.composition import compose, draft_summary
from reports.models import CompilationType, Document, Schedule, TrustedRoot
from reports.papers.issuing import record_issue
from reports.papers.trusted_roots import load_root
from reports.schedules.timetable import save_schedule
from shelters import verbs as verbs_of_directory
from shelters.models import Hotline

OFFICERS = {
    "nam-dong": "officer",
    "phu-loc": "neighbour",
    "thua-thien-hue": "province",
    "huyen-khac": "far-officer",
    "tinh-khac": "stranger",
}
DISTRICTS = {"nam-dong": "head", "phu-loc": "neighbour-head", "huyen-khac": "far-head"}
LEADERS = {"thua-thien-hue": "leader", "tinh-khac": "far-leader"}
PROVINCE_OF = {"nam-dong": "thua-thien-hue", "phu-loc": "thua-thien-hue", "huyen-khac": "tinh-khac"}
PROVINCES = ("thua-thien-hue", "tinh-khac")
# How many came to the unit's one activity: as telling as its title.
ATTENDANCE = {
    "nam-dong": 412_345,
    "phu-loc": 512_345,
    "thua-thien-hue": 612_345,
    "huyen-khac": 712_345,
    "tinh-khac": 812_345,
}
# The report of a month of 2019 for each state, so that the days of 2020 stay open: state: month.
MONTHS = {
    "with the head": 1,
    "sent": 2,
    "documented": 3,
    "approved": 4,
    "failed": 5,
    "added up": 6,
    "issued": 7,
    "in review": 8,
}
# The summary of such a month, and its state.
SUMMARIES = {"documented": "", "failed": "with the leader", "added up": "approved", "issued": "issued"}
# Past its due date, and one unit has not sent.
LATE_MONTH = MONTHS["with the head"]
# The paragraph that an officer added to the evaluation.
PARAGRAPH = "evaluation.added"
NAMES = {
    "plans:": "plan",
    "plans:communes-": "commune plan",
    "communications:": "campaign",
    "communications:communes-": "commune joined",
    "capacity:": "training",
    "capacity:reviews-": "review",
    "capacity:inspections-": "inspection",
    "capacity:standing-": "standing",
    "models_sites:": "site",
    "models_sites:log-": "log",
    "models_sites:extensions-": "extension",
}
# The number by which a record tells whose it is.
TELLING = {"campaign": "attendance", "standing": "total", "log": "victims"}
# Of these there is one a year or a day: the deleted one is of another.
DELETED_ONE = {"commune plan": {"year": 2018}, "commune joined": {"year": 2018}, "standing": {"measure": "deputies"}}
# Where the unit's mark stands in its records, if not in the title.
MARKED = {"site": "name", "commune plan": "detail", "commune joined": "detail", "standing": "source"}
DRAFT = "«dự thảo»"


def mark(slug):
    return f"«{slug}»"


def marks_of(text):
    """The units whose words or numbers stand in the text, and the draft."""
    found = {slug for slug in OFFICERS if mark(slug) in text or f"{ATTENDANCE[slug]:,}".replace(",", ".") in text}
    return found | ({DRAFT} if DRAFT in text else set())


def build(cast):
    """{(object type, owner's slug): object} of everything that has an address."""
    _another_country_side(cast)
    house = {}
    for slug in OFFICERS:
        house |= {(name, slug): thing for name, thing in _filed(cast, slug).items()}
        house |= {(name, slug): thing for name, thing in _listed(cast, slug).items()}
    for slug in PROVINCES:
        house |= {(name, slug): thing for name, thing in _steered(cast, slug).items()}
    for slug in DISTRICTS:
        house |= {(name, slug): thing for name, thing in _reported(cast, slug).items()}
    for slug in PROVINCES:
        house |= {(name, slug): thing for name, thing in _summed_up(cast, slug).items()}
        house |= {(name, slug): thing for name, thing in _compiled(cast, slug).items()}
        house["quick report", slug] = _asked_quickly(cast, slug)
    for slug in PROVINCES:
        house["change", slug] = _prepared(cast, slug)
        house["purge", slug] = propose("của huyện", "person", [], by=cast[OFFICERS[slug]])
    _told(cast)
    house |= {("notice", slug): cast[name].notices.get(occasion="house") for slug, name in OFFICERS.items()}
    # So that a page that is only read writes nothing.
    recount_dirty_slots([unit.pk for unit in cast.units.values()])
    return house


def _another_country_side(cast):
    """The other province's communes, heads and period of the year, which the stage leaves out."""
    # A commune of the district's, and one besides that it does not take.
    for code, slug in (("9999", "huyen-khac"), ("9998", "tinh-khac")):
        above = cast.units[slug]
        given = {"name": "Xã Khác", "short_name": "Khác", "kind": "Xã", "slug": f"xa-{code}", "level": Level.COMMUNE}
        commune = Unit.objects.create(code=code, valid_from=above.valid_from, **given)
        Placement.objects.create(unit=commune, parent=above, valid_from=above.valid_from)
    rebuild_ancestry()
    user = type(cast["head"])
    for name, slug, role in (("far-head", "huyen-khac", Role.HEAD), ("far-leader", "tinh-khac", Role.PROVINCE_LEADER)):
        unit = cast.units[slug]
        cast.people[name] = user.objects.create(username=name, full_name=name, unit=unit, role=role)
    _open(cast, "tinh-khac", kind="year", year=2020, start=date(2019, 12, 15), end=date(2020, 12, 14))


def _open(cast, slug, **given):
    given = {"due_on": date(2020, 12, 21), **given}
    period = Period(
        root=cast.units[slug], asked_number="1/SLĐ", asked_on=date(2019, 1, 2), asked_subject="Báo cáo", **given
    )
    return submissions_verbs.open_period(period, by=cast[OFFICERS[slug]])


def _prepared(cast, slug):
    """A change of units that waits for the Department: one more district on a coming day."""
    line = {"extent": "new", "new": "998", "name": "Huyện Mới", "parent": cast.units[slug].code, "level": "district"}
    given = {"prepared_by": cast[OFFICERS[slug]], "prepared_at": now(), "lines": [line]}
    title = f"Lập huyện {mark(slug)}"
    return UnitChange.objects.create(root=cast.units[slug], title=title, basis="NQ 1", day=date(2021, 1, 1), **given)


def _filed(cast, slug):
    """Records of each kind, one of them deleted, and an evidence file; and the unit with its set-up."""
    by, things = cast[OFFICERS[slug]], {}
    for where, make in MAKERS.items():
        # The deleted one goes first: of some kinds there is one of a day.
        for name in (f"deleted {NAMES[where]}", NAMES[where]):
            given = {TELLING[NAMES[where]]: ATTENDANCE[slug]} if NAMES[where] in TELLING else {}
            if NAMES[where] == "site":
                # No report that was sent counted it.
                given |= {"opened_on": date(2020, 1, 15)}
            if "deleted" in name:
                given |= DELETED_ONE.get(NAMES[where], {})
            record = make(cast, slug=slug, **given)
            if "log" not in name:
                setattr(record, MARKED.get(NAMES[where], "title"), f"{name} {mark(slug)}")
            else:
                record.site = things["site"]
            things[name] = save_record(record, by=by)
            if "deleted" in name:
                delete_record(record, by=by)
    upload = SimpleUploadedFile(f"{mark(slug)}.pdf", pdf(mark(slug)))
    things["evidence"] = add_evidence(things["campaign"], upload, by=by)
    things["picture"] = add_evidence(things["campaign"], SimpleUploadedFile("a.jpg", jpeg()), by=by)
    draw_missing()
    unit = cast.units[slug]
    return things | {"unit": unit, "body": unit.bodies.first(), "person": by}


def _listed(cast, slug):
    """Places of the public directory: recorded, proposed, published. What is public carries no mark."""
    by = cast[OFFICERS[PROVINCE_OF.get(slug, slug)]]
    second = type(by).objects.create(username=f"second-{slug}", full_name="Hai", unit=by.unit, role=by.role)
    recorded = listing(cast, slug, host=f"Trạm {mark(slug)}")
    release = verbs_of_directory.propose(listing(cast, slug, host=f"Nhà {mark(slug)}"), ["host"], by=by)
    published = listing(cast, slug)
    verbs_of_directory.confirm(verbs_of_directory.propose(published, ["host", "phone"], by=by), by=second)
    return {
        "place": recorded.site,
        "release": release,
        "released place": published.site,
        "wrong entry": verbs_of_directory.report_wrong_entry(published, f"Sai {mark(slug)}", by=by),
    }


def _steered(cast, slug):
    """A directive in force and a draft, each with its file and a clause; the periods that are asked."""
    given = {"issuer": cast.units[slug], "subject": "Chỉ đạo", "issued_on": date(2020, 1, 2), "year": 2020}
    published = Directive(number=f"2/{slug}", published_on=date(2020, 2, 1), **given)
    published.file.save("chi-dao.txt", ContentFile(b"Van ban"), save=True)
    draft = Directive(**given | {"number": f"3/{slug}", "subject": f"{DRAFT} {mark(slug)}"})
    draft.file.save("du-thao.txt", ContentFile(DRAFT.encode()), save=True)
    clauses = {
        name: one.clauses.create(code="1.a", order=1, title="Việc", text="Làm", task=cast.tasks["plan.annual"])
        for name, one in (("clause", published), ("draft clause", draft))
    }
    amendment = Directive(amends=published, **given | {"number": f"4/{slug}", "subject": f"{DRAFT} {mark(slug)}"})
    amendment.save()
    for month in MONTHS.values():
        start, end = date(2018 + (month > 1), (month + 10) % 12 + 1, 15), date(2019, month, 14)
        due = {"due_on": date(2020, 12, 1)} if month == LATE_MONTH else {}
        _open(cast, slug, kind="month", year=2019, number=month, start=start, end=end, **due)
    _open(cast, slug, kind="month", year=2021, number=1, start=date(2020, 12, 15), end=date(2021, 1, 14))
    schedule = Schedule(root=cast.units[slug])
    save_schedule(schedule, [cast[OFFICERS[slug]]], by=cast[OFFICERS[slug]])
    return {
        "directive": published,
        "draft directive": draft,
        "draft amendment": amendment,
        "draft document": draft.documents.create(sort="asked", subject=f"{DRAFT} {mark(slug)}"),
        "task": cast.tasks["plan.annual"],
        **clauses,
        "site kind": SiteKind.objects.first(),
        "hotline": Hotline.objects.first(),
        "trusted root": _trusted_root(cast),
        "schedule": schedule,
        "day off": _day_off(cast, slug),
        "late period": cast.units[slug].periods.get(kind="month", number=LATE_MONTH, year=2019),
        "waiting period": cast.units[slug].periods.get(kind="month", number=MONTHS["sent"], year=2019),
    }


def _day_off(cast, slug):
    """All the units below read it: it bears no mark."""
    day = date(2021, 1, 25)
    days_off.declare(Window(day, day), "Bão", by=cast[OFFICERS[slug]])
    return cast.units[slug].days_off.get(day=day)


def _trusted_root(cast):
    """The one that the administrators have, whatever their province."""
    root = TrustedRoot.objects.first()
    if root:
        return root
    name, pem, sha256 = load_root(Identity("Chứng thực gốc").der)
    return TrustedRoot.objects.create(name=name, pem=pem, sha256=sha256, added_by=cast["admin"], added_at=now())


def _reported(cast, slug):
    """The reports of a district in every state, with what hangs on them."""
    unit, officer, head = cast.units[slug], cast[OFFICERS[slug]], cast[DISTRICTS[slug]]
    province = cast[OFFICERS[PROVINCE_OF[slug]]]
    things = {}
    for name, month in MONTHS.items():
        report = unit.submissions.select_related("period").get(
            period__kind="month", period__year=2019, period__number=month
        )
        _written(report, slug, by=officer)
        submissions_verbs.submit(report, compose, by=officer)
        if month > 1:
            submissions_verbs.send(report, by=head)
        if month > 2 and name != "in review":
            submissions_verbs.approve(report, compose, by=province)
        things[f"report {name}"] = report
    # Only the Department knows of it, and it is the Department's word: it bears no mark.
    things["pin"] = pin_figure(things["report in review"], get_indicator("TT-02"), "Tách theo xã.", by=province)
    things["report"] = _written(unit.submissions.get(period__kind="year"), slug, by=officer)
    things["report before its end"] = unit.submissions.get(period__year=2021)
    things["issue"] = _issued(things["report issued"], slug, by=officer)
    asked = things["report before its end"], date(2020, 12, 28), f"Lũ lụt {mark(slug)}"
    things["request"] = requests.ask_extension(*asked, by=officer)
    things["snapshot"] = unit.submissions.get(pk=things["report documented"].pk).snapshot
    for name, which in (("document", "report documented"), ("failed document", "report failed")):
        things[name] = _document(cast, unit, unit.submissions.get(pk=things[which].pk), name, slug)
    for name in ("withdrawn difficulty", "difficulty"):
        difficulty = Difficulty(unit=unit, title=f"{name} {mark(slug)}", text=f"Chưa có kinh phí {mark(slug)}")
        things[name] = raise_difficulty(difficulty, by=officer)
    withdraw(things["withdrawn difficulty"], by=officer)
    window = things["report"].period.window
    declare_none(unit, cast.tasks["comm.radio"], window, by=officer)
    things["declaration"] = unit.declarations.get()
    set_targets(get_indicator("TT-02"), 2020, {unit: Decimal(ATTENDANCE[slug])}, f"Giao {mark(slug)}", by=province)
    things["target"] = unit.targets.get()
    for name in ("leaver", "left"):
        given = {"unit": unit, "role": Role.OFFICER, "is_active": name == "leaver"}
        named = {"username": f"{name}-{slug}", "full_name": "Cán bộ", "email": f"{name}-{slug}@example.vn"}
        things[name] = type(officer).objects.create(**named, **given)
    things["exemption"] = Exemption.objects.create(
        unit=unit, task=cast.tasks["model.extend"], valid_from=date(2019, 1, 1), reason=f"Miễn {mark(slug)}"
    )
    return things


def _written(report, slug, *, by):
    """The report with its officer's words: one of the four texts, and a paragraph."""
    report.evaluation = f"Đánh giá {mark(slug)}"
    text_verbs.save_text(report, by=by)
    text_verbs.write_paragraph(report, PARAGRAPH, f"Nhận xét {mark(slug)}", "", by=by)
    return report


def _issued(report, slug, *, by):
    upload = SimpleUploadedFile("ban-hanh.png", png())
    return record_issue(report, number=f"05/BC-{slug}", issued_on=date(2020, 12, 17), upload=upload, by=by)


def _summed_up(cast, slug):
    """The summaries of a province, one with its officer, the others further on their way."""
    officer, leader, things = cast[OFFICERS[slug]], cast[LEADERS[slug]], {}
    for month, name in SUMMARIES.items():
        period = cast.units[slug].periods.get(kind="month", year=2019, number=MONTHS[month])
        summary = _written(open_summary(period, by=officer), slug, by=officer)
        if name:
            submissions_verbs.submit_summary(summary, compose, by=officer)
        if name in ("approved", "issued"):
            submissions_verbs.approve_summary(summary, by=leader)
        things[f"summary {name}".strip()] = summary
    return things | {
        "report": things["summary"],
        "report approved": things["summary approved"],
        "issue": _issued(things["summary issued"], slug, by=officer),
        "snapshot": things["summary approved"].snapshots.get(),
    }


def _compiled(cast, slug):
    """What the Department has made of frozen content: a draft's document and one that failed, the leader's page."""
    by = cast[OFFICERS[slug]]
    periods = {number: cast.units[slug].periods.get(kind="month", year=2019, number=number) for number in (3, 4, 5)}
    things = {"period": periods[4], "brief": compile_brief(periods[4], by=by)}
    for name, number in (("document", 3), ("failed document", 5)):
        things["draft"] = draft_summary(periods[number], by=by)
        things[name] = _document(cast, cast.units[slug], things["draft"], name, slug)
    return things


def _asked_quickly(cast, slug):
    """Asked of all districts, so that it bears no mark; what Nam Đông and Phú Lộc answered bears theirs."""
    report, by = QuickReport(root=cast.units[slug], title="Báo cáo nhanh"), cast[OFFICERS[slug]]
    questions = [QuickQuestion(kind="number", words="Số xã"), QuickQuestion(kind="text", words="Khó khăn")]
    quick_reports_verbs.ask(report, questions, quick_reports_verbs.units_of(report.root), 4, by=by)
    for answer in report.answers.filter(unit__slug__in=["nam-dong", "phu-loc"]).select_related("unit"):
        number, text = (str(one.pk) for one in questions)
        said = {number: ATTENDANCE[answer.unit.slug], text: f"Thiếu kinh phí {mark(answer.unit.slug)}"}
        quick_reports_verbs.answer(answer, said, 0, by=cast[OFFICERS[answer.unit.slug]])
    return report


def _told(cast):
    """Everybody has one notice that they have not seen, of their own unit."""
    for person in cast.people.values():
        mine = mark(person.unit.slug)
        notify([person], occasion="house", subject=f"Nhắc việc {mine}", text=f"Còn việc {mine}", path="/reports/")


def _document(cast, unit, source, name, slug):
    content = {"snapshot": source.snapshot} if hasattr(source, "snapshot") else {"compilation": source}
    sort = CompilationType.UNIT_REPORT if "snapshot" in content else CompilationType.PROVINCIAL_SUMMARY
    by = cast[OFFICERS[slug]]
    document = queue.request_document(sort=sort, unit=unit, period=source.period, by=by, **content)
    if name == "document":
        queue.run(document.pk, lambda document, step: f"%PDF-1.7 {mark(slug)}".encode())
    else:
        Document.objects.filter(pk=document.pk).update(state="failed", message=queue.FAILED)
    return document


def typed(client, path, **changed):
    """What a browser sends from the form of that page when the person changes those fields."""
    page = html.fromstring(client.get(path).content.decode())
    return filled_in(form_in(page)) | changed


def form_in(page):
    """The one form that the page is about: it is sent to the page's own address."""
    return next(form for form in page.forms if form.method == "POST" and not form.get("action"))


def filled_in(form):
    """What stands in the form's fields; a browser drops the line break that begins a text area, lxml does not."""
    return {name: value.removeprefix("\n") for name, value in form.form_values()}
