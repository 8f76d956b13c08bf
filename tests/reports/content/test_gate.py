"""Every writer goes through the gate of the two editions: whatever can be made outward is read as a reader could.

A sort, a format, an address or a chart that is new and that nobody here knows fails by itself; what to do is in the
message. Controls open the gate, and the same proof must fail.
"""

import json
from functools import cache, partial
from io import BytesIO

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from lxml import html
from msgspec import to_builtins
from msgspec.structs import replace
from planting import planted_province, told_of_province
from python_calamine import CalamineWorkbook
from reading_files import everything_in, numbers_in

from core.lib.dates.clock import now
from core.notifications.models import Notice
from department.dashboards.chart_figures import scope_of_province, scope_of_unit
from department.dashboards.chart_files import TYPES
from department.dashboards.contents import charts_of
from reports.content.disclosure_control import gate
from reports.content.disclosure_control.gate import AS_IT_STANDS, part_of
from reports.content.disclosure_control.typed_text import rewritten
from reports.content.frozen.content import Content, read
from reports.documents import writing
from reports.models import Compilation, CompilationType, Document, DocumentState, Edition, Format
from reports.papers.verification_codes import as_printed, code_of
from reports.writers.excel.table import write_table
from reports.writers.excel.workbook import write_xlsx
from reports.writers.json_data import write_json
from shelters.public import posters
from shelters.public.places import directory

pytestmark = pytest.mark.django_db
ASKED = [(sort, form) for sort, forms in writing.MADE_AS.items() for form in forms]
# All else stays within the offices in every format.
REPORTS = {CompilationType.UNIT_REPORT, CompilationType.PROVINCIAL_SUMMARY}
OUTWARD = [(sort, form) for sort, form in ASKED if sort in REPORTS]
SAY_HOW = (
    "Plant it in tests/reports/planting.py (`sources`), so that what is made of it outward is held against the gate."
)
# What is answered to whoever is not logged in, with a path to ask it by.
PUBLIC = {
    "healthz": "/healthz",
    "language/": "/language/",
    "accounts/login/": "/accounts/login/",
    "accounts/session/": "/accounts/session/",
    "accounts/login/code/": "/accounts/login/code/",
    "shelters/": "/shelters/",
    **{f"accounts/password/reset/{page}": f"/accounts/password/reset/{page}" for page in ("", "asked/", "chosen/")},
    **{
        f"accounts/password/{page}/<uidb64>/<token>/": f"/accounts/password/{page}/MQ/abc-def/"
        for page in ("reset", "invited")
    },
    "shelters/en/": "/shelters/en/",
    "shelters/en": "/shelters/en",
    "shelters/poster-<slug:slug>.pdf": "/shelters/poster-nam-dong.pdf",
    "shelters/card.pdf": "/shelters/card.pdf",
    "verify/": "/verify/",
    "verify/<str:code>/": "/verify/{code}/",
}


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), planted_province(tmp_path_factory.mktemp("planted")) as made:
        yield made


@pytest.fixture(scope="module")
def outward(planted):
    """`outward(sort, format)`: (bytes, texts) of what the portal makes outward, made and read once."""

    @cache
    def made(sort, form):
        data = bytes_of(planted, sort, form)
        return data, everything_in(data, f"a.{form}")

    return made


def document_of(planted, sort, form, edition=Edition.OUTWARD):
    assert sort in planted.sources, f"{sort} is a new sort of document. {SAY_HOW}"
    source = planted.sources[sort]
    kind = "compilation" if isinstance(source, Compilation) else "snapshot"
    period = source.period if kind == "compilation" else source.submission.period
    unit = source.unit if kind == "compilation" else source.submission.unit
    return Document(
        sort=sort,
        format=form,
        edition=edition,
        unit=unit,
        period=period,
        code=code_of(source, edition),
        asked_by=planted.cast["province"],
        asked_at=now(),
        **{kind: source},
    )


def bytes_of(planted, sort, form, edition=Edition.OUTWARD):
    made = writing.write(document_of(planted, sort, form, edition), lambda percent: None)
    if isinstance(made, bytes):
        return made
    with made:
        return made.read()


def given_away(planted, texts):
    """Where each secret number that those texts hold was planted."""
    return sorted(planted.secrets[number] for number in numbers_in(texts) & planted.secrets.keys())


def open_gate(content, edition, released=frozenset()):
    """A gate through which everything goes."""
    return replace(part_of(content, Edition.INTERNAL), edition=edition)


def opened(monkeypatch):
    monkeypatch.setattr(gate, "part_of", open_gate)


