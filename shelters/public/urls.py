from django.urls import path

from shelters.public import views

app_name = "shelters"
urlpatterns = [
    path("", views.page, {"language": "vi"}, name="page"),
    path("en/", views.page, {"language": "en"}, name="page_en"),
    # Typed from a poster, the slash is easily forgotten.
    path("en", views.page, {"language": "en"}),
    path("poster-<slug:slug>.pdf", views.poster, name="poster"),
    path("card.pdf", views.card, name="card"),
]
