"""What a figure is. An area declares its figures with these, and everything else reads the declaration.

`key` is the code of the Department's list (`TT-01`), with a part behind a dot where one code holds several
figures (`TT-03.1` sessions, `TT-03.2` attendances). `source` names a model `app.Model`; `where` narrows its
records; only what was done is counted. Figures are whole numbers: pieces, attendances, people, or đồng.
"""

from dataclasses import dataclass, field

from django.db.models import Q


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What all figures have: words, tasks, who may read them, and how they are written.

    `always` is asked of every unit, also of one that is exempt from the figure's tasks.
    """

    key: str
    name: str
    unit: str
    tasks: tuple[str, ...] = ()
    sensitive: bool = False
    hidden: bool = False
    always: bool = False
    scale: int = 1

    @property
    def code(self):
        """The code of the Department's list, without the part."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Flow(Indicator):
    """Of a period: counts records on their `day`, or adds up their field `total`."""

    source: str
    day: str = "counted_on"
    where: Q = field(default_factory=Q)
    total: str = ""
    female: str = ""
    minority: str = ""


@dataclass(frozen=True, kw_only=True)
class Stock(Indicator):
    """As of a day: the register's rows opened by then and not yet closed, nor in one of their `pauses`.

    Kept as what comes and goes in each slot, so that it adds up like a flow from the beginning of time. `pauses`
    names a field that holds rows with `since` and `until`.
    """

    source: str
    opened: str
    closed: str
    pauses: str = ""
    where: Q = field(default_factory=Q)


@dataclass(frozen=True, kw_only=True)
class Latest(Indicator):
    """As of a day: what each unit's latest record by then says in its field `total`, of the records `where` holds.

    `among` is (field, value): records are told apart by that field, so that one question answers all figures.
    """

    source: str
    among: tuple[str, str]
    total: str
    female: str = ""


@dataclass(frozen=True, kw_only=True)
class Communes(Indicator):
    """As of a day: the communes that lie in the unit itself, from the tree."""


@dataclass(frozen=True, kw_only=True)
class Total(Indicator):
    """Computed: the sum of other figures, for what is counted in several models."""

    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ratio(Indicator):
    """Computed, never typed: `times` × one figure over another, both sums over the same records."""

    numerator: str
    denominator: str
    times: int = 1
    decimals: int = 0