def test_every_sort_is_made_and_every_sort_is_planted(planted):
    assert set(writing.MADE_AS) == set(CompilationType), (
        "A new sort of document: say in `writing.MADE_AS` what it is made as."
    )
    assert set(planted.sources) == set(CompilationType), SAY_HOW


@pytest.mark.parametrize(("sort", "form"), OUTWARD)
def test_nothing_withheld_is_in_what_goes_outward(planted, outward, sort, form):
    assert given_away(planted, outward(sort, form)[1]) == []


@pytest.mark.parametrize("form", [form for sort, form in OUTWARD if sort == CompilationType.PROVINCIAL_SUMMARY])
def test_what_may_be_told_of_the_province_is_told(planted, outward, form):
    """The gate withholds; it doesn't fall silent. Perpetrators of all nine districts are many, in every part."""
    assert told_of_province(planted) <= numbers_in(outward(CompilationType.PROVINCIAL_SUMMARY, form)[1])


@pytest.mark.parametrize(("sort", "form"), [(sort, form) for sort in CompilationType for form in Format])
def test_nothing_else_can_be_made_outward(planted, sort, form):
    if (sort, form) not in OUTWARD:
        with pytest.raises(ValueError, match=r"There is no outward"):
            bytes_of(planted, sort, form)


@pytest.mark.parametrize("sort", sorted(REPORTS))
def test_the_internal_edition_holds_what_was_planted(planted, sort):
    """Else the proof could not fail: every count of the unit's logs, and every typed sentence."""
    found = numbers_in(everything_in(bytes_of(planted, sort, Format.XLSX, Edition.INTERNAL), "a.xlsx"))
    window = [one for one in planted.logs if one.started_on.isoformat() >= "2020-06-15"]
    own = [one for one in window if one.unit.slug == "nam-dong"] if sort == CompilationType.UNIT_REPORT else window
    assert {one.victims_sheltered for one in own} | {one.perpetrators_handled for one in own} <= found
    typed = {number for number, where in planted.typed.items() if ":" in where and not where.startswith("summary")}
    assert len(typed & found) > 30


@pytest.mark.parametrize(("sort", "form"), [one for one in OUTWARD if one[0] == CompilationType.UNIT_REPORT])
def test_a_writer_past_the_gate_is_found_out(planted, monkeypatch, sort, form):
    opened(monkeypatch)
    found = given_away(planted, everything_in(bytes_of(planted, sort, form), f"a.{form}"))
    assert [one for one in found if one.startswith("victims of nam-dong") or "now" in one]
    assert [one for one in found if one.startswith("report: ")] or form == Format.XLSX


def test_what_a_pdf_carries_is_found_out_too(planted, outward):
    """The JSON and the Excel within: each is read, and each would give away what a gate let through."""
    texts = outward(CompilationType.UNIT_REPORT, Format.PDF)[1]
    assert {"so-lieu.json", "so-lieu.xlsx", "xl/workbook.xml"} <= set(texts)
    content = planted.sources[CompilationType.UNIT_REPORT].content
    for edition in Edition:
        for one in writing.attachments_of(part_of(read(content), edition), now()):
            found = given_away(planted, everything_in(one["data"], one["name"]))
            assert bool(found) == (edition == Edition.INTERNAL), one["name"]


@pytest.mark.parametrize(("sort", "form"), ASKED)
def test_no_writer_takes_frozen_content_as_it_is(planted, monkeypatch, sort, form):
    """What only a part has, `edition` and `tree`, every writer reads: raw content fails before a byte is written."""
    monkeypatch.setattr(gate, "part_of", lambda content, edition: content)
    with pytest.raises(AttributeError):
        bytes_of(planted, sort, form, Edition.INTERNAL)


def test_no_writer_of_figures_takes_frozen_content_either(planted):
    for sort in REPORTS:
        content = read(planted.sources[sort].content)
        for write in (write_json, partial(write_xlsx, made_on=now()), partial(write_table, made_on=now())):
            with pytest.raises(AttributeError):
                write(content)


# What of a content is told outward without what is withheld, and what is not told at all.
REDUCED = {"figures", "years", "estimates", "own", "former"}
INSIDE_ALONE = {"from_paper", "own_tasks", "sections", "doubts", "corrected", "trees", "yearly"} | {
    *("day", "sheet", "window", "scope", "clauses", "index", "reports", "costs", "target_sources")
}


