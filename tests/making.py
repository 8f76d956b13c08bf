"""Records as tests need them: valid from the start, changed by what a test gives."""

from datetime import date

from capacity.models import Inspection, Training
from communications.models import Campaign
from models_sites.models import LogEntry, Site
from plans.models import Plan
from units.models import Unit


def plan(cast, slug="nam-dong", task="plan.annual", **given):
    fields = {"title": "Kế hoạch năm", "year": 2020, "drafted_on": date(2020, 2, 1)}
    fields |= {"number": "12/KH-UBND", "issued_on": date(2020, 2, 20)}
    return Plan(unit=cast.units[slug], task=cast.tasks[task], **fields | given)


def campaign(cast, slug="nam-dong", task="comm.policy", **given):
    fields = {"title": "Buổi truyền thông", "topic": "policy", "form": "talk", "started_on": date(2020, 5, 5)}
    fields |= {"attendance": 100, "female": 60, "minority": 20, "cost": 1_000_000}
    fields["ended_on"] = given.get("ended_on") or given.get("started_on") or fields["started_on"]
    return Campaign(unit=cast.units[slug], task=cast.tasks[task], **fields | given)


def training(cast, slug="nam-dong", task="cap.training", **given):
    fields = {
        "title": "Lớp tập huấn",
        "sort": "course",
        "group": "equality_staff",
        "started_on": date(2020, 6, 1),
    }
    fields |= {"participants": 40, "female": 25}
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


def site(cast, slug="nam-dong", **given):
    unit = cast.units[slug]
    commune = Unit.objects.under(unit).filter(level="commune").first()
    fields = {"name": "Địa chỉ tin cậy", "kind": "trusted_address", "managing_body": "UBND xã"}
    return Site(unit=unit, commune=commune, opened_on=date(2019, 3, 1), **fields | given)


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
    "communications:": campaign,
    "capacity:": training,
    "capacity:inspections-": inspection,
    "models_sites:": site,
    "models_sites:log-": log_entry,
}
