"""What keeps tests that run side by side out of each other's way, and the cast that they play with."""

import gc
import shutil
from contextlib import ExitStack
from copy import deepcopy
from types import SimpleNamespace

import pytest
import worlds
from cast import TODAY, assemble, assemble_anew, set_the_stage
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.template.base import Template
from django.test import override_settings
from django.test.signals import template_rendered
from hypothesis import settings as hypothesis_settings
from loading import in_place_of_the_cast, load_in_place_of_people
from seeing import SeeingClient
from slow import IS_WHOLE_RUN
from xdist.scheduler import LoadScopeScheduling

from core.accounts import sessions
from core.accounts.ratelimit import LIMITS, salt_key

# What an example takes says more of the machine's other work than of the code: no property test has a time limit.
# Each run tries other examples; what one run misses the next ones find.
hypothesis_settings.register_profile("suite", deadline=None, max_examples=50 if IS_WHOLE_RUN else 20)
hypothesis_settings.load_profile("suite")

# What takes long, the longest first: begun at the start, so that no process of a run waits for the other's. None of it
# empties the test database, as tests with transactions of their own do: those stay behind what needs the cast.
LONG = (
    "browser/test_pages",
    "pages/addresses/test_access",
    "browser/test_main_walk",
    "browser/test_desk_walk",
    "faults/",
    "browser/",
    "gender_equality/test_make_run",
    "gender_equality/test_front_server",
    "pages/addresses/test_sent_twice",
    "operations/backups/",
    "pages/addresses/test_languages",
    "pages/addresses/test_scope",
    "operations/demonstration/",
    "reports/drafting/test_golden_report",
    "reports/content/test_gate",
    "department/outliers/test_unusual",
)
# Files for the whole of which something is made, a portal or a demonstration: one process takes all of each.
WHOLE = (
    "browser/test_pages",
    "browser/test_exit",
    "browser/test_filing_walk",
    "browser/test_ticking",
    "browser/test_verify",
    "faults/",
    "gender_equality/test_front_server",
    "pages/addresses/test_scope",
    "operations/demonstration/",
    "reports/drafting/test_golden_report",
    "reports/content/test_gate",
    "reports/writers/test_docx_pages",
    "department/outliers/test_unusual",
)
# Folders for the whole of which something is made.
TOGETHER = ("operations/backups/",)


class Portions(LoadScopeScheduling):
    """Tests are dealt out in their order, one by one, but for those of TOGETHER and of the files in WHOLE."""

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        if shared := [part for part in TOGETHER if f"tests/{part}" in file]:
            return shared[0]
        return file if any(f"tests/{part}" in file for part in WHOLE) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Portions(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put what takes minutes first; pytest-django has put what needs the cast before what empties the database."""
    items.sort(key=lambda item: next((at for at, part in enumerate(LONG) if f"tests/{part}" in item.nodeid), len(LONG)))


def pytest_collection_finish():
    """Let the collector of garbage pass over the program and the tests, which stay, and come by seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def own_files_and_cache(settings, tmp_path, worker_id):
    """Give each test a media folder of its own, and each process of the run its own names in the cache."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": worker_id}}
    settings.DEMO_TODAY = TODAY
    # All tests ask from one address, as the same people: what one asked is not counted against the next.
    cache.delete_many([salt_key(one) for one in LIMITS])


@pytest.fixture(scope="session", autouse=True)
def folder_of_the_run(tmp_path_factory, worker_id):
    """Where the processes of this run find what they share."""
    own = tmp_path_factory.getbasetemp()
    worlds.folder = own if worker_id == "master" else own.parent


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages(django_test_environment):
    """A response keeps what its page was given, not what each of the two hundred templates within it was."""

    def render(template, context):
        if context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session", autouse=True)
def slow_hashers():
    """The hashers of passwords that the portal has; tests have a quick one in their place, for they log in by hundreds.

    `tests/core/accounts/test_passwords.py` sets the slow ones back and logs in by them.
    """
    slow = django_settings.PASSWORD_HASHERS
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield slow


@pytest.fixture(scope="session", autouse=True)
def sessions_in_use():
    """No session is extended while a test runs: on a slow machine its pages would ask more often than on a quick one.

    `tests/core/accounts/test_log_in.py` sets the portal's own pause back.
    """
    own = sessions.TOUCH_SECONDS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "TOUCH_SECONDS", 24 * 3600)
        yield own


@pytest.fixture(scope="session")
def stage_files(tmp_path_factory):
    """The media folder that belongs to what every test database holds."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, folder_of_the_run):
    """On PostgreSQL the test database begins with the tables that are there; what is missing is migrated."""
    if template := worlds.tables():
        connection.settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, stage_files, slow_hashers):
    """Every test database holds the units, the directive and the cast; a test's own changes are rolled back."""
    with django_db_blocker.unblock():
        django_settings.MEDIA_ROOT = stage_files
        set_the_stage()
        worlds.learn_sizes()


@pytest.fixture
def cast(db, settings, stage_files):
    shutil.copytree(stage_files, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return assemble_anew()


@pytest.fixture(scope="module")
def standing_on(django_db_setup, django_db_blocker, stage_files, tmp_path_factory):
    """`standing_on(build)`: what `build(cast)` makes stands for one file; answers media folder and (cast, made)."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        def stand(build):
            folder = tmp_path_factory.mktemp("ground")

            def make():
                shutil.copytree(stage_files, folder / "media")
                cast = assemble()
                return cast, build(cast)

            name = f"{build.__module__}-{build.__name__}"
            return folder / "media", stack.enter_context(in_place_of_the_cast(name, make, folder))

        yield stand


@pytest.fixture
def dwelling(built, db, settings):
    """(cast, made) of one's own, of what the file's `built` stands on: what a test changes of them ends with it."""
    media, there = built
    shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return deepcopy(there)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration in place of the cast, for one file; what a test changes on top is rolled back with it."""
    folder = tmp_path_factory.mktemp("demonstration")
    ground = in_place_of_the_cast("demonstration", load_in_place_of_people, folder)
    with django_db_blocker.unblock(), ground as told:
        yield SimpleNamespace(folder=folder, told=told)


@pytest.fixture
def client():
    return SeeingClient()


@pytest.fixture
def as_(cast, client):
    """Log somebody in: `as_("officer").get("/")`."""

    def log_in(name):
        client.force_login(cast[name])
        return client

    return log_in
