"""Who publishes, what is refused, what is frozen, and how it is taken back."""

from datetime import date, timedelta

import pytest
from cast import TODAY
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from making_listings import SAID, another_officer, fresh, listing, proposed, released

from core.indicators.figures import figures_by_unit
from core.lib.dates.clock import as_of
from core.lib.dates.windows import Window
from filing.records.saving import delete_record, save_record
from models_sites.models import Site, SiteKind
from shelters import verbs
from shelters.celery_tasks import after_change
from shelters.models import Hotline, Listing, Part, Release, WrongEntry
from shelters.public.places import STALE_DAYS, directory


def public(language="vi"):
    return [place for district in directory(language).districts for place in district.places]


def refused(act, *args, **kwargs):
    """The words with which a verb refuses."""
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    return " ".join(refusal.value.messages)


def test_two_people_publish(cast):
    entry = listing(cast)
    release = proposed(cast, entry)
    assert public() == []
    verbs.confirm(release, by=another_officer(cast))
    (place,) = public()
    assert (place.host, place.phone, place.hours) == (SAID["host"], SAID["phone"], "")
    assert fresh(entry).reviewed_on == TODAY
    stored = fresh(release)
    assert (stored.proposed_by, stored.confirmed_by.username) == (cast["province"], "colleague")


def test_whoever_proposed_does_not_confirm(cast):
    release = proposed(cast, listing(cast))
    assert refused(verbs.confirm, release, by=cast["province"])
    assert public() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(confirmed_by=cast["province"], confirmed_on=TODAY)


def test_the_leader_may_be_the_second_person_but_does_not_propose(cast):
    entry = listing(cast)
    with pytest.raises(PermissionDenied):
        verbs.propose(entry, ["host"], by=cast["leader"])
    verbs.confirm(proposed(cast, entry), by=cast["leader"])
    assert len(public()) == 1


@pytest.mark.parametrize("name", ["officer", "head", "neighbour", "admin", "stranger"])
def test_nobody_else_publishes_or_takes_back(cast, name):
    entry = listing(cast)
    released(cast, entry, ["host"])
    release = proposed(cast, entry)
    for act, args in (
        (verbs.propose, (entry, ["host"])),
        (verbs.confirm, (release,)),
        (verbs.withdraw, (entry, "Vì")),
        (verbs.close_wrong_entry, (verbs.report_wrong_entry(entry, "Sai số", by=cast["officer"]),)),
    ):
        with pytest.raises(PermissionDenied):
            act(*args, by=cast[name])
    assert [place.phone for place in public()] == [""]
    assert WrongEntry.objects.get().closed_on is None


def test_nothing_without_consent(cast):
    entry = listing(cast, consent_by="", consent_on=None)
    assert refused(verbs.propose, entry, ["host"], by=cast["province"])
    assert not Release.objects.exists()


def test_no_part_without_consent_to_it(cast):
    entry = listing(cast, consent_to=["host"])
    words = refused(verbs.propose, entry, ["host", "phone", "hours"], by=cast["province"])
    assert words.endswith(f"{Part.PHONE.label}, {Part.HOURS.label}.")
    proposed(cast, entry, ["host"])


def test_no_empty_part_and_not_no_part(cast):
    entry = listing(cast, phone="", help=[])
    assert str(Part.PHONE.label) in refused(verbs.propose, entry, ["phone"], by=cast["province"])
    assert refused(verbs.propose, entry, ["help"], by=cast["province"])
    assert refused(verbs.propose, entry, [], by=cast["province"])


def test_consent_taken_back_before_the_confirmation(cast):
    entry = listing(cast)
    release = proposed(cast, entry)
    entry.consent_to = ["host"]
    verbs.save_listing(entry, by=cast["officer"])
    assert str(Part.PHONE.label) in refused(verbs.confirm, release, by=cast["leader"])
    assert public() == []


def test_no_address_where_people_sleep(cast):
    """Refused when it is recorded, when it is proposed, when it is confirmed, and once more where it is read."""
    assert refused(listing, cast, kind="shelter", address="12 đường Khe Tre", shelters_nobody=True)
    assert refused(listing, cast, slug="phu-loc", shelters_nobody=False)
    entry = listing(cast)
    waiting = proposed(cast, entry, ["address"])
    Site.objects.filter(pk=entry.site_id).update(kind="shelter")
    assert refused(verbs.propose, entry, ["address"], by=cast["province"])
    assert refused(verbs.confirm, waiting, by=cast["leader"])
    Site.objects.filter(pk=entry.site_id).update(kind="trusted_address")
    verbs.confirm(waiting, by=cast["leader"])
    assert [place.address for place in public()] == [SAID["address"]]
    SiteKind.objects.filter(code="trusted_address").update(shelters_overnight=True)
    assert [place.address for place in public()] == [""]


