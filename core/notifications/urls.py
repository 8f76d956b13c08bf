"""Addresses of the user's notices."""

from django.urls import path

from core.notifications import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("seen/", views.notice_see_all, name="see_all"),
    path("mail/", views.mail_choice, name="mail_choice"),
    path("<int:pk>/open/", views.notice_open, name="open"),
]
