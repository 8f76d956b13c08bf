"""Claims of rows: once, for a time, and never into a future that a clock set back has made."""

from datetime import timedelta

import pytest
from django.conf import settings

from core.lib.dates.clock import now
from core.notifications import outbox
from core.notifications.models import MailState, Notice
from core.notifications.verbs import notify
from operations.administration.letters import sending
from operations.administration.models import Letter

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def notice(cast):
    cast["officer"].email = "can-bo@example.vn"
    cast["officer"].save()
    notify([cast["officer"]], occasion="x", subject="Nhắc", text="Nhắc", path="/")
    return Notice.objects.get()


@pytest.fixture
def letter(cast):
    return Letter.objects.create(kind="reset", person=cast["officer"], asked_at=now(), next_try=now())


def test_a_row_is_claimed_once_and_renewed_by_its_token_alone(notice):
    rows, lease = Notice.objects.filter(pk=notice.pk), outbox.LEASE
    token = outbox.claim(notice.pk)
    notice.refresh_from_db()
    assert (notice.token, notice.mail) == (token, MailState.SENDING)
    assert outbox.claim(notice.pk) is None
    assert lease.renew(rows, token)
    other = lease.claim(rows)
    assert not lease.renew(rows, token)
    assert lease.renew(rows, other)


@pytest.mark.parametrize(
    ("ahead", "is_over"),
    [(-timedelta(seconds=1), True), (timedelta(0), True), (timedelta(seconds=1), False), (A_DAY, True)],
)
def test_a_lease_is_over_when_it_ended_or_cannot_have_been_given(notice, ahead, is_over):
    Notice.objects.update(leased_until=now() + ahead)
    assert Notice.objects.filter(outbox.LEASE.is_over(now())).exists() == is_over


def test_a_lease_given_by_a_clock_a_little_ahead_holds(notice):
    """Two workers whose moments differ, as those of two hosts do."""
    token = outbox.claim(notice.pk)
    earlier = now() - timedelta(seconds=5)
    assert token
    assert not Notice.objects.filter(outbox.LEASE.is_over(earlier)).exists()


@pytest.mark.parametrize(("ahead", "is_due"), [(timedelta(minutes=4), False), (A_DAY, True)])
def test_a_mail_does_not_wait_for_an_hour_that_was_set_back(notice, ahead, is_due):
    Notice.objects.update(next_try=now() + ahead)
    assert Notice.objects.due(now()).exists() == is_due


def test_a_mail_left_by_a_clock_that_was_set_back_is_told_as_unknown(notice):
    outbox.claim(notice.pk)
    Notice.objects.update(leased_until=now() + A_DAY)
    outbox.deliver()
    notice.refresh_from_db()
    assert notice.mail == MailState.UNKNOWN
    assert outbox.LEASE.length < A_DAY / 2, settings.CELERY_TASK_TIME_LIMIT


@pytest.mark.parametrize(("ahead", "is_due"), [(AN_HOUR - timedelta(seconds=1), False), (A_DAY, True)])
def test_a_letter_does_not_wait_for_an_hour_that_was_set_back(letter, ahead, is_due):
    Letter.objects.update(next_try=now() + ahead, attempts=1)
    assert Letter.objects.due(now()).exists() == is_due


def test_a_letter_is_claimed_by_one_of_two_workers(letter):
    other = Letter.objects.get()
    assert sending._claim(letter)
    assert not sending._claim(other)
