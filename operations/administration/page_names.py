"""The names of sensitive pages, for the audit log."""

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

# By the beginning of the address's name, the longer ones first.
NAMES = (
    ("models_sites:log-", _("Log of the model")),
    ("directory:", _("Place of support")),
    ("reports:submission", _("Report")),
    ("reports:snapshot", _("Frozen version")),
    ("reports:period", _("Overview")),
    ("steering:review", _("Review the report")),
    ("steering:dashboard-", _("Dashboards")),
    ("steering:people", _("People")),
    ("steering:acts", _("Audit log")),
    ("administration:people", _("People")),
    ("administration:person", _("People")),
    ("administration:trail", _("System log")),
)


def name_of_page(subject):
    """Return the name of the page whose path ends a logged subject; empty where it has none here."""
    path = subject.rpartition(" ")[2]
    if not path.startswith("/"):
        return ""
    try:
        view_name = resolve(path).view_name
    except Resolver404:
        return ""
    return next((name for beginning, name in NAMES if view_name.startswith(beginning)), "")
