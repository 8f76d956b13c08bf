"""How a number of a record is compared with others, when it is an outlier, and the reason in words."""

from dataclasses import dataclass
from functools import lru_cache
from math import log10, sqrt

from capacity.models import GROUPS
from core.lib.rounding import half_up, half_up_to_digits, round_percent
from core.lib.text.normalise import fold
from core.lib.text.vietnamese import count, number, percent
from department.outliers.statistics import OUTLIER_Z, SWAPPED_Z

# A number this near to a power of ten times the usual one is named as a slip of digits.
NEAR_POWER = 2.5
DIGITS = {1: "một", 2: "hai", 3: "ba"}
UNITS = {3: "nghìn", 6: "triệu"}
# Folded words that name a sex.
MEN, WOMEN = ("nam gioi", "dan ong", "nguoi chong"), ("phu nu", "can bo nu", "nu cong nhan", "nu doan vien")
# The key of a row, beside its columns, that holds how many communes its unit has.
COMMUNES = "communes"


# The same words are read for several measures.
folded = lru_cache(maxsize=8192)(fold)


def _budgets(row):
    return [activity["budget"] for activity in row.get("activities") or () if activity.get("budget")]


def _addressed_sexes(row):
    """Return (men, women): whether it was for them. A title that names women may tell of them to others."""
    title, audience = folded(row.get("title") or ""), folded(row.get("audience") or "")
    return any(name in f"{title} {audience}" for name in MEN), any(name in audience for name in WOMEN)


# Names that are no columns: (the columns that they read, their value of a row).
DERIVED = {
    "audience_words": (("audience",), lambda row: folded(row.get("audience") or "")),
    "audience_groups": (("audiences",), lambda row: tuple(sorted(row.get("audiences") or ()))),
    "addressed_sexes": (("title", "audience"), _addressed_sexes),
    "product_kinds": (
        ("product_list",),
        lambda row: tuple(sorted({product["kind"] for product in row.get("product_list") or ()})),
    ),
    "trained_groups": (GROUPS, lambda row: tuple(name for name in GROUPS if row.get(name))),
    "smallest_budget": (("activities",), lambda row: min(_budgets(row), default=None)),
    "largest_budget": (("activities",), lambda row: max(_budgets(row), default=None)),
}


def _columns(names):
    """Return the columns that those names read."""
    return {column for name in names for column in (DERIVED[name][0] if name in DERIVED else (name,))}


def _read(row, name):
    return DERIVED[name][1](row) if name in DERIVED else row.get(name)


@dataclass(frozen=True)
class Comparison:
    """Which records a value is compared with: those alike in `grouped_by`, coarse to fine.

    The finest grouping that has enough records is taken; the first `required` names are never given up.
    `minimum_deviation` is the least MAD that is assumed.
    """

    grouped_by: tuple[str, ...] = ()
    required: int = 1
    minimum_deviation: float = 0.08

    def groups(self, row):
        """Return the row's groups, the finest first."""
        values = tuple(_read(row, name) for name in self.grouped_by)
        coarsest = min(self.required, len(values))
        return [values[:depth] for depth in range(len(values), coarsest - 1, -1)]


