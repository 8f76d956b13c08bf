"""The paths of communication activities."""

from communications.area import AREA
from filing.urls import record_urls

app_name = "communications"
urlpatterns = [url for kind in AREA.kinds for url in record_urls(kind)]
