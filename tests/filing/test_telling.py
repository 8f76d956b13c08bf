"""Who is told of an act on a report: whoever's turn it is, once, and not in which words the reason was typed."""

import pytest
from making import hand_in

from core.accounts.models import Role, User
from core.notifications.models import MailState, Notice
from filing.models import Period
from filing.submissions import verbs
from reports.content.summary_content import open_summary
from reports.documents.composition import compose

REASON = "Kiểm tra lại 03 nạn nhân ở xã Khe Tre."


@pytest.fixture
def mails(cast):
    """Everybody has an address."""
    for person in User.objects.all():
        person.email = f"{person.username}@example.vn"
        person.save()


def told(submission):
    """{name: state of the mail} of the last act on the report."""
    step = submission.steps.order_by("-pk").first()
    return dict(Notice.objects.filter(occasion=f"step:{step.pk}").values_list("person__username", "mail"))


def both(state, *names):
    return dict.fromkeys(names, state)


QUEUED, PORTAL = MailState.QUEUED, MailState.NONE


def test_the_way_of_a_report(cast, mails):
    submission = cast.submission()
    verbs.submit(submission, compose, by=cast["officer"])
    assert told(submission) == both(QUEUED, "head")
    verbs.send_back(submission, comment=REASON, by=cast["head"])
    assert told(submission) == both(QUEUED, "officer")
    verbs.submit(submission, compose, by=cast["officer"])
    # On the due date nine of these come in: one mail of the next morning tells of all.
    verbs.send(submission, by=cast["head"])
    assert told(submission) == both(PORTAL, "province")
    verbs.withdraw(submission, by=cast["officer"])
    assert told(submission) == both(PORTAL, "province")
    hand_in(cast, "nam-dong", approve=False)
    verbs.return_(submission, comment=REASON, by=cast["province"])
    assert told(submission) == both(QUEUED, "officer", "head")
    hand_in(cast, "nam-dong", approve=False)
    verbs.approve(submission, compose, by=cast["province"])
    assert told(submission) == both(QUEUED, "officer", "head")
    verbs.reopen(submission, comment=REASON, by=cast["province"])
    assert told(submission) == both(QUEUED, "officer", "head")
    words = [one.subject + one.text for one in Notice.objects.all()]
    assert not any("nạn nhân" in one or "Khe Tre" in one for one in words)
    assert all("huyện Nam Đông" in one for one in words)
    assert set(Notice.objects.values_list("path", flat=True)) == {f"/reports/{submission.pk}/"}


def test_the_way_of_the_summary(cast, mails):
    hand_in(cast, "nam-dong")
    summary = open_summary(Period.objects.get(), by=cast["province"])
    other = User.objects.create(username="second", unit=summary.unit, role=Role.PROVINCE_OFFICER)
    verbs.submit_summary(summary, compose, by=cast["province"])
    assert told(summary) == both(QUEUED, "leader")
    verbs.send_back_summary(summary, comment=REASON, by=cast["leader"])
    assert told(summary) == both(QUEUED, "province") | both(PORTAL, other.username)
    verbs.submit_summary(summary, compose, by=cast["province"])
    verbs.approve_summary(summary, by=cast["leader"])
    assert set(told(summary)) == {"province", "second"}
    assert "Báo cáo tổng hợp năm 2020" in Notice.objects.first().subject


def test_nobody_is_told_of_what_they_did_themselves(cast):
    User.objects.create(username="second", unit=cast.units["thua-thien-hue"], role=Role.PROVINCE_OFFICER)
    province = cast["province"]
    province.acting_for = cast.units["nam-dong"]
    province.save()
    verbs.submit(cast.submission(), compose, by=province)
    verbs.send(cast.submission(), by=province)
    assert set(told(cast.submission())) == {"second"}


def test_the_day_of_correction_is_told(cast):
    hand_in(cast, "nam-dong", approve=False)
    verbs.return_(cast.submission(), comment=REASON, by=cast["province"], correct_by=cast.submission().due_on)
    assert (
        "21/12/2020"
        in Notice.objects.get(person=cast["head"], occasion__startswith="step:", text__contains="gửi lại").text
    )


def test_other_units_hear_nothing(cast):
    hand_in(cast, "nam-dong")
    heard = set(Notice.objects.values_list("person__username", flat=True))
    assert heard == {"officer", "head", "province"}
