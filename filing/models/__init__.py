"""Periods, submissions and their reviews, declarations, evidence, sent forms.

The abstract parents of what the areas file are in `filing.models.entries` and `filing.models.records`.
"""

from filing.models.base import OfUnitQuerySet
from filing.models.declarations import Declaration
from filing.models.evidence import Evidence, StoredFile, evidence_path, thumbnail_path
from filing.models.periods import FREE_KINDS, DayOff, Period, Theme
from filing.models.reviews import Pinned, Remark, Request, RequestKind, RequestState
from filing.models.sent_forms import Sending
from filing.models.submissions import FROZEN_STATES, OWED_STATES, Snapshot, Step, Submission, SubmissionState
from filing.models.texts import Edit, Estimate

__all__ = [
    "FREE_KINDS",
    "FROZEN_STATES",
    "OWED_STATES",
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
    "RequestKind",
    "RequestState",
    "Sending",
    "Snapshot",
    "Step",
    "StoredFile",
    "Submission",
    "SubmissionState",
    "Theme",
    "evidence_path",
    "thumbnail_path",
]