def test_an_address_stands_in_the_database_only_where_nobody_sleeps(cast):
    entry = listing(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=entry.pk).update(shelters_nobody=False)


def test_the_reason_is_said_once_and_at_the_address(cast):
    with pytest.raises(ValidationError) as refusal:
        listing(cast, shelters_nobody=False)
    assert list(refusal.value.error_dict) == ["address"]


def test_what_changed_since_is_proposed_anew(cast):
    entry = listing(cast)
    release = proposed(cast, entry)
    entry.phone = "0234 3000 999"
    verbs.save_listing(entry, by=cast["officer"])
    assert refused(verbs.confirm, release, by=cast["leader"])
    assert public() == []
    verbs.withdraw(entry, "Số mới", by=cast["province"])
    released(cast, entry)
    assert [place.phone for place in public()] == ["0234 3000 999"]


def test_what_stands_keeps_its_words_when_the_entry_changes(cast):
    entry = listing(cast)
    released(cast, entry)
    verbs.save_listing(fresh_with(entry, phone="0234 3000 999"), by=cast["officer"])
    assert [place.phone for place in public()] == [SAID["phone"]]


def fresh_with(entry, **changed):
    stored = fresh(entry)
    for name, value in changed.items():
        setattr(stored, name, value)
    return stored


def test_the_content_holds_what_is_released_and_nothing_else(cast):
    release = released(cast, listing(cast), ["phone", "help"])
    assert fresh(release).content == {"phone": SAID["phone"], "help": SAID["help"]}


def test_a_release_is_decided_once(cast):
    entry = listing(cast)
    release = proposed(cast, entry)
    assert refused(verbs.propose, entry, ["host"], by=cast["province"])
    verbs.withdraw(entry, "Chưa đúng", by=cast["province"])
    assert refused(verbs.confirm, release, by=cast["leader"])
    again = released(cast, entry)
    assert refused(verbs.confirm, again, by=cast["leader"])


def test_taking_back_is_at_once_and_says_why(cast):
    entry = listing(cast)
    released(cast, entry)
    assert refused(verbs.withdraw, entry, "  ", by=cast["leader"])
    assert len(public()) == 1
    verbs.withdraw(entry, "Cơ sở đề nghị", by=cast["leader"])
    assert public() == []
    release = Release.objects.get()
    assert (release.withdrawn_by, release.withdrawn_on, release.why) == (cast["leader"], TODAY, "Cơ sở đề nghị")


def test_taking_back_takes_what_waits_too(cast):
    entry = listing(cast)
    released(cast, entry)
    waiting = proposed(cast, entry, ["hours"])
    verbs.withdraw(entry, "Cơ sở đề nghị", by=cast["province"])
    assert refused(verbs.confirm, waiting, by=cast["leader"])
    assert not Release.objects.filter(withdrawn_on=None).exists()


def test_a_newer_release_takes_the_place_of_the_older(cast):
    entry = listing(cast)
    older = released(cast, entry, ["host", "phone"])
    released(cast, entry, ["host"], on=date(2020, 12, 10))
    assert [place.phone for place in public()] == [""]
    assert fresh(older).withdrawn_on == date(2020, 12, 10)
    assert fresh(older).why


def test_what_nobody_confirms_is_out_after_half_a_year(cast):
    entry = listing(cast)
    released(cast, entry, on=TODAY - timedelta(days=STALE_DAYS))
    assert len(public()) == 1
    with as_of(TODAY + timedelta(days=1)):
        assert public() == []
        verbs.confirm_listing(entry, by=cast["officer"])
        assert len(public()) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"closed_on": date(2020, 12, 10)},
        {"pauses": [{"since": "2020-12-10", "until": "", "why": ""}]},
        {"opened_on": date(2021, 1, 1)},
    ],
)
def test_what_does_not_run_is_out(cast, changed):
    entry = listing(cast)
    released(cast, entry)
    assert len(public()) == 1
    place = Site.objects.get(pk=entry.site_id)
    for name, value in changed.items():
        setattr(place, name, value)
    save_record(place, by=cast["officer"])
    assert public() == []


