"""Titles as offices write them; `{commune}` is a real commune, `{place}` the district."""

from typing import NamedTuple

ACTION_MONTH = "Tháng hành động vì bình đẳng giới và phòng, chống bạo lực trên cơ sở giới"


class Talk(NamedTuple):
    """A direct activity: topic, form, title, audience, the usual share of women, and whom it suits."""

    topic: str
    form: str
    title: str
    audience: str
    women: float
    only_mountains: bool = False


TALKS = (
    Talk(
        "policy",
        "talk",
        "Hội nghị tuyên truyền Luật Bình đẳng giới và các văn bản hướng dẫn tại {commune}",
        "Cán bộ thôn, tổ dân phố và người dân",
        0.58,
    ),
    Talk(
        "policy",
        "talk",
        "Nói chuyện chuyên đề bình đẳng giới trong gia đình tại {commune}",
        "Hội viên phụ nữ, hội viên nông dân",
        0.7,
    ),
    Talk(
        "policy",
        "integrated",
        "Lồng ghép tuyên truyền pháp luật về bình đẳng giới tại hội nghị giao ban {commune}",
        "Cán bộ, công chức, người hoạt động không chuyên trách",
        0.46,
    ),
    Talk(
        "policy",
        "club",
        "Sinh hoạt câu lạc bộ “Gia đình hạnh phúc” về chia sẻ việc nhà tại {commune}",
        "Thành viên câu lạc bộ",
        0.62,
    ),
    Talk(
        "policy",
        "contest",
        "Hội thi tìm hiểu pháp luật về bình đẳng giới tại {commune}",
        "Đội thi các thôn, tổ dân phố và người dân",
        0.6,
    ),
    Talk(
        "policy",
        "arts",
        "Sân khấu hóa tuyên truyền bình đẳng giới, xây dựng gia đình văn hóa tại {commune}",
        "Người dân trên địa bàn",
        0.6,
    ),
    Talk(
        "violence",
        "talk",
        "Truyền thông kỹ năng phòng, chống bạo lực trên cơ sở giới tại {commune}",
        "Phụ nữ, nam giới trong độ tuổi lao động",
        0.6,
    ),
    Talk(
        "violence",
        "talk",
        "Truyền thông phòng, chống bạo lực gia đình, xâm hại trẻ em tại {commune}",
        "Cha mẹ học sinh, giáo viên",
        0.64,
    ),
    Talk(
        "violence",
        "club",
        "Sinh hoạt câu lạc bộ “Nam giới nói không với bạo lực gia đình” tại {commune}",
        "Thành viên câu lạc bộ",
        0.18,
    ),
    Talk(
        "policy",
        "talk",
        "Truyền thông phòng, chống tảo hôn và hôn nhân cận huyết thống tại {commune}",
        "Thanh niên, già làng, trưởng bản, người có uy tín",
        0.52,
        True,
    ),
    Talk(
        "violence",
        "integrated",
        "Lồng ghép tuyên truyền phòng, chống mua bán người, bạo lực giới tại {commune}",
        "Người dân các thôn",
        0.55,
        True,
    ),
)
POLITICS = (
    Talk(
        "politics",
        "talk",
        "Tuyên truyền bình đẳng giới trong lĩnh vực chính trị, công tác cán bộ nữ tại {commune}",
        "Cấp ủy, cán bộ, đảng viên",
        0.45,
    ),
    Talk(
        "politics",
        "integrated",
        "Lồng ghép tuyên truyền tăng tỷ lệ nữ tham gia cấp ủy, ứng cử tại {commune}",
        "Cán bộ chủ chốt, người có uy tín",
        0.42,
    ),
    Talk(
        "politics",
        "talk",
        "Tọa đàm “Phụ nữ tham gia lãnh đạo, quản lý” tại {commune}",
        "Cán bộ nữ, hội viên phụ nữ nòng cốt",
        0.82,
    ),
)
LABOUR_CODE = (
    "Hội nghị phổ biến nội dung mới về bình đẳng giới trong Bộ luật Lao động năm 2019 cho doanh nghiệp",
    "Đối thoại, giải đáp quy định về lao động nữ trong Bộ luật Lao động năm 2019 với công đoàn cơ sở",
    "Tuyên truyền Bộ luật Lao động năm 2019 cho người lao động tại {commune}",
    "Hướng dẫn doanh nghiệp rà soát nội quy, thỏa ước lao động theo Bộ luật Lao động năm 2019",
)
SERVICES = (
    "Truyền thông giới thiệu địa chỉ tin cậy - nhà tạm lánh tại cộng đồng, {commune}",
    "Giới thiệu các dịch vụ hỗ trợ nạn nhân bạo lực trên cơ sở giới tại {commune}",
    "Truyền thông về mô hình Ngăn ngừa và giảm thiểu tác hại của bạo lực trên cơ sở giới tại {commune}",
    "Phổ biến số điện thoại cần biết khi bị bạo lực (Tổng đài 111, Công an 113) tại {commune}",
)
CAMPAIGN = (
    Talk(
        "action_month", "talk", "Tọa đàm hưởng ứng Tháng hành động tại {commune}", "Hội viên phụ nữ, thanh niên", 0.64
    ),
    Talk(
        "action_month",
        "contest",
        "Hội thi rung chuông vàng về bình đẳng giới tại {commune}",
        "Học sinh, giáo viên",
        0.54,
    ),
    Talk("action_month", "arts", "Đêm văn nghệ hưởng ứng Tháng hành động tại {commune}", "Người dân trên địa bàn", 0.6),
    Talk(
        "action_month",
        "club",
        "Sinh hoạt chuyên đề “Gia đình không bạo lực” tại {commune}",
        "Thành viên câu lạc bộ",
        0.56,
    ),
)
RADIO = (
    ("policy", "Chuyên mục “Bình đẳng giới và đời sống” trên {station}"),
    ("violence", "Tuyên truyền kỹ năng phòng, chống bạo lực trên cơ sở giới trên {station}"),
    ("policy", "Phát bài tuyên truyền Luật Bình đẳng giới trên {station} và truyền thanh cơ sở"),
)
PRODUCTS = (
    ("media", "policy", "Đăng tin, bài về công tác bình đẳng giới trên Trang thông tin điện tử {place}", (3, 12)),
    ("print", "violence", "Biên soạn, cấp phát tờ rơi phòng, chống bạo lực trên cơ sở giới", (1, 3)),
    ("print", "policy", "Lắp đặt pa nô, áp phích tuyên truyền bình đẳng giới tại các xã, phường, thị trấn", (4, 14)),
)
VENUES = ("Hội trường UBND {commune}", "Nhà văn hóa {commune}", "Nhà sinh hoạt cộng đồng {commune}")
