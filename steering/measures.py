"""Which numbers of a record are looked at, with which others they are compared, and how it is said."""

from dataclasses import dataclass
from functools import lru_cache
from math import log10, sqrt

from capacity.models import GROUPS
from texts.normalise import fold
from texts.vietnamese import count, number, percent

# What is typed a power of ten away is named as such where it lies so near to it.
NEAR_POWER = 2.5
DIGITS = {1: "một", 2: "hai", 3: "ba"}
UNITS = {3: "nghìn", 6: "triệu"}
Z_LEAST, Z_SWAPPED = 3.5, 2.5
# Folded words that name a sex.
MEN, WOMEN = ("nam gioi", "dan ong", "nguoi chong"), ("phu nu", "can bo nu", "nu cong nhan", "nu doan vien")
# What a row is given beside its columns: how many communes its unit has.
COMMUNES = "communes"


# The same words are read for several measures.
folded = lru_cache(maxsize=8192)(fold)


def _budgets(row):
    return [one["budget"] for one in row.get("activities") or () if one.get("budget")]


def _whose(row):
    """(men, women): whether it was for them. A title that names women may tell of them to others."""
    title, audience = folded(row.get("title") or ""), folded(row.get("audience") or "")
    return any(name in f"{title} {audience}" for name in MEN), any(name in audience for name in WOMEN)


# Names that aren't columns: what they read, and what they are of a row.
DERIVED = {
    "audience_words": (("audience",), lambda row: folded(row.get("audience") or "")),
    "audience_groups": (("audiences",), lambda row: tuple(sorted(row.get("audiences") or ()))),
    "whose": (("title", "audience"), _whose),
    "made": (("product_list",), lambda row: tuple(sorted({one["kind"] for one in row.get("product_list") or ()}))),
    "whom": (GROUPS, lambda row: tuple(name for name in GROUPS if row.get(name))),
    "least_budget": (("activities",), lambda row: min(_budgets(row), default=None)),
    "most_budget": (("activities",), lambda row: max(_budgets(row), default=None)),
}


def _columns(names):
    """The columns that those names read."""
    return {column for name in names for column in (DERIVED[name][0] if name in DERIVED else (name,))}


def _read(row, name):
    return DERIVED[name][1](row) if name in DERIVED else row.get(name)


@dataclass(frozen=True)
class Compared:
    """Compared are records alike in `among`, coarse to fine; the finest grouping that has enough of them is taken.

    The first `kept` of `among` are never given up. `floor` is the least deviation assumed.
    """

    among: tuple[str, ...] = ()
    kept: int = 1
    floor: float = 0.08

    def groups(self, row):
        """The row's groups, the finest first."""
        whole = tuple(_read(row, name) for name in self.among)
        return [whole[:depth] for depth in range(len(whole), min(self.kept, len(whole)) - 1, -1)]


@dataclass(frozen=True)
class Measure(Compared):
    """A number of a record: `name`, or a quotient `name` ÷ `per`.

    Odd is what lies `times` apart from what is usual, where the larger of both is at least `least`. Amounts are
    compared by their logarithm, those of peers brought to the unit's own level; small counts, of which many are zero,
    by their root, which makes their spread alike (Anscombe).
    """

    name: str = ""
    noun: str = ""
    each: str = ""
    lead: str = ""
    per: str = ""
    times: float = 3.5
    least: float = 0
    is_small: bool = False

    @property
    def reads(self):
        """The columns that it needs."""
        return _columns((self.name, *self.among, *([self.per] if self.per else []))) - {COMMUNES}

    @property
    def has_levels(self):
        """Whether it differs from unit to unit; what is told for each commune doesn't, small counts only by chance."""
        return not self.is_small and self.per != COMMUNES

    @property
    def is_money(self):
        return self.noun.startswith("đồng")

    def of(self, row):
        """The number of a row; None where it isn't known."""
        value = _read(row, self.name)
        if value is None or (not value and not self.is_small):
            return None
        if not self.per:
            return value
        return value / row[self.per] if row.get(self.per) else None

    def scaled(self, value):
        """The value on the scale on which it is compared."""
        return 2 * sqrt(value + 0.375) if self.is_small else log10(value)

    def usual(self, middle):
        """The value that stands at `middle` of that scale."""
        return max(0.0, (middle / 2) ** 2 - 0.375) if self.is_small else 10**middle

    def is_odd(self, value, z, middle):
        """Whether a value is odd that lies `z` deviations from the middle of others (on their scale)."""
        usual = self.usual(middle)
        larger, smaller = max(value, usual), min(value, usual)
        return abs(z) >= Z_LEAST and larger >= self.least and larger >= self.times * smaller

    def says(self, value, usual, *, is_own):
        """`1.200 lượt người, gấp 10 lần mức thường thấy của đơn vị (khoảng 118 …); có thể thừa một chữ số 0.`"""
        whose = "đơn vị" if is_own else "các đơn vị"
        told = f"{self.lead}{_written(value)} {self.noun}"
        if not round(usual):
            return f"{told}, trong khi {whose} thường không có hoặc chỉ có rất ít."
        if not value:
            return f"{told}, trong khi {whose} thường có khoảng {_roughly(usual)} {self.each}."
        apart = f"gấp {_times(value / usual)} lần" if value > usual else f"chỉ bằng 1/{_times(usual / value)}"
        known = " ".join(filter(None, (f"khoảng {_roughly(usual)} {self.noun}", self.each)))
        return f"{told}, {apart} mức thường thấy của {whose} ({known}){self._slip(value / usual)}."

    def _slip(self, ratio):
        """What may have happened, where the number is a power of ten away."""
        power = round(log10(ratio)) if ratio else 0
        if not power or not 1 / NEAR_POWER <= ratio / 10**power <= NEAR_POWER:
            return ""
        if self.is_money and abs(power) in UNITS:
            wrong = "có thể thừa chữ số 0 hoặc" if power > 0 else "có thể"
            return f"; {wrong} nhầm giữa đồng và {UNITS[abs(power)]} đồng"
        digits = DIGITS.get(abs(power))
        return f"; có thể {'thừa' if power > 0 else 'thiếu'} {digits} chữ số" if digits else ""


