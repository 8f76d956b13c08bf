"""The demonstration, loaded once: as large as it should be, sound, the same each time, and where it was promised."""

import io
import os
import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import date

import pytest
from cast import TODAY
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from loading import load
from portal import Portal
from slow import wide
from worlds import settle

from communications.models import Campaign
from core.accounts.models import User
from core.directives.models import Directive
from core.lib.dates.windows import PeriodKind, reporting_year, window_of
from core.lib.text.normalise import clean
from filing.areas import all_areas, record_kinds
from filing.models import Period, Remark, Snapshot, Submission
from filing.models.records import CommuneRecord
from filing.submissions.snapshots import digest
from models_sites.models import Site
from operations.demonstration.users import accounts
from operations.demonstration.work.districts import DISTRICTS
from operations.demonstration.work.record_specs import MARK
from reports.content.task_status import clauses_for, task_statuses
from reports.documents.composition import draft_summary
from shelters.listings import listed_places
from shelters.public.places import directory

# What a single test changes on top is rolled back with it.
pytestmark = pytest.mark.django_db
BELOW = ("units", "accounts", "directives", "indicators", "progress")
OWN_APPS = (*BELOW, *django_settings.AREAS, "difficulties", "reports", "directory")
STATES_OF_2020 = {
    "hue": "approved",
    "phong-dien": "approved",
    "quang-dien": "approved",
    "phu-vang": "approved",
    "huong-thuy": "approved",
    "huong-tra": "returned",
    "a-luoi": "approved",
    "phu-loc": "sent",
    "nam-dong": "draft",
}
NAM_DONG = {
    "1.a": "done",
    "1.b": "overdue",
    "1.c": "done",
    "2.a": "in_progress",
    "2.b": "not_started",
    "2.c": "not_started",
    "2.d": "done",
    "2.đ": "done",
    "3.a": "done",
    "3.b": "in_progress",
    "3.c": "not_started",
    "4.a": "in_progress",
    "4.b": "not_started",
}
# Prints what the generator makes in a process of its own; two communes a district stand for all.
DIGEST = """
from hashlib import sha256
from operations.demonstration.work.districts import DISTRICTS
from operations.demonstration.work.record_specs import Commune
from operations.demonstration.work.all_records import all_records
communes = {district.slug: [Commune("20188", "xã Một"), Commune("20143", "xã Hai")] for district in DISTRICTS}
print(sha256(repr(all_records(communes)).encode()).hexdigest())
"""


def records():
    return [record for kind in record_kinds() for record in kind.model.objects.select_related("unit", "task")]


def test_each_district_has_a_plausible_year(demonstration):
    numbers = Counter(
        (record.unit.slug, reporting_year(record.counted_on))
        for record in records()
        if not isinstance(record, CommuneRecord)
    )
    for year in (2019, 2020):
        of_districts = [numbers[district.slug, year] for district in DISTRICTS]
        assert min(of_districts) >= 30
        assert max(of_districts) <= 75
        assert 300 <= sum(of_districts) <= 480
    assert {slug for slug, _year in numbers} == {*STATES_OF_2020, "thua-thien-hue"}
    # A few lie beyond the year's end: planned, running, or held on the Action Month's last day.
    assert {year for _slug, year in numbers} == {2019, 2020, 2021}


def test_the_year_2020_has_its_dip_and_its_own_subjects(demonstration):
    held = Campaign.objects.filter(status="done", form__in=["talk", "club", "arts", "contest", "integrated"])

    def in_months(year, first, last):
        return held.filter(counted_on__year=year, counted_on__month__range=(first, last)).count()

    for first, last in ((2, 4), (7, 8)):
        assert 0 < in_months(2020, first, last) < 0.6 * in_months(2019, first, last)
    labour_code = Campaign.objects.filter(task__code="comm.labour-code").order_by("counted_on")
    assert labour_code.first().counted_on > date(2020, 4, 14)
    assert set(Campaign.objects.values_list("status", flat=True)) == {"planned", "under_way", "done", "cancelled"}
    assert held.filter(attendance=None).exists()
    assert held.filter(attendance__gt=0, female=None).exists()


def test_everything_filed_is_valid_and_marked(demonstration):
    """By the rules of the program: keys and constraints are held by the database in which it lies."""
    filed = [kind.model for area in all_areas() for kind in area.kinds]
    assert sum(model.objects.count() for model in filed) > 800
    for model in filed:
        written = {}
        for key, instant in model.history.values_list("id", "history_date"):
            written.setdefault(key, []).append(instant)
        relations = [field.name for field in model._meta.fields if field.is_relation]
        for entry in model.objects.select_related(*model.RELATED):
            entry.full_clean(exclude=relations, validate_unique=False, validate_constraints=False)
            if hasattr(entry, "note"):
                assert entry.note == MARK
            if hasattr(entry, "title"):
                assert clean(entry.title) == entry.title
            assert written[entry.pk] == [entry.created_at]


def test_what_a_report_covers_was_filed_before_it(demonstration):
    for record in records():
        submissions = Submission.objects.filter(unit=record.unit_id, period__end__gte=record.counted_on)
        submission = submissions.order_by("period__end").first()
        step = submission and submission.steps.filter(verb="submit").first()
        if step:
            assert record.created_at.date() <= step.day, record


def test_places_are_communes_of_the_own_district(demonstration):
    for model in (Campaign, Site):
        placed = model.objects.exclude(commune=None).select_related("commune", "unit")
        assert placed
        for row in placed:
            assert row.commune.ancestries.filter(ancestor=row.unit).exists()
    named = {"Lộc Điền", "Hương Văn", "Hương Hồ", "Thượng Long"}
    assert named <= set(Site.objects.filter(is_funded=True).values_list("commune__short_name", flat=True))


