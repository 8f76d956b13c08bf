"""Records as tests need them: valid from the start, changed by what a test gives."""

from datetime import date

from capacity.models import Inspection, Review, Standing, Training
from communications.models import Campaign, CommuneJoined
from core.units.models import Unit
from filing.submissions import verbs
from filing.submissions.pins import pin_record
from models_sites.models import Extension, LogEntry, Site
from plans.models import CommunePlan, Plan
from reports.documents.composition import compose


def plan(cast, slug="nam-dong", task="plan.annual", **given):
    fields = {"title": "Kế hoạch năm", "year": 2020, "drafted_on": date(2020, 2, 1)}
    fields |= {"number": "12/KH-UBND", "issued_on": date(2020, 2, 20)}
    return Plan(unit=cast.units[slug], task=cast.tasks[task], **fields | given)


def campaign(cast, slug="nam-dong", task="comm.policy", **given):
    fields = {"title": "Buổi truyền thông", "topic": "policy", "form": "talk", "started_on": date(2020, 5, 5)}
    fields |= {"attendance": 100, "female": 60, "minority": 20, "cost_district": 1_000_000}
    fields["ended_on"] = given.get("ended_on") or given.get("started_on") or fields["started_on"]
    return Campaign(unit=cast.units[slug], task=cast.tasks[task], **fields | given)


def training(cast, slug="nam-dong", task="cap.training", **given):
    fields = {
        "title": "Lớp tập huấn",
        "sort": "course",
        "equality_staff": 40,
        "started_on": date(2020, 6, 1),
    }
    fields |= {"attendance": 40, "female": 25}
    fields["ended_on"] = given.get("ended_on") or given.get("started_on") or fields["started_on"]
    return Training(unit=cast.units[slug], task=cast.tasks[task], **fields | given)


def inspection(cast, slug="nam-dong", **given):
    fields = {
        "title": "Kiểm tra",
        "started_on": date(2020, 7, 1),
        "ended_on": date(2020, 7, 1),
        "found": 2,
        "handled": 1,
    }
    return Inspection(unit=cast.units[slug], task=cast.tasks["cap.inspection"], **fields | given)


def review(cast, slug="nam-dong", **given):
    day = given.get("started_on") or date(2020, 11, 10)
    fields = {"title": "Tổng kết", "programmes": ["strategy"], "form": "report", "started_on": day, "ended_on": day}
    return Review(unit=cast.units[slug], task=cast.tasks["cap.review"], **fields | given)


def standing(cast, slug="nam-dong", task="cap.review", **given):
    fields = {"measure": "staff", "as_of": date(2020, 6, 30), "total": 14, "source": "Phòng Nội vụ"}
    return Standing(unit=cast.units[slug], task=cast.tasks[task], **fields | given)


def commune_of(cast, slug="nam-dong", number=0):
    """One of the unit's communes; the unit itself where it has none."""
    return Unit.objects.under(cast.units[slug]).filter(level="commune").order_by("code")[number]


def commune_plan(cast, slug="nam-dong", **given):
    fields = {"year": 2020, "day": date(2020, 3, 2), "detail": "7/KH-UBND"}
    fields["commune"] = given.get("commune") or commune_of(cast, slug)
    return CommunePlan(unit=cast.units[slug], task=cast.tasks["plan.annual"], **fields | given)


def commune_joined(cast, slug="nam-dong", **given):
    fields = {"year": 2020, "day": date(2020, 11, 20)}
    fields["commune"] = given.get("commune") or commune_of(cast, slug)
    return CommuneJoined(unit=cast.units[slug], task=cast.tasks["comm.action-month"], **fields | given)


def extension(cast, slug="nam-dong", **given):
    fields = {
        "title": "Nhân rộng mô hình",
        "kind_id": "shelter",
        "proposed_on": date(2020, 4, 1),
        "status": "under_way",
        "commune": given.get("commune") or commune_of(cast, slug),
    }
    return Extension(unit=cast.units[slug], task=cast.tasks["model.extend"], **fields | given)


def site(cast, slug="nam-dong", **given):
    unit, commune = cast.units[slug], commune_of(cast, slug)
    fields = {"name": "Địa chỉ tin cậy", "kind_id": "trusted_address", "managing_body": "UBND xã"}
    fields["opened_on"] = date(2019, 3, 1)
    return Site(unit=unit, commune=commune, **fields | given)


def log_entry(cast, slug="nam-dong", task="model.run", **given):
    fields = {"started_on": date(2020, 3, 15), "ended_on": date(2020, 4, 14), "activities": 2}
    fields |= {
        "victims": 3,
        "victims_female": 3,
        "victims_helped": 2,
        "perpetrators": 2,
        "perpetrators_handled": 1,
    }
    return LogEntry(unit=cast.units[slug], task=cast.tasks[task], **fields | given)


MAKERS = {
    "plans:": plan,
    "plans:communes-": commune_plan,
    "communications:": campaign,
    "communications:communes-": commune_joined,
    "capacity:": training,
    "capacity:reviews-": review,
    "capacity:inspections-": inspection,
    "capacity:standing-": standing,
    "models_sites:": site,
    "models_sites:log-": log_entry,
    "models_sites:extensions-": extension,
}

WHO_HANDS_IN = {"nam-dong": ("officer", "head"), "phu-loc": ("neighbour", "neighbour-head")}


def hand_in(cast, slug, *, approve=True):
    """The unit's report of the year, submitted and sent, and approved unless told otherwise."""
    officer, head = WHO_HANDS_IN[slug]
    verbs.submit(cast.submission(slug), compose, by=cast[officer])
    verbs.send(cast.submission(slug), by=cast[head])
    if approve:
        verbs.approve(cast.submission(slug), compose, by=cast["province"])


def return_with(cast, remarks, comment="Xem lại.", slug="nam-dong"):
    """The Department returns what the unit sent, with a reason pinned to each record of (record, text) pairs."""
    for record, text in remarks:
        pin_record(cast.submission(slug), record, text, by=cast["province"])
    return verbs.return_(cast.submission(slug), comment=comment, by=cast["province"])
