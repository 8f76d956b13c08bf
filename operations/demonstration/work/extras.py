"""Single records that show what pages are for: planned, cancelled, running, doubtful, after the year's end."""

from datetime import date

from operations.demonstration.work.campaigns import campaign
from operations.demonstration.work.districts import BY_SLUG
from operations.demonstration.work.record_specs import random_source
from operations.demonstration.work.titles import ACTION_MONTH

# (district, day, what would have been held there)
CANCELLED = (
    ("hue", date(2020, 3, 12), "Hội thi tìm hiểu pháp luật về bình đẳng giới khối trường học"),
    ("phong-dien", date(2020, 4, 9), "Hội nghị tuyên truyền Luật Bình đẳng giới cụm xã phía Bắc"),
    ("phu-vang", date(2020, 8, 6), "Đêm văn nghệ tuyên truyền phòng, chống bạo lực gia đình"),
    ("a-luoi", date(2020, 8, 13), "Truyền thông phòng, chống tảo hôn tại chợ phiên vùng cao"),
)
PLANNED = (
    ("hue", date(2020, 12, 24), "Hội nghị tuyên truyền bình đẳng giới trong lĩnh vực chính trị cho cán bộ phường"),
    ("quang-dien", date(2020, 12, 22), "Truyền thông kỹ năng phòng, chống bạo lực trên cơ sở giới"),
    ("huong-thuy", date(2020, 12, 29), "Tuyên truyền bình đẳng giới hướng tới bầu cử Hội đồng nhân dân các cấp"),
    ("nam-dong", date(2020, 12, 23), "Nói chuyện chuyên đề bình đẳng giới cho đoàn viên, thanh niên"),
)
RUNNING = ("hue", "phu-vang", "nam-dong")
DOUBTFUL = "Truyền thông phòng, chống bạo lực gia đình tại phường Hương Hồ"


def extras():
    """Yield all of them; they are of 2020."""
    rng = random_source("extras")
    for status, rows in (("cancelled", CANCELLED), ("planned", PLANNED)):
        for slug, day, title in rows:
            yield _talk(rng, slug, day, title, status=status, audience="Cán bộ và người dân trên địa bàn")
    for slug in RUNNING:
        district = BY_SLUG[slug]
        yield campaign(
            district,
            "comm.radio",
            rng,
            date(2020, 12, 31),
            started_on=date(2020, 12, 1),
            status="under_way",
            title=f"Loạt bài hưởng ứng Tháng hành động trên {district.radio_station}, tháng 12",
            topic="action_month",
            form="radio",
        )
    yield _talk(
        rng,
        "huong-tra",
        date(2020, 10, 20),
        DOUBTFUL,
        topic="violence",
        commune="20029",
        attendance=620,
        place="Nhà văn hóa phường Hương Hồ",
        audience="Người dân trên địa bàn",
        female=395,
        minority=4,
        cost=3_500_000,
    )
    yield _talk(
        rng,
        "hue",
        date(2020, 12, 15),
        f"Tổng kết {ACTION_MONTH} năm 2020",
        task="comm.action-month",
        topic="action_month",
        place="Hội trường UBND thành phố Huế",
        audience="Cán bộ, hội viên, đoàn viên",
        attendance=142,
        female=88,
        minority=0,
        cost=6_200_000,
    )


def _talk(rng, slug, day, title, task="comm.policy", **fields):
    return campaign(BY_SLUG[slug], task, rng, day, title=title, form="talk", **{"topic": "policy"} | fields)
