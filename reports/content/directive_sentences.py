"""What each sentence of directive 908 asks for: where it is filed, shown, and told in a report."""

from dataclasses import dataclass

from django.urls import reverse

from difficulties.models import Difficulty
from filing import areas
from filing.models.spending import COST_SOURCES

COSTS = "Phụ lục “Kinh phí thực hiện”"
PLAN = ("status", "drafted_on", "submitted_on", "number", "issued_on", "authority", "activities")
PEOPLE = ("attendance", "female", "minority")
GROUPS = ("equality_staff", "committee", "press", "cadres", "people")
HELPED = ("victims", "victims_helped", "perpetrators", "perpetrators_handled")


@dataclass(frozen=True)
class AskedSentence:
    """A demand of a clause, in its own words.

    `filed` are {model's label: fields}, `told` the keys of paragraphs (`filing.wording.narrative.DraftedText.key`),
    `figures` their codes, `table` an appendix beside that of figures, `page` the name of a page beside the lists.
    """

    clause: str
    words: str
    filed: dict[str, tuple[str, ...]]
    told: tuple[str, ...]
    figures: tuple[str, ...] = ()
    table: str = ""
    page: str = ""

    @property
    def addresses(self):
        """The addresses of the pages that show it."""
        lists = {kind.model._meta.label: kind.list_url for area in areas.all_areas() for kind in area.kinds}
        lists[Difficulty._meta.label] = reverse("difficulties:list")
        return [*(lists[label] for label in self.filed), *([reverse(self.page)] if self.page else [])]


def _sentence(clause, words, filed, *told, figures=(), **more):
    return AskedSentence(clause, words, filed, told, tuple(figures), **more)


def _campaign(*fields):
    return {"communications.Campaign": fields}


