"""A change of units from the administrator's lines to the Department's confirmation, and back without a trace."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from house import typed
from making import campaign, hand_in, site
from reading import page_of, words
from set_up_province import set_up_province

from core.accounts.models import AuditEntry, User
from core.directives.models import Exemption
from core.indicators.figures import combined_figures
from core.indicators.models import Target
from core.notifications.models import Notice
from core.units.bodies import body_of
from core.units.country import unit_on
from core.units.models import Ancestry, Body, Succession, Unit
from core.units.reporting import counted_units
from core.units.tree import COLUMNS
from filing.models import Period, Submission
from filing.records.saving import save_record
from filing.submissions import text_verbs
from operations.administration.changes import verbs
from operations.administration.changes.country_lines import lines_of_day
from operations.administration.changes.lines import text_of
from operations.administration.models import ChangeState, UnitChange
from reports.documents.composition import compose

ROWS, NEW = "/units/changes/rows/", "/units/changes/new/"
MERGER = "483;toàn bộ;998;Huyện Hợp Nhất\n482;Toàn bộ;998"
DAY, COMING = "1/12/2020", "1/1/2021"
# What is told of an act besides what it does, and what is recounted.
BESIDES = {"AuditEntry", "AuditReason", "AuditLink", "Session", "Notice", "UnitChange", "Ancestry", "DirtySlot", "Fact"}


def everything():
    """All rows of all tables, the ancestry without its keys, people without their last log-in."""
    models = [model for model in apps.get_models() if model._meta.managed and model.__name__ not in BESIDES]
    names = {
        model: [one.attname for one in model._meta.concrete_fields if one.name != "last_login"] for model in models
    }
    stored = {model: sorted(map(str, model._base_manager.values_list(*names[model]))) for model in models}
    return stored | {"ancestry": set(Ancestry.objects.values_list(*COLUMNS))}


@pytest.fixture
def admin(as_):
    return as_("admin")


def checked(client, rows, day=DAY):
    """{line: effect or reasons} of a check of the lines."""
    given = {"title": "Sáp nhập", "basis": "Nghị quyết 1", "day": day, "rows": rows, "preview": "yes"}
    context = client.post(ROWS, given).context
    return {row.line: row.reasons or row.effect for row in context["rows"]}


def prepared(client, rows=MERGER, day=DAY):
    given = {"title": "Sáp nhập hai huyện", "basis": "Nghị quyết 1", "day": day, "rows": rows}
    preview = client.post(ROWS, given | {"preview": "yes"})
    assert preview.status_code == 200, preview.context["form"].errors
    answer = client.post(ROWS, given | {"make": "yes", "seen": preview.context["seen"]})
    assert answer.status_code == 302
    change = UnitChange.objects.latest("pk")
    assert answer["Location"] == f"/units/changes/{change.pk}/"
    return change


def confirmed(cast, client, rows=MERGER, day=DAY):
    return verbs.confirm(prepared(client, rows, day), by=cast["province"])


def test_two_districts_merge_and_part_again(cast, as_):
    """Prepared without figures, confirmed with them, people and open reports gone along, undone to the last row."""
    old, other = cast.units["nam-dong"], cast.units["phu-loc"]
    save_record(campaign(cast, attendance=3_642), by=cast["officer"])
    commune = Unit.objects.under(old).filter(level="commune").first()
    save_record(site(cast), by=cast["officer"])
    for unit in (old, other):
        given = {"task": cast.tasks["model.extend"], "valid_from": date(2019, 1, 1), "reason": "Không có"}
        Exemption.objects.create(unit=unit, **given)
        Target.objects.create(unit=unit, year=2020, indicator="TT-01", value=7)
    touched = cast.submission("phu-loc")
    touched.proposals = "Đề nghị."
    text_verbs.save_text(touched, by=cast["neighbour"])
    before = everything()
    change = prepared(as_("admin"))
    assert everything() == before
    here = f"/units/changes/{change.pk}/"
    page = words(page_of(as_("admin"), here))
    assert "Chờ Sở xác nhận" in page
    assert "3.642" not in page
    assert Notice.objects.filter(person=cast["province"], path=here).exists()
    client = as_("province")
    page = words(page_of(client, here))
    assert "3.642" in page
    assert "Huyện Hợp Nhất" in page
    assert client.post(here, {"confirm": "yes"}).status_code == 302
    new = Unit.objects.get(code="998")
    cells = [words(cell) for cell in page_of(client, here).xpath("(//section//tbody)[1]/tr[1]/td")]
    assert {f"{old.code} {old.name}", f"{new.code} {new.name}"} <= set(cells)
    assert {cast[name].pk for name in ("officer", "head", "neighbour", "neighbour-head")} <= set(
        new.people.values_list("pk", flat=True)
    )
    for unit in (old, other):
        unit.refresh_from_db()
        assert (unit.valid_to, unit.kept_by) == (date(2020, 11, 30), new)
        assert Succession.objects.get(predecessor=unit).is_whole
        assert not Unit.objects.under(unit, date(2020, 12, 1)).exists()
    assert commune in Unit.objects.under(new, date(2020, 12, 1))
    assert new in Unit.objects.under(cast.units["thua-thien-hue"], date(2020, 12, 1))
    # The draft that nobody had touched is asked of the new unit; the other stays to be finished.
    assert set(Submission.objects.filter(unit__in=[old, other, new]).values_list("unit", flat=True)) == {
        other.pk,
        new.pk,
    }
    assert Target.objects.get(unit=new).value == 14
    exempt = Exemption.objects.filter(unit=new)
    assert "model.extend" in exempt.values_list("task__code", flat=True)
    assert set(exempt.values_list("valid_from", flat=True)) == {date(2020, 12, 1)}
    assert len(exempt) == len(set(exempt.values_list("task", "indicator")))
    body = body_of(new, date(2020, 12, 18))
    assert body.pk
    assert "Nam Đông" not in f"{body.name}{body.heading}{body.recipients}"
    assert compose(Submission.objects.get(unit=other))
    assert client.get("/").status_code == 200
    assert client.post(here, {"undo": "yes"}).status_code == 302
    change.refresh_from_db()
    assert change.state == ChangeState.UNDONE
    assert everything() == before
    acts = AuditEntry.objects.filter(action__startswith="change_").order_by("pk").values_list("action", "by__username")
    assert list(acts) == [("change_prepared", "admin"), ("change_confirmed", "province"), ("change_undone", "province")]


def test_a_change_of_a_coming_day_takes_effect_on_it(cast, admin, settings):
    before = everything()
    change = confirmed(cast, admin, day=COMING)
    new = Unit.objects.get(code="998")
    assert body_of(new, date(2021, 1, 1)).pk
    assert not new.people.exists()
    # Whoever is new there can be invited before.
    offered = page_of(admin, "/administration/people/new/").xpath("//select[@name='unit']//option/@value")
    assert str(new.pk) in offered
    verbs.take_effect()
    assert not new.people.exists()
    settings.DEMO_TODAY = date(2021, 1, 1)
    for _time in range(2):
        verbs.take_effect()
        assert set(new.people.values_list("username", flat=True)) >= {"officer", "neighbour"}
    change.refresh_from_db()
    assert change.is_in_effect
    verbs.undo(change, by=cast["province"])
    assert everything() == before


def test_what_was_filed_since_keeps_it(cast, admin):
    change = confirmed(cast, admin)
    new, officer = Unit.objects.get(code="998"), User.objects.get(username="officer")
    client = Client()
    client.force_login(officer)
    client.post("/language/", {"language": "vi", "next": "/"})
    record = campaign(cast, started_on=date(2020, 12, 2))
    record.unit = new
    save_record(record, by=officer)
    client.force_login(cast["province"])
    page = words(page_of(client, f"/units/changes/{change.pk}/"))
    assert "Không thể hoàn tác" in page
    with pytest.raises(ValidationError, match=r"\(1\)"):
        verbs.undo(change, by=cast["province"])
    assert Unit.objects.filter(pk=new.pk, code="998").exists()


def test_who_was_only_there_keeps_nothing(cast, admin):
    """What the log says of the new unit stays, with the unit's name and a day before all."""
    change = confirmed(cast, admin)
    new = Unit.objects.get(code="998")
    AuditEntry.objects.create(at=change.confirmed_at, day=change.day, action="logged_in", unit=new)
    verbs.undo(change, by=cast["province"])
    assert AuditEntry.objects.visible_to(cast["admin"]).filter(unit=new).exists()
    confirmed(cast, admin)


