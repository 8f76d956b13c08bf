"""A portal as it is before anybody set it up, in place of the cast."""

from django.core.management import call_command

from core.accounts.models import User
from core.directives.models import Clause, Directive, Exemption, Task
from core.units.models import Ancestry, Body, Placement, ReportingLevel, Signer, Unit
from filing.models import Period, Submission
from models_sites.models import Site, SiteKind
from shelters.models import Hotline

# In an order that the database allows.
TABLES = (Submission, Period, User, Clause, Exemption, Directive, Task, SiteKind, Hotline, Signer, Body)
TABLES += (ReportingLevel, Placement, Ancestry, Unit)
PASSWORD = "mot-cau-kha-dai-de-nho"


def empty_portal():
    """Delete what every test database holds."""
    Site.everything.all().delete()
    for model in TABLES:
        model.objects.all().delete()


def first_administrator(monkeypatch):
    """The administrator that the command makes in an empty portal."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    monkeypatch.setattr("builtins.input", lambda *_prompt: PASSWORD)
    call_command("create_administrator", "quan-tri", verbosity=0)
    return User.objects.get(username="quan-tri")
