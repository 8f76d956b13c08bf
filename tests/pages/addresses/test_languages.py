"""Every page in both languages: no words of the other, nothing untranslated, no foreign address."""

import re
import shutil
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from lxml import html
from making import MAKERS, campaign, hand_in, plan, return_with
from slow import wide
from uploading import pdf

from core.directives.models import Exemption
from core.directives.verbs import copy
from core.indicators.catalogue import get_indicator
from core.lib.dates.windows import PeriodKind, window_of
from core.notifications.verbs import notify
from filing.evidence.storage import add_evidence
from filing.models import Period, Submission
from filing.records.saving import declare_none, save_record
from filing.submissions import text_verbs, verbs
from filing.submissions.pins import pin_figure, pin_paragraph
from reports.content.summary_content import open_summary
from reports.documents import queue
from reports.documents.brief import compile_brief
from reports.documents.composition import compose, draft_summary
from reports.documents.queue import request_document
from reports.dossiers.gathering import compile_dossier
from reports.models import CompilationType, Document, DocumentState, Format, Schedule
from reports.papers.issuing import record_issue
from reports.schedules.timetable import run_schedule, save_schedule

VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
# Words that no Vietnamese text has; "to", "on", "than" and the like are Vietnamese too.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|with|this|that|your|you|for|not|has|have|from|please|select|required|field|date|"
    r"add|change|changed|delete|save|view|home|search|open|report|records?|units?|periods?|users?|name|status|"
    r"yes|none|all|new|day|days|back|page|next|previous|file|files|must|cannot|welcome|log|skip|content)\b",
    re.IGNORECASE,
)
TEXT_ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "data-picker-label")
ADDRESS_ATTRIBUTES = ("href", "src", "action", "hx-get", "poster", "srcset")
PEOPLE = ("officer", "head", "province", "leader", "admin")
# Whose walk is for a whole run: the pages of the other two are walked by each.
WALK_FAR = ("head", "province", "leader")
# Pages that a link leads to only where a report or a document stands so: the house must have one that does.
REACHED = {
    "officer": ("paragraph", "text", "estimates", "issue", "submit"),
    "head": ("issue",),
    "province": (
        "submit-summary",
        "paragraph",
        "reopen",
        "schedule-delete",
        "dossier-new",
        "verify-code",
        "steering:review",
        "steering:pin-new",
        "directives:copy",
        "directives:compare",
        "directives:edit",
        "directives:delete",
        "directives:publish",
        "directives:clause-new",
        "directives:clause-remove",
        "directives:amend",
        "directives:basis-new",
        "directives:asked-new",
    ),
    "leader": ("approve-summary", "send-back-summary", "verify-code"),
    "admin": (
        "administration:person-edit",
        "administration:person-close",
        "administration:change-new",
        "administration:unit-placements",
        "administration:body",
        "administration:kind",
    ),
}
PASSWORD = ("/accounts/password/reset/", "/accounts/password/reset/asked/", "/accounts/password/reset/chosen/")
PDF = SimpleUploadedFile("bien-ban.pdf", pdf("bien ban"))


@pytest.fixture(scope="module")
def busy(standing_on):
    return standing_on(build)


@pytest.fixture
def cast(busy, db, settings):
    media, (cast, _nothing) = busy
    shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return cast


def build(cast):
    """A house in which every page has something to show."""
    for make in MAKERS.values():
        save_record(make(cast), by=cast["officer"])
    talk = save_record(campaign(cast), by=cast["officer"])
    add_evidence(talk, PDF, by=cast["officer"])
    save_record(plan(cast, slug="thua-thien-hue"), by=cast["province"])
    window = cast.submission().period.window
    declare_none(cast.units["nam-dong"], cast.tasks["comm.radio"], window, by=cast["officer"])
    Exemption.objects.create(
        unit=cast.units["nam-dong"],
        task=cast.tasks["model.extend"],
        valid_from=date(2019, 1, 1),
        reason="Không hỗ trợ",
    )
    verbs.submit(cast.submission(), compose, by=cast["officer"])
    verbs.send(cast.submission(), by=cast["head"])
    pin_paragraph(cast.submission(), "plans.issued", "Kế hoạch", "Ghi rõ số văn bản.", by=cast["province"])
    return_with(cast, [(talk, "Kiểm tra số người.")], "Xem lại số liệu.")
    # One person's words, with a number that the records do not bear out; and a report that is estimated.
    typed, drafted = "Có 77 kế hoạch.", "Có 12 kế hoạch."
    text_verbs.write_paragraph(cast.submission(), "plans.issued", typed, drafted, by=cast["officer"])
    open_month(cast, 2021, 1)
    hand_in(cast, "phu-loc")
    record_issue(cast.submission("phu-loc"), number="05/BC", issued_on=date(2020, 12, 17), by=cast["neighbour"])
    for state in DocumentState:
        make_document(cast, state)
    sum_up_a_month(cast)
    wait_for_review(cast)
    copy(cast.directive, "15/SLĐTBXH-BĐG", date(2021, 1, 15), 2021, "Hướng dẫn năm 2021", by=cast["province"])
    make_what_is_compiled(cast)


