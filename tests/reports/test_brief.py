"""The page for the Vice Director: one page whatever there is to tell, nobody forgotten, nothing sensitive."""

from datetime import date

import pytest
from cast import TODAY
from django.core.exceptions import PermissionDenied
from making import campaign, log_entry, plan
from paper import SEAL, opened, pdf_of

from calendars.clock import as_of
from difficulties.verbs import raise_difficulty
from difficulties.models import Difficulty
from progress import verbs
from progress.filing import save_record
from progress.models import State, Submission
from reports import editions
from reports.brief import compile_brief
from reports.composition import compose
from reports.compilation import open_summary
from units.models import Level, Unit

AFTER = date(2020, 12, 28)


def told(made):
    """The text of the body, paragraph by paragraph."""
    body = made.content["trees"]["internal"]["body"]
    return "\n".join(block["text"] for block in body if "text" in block)


def cells(made):
    (table,) = [block for block in made.content["trees"]["internal"]["body"] if block["type"] == "table"]
    return {row[0]: row[1:] for row in table["rows"]}


def put(period, slug, state, **given):
    Submission.objects.filter(period=period, unit__slug=slug).update(state=state, **given)


@pytest.fixture
def period(cast):
    return cast.submission().period


@pytest.fixture
def crowd(cast, period):
    """45 units with long names, late all of them, and a difficulty of one."""
    since = cast.units["nam-dong"].valid_from
    more = [
        Unit(
            code=f"9{number:02}", name=f"Thị xã Hương Thủy Thượng {number:02}", short_name=f"Hương Thủy {number:02}",
            kind="Thị xã", slug=f"huong-thuy-{number:02}", level=Level.DISTRICT, valid_from=since,
        )
        for number in range(36)
    ]  # fmt: skip
    Unit.objects.bulk_create(more)
    from units.models import Placement
    from units.tree import rebuild_ancestry

    units = list(Unit.objects.filter(slug__startswith="huong-thuy-"))
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=cast.units["thua-thien-hue"], valid_from=since) for unit in units
    )
    rebuild_ancestry()
    Submission.objects.bulk_create(Submission(period=period, unit=unit) for unit in units)


def busy(cast, period):
    """One of every thing that the page can tell."""
    save_record(campaign(cast, attendance=1_234, female=789), by=cast["officer"])
    save_record(campaign(cast, started_on=date(2019, 5, 5), attendance=1_000), by=cast["officer"])
    raise_difficulty(
        Difficulty(unit=cast.units["nam-dong"], title="Thiếu tài liệu", text="Chưa có tài liệu."), by=cast["officer"]
    )
    put(period, "hue", State.SENT, sent_on=date(2020, 12, 23))
    put(period, "a-luoi", State.SENT, sent_on=TODAY)
    put(period, "phu-vang", State.RETURNED, sent_on=TODAY, decided_on=date(2020, 12, 19))


@pytest.mark.parametrize("crowded", [False, True])
def test_it_is_one_page(cast, period, request, crowded):
    if crowded:
        request.getfixturevalue("crowd")
    busy(cast, period)
    with as_of(AFTER):
        made = compile_brief(period, by=cast["province"])
    from pathlib import Path

    pdf = pdf_of(made.content["trees"]["internal"])
    Path(f"/tmp/kinds/brief-{crowded}.pdf").write_bytes(pdf)
    with opened(pdf) as file:
        assert len(file.pages) == 1
        text = file.pages[0].extract_text()
    assert "Phó Giám đốc Sở" in text
