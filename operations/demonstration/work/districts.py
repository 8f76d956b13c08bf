"""The nine districts: their size, who lives there, and what each did or left undone in 2020."""

from dataclasses import dataclass

PROVINCE = "thua-thien-hue"


@dataclass(frozen=True)
class District:
    """How much happens in a district; shares are parts of 1, numbers of activities are for a year.

    `uncounted_share` is the share of events whose attendance was counted without the sex. The four numbers named
    for 2020 are of clauses 2.b, 2.c, 3.b and 3.c.
    """

    slug: str
    place: str
    talks: int
    crowd: int
    minority: float
    trainings: int
    radio: int
    plan_numbers: tuple[int, int, int]
    uncounted_share: float = 0
    labour_code: int = 2
    services: int = 2
    reviews: int = 1
    inspections: int = 2
    has_launch: bool = True

    @property
    def radio_station(self):
        return f"Đài truyền thanh {self.place}"

    @property
    def is_mountainous(self):
        return self.minority > 0.3


DISTRICTS = (
    District(
        "hue",
        "thành phố Huế",
        20,
        112,
        0.004,
        5,
        7,
        (36, 118, 287),
        labour_code=4,
        services=3,
        reviews=2,
        inspections=3,
    ),
    District(
        "phong-dien",
        "huyện Phong Điền",
        14,
        82,
        0.012,
        4,
        6,
        (27, 96, 214),
        labour_code=0,
        inspections=0,
    ),
    District(
        "quang-dien",
        "huyện Quảng Điền",
        12,
        84,
        0.002,
        4,
        5,
        (22, 88, 196),
        services=1,
        has_launch=False,
    ),
    District(
        "phu-vang",
        "huyện Phú Vang",
        17,
        96,
        0.002,
        5,
        6,
        (31, 104, 241),
        uncounted_share=0.12,
        labour_code=3,
        services=3,
        reviews=2,
    ),
    District(
        "huong-thuy",
        "thị xã Hương Thủy",
        13,
        88,
        0.006,
        4,
        6,
        (25, 93, 207),
        labour_code=3,
        inspections=0,
    ),
    District("huong-tra", "thị xã Hương Trà", 13, 86, 0.025, 4, 5, (29, 99, 226), services=3, inspections=1),
    District(
        "a-luoi", "huyện A Lưới", 13, 64, 0.79, 4, 6, (18, 71, 152), uncounted_share=0.15, labour_code=1, reviews=0
    ),
    District("phu-loc", "huyện Phú Lộc", 15, 92, 0.015, 4, 6, (33, 109, 248), services=4, reviews=2),
    District(
        "nam-dong",
        "huyện Nam Đông",
        11,
        58,
        0.46,
        4,
        5,
        (12, 61, 98),
        labour_code=0,
        services=0,
        reviews=0,
        inspections=0,
        has_launch=False,
    ),
)
BY_SLUG = {district.slug: district for district in DISTRICTS}
