import logging
from datetime import date

import pytest
from house import build
from making import campaign, inspection, plan

from core.directives.models import Clause, Exemption
from filing.records.saving import declare_none, save_record

LOADERS = "django.template.loaders"


@pytest.fixture
def busy_year(cast):
    """A task in each status: 1.a done, 1.b overdue, 1.c overdue though begun, 2.a begun, 2.đ none, 4.b not asked."""
    officer, window = cast["officer"], cast.submission().period.window
    save_record(plan(cast), by=officer)
    save_record(plan(cast, task="plan.action-month", status="under_way", number="", issued_on=None), by=officer)
    save_record(campaign(cast), by=officer)
    save_record(inspection(cast, status="planned"), by=officer)
    declare_none(cast.units["nam-dong"], cast.tasks["comm.radio"], window, by=officer)
    Clause.objects.filter(task=cast.tasks["plan.politics"]).update(due_on=date(2020, 12, 1))
    Clause.objects.filter(task=cast.tasks["plan.action-month"]).update(due_on=date(2020, 12, 17))
    Exemption.objects.create(
        unit=cast.units["nam-dong"], task=cast.tasks["model.extend"], valid_from=date(2019, 1, 1), reason="Không"
    )


@pytest.fixture(scope="module")
def built(standing_on):
    return standing_on(build)


@pytest.fixture
def house(dwelling):
    return dwelling[1]


@pytest.fixture
def quiet_refusals():
    """Hundreds of refusals, each with its traceback, are what is expected."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def short_refusals(settings, quiet_refusals):
    """Of a page that refuses the reason alone: its frame, which all pages have, takes longer than the refusing."""
    (engine,) = settings.TEMPLATES
    loaders = [
        (f"{LOADERS}.locmem.Loader", dict.fromkeys(("403.html", "404.html"), "{{ exception }}")),
        f"{LOADERS}.filesystem.Loader",
        f"{LOADERS}.app_directories.Loader",
    ]
    options = engine["OPTIONS"] | {"loaders": [(f"{LOADERS}.cached.Loader", loaders)]}
    settings.TEMPLATES = [engine | {"APP_DIRS": False, "OPTIONS": options}]