def test_what_is_deleted_is_out(cast):
    entry = listing(cast)
    released(cast, entry)
    delete_record(Site.objects.get(pk=entry.site_id), by=cast["officer"])
    assert public() == []


def test_of_two_who_change_an_entry_the_second_is_told(cast):
    entry = listing(cast)
    other = fresh(entry)
    verbs.save_listing(entry, by=cast["officer"])
    assert refused(verbs.save_listing, other, by=cast["province"])


@pytest.mark.parametrize("name", ["head", "neighbour", "leader", "admin", "stranger"])
def test_who_does_not_keep_the_entry(cast, name):
    entry = listing(cast)
    for act in (verbs.save_listing, verbs.confirm_listing):
        with pytest.raises(PermissionDenied):
            act(fresh(entry), by=cast[name])


def test_a_consent_has_both_its_giver_and_its_day_and_is_not_of_tomorrow(cast):
    for given in ({"consent_by": ""}, {"consent_on": None}, {"consent_on": TODAY + timedelta(days=1)}):
        assert refused(listing, cast, **given)


def test_a_hotline_is_the_departments_and_was_not_checked_tomorrow(cast):
    hotline = Hotline.objects.get(number="111")
    with pytest.raises(PermissionDenied):
        verbs.save_hotline(hotline, by=cast["leader"])
    hotline.checked_on = TODAY + timedelta(days=1)
    assert refused(verbs.save_hotline, hotline, by=cast["province"])
    hotline.checked_on = TODAY
    verbs.save_hotline(hotline, by=cast["province"])
    assert Hotline.objects.get(number="111").checked_on == TODAY


def test_what_is_served_follows_every_change_of_what_is_public(cast, django_capture_on_commit_callbacks):
    entry = listing(cast)
    release = proposed(cast, entry)
    hotline = Hotline.objects.first()
    changes = (
        lambda: verbs.confirm(release, by=cast["leader"]),
        lambda: verbs.confirm_listing(entry, by=cast["officer"]),
        lambda: verbs.save_listing(fresh(entry), by=cast["officer"]),
        lambda: verbs.withdraw(entry, "Cơ sở đề nghị", by=cast["leader"]),
        lambda: verbs.save_hotline(hotline, by=cast["province"]),
    )
    for change in changes:
        with django_capture_on_commit_callbacks() as following:
            change()
        assert after_change in following
    with django_capture_on_commit_callbacks() as following:
        proposed(cast, entry)
    assert after_change not in following


def contacts(cast, day):
    """The number of public contacts on a day, as a report tells it."""
    unit = cast.units["nam-dong"]
    return figures_by_unit([unit], Window(date(2020, 1, 1), day))[unit.pk]["TT-07.1"].value


def test_a_report_counts_what_two_people_released_until_it_is_taken_back(cast):
    entry = listing(cast)
    proposed(cast, entry, on=date(2020, 5, 20))
    assert contacts(cast, TODAY) is None
    verbs.withdraw(entry, "Đề xuất lại.", by=cast["province"])
    released(cast, entry, on=date(2020, 6, 1))
    released(cast, entry, ["host"], on=date(2020, 7, 1))
    with as_of(date(2020, 11, 16)):
        verbs.withdraw(entry, "Người trực thay đổi.", by=cast["province"])
    days = [date(2020, 5, 31), date(2020, 6, 1), date(2020, 7, 1), date(2020, 11, 15), date(2020, 11, 16)]
    assert [contacts(cast, day) for day in days] == [None, 1, 1, 1, 0]


@pytest.mark.parametrize(("given", "left"), [({"closed_on": date(2020, 9, 1)}, 0), ({"kind_id": "prevention"}, None)])
def test_what_becomes_of_a_site_becomes_of_its_public_contact(cast, given, left):
    entry = listing(cast)
    released(cast, entry, on=date(2020, 6, 1))
    assert contacts(cast, TODAY) == 1
    place = Site.objects.get(pk=entry.site_id)
    for name, value in given.items():
        setattr(place, name, value)
    save_record(place, by=cast["officer"])
    assert contacts(cast, TODAY) == left
