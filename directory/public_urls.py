from django.urls import path

from directory import public_views

app_name = "shelters"
urlpatterns = [
    path("", public_views.page, {"language": "vi"}, name="page"),
    path("en/", public_views.page, {"language": "en"}, name="page_en"),
    # Typed from a poster, the slash is easily forgotten.
    path("en", public_views.page, {"language": "en"}),
    path("poster-<slug:slug>.pdf", public_views.poster, name="poster"),
    path("card.pdf", public_views.card, name="card"),
]