@dataclass(frozen=True)
class Share(Compared):
    """A part of a whole, between 0 and 1; odd where it lies `least` from what is usual.

    Where the rest of the whole fits and the part doesn't, `swapped` is enough. Peers don't tell what is usual
    where the share is the place's own (`is_own`).
    """

    part: str = ""
    whole: str = ""
    noun: str = ""
    floor: float = 0.04
    least: float = 0.3
    swapped: float = 0.2
    whole_least: int = 15
    is_own: bool = False

    @property
    def reads(self):
        """The columns that it needs."""
        return _columns((self.part, self.whole, *self.among))

    def of(self, row):
        part, whole = row.get(self.part), row.get(self.whole)
        return None if part is None or not whole or whole < self.whole_least else part / whole

    def is_odd(self, value, z, usual, *, is_finest):
        """A share that fits the rest of the whole is no chance: among the most alike less is enough."""
        if is_finest and self.is_swapped(value, usual):
            return abs(z) >= Z_SWAPPED and abs(value - usual) >= self.swapped
        return abs(z) >= Z_LEAST and abs(value - usual) >= self.least

    def is_swapped(self, value, usual):
        """Whether the rest of the whole lies much nearer to what is usual."""
        return abs((1 - value) - usual) < abs(value - usual) / 2

    def says(self, row, value, usual):
        """`Nữ 13/38 (34,2%), trong khi thường thấy khoảng 60%; có thể nhập lẫn số nam và số nữ.`"""
        part, whole = row[self.part], row[self.whole]
        told = f"{self.noun} {count(part)}/{count(whole)} ({percent(part, whole)})"
        said = f"{told}, trong khi thường thấy khoảng {number(round(100 * usual))}%"
        if self.part == "female" and self.is_swapped(value, usual):
            return f"{said}; có thể nhập lẫn số nam và số nữ."
        return f"{said}; cần kiểm tra lại."


def _written(value):
    return number(round(value)) if value >= 10 or abs(value - round(value)) < 0.05 else number(round(value, 1), 1)


def _roughly(value):
    """What is usual, to two digits: more would be false precision."""
    return _written(round(value, 1 - int(log10(value)))) if value >= 100 else _written(value)


def _times(ratio):
    return _roughly(ratio) if ratio < 9.5 else _roughly(round(ratio))


def _people(*among, floor=0.08, least=150):
    return Measure(among, floor=floor, name="attendance", noun="lượt người", each="mỗi cuộc", least=least)


def _cost(*among, name="cost", lead="Chi phí ", times=8, floor=0.2):
    return Measure(among, floor=floor, name=name, lead=lead, noun="đồng", each="mỗi lần", times=times)


def _cost_each(per, noun, *among):
    return Measure(among, floor=0.15, name="cost", lead="Chi phí ", noun=f"đồng mỗi {noun}", per=per, times=8)


def _of_size(name, noun, *among):
    """What grows with the number of communes that a unit has."""
    return Measure(among, len(among), 0.12, name=name, noun=noun, per=COMMUNES, least=2, times=4)


def _radio(name, noun, least, per=""):
    return Measure(("form",), floor=0.15, name=name, noun=noun, each="" if per else "mỗi loạt", least=least, times=5,
                   per=per)  # fmt: skip


