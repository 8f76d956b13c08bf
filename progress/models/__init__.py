"""Periods, submissions with their reviews, declarations, evidence, forms sent. Records are in `progress.records`."""

from progress.models.base import OfUnitQuerySet
from progress.models.evidence import Evidence, StoredFile, evidence_path, thumbnail_path
from progress.models.periods import FREE_KINDS, DayOff, Period, Theme
from progress.models.reviews import Answer, Pinned, Remark, Request, Wish
from progress.models.sendings import Sending
from progress.models.submissions import (
    FROZEN,
    OWED,
    Declaration,
    Edit,
    Estimate,
    Snapshot,
    State,
    Step,
    Submission,
)

__all__ = [
    "FREE_KINDS",
    "FROZEN",
    "OWED",
    "Answer",
    "DayOff",
    "Declaration",
    "Edit",
    "Estimate",
    "Evidence",
    "OfUnitQuerySet",
    "Period",
    "Pinned",
    "Remark",
    "Request",
    "Sending",
    "Snapshot",
    "State",
    "Step",
    "StoredFile",
    "Submission",
    "Theme",
    "Wish",
    "evidence_path",
    "thumbnail_path",
]