def test_a_closed_window_is_not_broken(cast, admin):
    hand_in(cast, "nam-dong")
    told = checked(admin, MERGER)
    assert "năm 2020" in told[1][0]
    assert told[2].startswith("Huyện Phú Lộc")
    # A record of a later day alone keeps it as well; on the day after the window nothing is in its way.
    save_record(campaign(cast, slug="phu-loc", started_on=date(2020, 12, 16)), by=cast["neighbour"])
    assert isinstance(checked(admin, MERGER, "16/12/2020")[2], list)
    assert not [one for one in checked(admin, MERGER, "17/12/2020").values() if isinstance(one, list)]


WRONG = (
    ("000;toàn bộ;998;Huyện Mới", "000"),
    ("483;gộp;998;Huyện Mới", "gộp"),
    ("483;toàn bộ", "đơn vị mới"),
    ("483;toàn bộ;998", "998"),
    ("483;toàn bộ;998;Nam Đông Mới", "Xã Tân Phú"),
    ("483;toàn bộ;474;Huyện Mới", "Thành phố Huế"),
    ("483;chuyển;;;482", "cấp cao hơn"),
    ("483;toàn bộ;998;Huyện Mới;999", "999"),
    ("483;toàn bộ;998;Huyện Mới\n483;giải thể", "dòng"),
    ("999;giải thể", "999"),
)


