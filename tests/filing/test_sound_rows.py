"""A record is held against all its check constraints in one query, and told each that it breaks."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from making import campaign, log_entry, plan

BROKEN = {"female": 101, "launch": "alternative"}


@pytest.mark.parametrize("make", [plan, campaign, log_entry])
def test_a_sound_record_is_asked_of_once(cast, make):
    with CaptureQueriesContext(connection) as asked:
        make(cast).validate_constraints()
    assert sum(query["sql"].startswith("SELECT") for query in asked) == 1


def test_each_check_that_is_broken_is_told(cast):
    with pytest.raises(ValidationError) as refused:
        campaign(cast, **BROKEN).validate_constraints()
    assert len(refused.value.messages) == 2


def test_a_field_that_is_left_out_breaks_nothing_and_hides_nothing(cast):
    campaign(cast, female=101).validate_constraints(exclude={"female"})
    with pytest.raises(ValidationError) as refused:
        campaign(cast, **BROKEN).validate_constraints(exclude={"female"})
    assert len(refused.value.messages) == 1