@dataclass(frozen=True)
class NumberMeasure(Comparison):
    """A number of a record: `name`, or a quotient `name` ÷ `per`.

    An outlier lies `minimum_ratio` apart from what is usual, where the larger of both is at least `minimum_value`.
    Amounts are compared by their logarithm, those of peers brought to the unit's own level; small counts, of which
    many are zero, by their root, which makes their spread alike (Anscombe). `lead`, `noun` and `each` are words of the
    reason: "Chi phí 1.200 đồng mỗi lần".
    """

    name: str = ""
    noun: str = ""
    each: str = ""
    lead: str = ""
    per: str = ""
    minimum_ratio: float = 3.5
    minimum_value: float = 0
    is_small: bool = False

    @property
    def columns(self):
        """The columns that it needs."""
        return _columns((self.name, *self.grouped_by, *([self.per] if self.per else []))) - {COMMUNES}

    @property
    def has_unit_effect(self):
        """Whether it differs from unit to unit: amounts for each commune do not, small counts only by chance."""
        return not self.is_small and self.per != COMMUNES

    @property
    def is_money(self):
        return self.noun.startswith("đồng")

    def value_of(self, row):
        """Return the number of a row; None where it isn't known."""
        value = _read(row, self.name)
        if value is None or (not value and not self.is_small):
            return None
        if not self.per:
            return value
        return value / row[self.per] if row.get(self.per) else None

    def scaled(self, value):
        """Return the value on the scale on which it is compared."""
        return 2 * sqrt(value + 0.375) if self.is_small else log10(value)

    def unscaled(self, scaled):
        """Return the value that stands at that place of the scale."""
        return max(0.0, (scaled / 2) ** 2 - 0.375) if self.is_small else 10**scaled

    def is_outlier(self, value, z, centre):
        """Return whether a value with that z-score is an outlier; `centre` is the others' median, scaled."""
        usual = self.unscaled(centre)
        larger, smaller = max(value, usual), min(value, usual)
        return abs(z) >= OUTLIER_Z and larger >= self.minimum_value and larger >= self.minimum_ratio * smaller

    def reason(self, value, usual, *, is_own):
        """Return the reason in a Vietnamese sentence.

        `1.200 lượt người, gấp 10 lần mức thường thấy của đơn vị (khoảng 118 …); có thể thừa một chữ số 0.`
        """
        whose = "đơn vị" if is_own else "các đơn vị"
        subject = f"{self.lead}{_number_text(value)} {self.noun}"
        if not half_up(usual):
            return f"{subject}, trong khi {whose} thường không có hoặc chỉ có rất ít."
        if not value:
            return f"{subject}, trong khi {whose} thường có khoảng {_usual_text(usual)} {self.each}."
        ratio = f"gấp {_ratio(value / usual)} lần" if value > usual else f"chỉ bằng 1/{_ratio(usual / value)}"
        usual_text = " ".join(filter(None, (f"khoảng {_usual_text(usual)} {self.noun}", self.each)))
        return f"{subject}, {ratio} mức thường thấy của {whose} ({usual_text}){self._slip(value / usual)}."

    def _slip(self, ratio):
        """Return what may have been mistyped, where the number is a power of ten away."""
        power = int(half_up(log10(ratio))) if ratio else 0
        if not power or not 1 / NEAR_POWER <= ratio / 10**power <= NEAR_POWER:
            return ""
        if self.is_money and abs(power) in UNITS:
            wrong = "có thể thừa chữ số 0 hoặc" if power > 0 else "có thể"
            return f"; {wrong} nhầm giữa đồng và {UNITS[abs(power)]} đồng"
        digits = DIGITS.get(abs(power))
        return f"; có thể {'thừa' if power > 0 else 'thiếu'} {digits} chữ số" if digits else ""


@dataclass(frozen=True)
class ShareMeasure(Comparison):
    """A part of a whole, between 0 and 1; an outlier lies `minimum_difference` from what is usual.

    Where the rest of the whole fits and the part doesn't, `swapped_difference` is enough. Wholes below `minimum_whole`
    are left out. Peers don't tell what is usual where the share is the place's own (`is_own`).
    """

    part: str = ""
    whole: str = ""
    noun: str = ""
    minimum_deviation: float = 0.04
    minimum_difference: float = 0.3
    swapped_difference: float = 0.2
    minimum_whole: int = 15
    is_own: bool = False

    @property
    def columns(self):
        """The columns that it needs."""
        return _columns((self.part, self.whole, *self.grouped_by))

    def value_of(self, row):
        """Return the share of a row; None where it isn't known or the whole is too small."""
        part, whole = row.get(self.part), row.get(self.whole)
        return None if part is None or not whole or whole < self.minimum_whole else part / whole

    def is_outlier(self, value, z, usual, *, is_finest):
        """Return whether a share with that z-score is an outlier.

        One that fits the rest of the whole is no chance: among the records most alike (`is_finest`) less is enough.
        """
        if is_finest and self.is_swapped(value, usual):
            return abs(z) >= SWAPPED_Z and abs(value - usual) >= self.swapped_difference
        return abs(z) >= OUTLIER_Z and abs(value - usual) >= self.minimum_difference

    def is_swapped(self, value, usual):
        """Return whether the rest of the whole lies much nearer to what is usual."""
        return abs((1 - value) - usual) < abs(value - usual) / 2

    def reason(self, row, value, usual):
        """Return the reason in a Vietnamese sentence.

        `Nữ 13/38 (34,2%), trong khi thường thấy khoảng 60%; có thể nhập lẫn số nam và số nữ.`
        """
        part, whole = row[self.part], row[self.whole]
        subject = f"{self.noun} {count(part)}/{count(whole)} ({percent(part, whole)})"
        clause = f"{subject}, trong khi thường thấy khoảng {number(round_percent(100 * usual, 0))}%"
        if self.part == "female" and self.is_swapped(value, usual):
            return f"{clause}; có thể nhập lẫn số nam và số nữ."
        return f"{clause}; cần kiểm tra lại."


def _number_text(value):
    return number(value, 0 if value >= 10 or abs(value - float(half_up(value))) < 0.05 else 1)


def _usual_text(value):
    """Return what is usual to two digits: more would be false precision."""
    return _number_text(half_up_to_digits(value, 2)) if value >= 100 else _number_text(value)


def _ratio(ratio):
    return _usual_text(ratio) if ratio < 9.5 else _usual_text(int(half_up(ratio)))