def open_month(cast, year, number):
    window = window_of(PeriodKind.MONTH, year, number)
    period = Period(
        root=cast.units["thua-thien-hue"],
        kind="month",
        year=year,
        number=number,
        start=window.start,
        end=window.end,
        due_on=date(2020, 12, 28),
        asked_number="1/SLĐ",
        asked_on=date(2020, 1, 2),
        asked_subject="Báo cáo tháng",
    )
    return verbs.open_period(period, by=cast["province"])


def sum_up_a_month(cast):
    """Nam Đông's report of a month approved, not issued yet; its summary waits for the leader."""
    period = open_month(cast, 2019, 3)
    report = period.submissions.get(unit=cast.units["nam-dong"])
    verbs.submit(report, compose, by=cast["officer"])
    verbs.send(report, by=cast["head"])
    verbs.approve(report, compose, by=cast["province"])
    verbs.submit_summary(open_summary(period, by=cast["province"]), compose, by=cast["province"])


def wait_for_review(cast):
    """Nam Đông's report of the year's last half, sent again after a return, with a reason pinned to a figure."""
    window = window_of(PeriodKind.HALF, 2020, 2)
    half = Period(
        root=cast.units["thua-thien-hue"],
        kind="half",
        year=2020,
        number=2,
        start=window.start,
        end=window.end,
        due_on=date(2020, 12, 28),
        asked_number="1/SLĐ",
        asked_on=date(2020, 1, 2),
        asked_subject="Báo cáo 6 tháng",
    )
    report = verbs.open_period(half, by=cast["province"]).submissions.get(unit=cast.units["nam-dong"])
    for _ in range(2):
        verbs.submit(report, compose, by=cast["officer"])
        verbs.send(report, by=cast["head"])
        pin_figure(report, get_indicator("TT-02"), "Tách theo xã.", by=cast["province"])
        if not report.steps.filter(verb="return").exists():
            verbs.return_(report, by=cast["province"])


def make_what_is_compiled(cast):
    """A schedule that did its work, of which two were told; the leader's page and a dossier."""
    period, by = cast.submission().period, cast["province"]
    schedule = Schedule(root=by.unit)
    save_schedule(schedule, [by, cast["leader"]], by=by)
    run_schedule(schedule, period)
    notify([cast[name] for name in PEOPLE], occasion="1", subject="Nhắc việc", text="Còn một việc.", path="/")
    made = (
        (CompilationType.BRIEF, Format.PDF, compile_brief(period, by=by)),
        (CompilationType.DOSSIER, Format.ZIP, compile_dossier(cast.units["nam-dong"], period.window, by=by)),
    )
    for sort, format, compilation in made:
        request_document(
            sort=sort, format=format, unit=by.unit, period=compilation.period, compilation=compilation, by=by
        )


def make_document(cast, state):
    """A document in that state: of a period of its own, since a content has one document only."""
    period = cast.submission().period
    compilation = draft_summary(period, by=cast["province"])
    compilation.pk, compilation.sha256 = None, str(state)
    compilation.save()
    document = request_document(
        sort=CompilationType.PROVINCIAL_SUMMARY,
        unit=period.root,
        period=period,
        compilation=compilation,
        by=cast["province"],
    )
    if state == DocumentState.READY:
        queue.run(document.pk, lambda document, step: b"%PDF-1.7")
    else:
        Document.objects.filter(pk=document.pk).update(state=state, message=queue.FAILED if state == "failed" else "")


# Where what can be reached depends on how a report or a document stands.
MOST = {"reports/<int:pk>/": 60, "reports/documents/<uuid:pk>/": 8}


def look_of(route, path):
    """What tells apart the pages of a route that are opened: of the reports of a period those untouched look alike."""
    if route != "reports/<int:pk>/":
        return route
    report = Submission.objects.select_related("period").get(pk=path.strip("/").rpartition("/")[2])
    is_touched = report.steps.exists() or report.edits.exists()
    return route if is_touched or report.is_summary else (route, report.period_id)


