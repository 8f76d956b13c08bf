"""The paths of records on capacity building."""

from capacity.area import AREA
from filing.urls import record_urls

app_name = "capacity"
urlpatterns = [url for kind in AREA.kinds for url in record_urls(kind)]