@pytest.mark.parametrize(("rows", "told"), WRONG)
def test_a_reason_stands_at_the_line(cast, admin, rows, told):
    found = checked(admin, rows)
    assert told in " ".join(found[1]), found
    assert not UnitChange.objects.exists()


FORMS = (
    ("rename", {"unit": "nam-dong", "name": "Huyện Khe Tre"}, "483;toàn bộ;483;Huyện Khe Tre"),
    ("move", {"unit": "Thị trấn Khe Tre", "parent": "phu-loc"}, "20161;chuyển;;;482"),
    ("merge", {"units": ["nam-dong"], "name": "Huyện Mới", "code": "998"}, "483;toàn bộ;998;Huyện Mới"),
    ("split", {"unit": "nam-dong", "parts": "997; Huyện A\n998; Huyện B"}, "483;một phần;997;Huyện A"),
    ("absorb", {"units": ["nam-dong"], "into": "phu-loc"}, "483;toàn bộ;482"),
    ("absorb", {"units": ["nam-dong"], "into": "phu-loc", "goes_on": "on"}, "483;tách ra;482"),
    ("abolish", {"unit": "nam-dong", "keeper": "phu-loc"}, "483;giải thể;;;;;482"),
    ("replace", {"name": "Thành phố Mới"}, "46;toàn bộ;46;Thành phố Mới"),
)


@pytest.mark.parametrize(("kind", "given", "line"), FORMS)
def test_a_form_comes_to_lines(cast, admin, kind, given, line):
    """Which are shown, fit, and are applied and undone."""
    named = {unit.name: unit.pk for unit in Unit.objects.all()} | {slug: unit.pk for slug, unit in cast.units.items()}
    plain = {name: named.get(value, value) if isinstance(value, str) else value for name, value in given.items()}
    plain |= {"units": [named[slug] for slug in given["units"]]} if "units" in given else {}
    path = f"{NEW}?kind={kind}&day=1%2F12%2F2020"
    answer = admin.post(path, typed(admin, path) | plain)
    assert answer.status_code == 302, answer.context["form"].errors
    page = page_of(admin, answer["Location"])
    # Told in words at once, before anything else is asked for.
    assert page.xpath("//h2[@id='checked']")
    assert not page.xpath("//*[contains(@class, 'tone-late')]")
    rows = page.xpath("//textarea[@name='rows']")[0].text.strip()
    assert rows.splitlines()[0] == line
    before = everything()
    change = confirmed(cast, admin, rows)
    assert everything() != before
    verbs.undo(change, by=User.objects.get(username="province"))
    assert everything() == before


def test_the_province_itself_is_replaced(cast, admin):
    """Its totals, and those of the year before, are what they were; so are the periods that its Department sees."""
    old, days = cast.units["thua-thien-hue"], cast.submission().period.window
    save_record(campaign(cast, attendance=40, female=20, minority=0), by=cast["officer"])
    save_record(campaign(cast, slug="thua-thien-hue", attendance=2, female=1, minority=0), by=cast["province"])
    past = Period.objects.create(
        root=old,
        kind="half",
        year=2020,
        number=1,
        start=days.start,
        end=date(2020, 6, 14),
        due_on=date(2020, 6, 20),
        asked_on=days.start,
        opened_by=cast["province"],
        opened_on=days.start,
    )
    change = confirmed(cast, admin, "46;toàn bộ;46;Thành phố Huế\n483;toàn bộ;998;Huyện Khe Tre;46")
    new = Unit.objects.get(code="46", valid_to=None)
    assert set(old.people.all()) == set()
    assert Unit.objects.reporting_to(new, date(2020, 12, 14)).count() == 9
    assert Period.objects.get(kind="year").root == new
    assert combined_figures(counted_units(new.pk), days)["TT-02"].value == 42
    assert set(Period.objects.visible_to(User.objects.get(username="province"))) >= {past}
    change.refresh_from_db()
    assert change.root == new
    fresh = User.objects.get(username="province")
    client = Client()
    client.force_login(fresh)
    assert client.get("/").status_code == 200
    assert "Thành phố Huế" in client.get(f"/units/changes/{change.pk}/").content.decode()