def test_reports_are_where_they_were_promised(demonstration):
    def states(**period):
        return dict(Submission.objects.filter(**period).values_list("unit__slug", "state"))

    approved = dict.fromkeys(STATES_OF_2020, "approved")
    assert states(period__kind="year", period__year=2019) == approved
    assert states(period__kind="half", period__year=2020) == approved
    assert states(period__kind="year", period__year=2020) == STATES_OF_2020
    remark = Remark.objects.get()
    assert remark.step.submission.unit.slug == "huong-tra"
    assert remark.record.attendance == 620
    assert remark.step.comment


def test_snapshots_are_real(demonstration):
    assert Snapshot.objects.count() > 26
    for snapshot in Snapshot.objects.select_related("submission__period"):
        assert digest(snapshot.content) == snapshot.sha256
        assert snapshot.content["text"]["evaluation"]
        assert snapshot.content["records"]
        assert snapshot.day < TODAY


def test_nam_dong_still_owes_its_tasks(demonstration):
    officer = User.objects.get(username="nam-dong")
    directive, clauses = clauses_for(Directive.objects.get().issuer, 2020)
    assert directive.published_on == date(2020, 4, 14)
    window = window_of(PeriodKind.YEAR, 2020)
    own = task_statuses({officer.unit_id: [officer.unit_id]}, clauses, window, window)[officer.unit_id]
    assert {one.clause.code: one.status for one in own} == NAM_DONG


def test_districts_without_funds_are_exempt(demonstration):
    _directive, clauses = clauses_for(Directive.objects.get().issuer, 2020)
    units = [user.unit for user in User.objects.filter(role="officer").select_related("unit")]
    window = window_of(PeriodKind.YEAR, 2020)
    board = task_statuses({unit.pk: [unit.pk] for unit in units}, clauses, window, window)
    exempt = {unit.slug for unit in units if board[unit.pk][-2].status == "not_applicable"}
    assert exempt == STATES_OF_2020.keys() - {"phu-loc", "huong-tra", "nam-dong"}


def test_the_province_can_tell_its_figures(demonstration):
    """No count of victims of the two years is so small that it would have to be withheld (those helped may tell it).

    While a unit is missing, as of 2020, none is told.
    """
    told = []
    for period in Period.objects.all():
        made = draft_summary(period, by=User.objects.get(username="province")).content
        told.append(not {"MH-02.1", "MH-03.1"} & made["withheld"].keys())
        assert told[-1] == (not made["missing"])
        assert made["figures"]["now"]["MH-02.1"][0] >= 10
    assert set(told) == {True, False}


def test_places_of_help_stand_in_every_state(demonstration):
    districts = {one.slug: one.places for one in directory("vi").districts if one.places}
    assert {slug: [place.area for place in places] for slug, places in districts.items()} == {
        "phu-loc": ["xã Lộc Điền"],
        "huong-tra": ["phường Hương Văn"],
    }
    assert all("minh họa" in place.phone for places in districts.values() for place in places)
    found = {place.site.commune.short_name: place for place in listed_places(User.objects.get(username="province"))}
    assert found["Vinh Hưng"].pending
    assert found["Hương Chữ"].withdrawn.why
    assert found["Hương Văn"].is_due
    assert not found["Lộc Điền"].is_due


def test_the_facts_are_those_of_the_records(demonstration):
    told = io.StringIO()
    call_command("recount", stdout=told)
    assert " 0 half-months wrong" in told.getvalue()


@wide
def test_it_is_the_same_on_the_database_of_make_run(tmp_path):
    """On SQLite, in an empty portal; all else here stands on PostgreSQL."""
    portal = Portal(tmp_path, {"DEMO_TODAY": str(TODAY)})
    settle(portal, "empty", portal.prepare)
    portal.prepare("load_demonstration")
    with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as database:
        asked = """SELECT u.slug, s.state FROM progress_submission s JOIN progress_period p ON s.period_id = p.id
        JOIN units_unit u ON s.unit_id = u.id WHERE p.kind = 'year' AND p.year = 2020 AND u.level = 'district'"""
        assert dict(database.execute(asked)) == STATES_OF_2020
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_generator_makes_the_same_rows_in_every_process():
    made = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "gender_equality.settings"}
        command = [sys.executable, "-c", DIGEST]
        done = subprocess.run(command, env=environment, cwd=django_settings.BASE_DIR, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        made.add(done.stdout)
    assert len(made) == 1


def test_accounts_are_posts_and_their_password_is_kept(demonstration):
    path = demonstration.folder / "demo_password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    password = path.read_text().strip()
    assert password in demonstration.told
    assert len(accounts()) == 21
    for name, slug, role, post in accounts():
        user = User.objects.get(username=name)
        assert (user.unit.slug, user.role, user.full_name) == (slug, role, post)
        assert name in demonstration.told
    assert User.objects.count() == 21
    assert User.objects.get(username="nam-dong-head").check_password(password)


def everything():
    """{model: its rows} of the whole portal."""
    models = [model for app in OWN_APPS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def test_a_second_run_changes_nothing(demonstration):
    before, password = everything(), (demonstration.folder / "demo_password").read_text().strip()
    told = load()
    assert "already there" in told
    assert password in told
    assert everything() == before


def test_a_new_password_is_taken_over_by_a_second_run(demonstration):
    path = demonstration.folder / "demo_password"
    first = path.read_text().strip()
    for password in ("mot-mat-khau-moi", first):
        assert password in load(DEMO_PASSWORD=password)
        assert User.objects.get(username="hue").check_password(password)
        assert path.read_text() == f"{password}\n"


def test_it_is_not_loaded_beside_other_people(demonstration):
    User.objects.filter(username="nam-dong").update(username="someone")
    with pytest.raises(CommandError, match="people in this database"):
        load()
