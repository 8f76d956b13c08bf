from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.test.utils import override_settings

from core.lib.dates.clock import as_of, local_day, now, official_now, today


def test_now_is_the_real_instant_in_utc():
    before = datetime.now(UTC)
    instant = now()
    assert before <= instant <= datetime.now(UTC)
    assert instant.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2020, 12, 14, 16, 59, 59, tzinfo=UTC), date(2020, 12, 14)),
        (datetime(2020, 12, 14, 17, 0, tzinfo=UTC), date(2020, 12, 15)),
        (datetime(2020, 12, 31, 17, 0, tzinfo=UTC), date(2021, 1, 1)),
        (datetime(2020, 2, 28, 18, 0, tzinfo=UTC), date(2020, 2, 29)),
    ],
)
def test_the_day_changes_at_17_utc(instant, day):
    assert local_day(instant) == day


def test_local_day_refuses_an_instant_without_zone():
    with pytest.raises(ValueError, match="naive"):
        local_day(datetime(2020, 12, 14, 17, 0))


@override_settings(DEMO_TODAY=None)
def test_today_is_the_local_day():
    before = local_day(now())
    assert before <= today() <= local_day(now())


@override_settings(DEMO_TODAY=date(2020, 12, 18))
def test_the_demonstration_sets_today():
    assert today() == date(2020, 12, 18)


@override_settings(DEMO_TODAY=date(2020, 12, 18))
def test_the_innermost_as_of_wins_and_ends_with_its_block():
    with as_of(date(2019, 6, 14)) as outer:
        with as_of(date(2019, 6, 15)):
            assert today() == date(2019, 6, 15)
        assert today() == outer == date(2019, 6, 14)
    assert today() == date(2020, 12, 18)


@override_settings(DEMO_TODAY=date(2020, 12, 18))
def test_as_of_ends_when_its_block_fails():
    with pytest.raises(KeyError), as_of(date(2019, 6, 14)):
        raise KeyError
    assert today() == date(2020, 12, 18)


@override_settings(DEMO_TODAY=date(2020, 12, 18))
def test_as_of_does_not_reach_other_threads():
    seen = []
    with as_of(date(2019, 6, 14)):
        thread = Thread(target=lambda: seen.append(today()))
        thread.start()
        thread.join()
    assert seen == [date(2020, 12, 18)]


def test_as_of_refuses_an_instant():
    with pytest.raises(TypeError), as_of(datetime(2020, 12, 14, 17, 0, tzinfo=UTC)):
        pass


@override_settings(DEMO_TODAY=date(2020, 12, 18))
def test_what_is_done_is_told_of_the_official_day_at_the_real_time_of_day():
    before = now()
    moment = official_now()
    after = now()
    assert local_day(moment) == date(2020, 12, 18)
    # Between the two clocks lie whole days, and what passed while this was asked.
    assert (moment - before) % timedelta(days=1) <= after - before
    with as_of(date(2019, 6, 14)):
        assert local_day(official_now()) == date(2019, 6, 14)


@override_settings(DEMO_TODAY=None)
def test_where_no_day_is_set_what_is_done_is_told_of_the_real_instant():
    before = now()
    assert before <= official_now() <= now()