def test_papers_name_what_lies_above_as_it_is_called_on_their_day(cast, admin):
    """Of units that go on beneath a new name, and of those that follow others on that very day or on a later one."""
    day, before = date(2020, 12, 1), everything()
    change = confirmed(cast, admin, "46;toàn bộ;46;Thành phố Huế\n483;toàn bộ;998;Huyện Khe Tre;46")
    department = "Sở Lao động - Thương binh và Xã hội"
    eve = body_of(cast.units["phu-loc"], date(2020, 11, 30))
    for unit in (cast.units["phu-loc"], Unit.objects.get(code="998")):
        body = body_of(unit, day)
        assert body.addressees == f"{department} thành phố Huế"
        assert body.valid_from == day
        assert unit.name_in_sentence in body.name + body.recipients
    assert eve.addressees == f"{department} tỉnh Thừa Thiên Huế"
    lines = set(eve.signers.values_list("lines", flat=True))
    assert set(body_of(cast.units["phu-loc"], day).signers.values_list("lines", flat=True)) == lines
    verbs.undo(change, by=User.objects.get(username="province"))
    assert everything() == before


def test_what_was_not_seen_is_not_decided_and_only_the_department_decides(cast, admin):
    change = prepared(admin)
    with pytest.raises(PermissionDenied):
        verbs.confirm(change, by=cast["admin"])
    with pytest.raises(PermissionDenied):
        verbs.take_back(change, by=cast["province"])
    admin.force_login(cast["province"])
    here = f"/units/changes/{change.pk}/"
    seen = admin.get(here).context["seen"]
    User.objects.create(username="moi", full_name="Mới", unit=cast.units["nam-dong"], role="officer")
    admin.post(here, {"confirm": "yes", "seen": seen})
    change.refresh_from_db()
    assert change.state == ChangeState.WAITING
    verbs.take_back(change, by=cast["admin"])
    with pytest.raises(ValidationError):
        verbs.confirm(change, by=cast["province"])


def test_people_do_not_come_to_see_more(cast, admin):
    """Of an abolished unit they stay, for those who keep its files see all of the province."""
    confirmed(cast, admin, "483;giải thể")
    unit = Unit.objects.get(code="483")
    assert unit.kept_by == cast.units["thua-thien-hue"]
    assert set(unit.people.values_list("username", flat=True)) >= {"officer", "head"}
    assert Body.objects.filter(unit=unit).exists()


def test_the_code_of_a_new_unit_is_found_by_its_name(db, monkeypatch, settings):
    client = set_up_province("46", monkeypatch, settings)
    one, other = Unit.objects.filter(name__in=("Phường Thuận Hóa", "Phường Phú Xuân")).order_by("-name")
    path = f"{NEW}?kind=merge&day=1%2F1%2F2027"
    sent = typed(client, path) | {"units": [one.pk, other.pk], "name": "Phường Thuận Hoá"}
    answer = client.post(path, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert [row.thing.new for row in client.get(answer["Location"]).context["rows"]] == [one.code, one.code]
    answer = client.post(path, sent | {"name": "Phường Không Có"})
    assert list(answer.context["form"].errors) == ["code"]
    path = f"{NEW}?kind=split&day=1%2F1%2F2027"
    sent = typed(client, path) | {"unit": one.pk, "parts": "Phường Thuận Hóa\n99998; Phường Mới"}
    rows = client.get(client.post(path, sent)["Location"]).context["rows"]
    assert [(row.thing.new, row.reasons) for row in rows] == [(one.code, []), ("99998", [])]


@pytest.mark.parametrize("query", ["day=0001-01-01&rows=483", "day=2026-01-01&rows=%22", "day=x&rows=%00"])
def test_an_address_that_says_nonsense_is_a_page(cast, admin, query):
    assert admin.get(f"{ROWS}?{query}").status_code == 200


def test_the_lines_of_the_countrys_table(cast):
    """Huế's reform: each old commune whole, nine districts without a successor, forty new communes."""
    day = date(2025, 7, 1)
    lines = lines_of_day("46", day)
    assert len({line.new for line in lines if line.name}) == 40
    assert {line.extent for line in lines} == {"whole", "abolish"}
    assert {line.level for line in lines if line.name} == {"commune"}
    assert all(unit_on(line.old, date(2025, 6, 30)) for line in lines)
    assert text_of(lines).count("\n") == len(lines) - 1
