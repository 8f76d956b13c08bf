"""Directives, their clauses and documents, standing tasks, names of laws, exemptions, and who received what."""

from core.directives.models.acknowledgements import Acknowledgement
from core.directives.models.directives import Clause, Directive
from core.directives.models.documents import DocumentSort, RelatedDocument
from core.directives.models.exemptions import Exemption
from core.directives.models.law_names import LawKey, LawName
from core.directives.models.tasks import WAIT_FOR_PROVINCE, Task

__all__ = [
    "WAIT_FOR_PROVINCE",
    "Acknowledgement",
    "Clause",
    "Directive",
    "DocumentSort",
    "Exemption",
    "LawKey",
    "LawName",
    "RelatedDocument",
    "Task",
]