def crawl(client, start="/"):
    """(path, tree) of every page that links lead to; each url pattern is opened for a few objects at most."""
    seen, opened, waiting = set(), {}, [start]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        look = look_of(get_resolver().resolve(urlsplit(path).path).route, urlsplit(path).path)
        if opened.get(look, 0) >= MOST.get(look, 2):
            continue
        seen.add(path)
        response = client.get(path, follow=True)
        assert response.status_code == 200, path
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        opened[look] = opened.get(look, 0) + 1
        tree = html.fromstring(response.content.decode())
        # Before the caller takes anything out of the page.
        links = tree.xpath("//a/@href")
        yield path, tree
        for link in links:
            target = urljoin(path, link).partition("#")[0]
            if target.startswith("/") and not target.startswith("//"):
                waiting.append(target)


def words_of(tree, language):
    """The texts of a page that are in its own language: what is marked as another's is left out."""
    for foreign in tree.xpath(f"//*[@lang and @lang != '{language}']"):
        tail = foreign.tail
        foreign.clear()
        foreign.tail = tail
    # A tab says first which record it shows, and nothing can mark that as Vietnamese.
    for title in tree.xpath("//title"):
        title.text = title.text.rpartition(" – ")[2]
    for element in tree.xpath("//script | //style | //svg | //code"):
        tail = element.tail
        element.clear()
        element.tail = tail
    yield from (text.strip() for text in tree.xpath("//text()") if text.strip())
    for name in TEXT_ATTRIBUTES:
        yield from (value for value in tree.xpath(f"//@{name}") if value.strip())
    yield from tree.xpath("//input[@type='submit']/@value")


def is_data(text):
    """Codes such as TT-02."""
    return bool(re.fullmatch(r"[A-Z]{2}-\d{2}(\.\d)?.*", text))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", [pytest.param(name, marks=wide if name in WALK_FAR else ()) for name in PEOPLE])
def test_every_page_keeps_to_its_language_and_to_this_site(cast, as_, name, language):
    """One walk for all that is asked of each page: no mixed languages, no foreign address, nothing inline."""
    client = as_(name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    other = ENGLISH if language == "vi" else VIETNAMESE
    wrong, reached = set(), set()
    for path, tree in crawl(client):
        route = get_resolver().resolve(urlsplit(path).path)
        reached.add(route.view_name)
        # These two first: the words are read from a tree out of which what is marked as foreign has been taken.
        wrong |= {(route.route, "foreign", address) for address in foreign_addresses(tree)}
        wrong |= {(route.route, "inline", str(found)[:100]) for found in tree.xpath(INLINE)}
        assert tree.get("lang").startswith(language), path
        for text in words_of(tree, tree.get("lang")):
            if other.search(text) and not is_data(text):
                wrong.add((route.route, "language", " ".join(text.split())[:100]))
    assert len(reached) > 3
    assert {page if ":" in page else f"reports:{page}" for page in REACHED[name]} <= reached
    assert not wrong, "\n".join(map(str, sorted(wrong)))


# What a Content-Security-Policy without `unsafe-inline` forbids: style, script, handler in a page.
INLINE = "//@style | //style | //script[not(@src)] | //@onclick | //@onsubmit"


def foreign_addresses(tree):
    addresses = (address for name in ADDRESS_ATTRIBUTES for address in tree.xpath(f"//@{name}"))
    return [one for one in addresses if urlsplit(urljoin("http://testserver/", one)).netloc not in ("", "testserver")]


def test_what_is_foreign_or_inline_is_found():
    """The control of the walk."""
    page = "<a href='/x'><img src='//cdn.example/x.png'></a><p style='color: red' onclick='x()'><script>x()</script>"
    assert foreign_addresses(html.fromstring(page)) == ["//cdn.example/x.png"]
    assert len(html.fromstring(page).xpath(INLINE)) == 3


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_without_log_in(client, db, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    other = ENGLISH if language == "vi" else VIETNAMESE
    for path in ("/accounts/login/", "/khong-co/", "/verify/", "/verify/0000000000/", *PASSWORD):
        response = client.get(path)
        page = html.fromstring(response.content.decode())
        assert [text for text in words_of(page, language) if other.search(text)] == []


def test_style_sheets_and_scripts_ask_no_foreign_address():
    for path in (settings.BASE_DIR / "static").rglob("*.css"):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", path.read_text(encoding="utf-8")):
            assert address.startswith(("data:", "../", "./")) or "//" not in address, (path, address)
