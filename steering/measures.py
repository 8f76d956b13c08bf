"""Which numbers of a record are looked at, with which others they are compared, and how it is said."""

from dataclasses import dataclass
from math import log10, sqrt

from texts.vietnamese import count, number, percent


@dataclass(frozen=True)
class Measure:
    """A number of a record: field `name`, or a quotient `name` ÷ `per`; compared within records alike in `among`.

    Odd is what lies `times` apart from what is usual, where the larger of both is at least `least`. Amounts are
    compared by their logarithm; small counts, of which many are zero, by their root, which makes their spread alike
    (Anscombe). `floor` is the least deviation assumed on that scale.
    """

    name: str
    noun: str
    each: str
    among: tuple[str, ...] = ()
    per: str = ""
    times: float = 3.5
    least: float = 0
    is_small: bool = False
    floor: float = 0.08

    @property
    def reads(self):
        """The fields that it needs."""
        return {self.name, *self.among, *([self.per] if self.per else [])}

    def of(self, row):
        """The number of a row; None where it isn't known."""
        value = row.get(self.name)
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

    def group(self, row):
        return tuple(tuple(row[name]) if isinstance(row[name], list) else row[name] for name in self.among)

    def says(self, value, usual, *, is_own):
        """What is odd, in a sentence: `1.200 lượt người, gấp 10 lần mức thường thấy của đơn vị …`."""
        whose = "của đơn vị" if is_own else "của các đơn vị"
        told = f"{_written(value)} {self.noun}"
        if not round(usual):
            return f"{told}, trong khi {whose[4:]} thường không có {self.each}."
        if value > usual:
            apart = f"gấp {_written(value / usual, 10)} lần"
        else:
            apart = f"chỉ bằng 1/{_written(usual / value, 10)}" if value else "thấp hơn hẳn"
        ending = _slip(value / usual) if value else ""
        return f"{told}, {apart} mức thường thấy {whose} (khoảng {_written(usual)} {self.noun} {self.each}){ending}."


@dataclass(frozen=True)
class Share:
    """Women's share of a record: `part` of `whole`; odd where it lies `least` (of 1) from what is usual."""

    part: str
    whole: str
    among: tuple[str, ...] = ()
    least: float = 0.3
    floor: float = 0.04

    @property
    def reads(self):
        return {self.part, self.whole, *self.among}

    def of(self, row):
        """Between 0 and 1; None where it isn't known."""
        if row.get(self.part) is None or not row.get(self.whole):
            return None
        return row[self.part] / row[self.whole]

    group = Measure.group

    def says(self, row, value, usual):
        told = f"Nữ {count(row[self.part])}/{count(row[self.whole])} ({percent(row[self.part], row[self.whole])})"
        said = f"{told}, trong khi thường thấy khoảng {number(round(100 * usual))}%"
        if abs((1 - value) - usual) < abs(value - usual) / 3:
            return f"{said}: có thể nhập lẫn số nam và số nữ."
        return f"{said}: cần kiểm tra lại số nữ."


def _written(value, whole_from=100):
    return number(round(value)) if value >= whole_from or value == int(value) else number(round(value, 1), 1)


def _slip(ratio):
    """What may have happened, where the number is a typical slip away."""
    for factor, words in (
        (10, "có thể thừa một chữ số"), (1000, "có thể nhầm giữa đồng và nghìn đồng"),
        (1_000_000, "có thể nhầm giữa đồng và triệu đồng"),
    ):  # fmt: skip
        if factor / 2.2 <= ratio <= factor * 2.2:
            return f"; {words}"
        if factor / 2.2 <= 1 / ratio <= factor * 2.2:
            return f"; {words.replace('thừa', 'thiếu')}"
    return ""


MEASURES = {
    "communications.Campaign": (
        Measure("attendance", "lượt người", "mỗi cuộc", ("form", "task"), least=150),
        Measure("products", "sản phẩm", "mỗi lần", ("form", "task"), least=60, times=5, floor=0.15),
        Measure("cost", "đồng mỗi sản phẩm", "", ("form", "task"), per="products", times=5, floor=0.15),
        Measure("reached", "lượt tiếp cận", "mỗi lần", ("form",), least=1000, times=8, floor=0.2),
        Measure("minutes", "phút", "mỗi lần", ("form",), least=300, times=5, floor=0.15),
        Measure("broadcasts", "lượt phát", "mỗi lần", ("form",), least=60, times=5, floor=0.15),
        Measure("broadcast_items", "tin, bài", "mỗi lần", ("form",), least=20, times=5, floor=0.15),
        Measure("enterprises", "doanh nghiệp", "mỗi lần", ("form",), least=50, times=4, floor=0.15),
        Measure("cost", "đồng", "mỗi hoạt động", ("form",), times=8, floor=0.2),
        Measure("cost", "đồng mỗi lượt người", "", ("form",), per="attendance", times=8, floor=0.15),
    ),
    "capacity.Training": (
        Measure("attendance", "lượt người", "mỗi cuộc", ("sort",), least=120, floor=0.1),
        Measure("cost", "đồng", "mỗi cuộc", ("sort",), times=8, floor=0.15),
        Measure("cost", "đồng mỗi lượt người", "", ("sort",), per="attendance", times=8, floor=0.15),
        Measure("days", "ngày", "mỗi cuộc", ("sort",), least=10, times=5, floor=0.15),
    ),
    "capacity.Inspection": (
        Measure("found", "vụ vi phạm", "mỗi cuộc", is_small=True, least=10, times=4, floor=0.5),
        Measure("bodies", "cơ quan, đơn vị", "mỗi cuộc", is_small=True, least=20, times=4, floor=0.5),
    ),
    "capacity.Standing": (
        Measure("total", "người, cơ quan", "mỗi lần báo", ("measure",), times=4, least=30, floor=0.15),
    ),
    "models_sites.LogEntry": (
        Measure("victims", "nạn nhân mới phát hiện", "mỗi kỳ", is_small=True, least=10, times=4, floor=0.5),
        Measure("perpetrators", "người gây bạo lực", "mỗi kỳ", is_small=True, least=10, times=4, floor=0.5),
        Measure("activities", "hoạt động", "mỗi kỳ", is_small=True, least=15, times=4, floor=0.5),
        Measure("nights", "đêm tạm lánh", "mỗi kỳ", is_small=True, least=60, times=5, floor=0.5),
        Measure("funds_spent", "đồng", "mỗi kỳ", times=8, floor=0.2),
    ),
}  # fmt: skip
SHARES = {
    "communications.Campaign": (Share("female", "attendance", ("form", "audience")),),
    "capacity.Training": (Share("female", "attendance", ("sort",)),),
}
