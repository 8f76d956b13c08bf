"""Support models: their kinds, the register of sites, its log, and proposals to extend (clauses 4.a and 4.b)."""

from models_sites.models.extensions import Decision, Extension
from models_sites.models.kinds import SiteKind
from models_sites.models.log import LogEntry
from models_sites.models.log_rules import PERPETRATOR_AGES, PERPETRATOR_ANSWERS, VICTIM_AGES, VICTIM_HELP
from models_sites.models.sites import Site, SiteState, pause_intervals
from models_sites.models.transfers import Transfer, sites_logged_by

__all__ = [
    "PERPETRATOR_AGES",
    "PERPETRATOR_ANSWERS",
    "VICTIM_AGES",
    "VICTIM_HELP",
    "Decision",
    "Extension",
    "LogEntry",
    "Site",
    "SiteKind",
    "SiteState",
    "Transfer",
    "pause_intervals",
    "sites_logged_by",
]
