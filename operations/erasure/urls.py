from django.urls import path

from operations.erasure import views

app_name = "safekeeping"
urlpatterns = [
    path("", views.purge_list, name="purges"),
    path("new/", views.purge_new, name="purge-new"),
    path("<int:pk>/", views.purge_detail, name="purge"),
]
