"""Difficulties that districts raised in 2020 and the replies to them, by the verbs that people use."""

from dataclasses import dataclass
from datetime import date

from core.directives.models import Task
from core.lib.dates.clock import as_of
from difficulties import verbs
from difficulties.models import Difficulty
from operations.demonstration.work.record_specs import MARK


@dataclass(frozen=True)
class RaisedDifficulty:
    """A difficulty as it is raised: the district's slug, the day, a task's code or none, title and text."""

    slug: str
    raised_on: date
    task: str | None
    title: str
    text: str


@dataclass(frozen=True)
class LaterStep:
    """A later step of a difficulty: its title, the day, an account's name, the verb, the text."""

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

RAISED = (
    RaisedDifficulty(
        "phu-loc",
        date(2020, 5, 18),
        "model.run",
        FUNDS,
        "Mô hình cần duy trì hoạt động trong quý II nhưng đến nay chưa được cấp kinh phí. Đề nghị Sở hướng dẫn.",
    ),
    RaisedDifficulty(
        "a-luoi",
        date(2020, 6, 9),
        "comm.policy",
        LANGUAGE,
        "Nhiều người dân lớn tuổi nghe tiếng phổ thông hạn chế. Đề nghị Sở hỗ trợ tài liệu, băng đĩa phù hợp.",
    ),
    RaisedDifficulty(
        "quang-dien",
        date(2020, 8, 12),
        "comm.policy",
        EPIDEMIC,
        "Các cuộc truyền thông tháng 8 phải hoãn. Đề nghị Sở cho biết có được chuyển sang hình thức khác không.",
    ),
    RaisedDifficulty(
        "hue",
        date(2020, 10, 15),
        "comm.action-month",
        GUIDANCE,
        "Thành phố cần chủ đề, thông điệp để in pa nô, áp phích trước ngày 10/11/2020.",
    ),
    RaisedDifficulty(
        "huong-tra",
        date(2020, 11, 9),
        "cap.training",
        DOUBLE,
        "Lớp do hai cấp cùng tổ chức thì đơn vị nào báo cáo. Đề nghị Sở thống nhất cách tính.",
    ),
    RaisedDifficulty(
        "nam-dong",
        date(2020, 12, 14),
        "comm.policy",
        SPEAKERS,
        "Huyện chưa có đủ báo cáo viên cho các xã vùng cao. Đề nghị Sở giới thiệu hoặc tập huấn thêm.",
    ),
    RaisedDifficulty(
        "phong-dien",
        date(2020, 12, 16),
        None,
        STAFF,
        "Cán bộ cấp xã thường xuyên thay đổi, chưa qua tập huấn. Đề nghị Sở mở lớp đầu năm 2021.",
    ),
)
LATER_STEPS = (
    LaterStep(
        FUNDS,
        date(2020, 5, 22),
        "province",
        "answer",
        "Sở đã trình phân bổ kinh phí đợt 1. Trong khi chờ, đề nghị địa phương duy trì sinh hoạt định kỳ của mô hình.",
    ),
    LaterStep(FUNDS, date(2020, 6, 8), "phu-loc", "resolve", "Đã nhận được kinh phí."),
    LaterStep(
        LANGUAGE,
        date(2020, 6, 12),
        "province",
        "answer",
        "Sở sẽ gửi bản ghi âm để phát trên hệ thống truyền thanh xã. Đề nghị huyện đăng ký số lượng.",
    ),
    LaterStep(
        EPIDEMIC,
        date(2020, 8, 14),
        "province",
        "answer",
        "Được chuyển sang truyền thanh, tờ rơi và mạng xã hội; khi báo cáo, ghi đúng hình thức đã thực hiện.",
    ),
    LaterStep(EPIDEMIC, date(2020, 9, 30), "province", "resolve", "Hội nghị tập trung được tổ chức trở lại."),
    LaterStep(
        GUIDANCE,
        date(2020, 10, 26),
        "province",
        "answer",
        "Hướng dẫn của tỉnh về Tháng hành động đã được gửi đến các địa phương.",
    ),
    LaterStep(GUIDANCE, date(2020, 10, 27), "hue", "resolve", ""),
    LaterStep(
        DOUBLE,
        date(2020, 11, 12),
        "province",
        "answer",
        "Đơn vị bố trí kinh phí và ra quyết định mở lớp là đơn vị báo cáo; đơn vị phối hợp không tính.",
    ),
    LaterStep(
        LANGUAGE,
        date(2020, 12, 8),
        "a-luoi",
        "write_again",
        "Bản ghi âm đã phát ở 06 xã. Đề nghị Sở hỗ trợ thêm tờ tranh cho các thôn chưa có loa truyền thanh.",
    ),
)


class DifficultyTimeline:
    """The difficulties in the order of their days; those that exist already are left alone."""

    def __init__(self, people):
        self.people = people
        existing = set(Difficulty.everything.values_list("title", flat=True))
        events = [(raised.raised_on, raised) for raised in RAISED] + [(step.day, step) for step in LATER_STEPS]
        # A stable sort: a difficulty comes before the later steps of the same day.
        new_events = (event for event in events if event[1].title not in existing)
        self.pending = sorted(new_events, key=lambda event: event[0])

    def play(self, through=date.max):
        """Let everything happen that happened by that day."""
        while self.pending and self.pending[0][0] <= through:
            day, event = self.pending.pop(0)
            with as_of(day):
                if isinstance(event, RaisedDifficulty):
                    self._raise(event)
                else:
                    self._take_step(event)

    def _raise(self, raised):
        officer = self.people[raised.slug]
        difficulty = Difficulty(
            unit=officer.unit,
            task=Task.objects.get(code=raised.task) if raised.task else None,
            title=raised.title,
            text=f"{raised.text} {MARK}",
        )
        verbs.raise_difficulty(difficulty, by=officer)

    def _take_step(self, step):
        difficulty = Difficulty.objects.get(title=step.title)
        getattr(verbs, step.verb)(difficulty, step.text, by=self.people[step.by])
