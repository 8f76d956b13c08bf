"""The kinds of indicators that an app can declare.

`key` is the code of the Department's list (`TT-01`), with a part behind a dot where one code holds several
figures (`TT-03.1` sessions, `TT-03.2` attendances). `source` names a model `app.Model`; `where` filters its
records; only work that was done is counted. Figures are whole numbers: pieces, attendances, people, or đồng.
"""

from dataclasses import dataclass, field

from django.db.models import Q


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """The attributes common to all indicators.

    `tasks` are the codes of the tasks it belongs to. With `always` it is asked of every unit, even of one that is
    exempt from these tasks. `scale` is the number of its own units in one that people read (million đồng). `within` is
    the key of the figure that it is a part of, which it never exceeds.
    """

    key: str
    name: str
    unit: str
    tasks: tuple[str, ...] = ()
    sensitive: bool = False
    hidden: bool = False
    always: bool = False
    scale: int = 1
    within: str = ""

    @property
    def code(self):
        """The code in the Department's list, without the part."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Flow(Indicator):
    """A figure of a period: counts records by their `day`, or adds up their field `total`."""

    source: str
    day: str = "counted_on"
    where: Q = field(default_factory=Q)
    total: str = ""
    female: str = ""
    minority: str = ""


@dataclass(frozen=True, kw_only=True)
class Stock(Indicator):
    """A figure as of a day: rows of a register opened by then, not yet closed and not paused.

    Stored as the changes within each slot, so that it adds up like a flow from the beginning of time. `pauses` names a
    field that holds rows with `since` and `until`. Of several days a row is open from the last of `opened` to the first
    of `closed`.
    """

    source: str
    opened: str | tuple[str, ...]
    closed: str | tuple[str, ...]
    pauses: str = ""
    where: Q = field(default_factory=Q)


@dataclass(frozen=True, kw_only=True)
class Latest(Indicator):
    """A figure as of a day: the field `total` of each unit's latest record by then.

    `among` is (field, value): only records with that value are considered. As a pair, so that one query serves all
    indicators of a model.
    """

    source: str
    among: tuple[str, str]
    total: str
    female: str = ""


@dataclass(frozen=True, kw_only=True)
class Communes(Indicator):
    """A figure as of a day: the number of communes that lie directly in the unit."""


@dataclass(frozen=True, kw_only=True)
class Total(Indicator):
    """A computed figure: the sum of other indicators, for what is recorded in several models."""

    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Ratio(Indicator):
    """A computed figure: `times` × one indicator over another, both sums over the same records."""

    numerator: str
    denominator: str
    times: int = 1
    decimals: int = 0
