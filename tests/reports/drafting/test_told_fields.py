"""Whatever people type into a record is told by a sentence or counted in a figure, or it says why it isn't."""

from itertools import groupby

import pytest
from django.db import models
from golden_parts import MANY, ONE, _part

from filing.areas import all_areas
from filing.models.rows_field import RowsField
from reports.content.clauses import pages
from reports.content.told_fields import BESIDE_SENTENCES, counted_fields, why_beside_sentences
from reports.drafting.draft import draft

# Sentences name laws as the Department calls them.
pytestmark = pytest.mark.django_db
DAY = "2020-05-20"


class ReadRecord(dict):
    """A record of a content that notes which of its fields are read."""

    def __init__(self, fields, read):
        super().__init__(fields)
        self.read = read

    def get(self, name, default=None):
        self.read.add((super().__getitem__("kind"), name))
        return super().get(name, default)

    def __getitem__(self, name):
        self.read.add((super().__getitem__("kind"), name))
        return super().__getitem__(name)


def value_of(field):
    """Something that a person could have typed there."""
    if isinstance(field, RowsField):
        return [{column.name: _cell_of(column) for column in field.columns}]
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.BooleanField | models.IntegerField):
        return 1
    return [] if not isinstance(field, models.CharField | models.TextField) else f"{field.name}"


def _cell_of(column):
    if column.choices:
        return column.choices[0][0]
    return {"count": 1, "day": DAY}.get(column.kind, "12")


def records(read):
    """A record of every kind and each of its forms, done and under way, with every field filled in."""
    for area in all_areas():
        for kind in (kind for kind in area.kinds if kind.is_record):
            model = kind.model
            known = {field.name: field for field in model._meta.concrete_fields}
            names = [name for name in (*model.FROZEN_FIELDS, *model.TOLD) if name in known]
            filled = {name: value_of(known[name]) for name in names}
            filled |= {"kind": model._meta.label, "title": "Không nêu", "day": DAY, "id": 1, "version": 1}
            filled |= {"commune": "20188"} if "commune" in known else {}
            forms = [key for key, _word in known["form"].choices] if "form" in known else [None]
            first_step = {name: None for name in ("submitted_on",) if name in filled}
            for task in getattr(model, "TASKS", ()):
                for status, left_out in (("done", {}), ("under_way", {}), ("under_way", first_step)):
                    for form in forms:
                        given = {"task": task, "status": status, **left_out} | ({"form": form} if form else {})
                        yield ReadRecord(filled | given, read)


def fields_read():
    """(kind, field) of all that sentences read of the records, of few and of many."""
    read = set()
    many = {key: [*(parts + (0,) * (4 - len(parts))), 4, 4] for key, parts in MANY.items()}
    of_kinds = groupby(records(read), key=lambda record: record["kind"])
    # Each kind by itself, and each record alone: sentences name a few records only.
    filed = [list(several) for _kind, several in of_kinds]
    filed += [[record] for several in filed for record in several]
    for several in filed:
        for figures in (ONE | {"MH-01.4": [1, 0, 0, 0, 1, 1]}, many):
            for theme in ("", "closing_review", "action_month"):
                part = _part("unit", figures, figures, (), {})
                part.records, part.asked_period.theme = several, theme
                draft(part)
    # Under this name a record says of which kind it is.
    return {(label, name) for label, name in read if name != "kind"}


def test_every_field_is_told_counted_or_says_why_not():
    read, left = fields_read(), []
    for page in pages():
        if page.label == "difficulties.Difficulty":
            continue
        for name in page.fields:
            told = (page.label, name) in read or name in counted_fields(page.label)
            if not told and not why_beside_sentences(page.label, name):
                left.append(f"{page.label}.{name}")
    assert not left, f"{sorted(left)}: tell it in a sentence or a figure, or say in `told_fields` why not."


def test_what_is_said_to_be_told_nowhere_is_a_field_that_no_sentence_tells():
    read, fields = fields_read(), {page.label: page.fields for page in pages()}
    for kinds in BESIDE_SENTENCES.values():
        for label, names in kinds.items():
            for name in names:
                having = (
                    {one for one, known in fields.items() if name in known} if not label else {label} & fields.keys()
                )
                assert having or name in ("version", "replaces"), (label, name)
                assert not label or name in fields[label], (label, name)
                assert not label or (label, name) not in read, (label, name)


def test_the_latest_kinds_of_typed_text_are_among_what_is_read():
    read = fields_read()
    for label, name in (
        ("communications.Campaign", "relays"),
        ("capacity.Inspection", "findings"),
        ("capacity.Training", "score_after"),
        ("capacity.Review", "document"),
    ):
        assert (label, name) in read
