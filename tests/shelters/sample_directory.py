"""Directories made by hand: one of three districts, and pieces to change it with."""

from datetime import date

from shelters.public.places import HotlineEntry, PublicDirectory, PublicDistrict, PublicPlace

CHECKED = date(2020, 12, 1)
HOTLINES = (
    HotlineEntry("111", "Tổng đài quốc gia bảo vệ trẻ em", "Trẻ em bị bạo lực, xâm hại.", "24/7", True, CHECKED),
    HotlineEntry("113", "Công an", "Đang bị đe dọa, cần can thiệp ngay.", "24/7", True, CHECKED),
    HotlineEntry("115", "Cấp cứu y tế", "Bị thương, cần cấp cứu.", "24/7", True, CHECKED),
    HotlineEntry("1900 969 680", "Ngôi nhà bình yên", "Tư vấn và nơi tạm lánh.", "24/7", False, date(2020, 12, 3)),
)
TRUSTED = PublicPlace(
    kind="Địa chỉ tin cậy",
    area="xã Lộc Điền",
    host="Hội Liên hiệp Phụ nữ xã Lộc Điền",
    phone="0234 3870 111",
    hours="24/7",
    address="Trụ sở UBND xã, thôn Bạch Thạch",
)
SHELTER = PublicPlace(kind="Nhà tạm lánh", area="thị trấn Phú Lộc", phone="0234 3871 222", hours="7 giờ đến 21 giờ")


def sample_directory(**fields):
    """Phú Lộc has two places, Nam Đông one, A Lưới none; `fields` replace those of the directory."""
    districts = (
        PublicDistrict("a-luoi", "Huyện A Lưới", (), ("nam-dong",)),
        PublicDistrict("nam-dong", "Huyện Nam Đông", (numbered(7, area="xã Hương Phú"),)),
        PublicDistrict("phu-loc", "Huyện Phú Lộc", (TRUSTED, SHELTER)),
    )
    return PublicDirectory(**{"hotlines": HOTLINES, "districts": districts, "as_of": date(2020, 12, 18), **fields})


def numbered(number, **fields):
    """A place that can be told from its neighbours by its number."""
    return PublicPlace(
        **{
            "kind": "Địa chỉ tin cậy",
            "area": f"xã Số {number}",
            "host": f"Hội Phụ nữ {number}",
            "phone": f"0234 3990 {number:03}",
            **fields,
        }
    )


def of_one(*places, name="Huyện Phú Lộc", **fields):
    """A directory of one district, and the district."""
    district = PublicDistrict("phu-loc", name, places)
    return sample_directory(districts=(district,), **fields), district
