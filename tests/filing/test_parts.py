"""Numbers that belong together: what can't be is refused, what is odd is asked about."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from lxml import html
from making import MAKERS, campaign, inspection, log_entry, standing, training
from refusing import form_of

from core.indicators.catalogue import larger_parts
from filing import areas
from filing.pages.oddities import IT_IS_SO
from filing.records.saving import save_record
from models_sites.models import LogEntry

IMPOSSIBLE = [
    (log_entry, {"victims_helped": 2, "victims_advised": 3}, "victims_advised"),
    (log_entry, {"victims_helped": 2, "victims_sheltered": 3}, "victims_sheltered"),
    (log_entry, {"victims_helped": 2, "victims_referred": 3}, "victims_referred"),
    (log_entry, {"perpetrators_handled": 1, "perpetrators_counselled": 2}, "perpetrators_counselled"),
    (log_entry, {"perpetrators_handled": 1, "perpetrators_punished": 2}, "perpetrators_punished"),
    (log_entry, {"victims_under_16": 2, "victims_16_to_59": 2}, "victims"),
    (log_entry, {"perpetrators_under_18": 2, "perpetrators_18_up": 1}, "perpetrators"),
    (training, {"equality_staff": 30, "cadres": 11}, "attendance"),
    (training, {"equality_staff_female": 26}, "female"),
    (training, {"equality_staff": 20, "potential": 20, "equality_staff_female": 6}, "female"),
    (training, {"equality_staff_female": 24}, "female"),
    (standing, {"female": 10, "part": 6, "part_female": 1}, "part_female"),
    (standing, {"female": 2, "part": 6, "part_female": 3}, "part_female"),
    (
        inspection,
        {"violations": [{"kind": "labour", "found": 1, "handled": 2}, {"kind": "family", "found": 5}]},
        "violations",
    ),
]


# {whole: its parts}, of which none is larger; those of groups together stand above.
WHOLES = {"attendance", "female", "found", "total", "victims", "perpetrators"}
PARTS = [
    (campaign, {"attendance": "female minority"}),
    (inspection, {"found": "handled"}),
    (standing, {"total": "female part", "part": "part_female"}),
    (
        training,
        {
            "attendance": "female minority",
            **{group: f"{group}_female" for group in ("equality_staff", "committee", "press", "cadres", "people")},
        },
    ),
    (
        log_entry,
        {
            "victims": "victims_female victims_under_16 victims_16_to_59 victims_60_up"
            " victims_helped victims_advised victims_sheltered victims_referred",
            "victims_helped": "victims_advised victims_sheltered victims_referred",
            "perpetrators": "perpetrators_female perpetrators_under_18 perpetrators_18_up"
            " perpetrators_handled perpetrators_counselled perpetrators_punished",
            "perpetrators_handled": "perpetrators_counselled perpetrators_punished",
        },
    ),
]


@pytest.mark.parametrize(
    ("make", "whole", "part"),
    [(make, whole, part) for make, parts in PARTS for whole, names in parts.items() for part in names.split()],
)
def test_no_part_is_larger_than_its_whole(cast, make, whole, part):
    record = make(cast)
    numbers = {name for rule in record.RULES for name in (*rule.parts, *rule.whole)}
    for name in numbers & {field.name for field in record._meta.concrete_fields}:
        # A larger whole of the whole, so that no other rule is broken.
        setattr(record, name, {whole: 1, part: 2}.get(name, 9 if name in WHOLES else None))
    with pytest.raises(ValidationError) as refusal:
        record.clean()
    assert part in refusal.value.message_dict


@pytest.mark.parametrize(("make", "given", "field"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_at_its_field(cast, make, given, field):
    with pytest.raises(ValidationError) as refusal:
        save_record(make(cast, **given), by=cast["officer"])
    assert field in refusal.value.message_dict


@pytest.mark.parametrize(("make", "given", "field"), [row for row in IMPOSSIBLE if row[2] != "violations"])
def test_the_database_refuses_it_too(cast, make, given, field):
    record = make(cast, **given)
    record.created_by = cast["officer"]
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_a_row_of_before_can_be_deleted_and_is_mended_by_the_next_saving(cast):
    record = save_record(log_entry(cast), by=cast["officer"])
    LogEntry.objects.filter(pk=record.pk).update(victims_advised=3, predates_rules=True)
    record.refresh_from_db()
    with pytest.raises(ValidationError):
        save_record(record, by=cast["officer"])
    record.victims_advised = 2
    assert not save_record(record, by=cast["officer"]).predates_rules


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (log_entry, {"victims_helped": None, "victims_advised": 3}),
        (log_entry, {"victims_helped": 2, "victims_advised": 2, "victims_sheltered": 2, "victims_referred": 1}),
        (training, {"female": None, "equality_staff_female": 40}),
        (training, {"equality_staff_female": 25}),
        (standing, {"female": 10, "part": 6, "part_female": 2}),
        (inspection, {"violations": [{"kind": "labour", "found": 1}, {"kind": "family", "found": 5, "handled": 5}]}),
    ],
)
def test_what_is_unknown_or_fits_is_saved(cast, make, given):
    assert save_record(make(cast, **given), by=cast["officer"]).pk


@pytest.mark.parametrize(
    ("make", "given", "field"),
    [
        (log_entry, {"nights": 4}, "nights"),
        (log_entry, {"nights": 4, "victims_sheltered": 0, "victims_continuing": 0}, "nights"),
        (log_entry, {"nights": 1, "victims_sheltered": 2}, "nights"),
        (log_entry, {"nights": 32, "victims_sheltered": 1}, "nights"),
        (training, {"days": 2}, "days"),
        (log_entry, {"victims_advised": 1, "victims_sheltered": 0, "victims_referred": 0}, "victims_helped"),
        (log_entry, {"perpetrators_counselled": 0, "perpetrators_punished": 0}, "perpetrators_handled"),
        (log_entry, {"victims_under_16": 0, "victims_16_to_59": 1, "victims_60_up": 1}, "victims"),
        (log_entry, {"perpetrators_under_18": 0, "perpetrators_18_up": 1}, "perpetrators"),
        (
            log_entry,
            {"funds_granted": 5_000_000, "spent_district": 3_000_000, "spent_other": 2_000_001},
            "funds_granted",
        ),
        (campaign, {"broadcast_items": 5, "broadcasts": 3}, "broadcasts"),
        (campaign, {"minutes": 30, "broadcasts": 0}, "minutes"),
        (inspection, {"bodies": 0}, "bodies"),
    ],
)
def test_what_is_odd_is_known(cast, make, given, field):
    assert [rule.field for rule in make(cast, **given).oddities()] == [field]


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (log_entry, {}),
        (log_entry, {"nights": 4, "victims_continuing": 1}),
        (log_entry, {"nights": 31, "victims_sheltered": 1}),
        (log_entry, {"nights": 62, "victims_sheltered": 1, "victims_continuing": 1}),
        (training, {"days": 2, "ended_on": date(2020, 6, 2)}),
        (log_entry, {"funds_granted": 5, "funds_allotted": 5, "spent_district": 10}),
        (log_entry, {"spent_district": 10}),
        (campaign, {"broadcast_items": 5}),
        (campaign, {"minutes": 30}),
        (training, {}),
        (inspection, {"bodies": 3}),
    ],
)
def test_what_is_usual_is_not_asked_about(cast, make, given):
    assert not make(cast, **given).oddities()


def test_each_kind_is_made_without_a_question(cast):
    assert not [name for name, make in MAKERS.items() if make(cast).oddities()]


def test_whatever_is_asked_about_has_its_field_on_the_form():
    kinds = [kind for area in areas.all_areas() for kind in area.kinds]
    rules = [(kind, rule) for kind in kinds for rule in kind.model.RULES if rule.is_odd]
    assert len(rules) > 8
    assert all(rule.field in kind.form.base_fields for kind, rule in rules)


def _tick(response):
    (tick,) = html.fromstring(response.content.decode()).xpath(f"//input[@name='{IT_IS_SO}']")
    return tick


def test_the_question_stands_at_the_field_and_its_tick_lets_it_be_saved(cast, as_):
    client, path, good = form_of(cast, as_, "models_sites:log-")
    odd = good | {"nights": "4"}
    response = client.post(path, odd)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["nights"]
    tick = _tick(response)
    assert not tick.get("checked")
    names = html.fromstring(response.content.decode()).xpath("//form//input/@name")
    assert names.index(IT_IS_SO) == names.index("nights") + 1
    assert client.post(path, odd | {IT_IS_SO: tick.get("value")}).status_code == 302
    assert LogEntry.objects.get().nights == 4


def test_a_tick_is_for_the_numbers_it_was_asked_about(cast, as_):
    client, path, good = form_of(cast, as_, "models_sites:log-")
    tick = _tick(client.post(path, good | {"nights": "4"})).get("value")
    response = client.post(path, good | {"nights": "40", IT_IS_SO: tick})
    assert response.status_code == 422
    assert not _tick(response).get("checked")
    assert client.post(path, good | {"nights": "4", IT_IS_SO: "on"}).status_code == 422


def test_what_was_saved_so_is_not_asked_about_again(cast, as_):
    client, path, good = form_of(cast, as_, "models_sites:log-")
    odd = good | {"nights": "4"}
    client.post(path, odd | {IT_IS_SO: _tick(client.post(path, odd)).get("value")})
    record = LogEntry.objects.get()
    changed = odd | {"activities": "7", "version": str(record.version)}
    assert client.post(path, changed).status_code == 302
    record.refresh_from_db()
    assert record.activities == 7


def test_a_row_of_a_table_is_held_against_itself(cast, as_):
    """Two of one found, none of five: the sums alone would fit."""
    client, path, good = form_of(cast, as_, "capacity:inspections-")
    rows = {"violations-0-kind": "labour", "violations-0-found": "1", "violations-0-handled": "2"}
    rows |= {"violations-1-kind": "family", "violations-1-found": "5"}
    response = client.post(path, good | rows)
    assert response.status_code == 422
    assert response.context["form"].fields["violations"].widget.faults.keys() == {(0, "handled")}


def test_figures_are_held_against_what_they_are_a_part_of():
    assert [(part.key, whole.key) for part, whole in larger_parts({"NL-09.2": 1, "NL-09.3": 2, "NL-01": 9})] == [
        ("NL-09.3", "NL-09.2")
    ]
    assert not larger_parts({"NL-09.2": None, "NL-09.3": 2})
    assert not larger_parts({"NL-09.2": 2, "NL-09.3": 2, "NL-02": 5, "NL-02.1": 5})
