"""An edition's part of a frozen content, of which texts, tables, sheets and data are made."""

from functools import cached_property

from core.directives.law_names.names import names_in_use, usual_names
from core.indicators.figures import Figures, figures_from_sums
from filing.wording.narrative import ANY_COMMUNES, Account
from reports.content.document import DocumentTree
from reports.content.figures.figure_cells import FORMER_UNITS, OWN_WORK
from reports.content.frozen.content import INTERNAL, Content
from reports.content.frozen.rows import OwnWork
from reports.content.unit_content import thawed_sums


class Part(Content, kw_only=True, dict=True):
    """What an edition tells of a content, with its own tree and subject ("" where it is the internal one's)."""

    edition: str = INTERNAL
    tree: DocumentTree | None = None
    subject: str = ""

    @property
    def document(self) -> DocumentTree:
        """Its tree; ValueError while it is not laid out."""
        if self.tree is None:
            raise ValueError("This part is not laid out.")
        return self.tree

    @property
    def own_work(self) -> OwnWork:
        """The Department's own work, empty where there is none."""
        return self.own or OwnWork()

    @property
    def work_without_report(self) -> list[tuple[str, OwnWork]]:
        """(name of its row beside the units, work) of what no unit's report tells; the Department's own is the last."""
        named = ((FORMER_UNITS, self.former), (OWN_WORK, self.own_work))
        return [(name, work) for name, work in named if work is not None]

    @cached_property
    def account(self) -> Account:
        """The data from which its sentences are drafted and its tables are filled."""
        unit, period = self.unit, self.asked_period
        figures = {name: figures_of(sums) for name, sums in self.figures.items()}
        return Account(
            current=figures["now"],
            previous=figures["before"],
            # A thematic report tells of its own days alone.
            so_far=None if period.is_cumulative or period.theme else figures["cumulative"],
            when=period.title,
            compared_to=period.compared_to,
            place=unit.place or unit.name,
            is_province=unit.is_province,
            filed=self.records,
            # What the outward edition leaves out of the records was done all the same.
            none=frozenset(self.none) - set(self.worked),
            # Of the province no sentence says that it need not answer: its units do, each in its own report.
            exempt={} if unit.is_province else self.exempt,
            units=[(row.place, row.communes, figures_of(row.figures)) for row in self.units if row.reported],
            reporting=sum(row.reported for row in self.units) if self.missing else None,
            own=figures_of(self.own_work.figures),
            unreported=self.unreported,
            commune_types=", ".join(unit.commune_types) or ANY_COMMUNES,
            read_names=self._names_of_laws,
        )

    def _names_of_laws(self):
        """Return what the text calls laws: outward the program's names, but for those that were released."""
        if self.edition == INTERNAL:
            return names_in_use()
        return usual_names() | {key: [(0, name)] for key, name in (self.law_names or {}).items()}


def figures_of(frozen) -> Figures:
    """Return the figures of frozen sums."""
    return figures_from_sums(thawed_sums(frozen))
