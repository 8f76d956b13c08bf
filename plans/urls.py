"""The paths of plans."""

from filing.urls import record_urls
from plans.area import AREA

app_name = "plans"
urlpatterns = [url for kind in AREA.kinds for url in record_urls(kind)]
