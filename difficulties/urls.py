"""The paths of difficulties."""

from django.urls import path

from difficulties import views

app_name = "difficulties"
urlpatterns = [
    path("", views.difficulty_list, name="list"),
    path("new/", views.difficulty_new, name="new"),
    path("<int:pk>/", views.difficulty_detail, name="detail"),
    path("<int:pk>/reply/", views.difficulty_reply, name="reply"),
    path("<int:pk>/resolve/", views.difficulty_resolve, name="resolve"),
    path("<int:pk>/withdraw/", views.difficulty_withdraw, name="withdraw"),
    path("<int:pk>/restore/", views.difficulty_restore, name="restore"),
]
