"""Nothing of the real clock shows in the demonstration: what is stored for pages and papers has its official day."""

from cast import TODAY
from django.apps import apps
from django.db.models import DateTimeField
from making import MAKERS, campaign, hand_in
from quick_report import answered, asked
from reading import page_of, words

from core.lib.dates.clock import local_day, now
from difficulties.models import Difficulty
from difficulties.verbs import raise_difficulty
from filing.records.saving import delete_record, save_record
from filing.submissions.requests import ask_reopening
from reports.documents.brief import compile_brief
from reports.views.compiled import request_compilation

# Log-ins and traces, whose pages tell the official day themselves, and what waits, which no page tells.
REAL = {
    "accounts.AuditEntry.at",
    "accounts.AuditLink.at",
    "accounts.Session.begun_at",
    "accounts.Session.expire_date",
    "accounts.Session.seen_at",
    "accounts.User.date_joined",
    "accounts.User.last_login",
    "migrations.Migration.applied",
    "notices.Notice.leased_until",
    "notices.Notice.next_try",
    "progress.Sending.at",
    "reports.Beat.at",
    "reports.Document.leased_until",
    "reports.Document.sent_at",
    "reports.OutwardVersion.at",
}


def stored_since(instant):
    """Return the names of columns that have an instant of the real clock since then."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, DateTimeField) and f"{model._meta.label}.{field.name}" not in REAL:
                values = model._base_manager.exclude(**{field.name: None}).values_list(field.name, flat=True)
                found |= {f"{model._meta.label}.{field.name}" for value in values if value >= instant}
    return found


def test_what_people_do_is_stored_on_the_official_day(cast, django_capture_on_commit_callbacks):
    began = now()
    assert local_day(began) > TODAY
    officer, province = cast["officer"], cast["province"]
    for make in MAKERS.values():
        save_record(make(cast), by=officer)
    delete_record(save_record(campaign(cast), by=officer), by=officer)
    raise_difficulty(Difficulty(unit=officer.unit, title="Thiếu kinh phí", text="Thiếu."), by=officer)
    hand_in(cast, "nam-dong")
    ask_reopening(cast.submission(), "Sửa số liệu.", by=officer)
    answered(cast, asked(cast, "text"), "Đủ")
    request_compilation(compile_brief(cast.submission().period, by=province), province)
    assert stored_since(began) == set()


def test_a_quick_report_asked_in_the_demonstration_is_due_in_its_days(cast, as_):
    report = asked(cast, "text", hours=24)
    assert (local_day(report.due_at) - TODAY).days in (0, 1, 2)
    assert str(now().year) not in words(page_of(as_("province"), report.get_absolute_url()))


def test_pages_of_log_ins_tell_the_official_day(as_):
    for name, path in (("officer", "/accounts/sessions/"), ("admin", "/administration/trail/")):
        told = words(page_of(as_(name), path).xpath("//main")[0])
        assert str(now().year) not in told
        assert f"{TODAY.day}/{TODAY.month}/{TODAY.year}" in told
