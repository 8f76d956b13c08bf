"""The declaration of the area of support models."""

from django.utils.translation import gettext_lazy as _

from filing.areas import Area, Kind
from models_sites.forms import ExtensionForm, LogEntryForm, SiteForm
from models_sites.models import Extension, LogEntry, Site
from models_sites.wording import narrate

AREA = Area(
    app="models_sites",
    number="4",
    title=_("Support models"),
    heading="Triển khai các mô hình thúc đẩy bình đẳng giới",
    kinds=(
        Kind(
            model=Site,
            form=SiteForm,
            name=_("Sites"),
            new=_("New site"),
            takes_evidence=False,
            empty=_("Trusted addresses, community shelters and prevention models will appear here."),
        ),
        Kind(
            model=LogEntry,
            form=LogEntryForm,
            name=_("Log"),
            new=_("New log entry"),
            prefix="log",
            takes_evidence=False,
            empty=_("What happened at the sites, month by month, will appear here."),
            sensitive=True,
        ),
        Kind(
            model=Extension,
            form=ExtensionForm,
            name=_("Extensions"),
            new=_("New proposal to extend"),
            prefix="extensions",
            empty=_("Proposals to extend what works to other places will appear here."),
        ),
    ),
    brief={
        "model.run": ("MH-01.1", "MH-01.3"),
        "model.extend": ("MH-01.4", "MH-04.2"),
    },
    narrate=narrate,
)
