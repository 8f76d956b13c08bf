"""The figure TT-07: places whose contact is in the public directory, counted from its releases (clause 2.c)."""

from django.db.models import Q

from core.indicators.declarations import Ratio, Stock

SITE = "models_sites.Site"
PLACES = Q(kind__helps_people=True)
# From a site to the releases of its listing.
RELEASED = "listing__releases__"

INDICATORS = (
    Stock(
        key="TT-07.1",
        name="Địa chỉ tin cậy, nhà tạm lánh đã công khai liên hệ",
        unit="điểm",
        tasks=("comm.services",),
        always=True,
        source=SITE,
        opened=("opened_on", f"{RELEASED}confirmed_on"),
        closed=("closed_on", f"{RELEASED}withdrawn_on"),
        where=PLACES & Q(**{f"{RELEASED}confirmed_on__isnull": False}),
        within="TT-07.2",
    ),
    Stock(
        key="TT-07.2",
        name="Địa chỉ tin cậy, nhà tạm lánh",
        unit="điểm",
        hidden=True,
        source=SITE,
        opened="opened_on",
        closed="closed_on",
        where=PLACES,
    ),
    Ratio(
        key="TT-07",
        name="Tỷ lệ địa chỉ tin cậy, nhà tạm lánh đã công khai liên hệ",
        unit="%",
        tasks=("comm.services",),
        always=True,
        numerator="TT-07.1",
        denominator="TT-07.2",
        times=100,
        decimals=1,
    ),
)