def _small(name, noun, each, least, times=4):
    """A count of which many are zero: by chance alone its root deviates by 1."""
    return Measure(floor=0.6, name=name, noun=noun, each=each, is_small=True, least=least, times=times)


MEASURES = {
    "plans.Plan": (
        _cost("sort", name="least_budget", lead="Dự kiến kinh phí một hoạt động ", times=50, floor=0.3),
        _cost("sort", name="most_budget", lead="Dự kiến kinh phí một hoạt động ", times=50, floor=0.3),
    ),
    "communications.Campaign": (
        _people("form", "launch", "task"),
        Measure(
            ("form", "made"), 2, 0.15, name="products", noun="sản phẩm", each="mỗi lần", least=20, times=5
        ),
        _of_size("products", "sản phẩm mỗi xã", "form", "made"),
        _radio("minutes", "phút phát sóng", 300),
        _radio("broadcasts", "lượt phát", 60),
        _radio("broadcast_items", "tin, bài", 20),
        _radio("minutes", "phút mỗi lượt phát", 0, "broadcasts"),
        _radio("broadcasts", "lượt phát mỗi tin, bài", 20, "broadcast_items"),
        Measure(("form",), floor=0.2, name="reached", noun="lượt tiếp cận", each="mỗi lần", least=1000, times=8),
        Measure(("form",), floor=0.15, name="enterprises", noun="doanh nghiệp", each="mỗi lần", least=50, times=4),
        _cost("form", "launch"),
        _cost_each("attendance", "lượt người", "form"),
        _cost_each("products", "sản phẩm", "form", "made"),
    ),
    "capacity.Training": (
        _people("sort", "whom", floor=0.1, least=120),
        _cost("sort", floor=0.15),
        _cost_each("attendance", "lượt người", "sort"),
        Measure(("sort",), floor=0.15, name="days", noun="ngày", each="mỗi lớp", least=10, times=5),
    ),
    "capacity.Review": (_cost("form"),),
    "capacity.Inspection": (
        _small("found", "vụ vi phạm phát hiện", "mỗi cuộc", 10),
        _small("bodies", "cơ quan, đơn vị được kiểm tra", "mỗi cuộc", 20),
        _cost(),
    ),
    "capacity.Standing": (
        _of_size("total", "người (cơ quan) mỗi xã", "measure"),
    ),
    "models_sites.LogEntry": (
        _small("victims", "nạn nhân mới phát hiện", "mỗi kỳ ghi", 10),
        _small("perpetrators", "người gây bạo lực mới phát hiện", "mỗi kỳ ghi", 10),
        _small("activities", "hoạt động của mô hình", "mỗi kỳ ghi", 10),
        _small("nights", "đêm tạm lánh", "mỗi kỳ ghi", 60, times=5),
        *(
            _cost("task", name=name, lead=lead)
            for name, lead in (
                ("funds_granted", "Kinh phí được hỗ trợ "), ("funds_allotted", "Kinh phí bố trí "),
                ("funds_spent", "Kinh phí đã chi "),
            )
        ),
    ),
    "models_sites.Extension": (_cost("kind_id", lead="Kinh phí đề nghị ", times=30),),
}  # fmt: skip
_MINORITY = Share(
    floor=0.08, part="minority", whole="attendance", noun="Người dân tộc thiểu số", least=0.5, swapped=0.5, is_own=True
)
SHARES = {
    "communications.Campaign": (
        Share(
            ("whose", "form", "audience_groups", "audience_words"),
            floor=0.05,
            part="female",
            whole="attendance",
            noun="Nữ",
        ),
        _MINORITY,
    ),
    "capacity.Training": (
        Share(("sort", "whom"), part="female", whole="attendance", noun="Nữ"),
        _MINORITY,
    ),
    "capacity.Standing": (Share(("measure",), part="female", whole="total", noun="Nữ"),),
    "models_sites.LogEntry": (
        Share(part="victims_female", whole="victims", noun="Nạn nhân nữ", least=0.5, swapped=0.5, whole_least=5),
        Share(
            part="victims_helped", whole="victims", noun="Nạn nhân được hỗ trợ", least=0.5, swapped=0.5, whole_least=5
        ),
    ),
}  # fmt: skip
KINDS = tuple(MEASURES)
# What the checks without statistics read of the unit's own last years.
TOLD = {"title", "attendance", "female", "cost"}


def columns_of(kind, model):
    """The columns of a kind that comparing its records needs."""
    names = {name for one in (*MEASURES[kind], *SHARES.get(kind, ())) for name in one.reads}
    return sorted(names | (TOLD & {one.name for one in model._meta.fields}))
