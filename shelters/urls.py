from django.urls import path

from shelters import release_views, views

app_name = "directory"
urlpatterns = [
    path("", views.place_list, name="list"),
    path("reminder/", views.reminder, name="reminder"),
    path("hotlines/<int:pk>/", views.hotline_edit, name="hotline"),
    path("<int:pk>/", views.place_detail, name="place"),
    path("<int:pk>/edit/", views.listing_edit, name="edit"),
    path("<int:pk>/still-right/", views.listing_confirm, name="still-right"),
    path("<int:pk>/wrong/", views.wrong_entry, name="wrong"),
    path("wrong/<int:pk>/close/", views.wrong_entry_close, name="wrong-close"),
    path("<int:pk>/propose/", release_views.release_propose, name="propose"),
    path("releases/<int:pk>/confirm/", release_views.release_confirm, name="confirm"),
    path("<int:pk>/withdraw/", release_views.release_withdraw, name="withdraw"),
]
