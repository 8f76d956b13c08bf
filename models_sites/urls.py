"""The paths of support models."""

from filing.urls import record_urls
from models_sites.area import AREA

app_name = "models_sites"
urlpatterns = [url for kind in AREA.kinds for url in record_urls(kind)]
