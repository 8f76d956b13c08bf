"""What districts raised with the Department in 2020, and how it was answered, by the verbs that people use."""

from dataclasses import dataclass
from datetime import date

from calendars.clock import as_of
from demonstration.filed import MARK
from difficulties import verbs
from difficulties.models import Difficulty
from directives.models import Task


@dataclass(frozen=True)
class Matter:
    """A difficulty to come: the district's slug, a task's code or none, and the day it was raised."""

    slug: str
    raised_on: date
    task: str | None
    title: str
    text: str


@dataclass(frozen=True)
class Word:
    """What is said to a matter later: the day, who (an account's name), the verb, the text."""

    title: str
    day: date
    by: str
    verb: str
    text: str


FUNDS = "Kinh phí hỗ trợ mô hình tại xã Lộc Điền chưa được phân bổ"
LANGUAGE = "Thiếu tài liệu truyền thông bằng tiếng dân tộc Pa Cô, Tà Ôi"
EPIDEMIC = "Không tổ chức được hội nghị truyền thông tập trung do dịch Covid-19"
GUIDANCE = "Chưa có hướng dẫn về chủ đề Tháng hành động năm 2020"
DOUBLE = "Số liệu lớp tập huấn do cấp huyện và cấp xã phối hợp dễ bị tính trùng"
SPEAKERS = "Thiếu báo cáo viên nói được tiếng Cơ Tu tại các xã vùng cao"
STAFF = "Cán bộ làm công tác bình đẳng giới cấp xã kiêm nhiệm nhiều lĩnh vực"

MATTERS = (
    Matter(
        "phu-loc", date(2020, 5, 18), "model.run", FUNDS,
        "Mô hình cần duy trì hoạt động trong quý II nhưng đến nay chưa được cấp kinh phí. Đề nghị Sở hướng dẫn.",
    ),
    Matter(
        "a-luoi", date(2020, 6, 9), "comm.policy", LANGUAGE,
        "Nhiều người dân lớn tuổi nghe tiếng phổ thông hạn chế. Đề nghị Sở hỗ trợ tài liệu, băng đĩa phù hợp.",
    ),
    Matter(
        "quang-dien", date(2020, 8, 12), "comm.policy", EPIDEMIC,
        "Các cuộc truyền thông tháng 8 phải hoãn. Đề nghị Sở cho biết có được chuyển sang hình thức khác không.",
    ),
    Matter(
        "hue", date(2020, 10, 15), "comm.action-month", GUIDANCE,
        "Thành phố cần chủ đề, thông điệp để in pa nô, áp phích trước ngày 10/11/2020.",
    ),
    Matter(
        "huong-tra", date(2020, 11, 9), "cap.training", DOUBLE,
        "Lớp do hai cấp cùng tổ chức thì đơn vị nào báo cáo. Đề nghị Sở thống nhất cách tính.",
    ),
    Matter(
        "nam-dong", date(2020, 12, 14), "comm.policy", SPEAKERS,
        "Huyện chưa có đủ báo cáo viên cho các xã vùng cao. Đề nghị Sở giới thiệu hoặc tập huấn thêm.",
    ),
    Matter(
        "phong-dien", date(2020, 12, 16), None, STAFF,
        "Cán bộ cấp xã thường xuyên thay đổi, chưa qua tập huấn. Đề nghị Sở mở lớp đầu năm 2021.",
    ),
)  # fmt: skip
WORDS = (
    Word(
        FUNDS, date(2020, 5, 22), "province", "answer",
        "Sở đã trình phân bổ kinh phí đợt 1. Trong khi chờ, đề nghị địa phương duy trì sinh hoạt định kỳ của mô hình.",
    ),
    Word(FUNDS, date(2020, 6, 8), "phu-loc", "resolve", "Đã nhận được kinh phí."),
    Word(
        LANGUAGE, date(2020, 6, 12), "province", "answer",
        "Sở sẽ gửi bản ghi âm để phát trên hệ thống truyền thanh xã. Đề nghị huyện đăng ký số lượng.",
    ),
    Word(
        EPIDEMIC, date(2020, 8, 14), "province", "answer",
        "Được chuyển sang truyền thanh, tờ rơi và mạng xã hội; khi báo cáo, ghi đúng hình thức đã thực hiện.",
    ),
    Word(EPIDEMIC, date(2020, 9, 30), "province", "resolve", "Hội nghị tập trung được tổ chức trở lại."),
    Word(
        GUIDANCE, date(2020, 10, 26), "province", "answer",
        "Hướng dẫn của tỉnh về Tháng hành động đã được gửi đến các địa phương.",
    ),
    Word(GUIDANCE, date(2020, 10, 27), "hue", "resolve", ""),
    Word(
        DOUBLE, date(2020, 11, 12), "province", "answer",
        "Đơn vị bố trí kinh phí và ra quyết định mở lớp là đơn vị báo cáo; đơn vị phối hợp không tính.",
    ),
    Word(
        LANGUAGE, date(2020, 12, 8), "a-luoi", "write_again",
        "Bản ghi âm đã phát ở 06 xã. Đề nghị Sở hỗ trợ thêm tờ tranh cho các thôn chưa có loa truyền thanh.",
    ),
)  # fmt: skip


class Story:
    """Tells the matters in the order of their days, each once; a matter that is there already is left alone."""

    def __init__(self, people):
        self.people = people
        there = set(Difficulty.everything.values_list("title", flat=True))
        coming = [(one.raised_on, one) for one in MATTERS] + [(one.day, one) for one in WORDS]
        # A stable sort: a matter stands before the words to it.
        self.coming = sorted((pair for pair in coming if pair[1].title not in there), key=lambda pair: pair[0])

    def tell(self, through=date.max):
        """Let everything happen that was said by that day."""
        while self.coming and self.coming[0][0] <= through:
            day, one = self.coming.pop(0)
            with as_of(day):
                self._raise(one) if isinstance(one, Matter) else self._say(one)

    def _raise(self, matter):
        officer = self.people[matter.slug]
        difficulty = Difficulty(
            unit=officer.unit,
            task=Task.objects.get(code=matter.task) if matter.task else None,
            title=matter.title,
            text=f"{matter.text} {MARK}",
        )
        verbs.raise_difficulty(difficulty, by=officer)

    def _say(self, word):
        difficulty = Difficulty.objects.get(title=word.title)
        getattr(verbs, word.verb)(difficulty, word.text, by=self.people[word.by])