def test_what_the_gate_does_not_know_stays_inside(planted):
    content = planted.sources[CompilationType.PROVINCIAL_SUMMARY].content
    part = to_builtins(part_of(read({**content, "by_commune": {"20188": 3}}), Edition.OUTWARD))
    assert "by_commune" not in part
    let_through = {*AS_IT_STANDS, *rewritten(read(content), lambda text, where: True)} | REDUCED
    assert set(Content.__struct_fields__) - let_through == INSIDE_ALONE, (
        "A new key of a content: let it through in `disclosure_control.gate`, or say here that it stays inside."
    )
    assert given_away(planted, [json.dumps(part, ensure_ascii=False)]) == []
    assert given_away(planted, [json.dumps(to_builtins(part_of(read(content), Edition.INTERNAL)), ensure_ascii=False)])


def test_no_sheet_is_hidden(outward):
    for sort in REPORTS:
        book = CalamineWorkbook.from_filelike(BytesIO(outward(sort, Format.XLSX)[0]))
        assert {str(one.visible) for one in book.sheets_metadata} == {"SheetVisibleEnum.Visible"}


@pytest.mark.parametrize("sort", sorted(REPORTS))
def test_the_document_on_the_page_is_the_outward_one(planted, client, monkeypatch, sort):
    snapshot = planted.sources[sort]
    client.force_login(planted.cast["province"])
    pages = [
        f"/reports/{snapshot.submission_id}/?edition=outward",
        f"/reports/snapshots/{snapshot.pk}/?edition=outward",
    ]
    for path in pages:
        assert given_away(planted, paper_on(client, path)) == [], path
    opened(monkeypatch)
    for path in pages:
        assert given_away(planted, paper_on(client, path)), path


def paper_on(client, path):
    (paper,) = html.fromstring(client.get(path).content.decode()).xpath("//article[contains(@class, 'paper')]")
    return everything_in(html.tostring(paper, encoding="unicode").encode())


def test_no_chart_that_leaves_as_a_file_tells_of_people(planted, client):
    """Whatever chart there is; the drawings on the page are those of the files, and PNG is the SVG in pixels."""
    client.force_login(planted.cast["province"])
    root, own = planted.cast["province"].unit, planted.cast.units["nam-dong"]
    groups = [(area.app.replace("_", "-"), charts) for area, charts in charts_of(scope_of_province(root, 2020))]
    groups += [(f"units/{own.pk}", charts) for _area, charts in charts_of(scope_of_unit(own, 2020))]
    asked = [(f"/dashboards/{where}/charts/{one.key}", one) for where, charts in groups for one in charts]
    assert set(TYPES) == {"svg", "png", "xlsx"}, "A chart leaves in a new format: read it here."
    for path, chart in asked:
        for form in ("svg", "xlsx"):
            response = client.get(f"{path}.{form}?year=2020")
            assert response.status_code == (404 if chart.internal or not chart.block and form != "xlsx" else 200)
            if response.status_code == 200:
                assert given_away(planted, everything_in(response.getvalue(), f"a.{form}")) == [], path
    # Those that stay are the only ones that count people who were hurt; there are some, and they hold what was planted.
    kept = [chart for _path, chart in asked if chart.internal]
    assert given_away(planted, [str(one.lines) for one in kept])
    assert given_away(planted, [str(one.lines) for _path, one in asked if not one.internal]) == []


def public_routes(resolver=None, prefix=""):
    """Every route that is answered without a log-in."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from public_routes(pattern, route)
        elif not getattr(pattern.callback, "login_required", True):
            yield route


def test_pages_for_everybody_tell_nothing(planted, client):
    found = set(public_routes())
    assert found == set(PUBLIC), "A page for everybody is new or gone: put it into PUBLIC with a path to ask it by."
    document = document_of(planted, CompilationType.PROVINCIAL_SUMMARY, Format.PDF)
    document.state, document.ready_at = DocumentState.READY, now()
    document.save()
    for path in PUBLIC.values():
        response = client.get(path.format(code=document.code))
        data = response.getvalue() if response.streaming else response.content
        told = data.decode("utf-8", "replace") if response.status_code == 200 else ""
        assert given_away(planted, [told]) == [], path
    assert as_printed(document.code) in client.get(f"/verify/{document.code}/").content.decode()


def test_posters_and_cards_tell_nothing(planted):
    content = directory("vi")
    (own,) = [one for one in content.districts if one.slug == "nam-dong"]
    for data in (posters.poster(content, own), posters.cards(content)):
        assert given_away(planted, everything_in(data)) == []


def test_no_notice_and_no_mail_tells_of_people(planted):
    told = [text for one in Notice.objects.all() for text in (one.subject, one.text)]
    assert told
    assert given_away(planted, told) == []
