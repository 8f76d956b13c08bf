"""The declaration of the area of support models."""

from django.utils.translation import gettext_lazy as _

from filing.areas import Area, Kind
from models_sites.forms import ExtensionForm, LogEntryForm, SiteForm
from models_sites.models import Extension, LogEntry, Site
from models_sites.wording import narrate

AREA = Area(
    app="models_sites",
    number="4",
    title=_("Models that promote gender equality"),
    heading="Triển khai các mô hình thúc đẩy bình đẳng giới",
    kinds=(
        Kind(
            model=Site,
            form=SiteForm,
            name=_("Places of support"),
            new=_("Add a place of support"),
            takes_evidence=False,
            empty=_("Trusted addresses, community shelters and prevention models appear here."),
        ),
        Kind(
            model=LogEntry,
            form=LogEntryForm,
            name=_("Log of the model"),
            new=_("Add to the log"),
            prefix="log",
            takes_evidence=False,
            empty=_("What happened at each place of support, month by month, appears here."),
            sensitive=True,
        ),
        Kind(
            model=Extension,
            form=ExtensionForm,
            name=_("Replication"),
            new=_("Propose replication"),
            prefix="extensions",
            empty=_("Proposals to replicate effective models appear here."),
        ),
    ),
    brief={
        "model.run": ("MH-01.1", "MH-01.3"),
        "model.extend": ("MH-01.4", "MH-04.2"),
    },
    narrate=narrate,
)