SENTENCES = (
    _sentence(
        "1.a",
        "Kế hoạch thực hiện công tác bình đẳng giới và VSTBCPN năm 2020",
        {"plans.Plan": PLAN, "plans.CommunePlan": ("commune", "day", "detail")},
        "plans.issued",
        "plans.coming",
        "plans.communes",
        figures=("KH-01", "KH-04.1", "KH-04"),
    ),
    _sentence(
        "1.b",
        "Kế hoạch truyền thông về bình đẳng giới trong lĩnh vực chính trị",
        {"plans.Plan": PLAN},
        "plans.issued",
        "plans.coming",
        figures=("KH-02",),
    ),
    _sentence(
        "1.c",
        "Kế hoạch Tháng hành động vì bình đẳng giới",
        {"plans.Plan": PLAN},
        "plans.issued",
        "plans.coming",
        figures=("KH-03",),
    ),
    _sentence(
        "2.a",
        "tuyên truyền phổ biến, giáo dục chính sách pháp luật về bình đẳng giới",
        _campaign(*PEOPLE, "product_list"),
        "communications.direct",
        figures=("TT-01", "TT-02", "TT-06"),
    ),
    _sentence(
        "2.a",
        "đặc biệt là bình đẳng giới trong lĩnh vực chính trị",
        _campaign("topic", *PEOPLE) | {"capacity.Standing": ("measure", "as_of", "total", "female")},
        "communications.direct",
        "capacity.standing",
        figures=("TT-03.1", "TT-03.2", "NL-05.1", "NL-05.2", "NL-06.1", "NL-06.2"),
    ),
    _sentence(
        "2.a",
        "bằng nhiều hình thức đa dạng, linh hoạt, phù hợp với từng nhóm đối tượng và địa bàn dân cư",
        _campaign("form", "audiences", "audience", "commune", "place"),
        "communications.direct",
    ),
    _sentence(
        "2.b",
        "Tuyên truyền và triển khai thực hiện những nội dung mới về bình đẳng giới",
        _campaign(*PEOPLE, "guidance", "enterprises"),
        "communications.labour-code",
        figures=("TT-04.1", "TT-04.2", "TT-04.3"),
    ),
    _sentence(
        "2.c",
        "để mọi người dân biết đến các mô hình, dịch vụ hỗ trợ bình đẳng giới tại địa phương",
        _campaign("also", *PEOPLE),
        "communications.services",
        figures=("TT-10.1", "TT-10.2"),
    ),
    _sentence(
        "2.c",
        "công khai các điểm địa chỉ tin cậy, nhà tạm lánh",
        {"models_sites.Site": ("name", "kind", "commune", "managing_body")},
        "communications.services",
        figures=("TT-07.1", "TT-07"),
        page="shelters:page",
    ),
    _sentence(
        "2.d",
        "tuyên truyền nội dung, chủ đề và các thông điệp",
        _campaign("theme", "product_list"),
        "communications.launch",
        "communications.direct",
        figures=("TT-06",),
    ),
    _sentence(
        "2.d",
        "Lễ phát động điểm hoặc lựa chọn hình thức thay thế phù hợp, hiệu quả",
        _campaign("launch", "launch_why", *PEOPLE) | {"communications.CommuneJoined": ("commune", "day", "detail")},
        "communications.launch",
        figures=("TT-08.1", "TT-08.2", "TT-08.3"),
    ),
    _sentence(
        "2.đ",
        "xây dựng nội dung và tuyên truyền rộng rãi chính sách, pháp luật về bình đẳng giới",
        _campaign("station", "broadcast_items", "broadcasts", "minutes"),
        "communications.radio",
        figures=("TT-05.1", "TT-05.2", "TT-05.3"),
    ),
    _sentence(
        "2.đ",
        "về kỹ năng phòng chống bạo lực trên cơ sở giới tại địa phương",
        _campaign("topic", "broadcast_items"),
        "communications.radio",
    ),
    _sentence(
        "2.e",
        "hiệu quả, sáng tạo, phù hợp",
        _campaign("outcome", "is_good_practice", "good_practice_why"),
        "communications.practices",
        figures=("TT-11",),
    ),
    _sentence("2.e", "có sức lan tỏa", _campaign("reached"), "communications.direct"),
    _sentence(
        "2.e",
        "tinh thần tiết kiệm",
        _campaign(*COST_SOURCES) | {"plans.Plan": ("activities",)},
        "communications.cost",
        "funds.spent",
        figures=("TT-09",),
        table=COSTS,
    ),
    _sentence(
        "3.a",
        "Chủ trì, phối hợp với các cơ quan liên quan tổ chức: hội nghị, hội thảo, tập huấn",
        {"capacity.Training": ("sort", "organiser", "partners", *PEOPLE)},
        "capacity.trained",
        figures=("NL-01", "NL-02"),
    ),
    _sentence(
        "3.a",
        "ưu tiên cán bộ làm công tác bình đẳng giới, thành viên Ban VSTBCPN các cấp, phóng viên, biên tập viên",
        {"capacity.Training": GROUPS, "capacity.Standing": ("total", "part")},
        "capacity.trained",
        "capacity.standing",
        figures=("NL-02.1", "NL-02.2", "NL-02.3", "NL-02.5", "NL-02.6", "NL-04"),
    ),
    _sentence(
        "3.a",
        "các kỹ năng mềm cho cán bộ nữ tiềm năng trên địa bàn",
        {"capacity.Training": ("potential",)},
        "capacity.trained",
        figures=("NL-02.4", "NL-03"),
    ),
    _sentence(
        "3.b",
        "Tiếp tục triển khai thực hiện",
        {"capacity.Review": ("results",), "capacity.Standing": ("measure", "total", "part")},
        "capacity.reviews",
        "capacity.standing",
        figures=("NL-04", "NL-07.3", "NL-07.6"),
    ),
    _sentence(
        "3.b",
        "chủ động lựa chọn, tham mưu hình thức Tổng kết",
        {"capacity.Review": ("programmes", "form", "document")},
        "capacity.reviews",
        figures=("NL-08",),
    ),
    _sentence(
        "3.c",
        "thường xuyên tổ chức kiểm tra, xử lý vi phạm về bình đẳng giới",
        {"capacity.Inspection": ("subject", "bodies", "violations", "findings")},
        "capacity.inspected",
        figures=("NL-09.1", "NL-09.2", "NL-09.3"),
    ),
    _sentence(
        "3.c",
        "chủ động đề xuất giải pháp thực hiện",
        {"capacity.Inspection": ("proposals", "submitted_on")},
        "capacity.inspected",
    ),
    _sentence(
        "4.a",
        "tổ chức triển khai mới và tiếp tục duy trì triển khai các hoạt động của mô hình",
        {"models_sites.Site": ("opened_on", "pauses", "closed_on"), "models_sites.LogEntry": ("activities", *HELPED)},
        "models.running",
        "models.people",
        "models.unreported",
        figures=("MH-01.1", "MH-01.2", "MH-01.3", "MH-02.1", "MH-02.2", "MH-03.1", "MH-03.2"),
    ),
    _sentence(
        "4.a",
        "đảm bảo đúng yêu cầu, mục tiêu và tiến độ",
        {"models_sites.LogEntry": ("meets_requirement", "meets_objective", "meets_schedule", "funds_granted")},
        "models.running",
        "models.funds",
        figures=("MH-04.1", "MH-04.3"),
    ),
    _sentence(
        "4.b",
        "tham mưu địa phương bố trí kinh phí",
        {"models_sites.LogEntry": ("funds_allotted", "spent_district")},
        "models.funds",
        "funds.spent",
        figures=("MH-04.2", "MH-04.3"),
        table=COSTS,
    ),
    _sentence(
        "4.b",
        "để nhân rộng mô hình hiệu quả, phù hợp với thực tiễn của địa phương",
        {"models_sites.Extension": ("kind", "commune", "proposed_on", "submitted_on", "decision", "decided_on")},
        "models.running",
        figures=("MH-01.4",),
    ),
    _sentence(
        "5",
        "nếu có vướng mắc đề nghị phản ánh về Sở Lao động-Thương binh và Xã hội",
        {"difficulties.Difficulty": ("title", "task", "text")},
        "difficulties.raised",
        "proposals.difficulties",
        figures=("VM-01.1", "VM-01.2"),
    ),
)


def paragraphs_on(clause):
    """Return the keys of the paragraphs of a general report that tell of a clause, each once."""
    return list(dict.fromkeys(key for sentence in SENTENCES if sentence.clause == clause for key in sentence.told))
