"""A province as the set-up makes it, with the communes that report today."""

from datetime import date

from django.test import Client
from emptying import empty_portal, first_administrator

from core.accounts.models import Role, User
from core.units.models import Level, Unit
from operations.administration.setup.body_templates import FIELDS, BodyTemplate, offered
from operations.administration.setup.plan import Plan
from operations.administration.setup.verbs import set_up

TODAY = date(2026, 12, 18)
# What is sent to open the year's period.
PERIOD = {
    "kind": "year",
    "year": "2026",
    "number": "1",
    "theme": "",
    "due_on": "21/12/2026",
    "asked_number": "12/SNV-BĐG",
    "asked_on": "14/4/2026",
    "asked_subject": "Hướng dẫn hoạt động bình đẳng giới năm 2026",
}


def set_up_province(code, monkeypatch, settings):
    """Set an empty portal up as that province; the administrator's browser."""
    settings.DEMO_TODAY = TODAY
    empty_portal()
    administrator = first_administrator(monkeypatch)
    make_province(code, administrator)
    return browser_of(User.objects.get(pk=administrator.pk))


def make_province(code, administrator):
    """Make that province in an empty portal, with its units of today and the texts that the first page offers."""
    plan = Plan(code, TODAY)
    texts = {level: offered(level) for level in ("province", "commune")}
    templates = {
        level: BodyTemplate({name: text[name] for name in FIELDS}, text["signer"]) for level, text in texts.items()
    }
    return set_up(plan, Level.COMMUNE, plan.first_day, templates, by=administrator)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def department():
    """The browser of an officer of the Department."""
    province = Unit.objects.get(level=Level.PROVINCE)
    return browser_of(User.objects.create(username="so", full_name="Sở", unit=province, role=Role.PROVINCE_OFFICER))
