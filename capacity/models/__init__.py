"""The kinds of records on capacity building (clauses 3.a to 3.c)."""

from capacity.models.inspections import Inspection, Violation
from capacity.models.reviews import Programme, Review, ReviewFormat
from capacity.models.standing import Standing, StandingMeasure
from capacity.models.training import (
    GROUPS,
    SEXED_GROUPS,
    PriorityGroup,
    Training,
    TrainingTopic,
    TrainingType,
    women_of,
)

__all__ = [
    "GROUPS",
    "SEXED_GROUPS",
    "Inspection",
    "PriorityGroup",
    "Programme",
    "Review",
    "ReviewFormat",
    "Standing",
    "StandingMeasure",
    "TrainingTopic",
    "Training",
    "TrainingType",
    "Violation",
    "women_of",
]
